"""Quotes cut from text units, and which pairs are printed when there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.quotes import printed as as_printed
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.values import Mask, Piece, Quote, below


def quote(
    unit: str, text: str, kept: Sequence[Span] = (), highlights: Sequence[Span] = (), masks: Sequence[Mask] = ()
) -> Quote:
    """A quote of `text`: the kept spans (all of it for none) without the masks, split where a highlight begins or ends.

    Spans may overlap, touch, come in any order and reach outside the text; what is left of them is used. Of masks that
    overlap, the first keeps its label.
    """
    keep = _merged(kept, len(text)) or (Span(0, len(text)),)
    hidden = _within(masks, keep)
    keep = _without(keep, hidden)
    strong = _merged(highlights, len(text))
    pieces: list[Piece] = []
    for span in keep:
        edges = {span.start, span.end}
        edges.update(edge for mark in strong for edge in (mark.start, mark.end) if span.start < edge < span.end)
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            bold = any(mark.start <= start and end <= mark.end for mark in strong)
            pieces.append(Piece(start, end, text[start:end], bold))
    return Quote(unit, text_hash(text), len(text), tuple(pieces), hidden)


def _within(masks: Sequence[Mask], keep: Sequence[Span]) -> tuple[Mask, ...]:
    """The masks as far as they lie in what is kept, apart from each other and in order."""
    out: list[Mask] = []
    at = 0
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        for span in keep:
            start, end = max(mask.start, span.start, at), min(mask.end, span.end)
            if start < end:
                out.append(Mask(start, end, mask.label))
                at = end
    return tuple(out)


def _without(keep: Sequence[Span], masks: Sequence[Mask]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in keep:
        at = span.start
        for mask in masks:
            if span.start <= mask.start and mask.end <= span.end:
                out += [Span(at, mask.start)] if at < mask.start else []
                at = mask.end
        out += [Span(at, span.end)] if at < span.end else []
    return tuple(out)


def passage_hash(quoted: Quote, text: str) -> str:
    """SHA-256 of the passage as its author agrees to it: before anything was masked. `text` is that of its unit.

    Highlights make no difference.
    """
    covered = [Span(piece.start, piece.end) for piece in quoted.pieces]
    covered += [Span(mask.start, mask.end) for mask in quoted.masks]
    spans = _merged(covered, quoted.length)
    words = [text[span.start : span.end].strip() for span in spans]
    return text_hash(as_printed(spans, words, quoted.length))


def passages(value: object, evidence: Evidence) -> frozenset[tuple[str, str]]:
    """Every passage quoted below a value of the report model: its unit and `passage_hash`."""
    found = below(value, Quote)
    return frozenset((quoted.unit, passage_hash(quoted, evidence.unit(quoted.unit) or "")) for quoted in found)


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
