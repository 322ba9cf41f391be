"""A folder written as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from depeche.core.errors import InputError


def check_free(folder: Path, *, force: bool) -> None:
    """`InputError` when the folder cannot be written to without overwriting something."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; --out takes a folder")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise InputError(f"{folder} is not empty; choose another folder, or let --force replace the report in it")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` beside the folder first, then move them in: a new folder at once, an existing one file by file.

    What else an existing folder holds is left alone.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data in files.items():
            with (staged / name).open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        if folder.is_dir() and any(folder.iterdir()):
            for name in files:
                (staged / name).replace(folder / name)
        else:
            staged.chmod(0o777 & ~_umask())
            staged.replace(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
