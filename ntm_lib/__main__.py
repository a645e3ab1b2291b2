"""The commands of the course: python -m ntm_lib COMMAND.

`python -m ntm_lib COMMAND --help` says what a command does, with an example.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

COMMANDS = ("doctor", "status", "reset", "grade", "train")
INTERRUPTED = 130


def help_of(command: str) -> str:
    """The docstring of a command's module, read without importing what the command needs."""
    path = Path(__file__).with_name("commands") / f"{command}.py"
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def overview() -> str:
    """Every command with the first line of its help."""
    lines = [f"  {command:8} {help_of(command).splitlines()[0]}" for command in COMMANDS]
    return "\n".join([f"{__doc__}".strip(), "", *lines])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help"):
        print(overview())
        return 0
    name = given[0]
    if name not in COMMANDS:
        print(f"command must be one of {', '.join(COMMANDS)}; got {name!r} for python -m ntm_lib.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(
        prog=f"python -m ntm_lib {name}",
        description=help_of(name),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    try:
        command = import_module(f"ntm_lib.commands.{name}")
    except (ImportError, OSError) as error:
        print(f"{name} cannot start: {error}\nTry: python -m ntm_lib doctor", file=sys.stderr)
        return 1
    command.add_arguments(parser)
    try:
        return int(command.run(parser.parse_args(given[1:])))
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was left half-written.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
