"""Highlighted fragments: from a cell to places in the text they were taken from."""

from __future__ import annotations

from collections.abc import Sequence

from depeche.core.corpus import Span
from depeche.core.errors import InputError


def fragments(cell: str) -> list[str]:
    """Highlights of a cell, separated by `|` or line breaks."""
    return [part for piece in cell.splitlines() for part in map(str.strip, piece.split("|")) if part]


def spans(text: str, parts: Sequence[str], label: str, row: int | None = None) -> tuple[Span, ...]:
    """Places of `parts` in `text`, in reading order; a fragment given twice takes its next occurrence."""
    found: list[Span] = []
    for part in parts:
        start = text.find(part)
        while start >= 0 and any(span.start < start + len(part) and start < span.end for span in found):
            start = text.find(part, start + 1)
        if start < 0:
            raise InputError(
                f"pair {label}: the highlight “{part[:60]}” does not stand in its text word for word", row=row
            )
        found.append(Span(start, start + len(part)))
    return tuple(sorted(found, key=lambda span: span.start))
