"""The commands of `python -m ntm_lib`, one module each.

A command module has a docstring (its help, with one example), `add_arguments(parser)` and `run(arguments) -> int`.
Nothing is imported here: a command that needs torch must not keep `doctor` from running.
"""
