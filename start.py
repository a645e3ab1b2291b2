"""Set up the course and open it. Needs Python 3.11 or newer and nothing else.

    python3 start.py            make .venv, install, fill my_work/, open JupyterLab on lesson 00
    python3 start.py --test     make .venv, install the test tools as well, run every test

Anything else on the line goes to JupyterLab (--no-browser, --port 9999) or to pytest (-k memory).
A second run installs nothing unless the requirements changed. my_work/ is filled, never overwritten.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
WARM = "from ntm_lib import fused; fused.warm_up()"
FILL = "from ntm_lib import my_work; print('my_work: ' + (', '.join(my_work.fill()) or 'nothing new') + '.')"


def run(*arguments, **options):
    """Run the course's own Python in the repository; its exit code."""
    return subprocess.call([str(PYTHON), *arguments], cwd=str(HERE), **options)


def make_venv():
    """Make .venv, or make it anew where an earlier attempt was cut short."""
    if PYTHON.exists() and run("-m", "pip", "--version", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    print("Making .venv ...", flush=True)
    try:
        venv.create(str(VENV), with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The virtual environment could not be made: {error}\nOn Debian and Ubuntu: apt install python3-venv")


def install(test):
    """Install what is not there yet. The stamp holds what was installed last, so that a second run is quick."""
    stamp = VENV / ("installed-test" if test else "installed")
    wanted = hashlib.sha256(str(HERE).encode() + sys.version.encode())
    for name in ("requirements.txt", "pyproject.toml"):
        wanted.update((HERE / name).read_bytes())
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    make_venv()
    print("Installing the course (a few minutes the first time) ...", flush=True)
    if sys.platform.startswith("linux"):
        install_cpu_torch()
    extra = ["-e", ".[test]"] if test else []
    if run("-m", "pip", "install", "-r", "requirements.txt", *extra) != 0:
        sys.exit(
            "Not installed; pip says why above. Nothing of yours was touched. Check the network and run this again."
        )
    stamp.write_text(wanted.hexdigest())
    warm()


def install_cpu_torch():
    """Try once for the CPU build: on Linux a plain install of torch brings gigabytes of CUDA. Go on without it."""
    pins = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pin = next(line.split()[0] for line in pins if line.startswith("torch=="))
    once = ["--quiet", "--no-deps", "--timeout", "5", "--retries", "0", "--index-url", CPU_TORCH]
    if run("-m", "pip", "install", *once, pin, stderr=subprocess.DEVNULL) != 0:
        print("PyTorch's CPU index did not answer; the plain (larger) build will do.", flush=True)


def warm():
    """Compile the fast path now, so that no lesson waits for it. Without it the course works, only slower."""
    print("Compiling the fast path (once) ...", flush=True)
    one_thread = dict(os.environ, OMP_NUM_THREADS="1")
    run("-c", WARM, env=one_thread, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def open_lab(extra):
    """Serve JupyterLab with the course's settings, lesson 00 open."""
    settings = [str(HERE / "binder" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    one_thread = {"OMP_NUM_THREADS": "1"}  # a machine as small as the course's trains fastest on one
    environment = dict(one_thread | os.environ, JUPYTER_CONFIG_PATH=os.pathsep.join(filter(None, settings)))
    return run("-m", "jupyterlab", *root, *extra, env=environment)


def main():
    """Set up, then open the course or run its tests."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python must be 3.11 or newer; got {sys.version.split()[0]} for this course.")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--test", action="store_true", help="run the tests instead of opening the course")
    chosen, extra = parser.parse_known_args()
    install(chosen.test)
    if chosen.test:
        one_thread = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
        return run("-m", "pytest", "-n", "auto", "--dist", "loadfile", *extra, env=one_thread)
    if run("-c", FILL) != 0:
        sys.exit("my_work/ could not be filled; the lines above say why. Try: python -m ntm_lib doctor")
    return open_lab(extra)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped. Your work is in my_work/; python3 start.py opens it again.")
