"""How the values of a run become the bytes of a file, and are read again: as tensors and numbers, never as code.

`torch.load(weights_only=True)` refuses everything but tensors and plain Python data, so that a file from a stranger
cannot run anything.
"""

from __future__ import annotations

import hashlib
import io
import pickle
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


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
