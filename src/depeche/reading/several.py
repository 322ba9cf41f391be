"""Several themes in one cell."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[;|\n]")


def several(cell: str) -> tuple[str, ...]:
    """The names in a cell, separated by `;`, `|` or line breaks, each once.

    >>> several("tid; tillid | tid")
    ('tid', 'tillid')
    """
    return tuple(dict.fromkeys(name for part in _BETWEEN.split(cell) if (name := part.strip())))
