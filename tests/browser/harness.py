"""JupyterLab on a free port in a copy of the repository, and a notebook in it that a test can run and touch."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat

REPOSITORY = Path(__file__).resolve().parents[2]
COPIED = ("ntm_lib", "notebooks", "solutions")  # what a kernel and a lesson need of the repository
FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Every cell is on the page at once: a test finds what is not scrolled to.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}
PATIENCE = 60  # seconds for a start
READY = """async (path) => {
    const app = window.jupyterapp;
    if (!app) return false;
    await app.restored;
    const panel = app.shell.currentWidget;
    if (!panel || !panel.context || panel.context.path !== path) return false;
    await panel.context.ready;
    await panel.revealed;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    return Boolean(kernel) && kernel.connectionStatus === "connected" && kernel.status === "idle";
}"""
OUTPUTS = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
    return Array.from({ length: cells.length }, (_, i) => {
        const outputs = cells.get(i).outputs;
        return outputs ? outputs.toJSON() : [];
    });
}"""


class Server:
    """A JupyterLab process. `root` is the copy of the repository that it serves; kernels import from there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "repository"
        self.folder = folder
        self.token = secrets.token_hex(16)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Copy the repository, start JupyterLab, and wait until it answers."""
        for name in COPIED:
            if (REPOSITORY / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
                shutil.copytree(REPOSITORY / name, self.root / name, ignore=ignored)
        (self.root / "my_work").mkdir(parents=True)
        self._write_settings()
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *self._arguments()],
                cwd=self.root, env=self._environment(), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"JupyterLab did not start:\n{(self.folder / 'server.log').read_text()[-2000:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        """End the server and its kernels."""
        if self._process is None:
            return
        self.shut_kernels_down()
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def shut_kernels_down(self) -> None:
        """End every session: a kernel with torch holds 300 MB."""
        for session in json.loads(self._request("GET", "api/sessions")):
            self._request("DELETE", f"api/sessions/{session['id']}")

    def _arguments(self) -> list[str]:
        return [
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            f"--IdentityProvider.token={self.token}",
            "--expose-app-in-browser",
            f"--ServerApp.root_dir={self.root}",
        ]

    def _environment(self) -> dict[str, str]:
        own = {name: str(self.folder / folder) for name, folder in FOLDERS.items()}
        # Before the installed package: kernels take the copy, and its my_work/ is the learner's folder.
        # The settings that a learner has: without them a saved notebook forgets its widgets.
        own["JUPYTER_CONFIG_PATH"] = str(REPOSITORY / "binder" / "jupyter")
        return {**os.environ, **own, "PYTHONPATH": str(self.root), "OMP_NUM_THREADS": "1"}

    def _write_settings(self) -> None:
        for name, values in SETTINGS.items():
            file = self.folder / "settings" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")

    def _answers(self) -> bool:
        try:
            self._request("GET", "api/status")
        except OSError:
            return False
        return True

    def _request(self, method: str, path: str) -> bytes:
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.url}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()


class Notebook:
    """A notebook that is open in a page."""

    def __init__(self, page: Any, path: str, screenshots: Path) -> None:
        self.page = page
        self.path = path
        self._screenshots = screenshots

    def run_all(self) -> bool:
        """Run every cell; False when one raised."""
        return bool(self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')"))

    def outputs(self, cell: int) -> list[dict[str, Any]]:
        """The outputs of a cell as in the notebook's file."""
        return self.page.evaluate(OUTPUTS)[cell]

    def errors(self) -> list[str]:
        """What the cells that raised say."""
        outputs = [output for cell in self.page.evaluate(OUTPUTS) for output in cell]
        return [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]

    def output(self, cell: int) -> Any:
        """The place on the page where a cell's outputs are, scrolled to."""
        place = self.page.locator(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook > .jp-WindowedPanel-outer .jp-Cell"
        )
        area = place.nth(cell).locator(".jp-Cell-outputWrapper")
        area.scroll_into_view_if_needed()
        return area

    def screenshot(self, name: str, cell: int | None = None) -> Path:
        """A picture of a cell's outputs, or of the whole page, as `<name>.png`."""
        file = self._screenshots / f"{name}.png"
        (self.page if cell is None else self.output(cell)).screenshot(path=str(file))
        return file

    def save(self) -> None:
        """Write the notebook to its file."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")


class Lab:
    """JupyterLab in a fresh page."""

    def __init__(self, server: Server, page: Any, screenshots: Path) -> None:
        self.server = server
        self.page = page
        self._screenshots = screenshots

    @property
    def root(self) -> Path:
        """The copy of the repository."""
        return self.server.root

    def write_notebook(self, name: str, cells: list[str], folder: str = "my_work") -> str:
        """A notebook of code cells; returns its path under the root."""
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = f"{folder}/{name}.ipynb"
        nbformat.write(made, self.root / path)
        return path

    def open_notebook(self, path: str) -> Notebook:
        """Open a notebook by its path under the root and wait for its kernel."""
        self.page.goto(f"{self.server.url}/lab/tree/{path}?token={self.server.token}&reset")
        deadline = time.monotonic() + PATIENCE
        while not self.page.evaluate(READY, path):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{path} did not open with an idle kernel within {PATIENCE} s")
            time.sleep(0.1)
        return Notebook(self.page, path, self._screenshots)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
