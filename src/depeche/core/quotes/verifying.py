"""Is a quote what stands in the text? By the hash of the whole text and the ranges kept: docs/methods/quotes.md."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from depeche.core.corpus import Span, text_hash

GAP = "[...]"


class Fault(StrEnum):
    """Why a quote may not be printed."""

    CHANGED = "changed"  # the text is not the one that the quote was cut from
    RANGES = "ranges"  # a range kept is empty, reaches outside the text, or begins before the one before it ends
    NOTHING = "nothing"  # nothing but white space would be printed


class Verified(NamedTuple):
    """A quote as it is printed. `pieces` stand in the text letter by letter; between them, and at either end, [...]
    stands wherever something is left out. `digest` is the SHA-256 of the passage.
    """

    passage: str
    pieces: tuple[str, ...]

    @property
    def digest(self) -> str:
        return text_hash(self.passage)


def verify(text: str, sha256: str, kept: Sequence[Span]) -> Verified | Fault:
    """`sha256` is the hash of the text as it was when it came in; `kept` in order, () keeps it all.

    >>> verify("Først lytter vi. Så taler vi.", text_hash("Først lytter vi. Så taler vi."), [Span(0, 16)])[0]
    'Først lytter vi. [...]'
    """
    if text_hash(text) != sha256:
        return Fault.CHANGED
    spans = tuple(kept) or (Span(0, len(text)),)
    at = 0
    for span in spans if kept else ():
        if not at <= span.start < span.end <= len(text):
            return Fault.RANGES
        at = span.end
    spans = _joined(spans)
    pieces = tuple(text[span.start : span.end].strip() for span in spans)
    if not any(pieces):
        return Fault.NOTHING
    return Verified(printed(spans, pieces, len(text)), tuple(piece for piece in pieces if piece))


def printed(spans: Sequence[Span], pieces: Sequence[str], length: int) -> str:
    """The pieces that stand at these ranges of a text of this length, with [...] wherever it has more."""
    words: list[str] = []
    at = 0
    for span, piece in zip(spans, pieces, strict=True):
        if span.start > at:
            words.append(GAP)
        words.append(piece)
        at = span.end
    if at < length:
        words.append(GAP)
    return " ".join(word for word in words if word)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Ranges that touch made one: there is no gap between them."""
    found: list[Span] = []
    for span in spans:
        if found and span.start == found[-1].end:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)
