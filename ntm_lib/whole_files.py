"""Writing a file whole or not at all: what a learner made and what an hour of training found is never half there.

The new contents are written beside their place first, and only then take it, in one step that a file system either
does or does not. An interrupt leaves the old file; a computer that stops dead may leave a `*.part` as well.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each is either the old one or the new one, whenever this is interrupted.

    Everything is on the disk before the first file is replaced. A missing folder is made. A file that was there keeps
    its permissions; a new one gets what the user's other new files get.
    """
    parts = {path: path.with_name(f"{path.name}.{secrets.token_hex(4)}.part") for path in contents}
    try:
        for path, part in parts.items():
            _write_part(part, path, contents[path])
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write_part(part: Path, path: Path, data: bytes) -> None:
    """The data in a new file beside its place, on the disk for certain."""
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, part)
