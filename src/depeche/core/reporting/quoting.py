"""Quotes cut from text units, and which pairs are printed when there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise

from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.quotes import printed as as_printed
from depeche.core.reporting.model import Piece, Quote


def quote(unit: str, text: str, kept: Sequence[Span] = (), highlights: Sequence[Span] = ()) -> Quote:
    """A quote of `text`: the kept spans (all of it for none), split where a highlight begins or ends.

    Spans may overlap, touch, come in any order and reach outside the text; what is left of them is used.
    """
    keep = _merged(kept, len(text)) or (Span(0, len(text)),)
    strong = _merged(highlights, len(text))
    pieces: list[Piece] = []
    for span in keep:
        edges = {span.start, span.end}
        edges.update(edge for mark in strong for edge in (mark.start, mark.end) if span.start < edge < span.end)
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            bold = any(mark.start <= start and end <= mark.end for mark in strong)
            pieces.append(Piece(start, end, text[start:end], bold))
    return Quote(unit, text_hash(text), len(text), tuple(pieces))


def passage_hash(quoted: Quote) -> str:
    """SHA-256 of the passage as it is printed: what an author agrees to. Highlights make no difference."""
    spans: list[Span] = []
    words: list[str] = []
    for piece in quoted.pieces:
        if spans and piece.start == spans[-1].end:
            spans[-1], words[-1] = Span(spans[-1].start, piece.end), words[-1] + piece.text
        else:
            spans.append(Span(piece.start, piece.end))
            words.append(piece.text)
    return text_hash(as_printed(spans, [text.strip() for text in words], quoted.length))


def passages(value: object) -> frozenset[tuple[str, str]]:
    """Every passage quoted below a value of the report model: its unit and `passage_hash`."""
    if isinstance(value, Quote):
        return frozenset({(value.unit, passage_hash(value))})
    if isinstance(value, tuple):
        return frozenset[tuple[str, str]]().union(*map(passages, value))
    if is_dataclass(value):
        return passages(tuple(getattr(value, item.name) for item in fields(value)))
    return frozenset()


def _merged(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted((Span(max(0, s.start), min(length, s.end)) for s in spans), key=lambda s: (s.start, s.end)):
        if span.start >= span.end:
            continue
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def printed(pairs: Sequence[Pair], limit: int | None) -> tuple[Pair, ...]:
    """At most `limit` pairs in their own order: those with highlights first, the rest spread evenly.

    No judgement of quality: whoever wants particular pairs marks them.
    """
    if limit is None or len(pairs) <= limit:
        return tuple(pairs)
    marked = [at for at, pair in enumerate(pairs) if pair.highlights_question or pair.highlights_answer]
    plain = [at for at, pair in enumerate(pairs) if not (pair.highlights_question or pair.highlights_answer)]
    places = _spread(marked, limit)
    places += _spread(plain, limit - len(places))
    return tuple(pairs[at] for at in sorted(places))


def _spread(places: Sequence[int], count: int) -> list[int]:
    if len(places) <= count:
        return list(places)
    return [places[at * len(places) // count] for at in range(count)]
