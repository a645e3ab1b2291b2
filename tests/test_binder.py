"""binder/ as Binder reads it: repo2docker's own detection and rendering, and the start script, without Docker."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LESSON_00 = "my_work/00_the_machine_first.ipynb"


@pytest.fixture(scope="module")
def dockerfile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What repo2docker would build from this repository."""
    root = Path(__file__).resolve().parent.parent
    course = tmp_path_factory.mktemp("course")  # what decides the rendering, and none of the gigabytes of .venv
    shutil.copytree(root / "binder", course / "binder")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(root / name, course)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(course)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "python=3.11" in done.stderr  # runtime.txt; without it this would be repo2docker's own default
    return done.stdout


def test_the_requirements_of_binder_are_installed_when_the_repository_is_there(dockerfile: str) -> None:
    """`-e .` and `-r ..` need the files: the copy must come before pip."""
    pip = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert re.search(r"^COPY .*src/ \$\{REPO_DIR\}", dockerfile[:pip], re.MULTILINE)


def test_the_start_script_runs_before_the_server(dockerfile: str) -> None:
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile
    start = Path(__file__).resolve().parent.parent / "binder" / "start"
    assert os.access(start, os.X_OK) and start.read_text(encoding="utf-8").rstrip().endswith('exec "$@"')


def test_the_fast_path_is_compiled_when_the_image_is_built(dockerfile: str, repository: Path, tmp_path: Path) -> None:
    """As the last step, when all is installed; and a compiler that fails does not spoil the image."""
    pip = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert dockerfile.index("RUN ./binder/postBuild") > pip
    script = repository / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    (tmp_path / "binder").mkdir()
    shutil.copy(script, tmp_path / "binder")
    package = tmp_path / "ntm_lib"
    package.mkdir()
    environment = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    said = []
    for source in ("class fused:\n    warm_up = staticmethod(lambda: None)\n", "raise OSError('no compiler')\n"):
        (package / "__init__.py").write_text(source, encoding="utf-8")
        command = [str(tmp_path / "binder" / "postBuild")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd="/")
        said.append(done.stdout.strip())
    assert said == ["The fast path is compiled.", "Not compiled."]


def test_the_image_is_lean(repository: Path) -> None:
    """CPU torch, no test tools, nothing from apt."""
    text = (repository / "binder" / "requirements.txt").read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    assert "torch==2.13.0+cpu" in lines and "-r ../requirements.txt" in lines  # Numba is in the latter
    assert not any(tool in text for tool in ("playwright", "mypy", "ruff", "[test]"))
    assert not (repository / "binder" / "apt.txt").exists()
    assert not (repository / "binder" / "environment.yml").exists()


def test_torch_is_the_same_release_as_the_learners(repository: Path) -> None:
    pins = [
        re.search(r"^torch==([\d.]+)", (repository / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("requirements.txt", "binder/requirements.txt")
    ]
    assert len({pin[1] for pin in pins if pin}) == 1 and all(pins)


def test_start_fills_the_folder_and_hands_over_with_settings_and_threads(repository: Path, tmp_path: Path) -> None:
    """A copy of what `binder/start` needs, so that nobody's my_work is touched."""
    copy = tmp_path / "course"
    (copy / "ntm_lib").mkdir(parents=True)
    for name in ("__init__.py", "my_work.py"):
        (copy / "ntm_lib" / name).write_bytes((repository / "ntm_lib" / name).read_bytes())
    (copy / "binder").mkdir()
    start = copy / "binder" / "start"
    start.write_bytes((repository / "binder" / "start").read_bytes())
    start.chmod(0o755)
    (copy / "notebooks").mkdir()
    (copy / "notebooks" / "00_x.ipynb").write_text("shipped", encoding="utf-8")
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    environment = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    environment.pop("JUPYTER_CONFIG_PATH", None)
    for _ in range(2):
        done = subprocess.run(
            [str(start), sys.executable, "-c", show], env=environment, capture_output=True, text=True, check=True
        )
        given = json.loads(done.stdout)
        assert given["JUPYTER_CONFIG_PATH"] == str(copy / "binder" / "jupyter")
        assert given["OMP_NUM_THREADS"] == "1"
        mine = copy / "my_work" / "00_x.ipynb"
        assert mine.read_text(encoding="utf-8") in ("shipped", "mine now")
        mine.write_text("mine now", encoding="utf-8")
    assert mine.read_text(encoding="utf-8") == "mine now"


def test_the_settings_open_lesson_00_and_keep_widgets(repository: Path) -> None:
    config = (repository / "binder/jupyter/jupyter_lab_config.py").read_text(encoding="utf-8")
    assert f'"/lab/tree/{LESSON_00}"' in config
    assert (repository / LESSON_00.replace("my_work", "notebooks")).exists()
    settings = json.loads((repository / "binder/jupyter/labconfig/default_setting_overrides.json").read_bytes())
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_the_readmes_button_names_the_one_address_and_lesson_00(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = project["urls"]["Repository"].removeprefix("https://github.com/")
    readme = (repository / "README.md").read_text(encoding="utf-8")
    wanted = f"https://mybinder.org/v2/gh/{address}/v{project['version']}?urlpath=lab/tree/{LESSON_00}"
    assert wanted in readme
    assert set(re.findall(r"github\.com/([\w-]+/[\w-]+)", readme)) <= {address}
