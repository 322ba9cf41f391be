"""Is the process that left its name here still alive? Asked of this host only."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import NamedTuple

HOST_LENGTH = 40
DEAD_STATES = {"Z", "X"}  # a zombie does no more, even where nobody collects it


class _Stat(NamedTuple):
    state: str
    began: str  # clock ticks since the machine started: tells a later process with the same number apart


def my_name() -> str:
    """host:pid:began:random"""
    mine = _stat(os.getpid())
    return f"{_host()}:{os.getpid()}:{mine.began if mine else ''}:{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """True only when it is certain; of other hosts, and of names we did not write, nothing is."""
    parts = name.split(":")
    if len(parts) != 4 or parts[0] != _host() or not parts[1].isdigit():
        return False
    pid, began = int(parts[1]), parts[2]
    if not Path("/proc/self/stat").exists():
        return not _answers(pid)
    found = _stat(pid)
    return found is None or found.state in DEAD_STATES or (bool(began) and found.began != began)


def _host() -> str:
    return socket.gethostname()[:HOST_LENGTH].replace(":", "-")


def _stat(pid: int) -> _Stat | None:
    """proc(5): the name in parentheses may hold anything, so the fields are counted from behind it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return _Stat(fields[0], fields[19]) if len(fields) > 19 else None


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
