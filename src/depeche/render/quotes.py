"""A quote as paragraphs of runs, the same for page and PDF."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from depeche.core.reporting.values import TRIM, Piece, Quote

_BREAK = re.compile(r"(?:\r\n?|\n|\u2028|\u2029)+")


class Look(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    TRIM = "trim"
    MASK = "mask"  # stands for words by which somebody could be recognised


class Run(NamedTuple):
    text: str
    look: Look


def paragraphs(quote: Quote) -> tuple[tuple[Run, ...], ...]:
    """Paragraphs of runs, split at line breaks of the source; what is left out is a TRIM run."""
    out: list[list[Run]] = [[]]
    for part in quote.parts:
        if not isinstance(part, Piece):
            out[-1].append(Run(part.label, Look.MASK) if part.label else Run(TRIM, Look.TRIM))
            continue
        look = Look.STRONG if part.strong else Look.PLAIN
        for number, line in enumerate(_BREAK.split(part.text)):
            if number:
                out.append([])
            if line:
                out[-1].append(Run(line, look))
    return tuple(tuple(_spaced(runs)) for runs in out if any(run.text.strip() for run in runs))


def _spaced(runs: list[Run]) -> list[Run]:
    """A blank on either side of [...] where the words do not bring one."""
    out: list[Run] = []
    for at, run in enumerate(runs):
        if run.look is not Look.TRIM:
            out.append(run)
            continue
        before = " " if at and not runs[at - 1].text.endswith(" ") else ""
        after = " " if at + 1 < len(runs) and not runs[at + 1].text.startswith(" ") else ""
        out.append(Run(f"{before}{run.text}{after}", Look.TRIM))
    return out
