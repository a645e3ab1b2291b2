"""A process for one answer: `python -m ntm_lib.checks.child` reads a request on stdin and writes facts to stdout.

The request is JSON, {"exercise": "2.1", "source": "...", "seed": 0}; so are the facts. What the answer itself prints
goes into the facts or nowhere, and the process ends the moment they are written.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Answer one request."""
    request = json.loads(sys.stdin.read())
    out = _take_stdout()
    # imported only now: what an import prints must not reach the parent
    from ntm_lib.checks import registry
    from ntm_lib.checks.judging import facts_of
    from ntm_lib.checks.limits import limit_this_process

    exercise = registry.find(request["exercise"])
    _one_thread()
    limit_this_process()
    facts = facts_of(exercise, request["source"], request["seed"])
    with os.fdopen(out, "wb") as stream:
        stream.write(json.dumps(facts, allow_nan=False).encode())
    os._exit(0)  # threads and exit handlers of the answer's get no turn


def _take_stdout() -> int:
    """Keep stdout for the facts alone, and leave the answer the null device for all three streams."""
    out = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    return out


def _one_thread() -> None:
    if (torch := sys.modules.get("torch")) is not None:
        torch.set_num_threads(1)


if __name__ == "__main__":
    main()
