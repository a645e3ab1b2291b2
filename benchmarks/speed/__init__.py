"""How fast the machine is, and how much memory it needs, always beside two yardsticks in the same run.

    python -m benchmarks.speed            tables, and build/speed.json after each part
    python -m benchmarks.speed --quick    the same parts with small settings, under a minute

`contestants` builds what is compared, `rounds` takes turns and holds the clock, `saved` and `peak` measure memory,
`parts` is what is measured, `tables` what is printed.
"""
