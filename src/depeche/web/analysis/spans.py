"""Ranges of code points in a text: joining, cutting, and the text in pieces as a page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from depeche.core.corpus import Span

BREAK = re.compile(r"\r\n|\r|\n")


class Piece(NamedTuple):
    """A run of text within one line that is shown one way. `start` is its place in the original."""

    text: str
    start: int
    marked: bool  # highlighted
    out: bool  # left out of the report, shown there as [...]
    breaks: bool  # a line break follows
    first_out: bool = False  # the first piece of a passage that is left out: [...] stands there


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, overlapping ones made one; those that merely touch stay two."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], gone: Span) -> tuple[Span, ...]:
    """What is left of `spans` when `gone` is cut out."""
    return tuple(
        part
        for span in spans
        for part in (Span(span.start, min(span.end, gone.start)), Span(max(span.start, gone.end), span.end))
        if part.start < part.end
    )


def gaps(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    """What `spans` leave of a text of `length`; nothing where there are no spans, since that keeps it all."""
    if not spans:
        return ()
    left: tuple[Span, ...] = (Span(0, length),)
    for span in spans:
        left = without(left, span)
    return left


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends; empty where there is nothing else."""
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))


def same_words(text: str, phrase: str) -> bool:
    """Whether a phrase selected on a page is this text, whatever the browser made of line breaks and white space."""
    return "".join(text.split()) == "".join(phrase.split())


def find(text: str, phrase: str) -> Span | None:
    """The first place of a phrase, word for word but for the width of white space."""
    words = [re.escape(word) for word in phrase.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return Span(found.start(), found.end()) if found else None


def pieces(text: str, marked: Sequence[Span] = (), out_spans: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The text cut at every highlight, omission and line break; joined with the breaks it is the original.

    A page shows each piece as an element that bears its `start`, so that a selection can be told in code points of
    the original even where the browser has made one character of a CRLF.
    """
    edges = {0, len(text)}.union(*({span.start, span.end} for span in (*marked, *out_spans)))
    found: list[Piece] = []
    line = 0
    for end, after in (*((hit.start(), hit.end()) for hit in BREAK.finditer(text)), (len(text), -1)):
        cuts = [line, *sorted(edge for edge in edges if line < edge < end), end]
        for a, b in pairwise(cuts):
            breaks = b == end and after >= 0
            if a < b or breaks:
                out = _within(a, out_spans)
                first = out and not (found and found[-1].out)
                found.append(Piece(text[a:b], a, _within(a, marked), out, breaks, first))
        line = after
    return tuple(found)


def _within(place: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)
