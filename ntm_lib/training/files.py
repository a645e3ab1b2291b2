"""How the files of a run are written, whole or not at all, and read: as tensors and numbers, never as code.

`torch.load(weights_only=True)` refuses everything but tensors and plain Python data, so that a file from a stranger
cannot run anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from ntm_lib.errors import invalid


def packed(values: Mapping[str, Any]) -> bytes:
    """Tensors and plain data as the bytes of a `torch.save` file."""
    buffer = io.BytesIO()
    torch.save(dict(values), buffer)
    return buffer.getvalue()


def unpacked(data: bytes, path: Path) -> dict[str, Any]:
    """What `packed` packed. Raises ValueError, naming the file, for bytes that hold anything else."""
    rule = "hold tensors and plain data, as torch.save writes them"
    try:
        values = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError, OSError) as error:
        raise invalid("file", rule, f"{path} ({_first_line(error)})", "a checkpoint") from None
    if not isinstance(values, dict):
        raise invalid("file", rule, f"{path} ({type(values).__name__})", "a checkpoint")
    return values


def fingerprint(data: bytes) -> str:
    """The SHA-256 of some bytes, by which a provenance knows its weights."""
    return hashlib.sha256(data).hexdigest()


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each is either the old one or the new one, whenever this is interrupted.

    Everything is on the disk before the first file is replaced.
    """
    parts: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            parts[path] = _write_part(path, data)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write_part(path: Path, data: bytes) -> Path:
    """The data in a new file beside its place, or, after an interrupt, no file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    return part


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
