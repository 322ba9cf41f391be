"""Text in a cell of a table that a spreadsheet may open."""

from __future__ import annotations

from typing import Final

_STARTS: Final = frozenset("=+-@\t\r\n")


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet runs it as a formula: a leading `=`, `+`, `-`, `@`, tab or line break gets a `'`.

    Plain numbers (*-3*, *+4,5*) keep their sign: they run nothing. It is the one such guard of every file we write.

    >>> safe_cell("=1+1"), safe_cell("-4,5"), safe_cell("tid")
    ("'=1+1", '-4,5', 'tid')
    """
    if not text or text[0] not in _STARTS or text[1:].replace(",", "").replace(".", "").isdecimal():
        return text
    return "'" + text
