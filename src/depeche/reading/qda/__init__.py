"""Code books and projects of REFI-QDA, from whatever tool: `.qdc` and `.qdpx` to values.

Files from people are hostile: nothing is unpacked to a disk, no entity is resolved, and everything has a limit.
"""

from __future__ import annotations

from depeche.core.exchange import ExchangeError, Read, Wrong

from .archive import slim
from .codebook import read_codebook
from .project import read_project

__all__ = ["is_archive", "read", "read_codebook", "read_project", "slim"]


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def read(data: bytes, name: str = "") -> Read:
    """A `.qdpx` or a `.qdc`, whatever the file is called. Raises `ExchangeError`."""
    if is_archive(data):
        return read_project(data)
    if name.casefold().endswith(".qdpx"):
        raise ExchangeError(Wrong.NOT_ZIP)
    return read_codebook(data)
