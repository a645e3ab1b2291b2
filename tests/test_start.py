"""start.py, with pip and JupyterLab played by a recorder: what it runs, when, and what it says when something fails."""

import ast
import importlib.util
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ntm_lib import fused

ROOT = Path(__file__).resolve().parent.parent
TORCH, INSTALL, FILL, LAB, PYTEST = "--index-url", "requirements.txt", "my_work.fill", "jupyterlab", "pytest"
WARM = "fused.warm_up()"


class Recorder:
    """In place of `start.run`: keeps each command line, and fails where it is told to."""

    def __init__(self, failing: str = "") -> None:
        self.calls: list[tuple[str, ...]] = []
        self.options: list[dict[str, object]] = []
        self.failing = failing

    def __call__(self, *arguments: str, **options: object) -> int:
        self.calls.append(arguments)
        self.options.append(options)
        return 1 if self.failing and any(self.failing in word for word in arguments) else 0

    def did(self, word: str) -> bool:
        return any(word in part for call in self.calls for part in call)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[ModuleType, Recorder]]:
    """start.py in a folder of its own, with a .venv that looks made."""

    def loaded(*arguments: str, failing: str = "") -> tuple[ModuleType, Recorder]:
        spec = importlib.util.spec_from_file_location("start_under_test", ROOT / "start.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name in ("requirements.txt", "pyproject.toml"):
            if not (tmp_path / name).exists():
                (tmp_path / name).write_bytes((ROOT / name).read_bytes())
        python = tmp_path / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        recorder = Recorder(failing)
        for name, value in {"HERE": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": python, "run": recorder}.items():
            monkeypatch.setattr(module, name, value)
        monkeypatch.setattr(sys, "argv", ["start.py", *arguments])
        return module, recorder

    return loaded


def test_it_installs_warms_fills_and_opens_in_this_order(start: Callable[..., tuple[ModuleType, Recorder]]) -> None:
    module, ran = start()
    assert module.main() == 0
    order = (INSTALL, WARM, FILL, LAB)
    steps = [next(i for i, call in enumerate(ran.calls) if any(w in p for p in call)) for w in order]
    assert steps == sorted(steps)
    settings = str(ran.options[-1]["env"]["JUPYTER_CONFIG_PATH"])  # type: ignore[index]
    assert Path(settings.split(os.pathsep)[0]).parts[-2:] == ("binder", "jupyter")


def test_a_second_run_installs_nothing(start: Callable[..., tuple[ModuleType, Recorder]]) -> None:
    start()[0].main()
    module, ran = start()
    module.main()
    assert not ran.did("pip") and not ran.did(WARM) and ran.did(FILL) and ran.did(LAB)


def test_a_changed_requirement_installs_again(
    start: Callable[..., tuple[ModuleType, Recorder]], tmp_path: Path
) -> None:
    start()[0].main()
    with (tmp_path / "requirements.txt").open("a") as file:
        file.write("# changed\n")
    module, ran = start()
    module.main()
    assert ran.did(INSTALL)


def test_the_test_tools_come_with_test_alone(start: Callable[..., tuple[ModuleType, Recorder]]) -> None:
    module, ran = start()
    module.main()
    assert not ran.did("[test]") and not ran.did(PYTEST)
    module, ran = start("--test", "-k", "memory")
    assert module.main() == 0
    assert ran.did("[test]") and not ran.did(LAB)
    assert ran.calls[-1][:2] == ("-m", "pytest") and ran.calls[-1][-2:] == ("-k", "memory")


def test_failing_tests_are_a_failing_exit(start: Callable[..., tuple[ModuleType, Recorder]]) -> None:
    module, _ = start("--test", failing="pytest")
    assert module.main() == 1


def test_the_cpu_index_is_asked_once_quickly_and_done_without(
    start: Callable[..., tuple[ModuleType, Recorder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    module, ran = start(failing=TORCH)
    assert module.main() == 0
    asked = [call for call in ran.calls if TORCH in call]
    assert len(asked) == 1 and ran.did(LAB)
    line = " ".join(asked[0])
    assert "--timeout 5 --retries 0" in line and re.search(r"torch==\d+\.\d+\.\d+$", line)


def test_elsewhere_the_cpu_index_is_not_asked(
    start: Callable[..., tuple[ModuleType, Recorder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    module, ran = start()
    module.main()
    assert not ran.did(TORCH)


def test_a_failed_install_says_so_and_is_tried_again(start: Callable[..., tuple[ModuleType, Recorder]]) -> None:
    module, ran = start(failing=INSTALL)
    with pytest.raises(SystemExit, match=r"Not installed; .* run this again"):
        module.main()
    assert not ran.did(LAB)
    module, ran = start()
    module.main()
    assert ran.did(INSTALL) and ran.did(LAB)


def test_a_fast_path_that_cannot_be_compiled_is_no_failure_and_says_nothing(
    start: Callable[..., tuple[ModuleType, Recorder]],
) -> None:
    module, ran = start(failing=WARM)
    assert module.main() == 0 and ran.did(LAB)
    quiet = next(options for call, options in zip(ran.calls, ran.options, strict=True) if WARM in call[-1])
    assert quiet["stdout"] == quiet["stderr"] == module.subprocess.DEVNULL


def test_what_it_runs_to_warm_is_there() -> None:
    assert callable(fused.warm_up)
    assert WARM in (ROOT / "start.py").read_text(encoding="utf-8")


def test_a_half_made_environment_is_made_anew(
    start: Callable[..., tuple[ModuleType, Recorder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _ = start(failing="--version")
    made: list[dict[str, object]] = []
    monkeypatch.setattr(module.venv, "create", lambda path, **options: made.append({"path": path, **options}))
    module.main()
    assert [(step["clear"], step["with_pip"]) for step in made] == [(True, True)]


def test_an_old_python_is_told_which_one_is_needed(
    start: Callable[..., tuple[ModuleType, Recorder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, ran = start()
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (main)")
    with pytest.raises(SystemExit, match=r"Python must be 3\.11 or newer; got 3\.9\.2 for this course\."):
        module.main()
    assert ran.calls == []


def test_an_old_python_can_read_it_and_it_needs_nothing_else() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


def test_every_requirement_is_pinned_with_a_reason_and_has_no_index() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted[0] == "-e ."
    for line in wanted[1:]:
        assert re.fullmatch(r"[a-z0-9-]+==[\d.]+ +# .{10,}", line), line
    assert not any("index" in line or "://" in line for line in lines)


def test_what_the_package_needs_is_what_a_learner_installs() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(re.findall(r"^([\w-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    needed = {re.split(r"[<>=]", name)[0] for name in project["dependencies"]}
    assert needed <= set(pins)
    for line in project["optional-dependencies"]["test"]:
        name, _, version = line.partition("==")
        assert version and pins.get(name, version) == version, line


def test_numba_is_an_extra_of_the_package_that_a_learner_gets() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not any(name.startswith("numba") for name in project["dependencies"])
    (pinned,) = project["optional-dependencies"]["fast"]
    assert re.search(rf"^{re.escape(pinned)} ", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_only_two_files_name_a_package_index() -> None:
    hosts = re.compile(r"https?://[\w.]*(pypi|whl|pythonhosted|npmjs|conda\.anaconda|download\.pytorch)[\w./]*")
    patterns = ("*", "binder/*", "tools/*", "ntm_lib/**/*.py", ".ci/*", ".github/**/*")
    files = [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]
    naming = {path.relative_to(ROOT).as_posix() for path in files if hosts.search(path.read_text("utf-8", "ignore"))}
    assert naming == {"start.py", "binder/requirements.txt"}
