"""What README and CONTRIBUTING say is so: commands, paths, the lesson table, the symbols, the example."""

import contextlib
import importlib
import inspect
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ntm_lib
from ntm_lib.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the README."""
    after = README.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in after.splitlines() if line.startswith("|")
    ]
    return rows[2:]


def test_it_opens_with_one_sentence_and_one_picture_that_has_words() -> None:
    assert README.splitlines()[0].startswith("# ")
    pictures = re.findall(r"^!\[(.+)\]\((.+)\)$", README, re.MULTILINE)
    assert len(pictures) == 1
    words, path = pictures[0]
    assert len(words.split()) > 8
    assert (ROOT / path).read_bytes().startswith(b"\x89PNG")


def test_every_command_it_shows_exists() -> None:
    shown = set(re.findall(r"python -m ntm_lib (\w+)", README))
    assert shown == set(COMMANDS)
    for line in re.findall(r"^python -m ntm_lib (.+?)(?: {2,}#.*)?$", README, re.MULTILINE):
        name, *words = line.split()
        done = subprocess.run(
            [sys.executable, "-m", "ntm_lib", name, "--help"], capture_output=True, text=True, check=True
        )
        assert all(word in done.stdout for word in words if word.startswith("--")), line


def test_every_make_target_that_is_named_exists_and_is_one_line() -> None:
    named = set(re.findall(r"make (\w+)", README + CONTRIBUTING))
    assert named <= TARGETS
    assert {"start", "lessons", "lint", "check", "test", "benchmark", "picture", "clean"} <= TARGETS
    assert "\n\t" not in MAKEFILE


def test_every_module_that_is_run_exists() -> None:
    for module in re.findall(r"python -m (tools\.\w+|benchmarks[.\w]*)", README + CONTRIBUTING + MAKEFILE):
        assert importlib.util.find_spec(module), module
    for module in re.findall(r"-m (tools\.\w+|benchmarks[.\w]*)", MAKEFILE):
        assert importlib.util.find_spec(module), module


def test_every_path_it_names_exists() -> None:
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", README + CONTRIBUTING))
    named |= set(re.findall(r"\]\(((?!http)[^)]+)\)", README + CONTRIBUTING))
    made_later = ("my_work/", "report/", "tests/wrong_answers/lesson_NN.py", "solutions/NN_name", "notebooks/NN_name")
    made_later += ("ntm_lib/checks/lesson_NN.py", "ntm-course/")
    for path in named:
        assert path.startswith(made_later) or (ROOT / path).exists(), path


def test_the_lesson_table_says_which_lessons_are_there() -> None:
    rows = table("## The lessons")
    assert [row[0] for row in rows] == [f"{number:02d}" for number in range(21)]
    there = {path.name[:2]: path for path in (ROOT / "solutions").glob("[0-9][0-9]_*.py")}
    for number, title, minutes, _, state in rows:
        assert (state == "ready") == (number in there), number
        if number in there:
            head = there[number].read_text(encoding="utf-8")[:3000]
            assert f"# # {number} · {title}" in head
            assert f"**Minutes:** {minutes} " in head


def test_every_symbol_is_a_name_in_a_signature() -> None:
    signatures: set[str] = set()
    for module in ("addressing", "memory", "heads", "machine", "scoring"):
        for thing in vars(importlib.import_module(f"ntm_lib.{module}")).values():
            if inspect.isfunction(thing) or inspect.isclass(thing):
                with contextlib.suppress(ValueError, TypeError):
                    signatures |= set(inspect.signature(thing).parameters)
                signatures |= set(getattr(thing, "_fields", ()))
    signatures |= set(importlib.import_module("ntm_lib.tasks").Batch._fields)
    signatures |= set(inspect.signature(ntm_lib.NTM.trace).parameters) | {"read_vector"}
    for _, code, *_ in table("### The paper's symbols in code"):
        for name in re.findall(r"`(\w+)`", code):
            assert name in signatures, name


def test_the_example_does_what_its_comment_says() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    said = re.search(r"print\(.*\)\s+# (.+)$", code[1], re.MULTILINE)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(code[1], {})
    assert said and shown.getvalue().strip() == said[1]


def test_the_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ntm_lib.__version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changes, re.MULTILINE)[1] == project["version"]  # type: ignore[index]
    lowest = project["requires-python"].removeprefix(">=")
    assert f"Python {lowest} or newer" in README


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/ci.yml"])
def test_what_a_repository_should_have(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_ci_calls_the_same_commands() -> None:
    assert "run: .ci/run" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "NTM_REQUIRE_BROWSER=1" in script and "python3 start.py --test" in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
