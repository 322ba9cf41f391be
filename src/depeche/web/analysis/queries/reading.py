"""The text being read, in pieces, with what is highlighted and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.corpus import Span
from depeche.web.analysis import spans
from depeche.web.analysis.models import Corpus, Highlight, Quote, Source, TextUnit
from depeche.web.analysis.queries.cards import CardRow
from depeche.web.analysis.queries.themes import ThemeRow


class LeftOut(NamedTuple):
    """A passage of one text that the report will show as [...]."""

    side: str
    start: int
    end: int
    text: str


class Marked(NamedTuple):
    """A highlighted phrase."""

    side: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The card being read: of a relay a question with its answer, else one text. `asked`: it is a question."""

    id: int
    key: str
    source: str
    question: tuple[spans.Piece, ...]
    answer: tuple[spans.Piece, ...] | None
    asker_group: str
    answerer_group: str
    themes: tuple[ThemeRow, ...]
    examples: frozenset[int]  # themes it is an example of
    seen: str  # see `themes.seen_in`
    chosen: bool
    marked: tuple[Marked, ...]
    left_out: tuple[LeftOut, ...]
    previous: int | None
    next: int | None
    number: int  # from 1, in the pile
    asked: bool


def reading(
    corpus: Corpus,
    unit_id: int,
    number: int,
    cards: Sequence[CardRow],
    themes: tuple[ThemeRow, ...],
    sources: tuple[Source, ...],
) -> Reading:
    """The card `unit_id`, which is among `cards`."""
    unit = TextUnit.objects.select_related("answer", "quote").get(corpus=corpus, pk=unit_id)
    answer: TextUnit | None = getattr(unit, "answer", None)
    quote: Quote | None = getattr(unit, "quote", None)
    marks = _marks(unit, answer)
    out_question = _out(quote.kept_question, unit) if quote else ()
    out_answer = _out(quote.kept_answer, answer) if quote and answer else ()
    places = [card.id for card in cards]
    here = places.index(unit_id)
    inside = {theme.id for theme in cards[here].themes}
    texts = {"question": unit.text, "answer": answer.text if answer else ""}
    return Reading(
        id=unit.pk,
        key=unit.key,
        source=next(source.title for source in sources if source.pk == unit.source_id),
        question=spans.pieces(unit.text, marks["question"], out_question),
        answer=spans.pieces(answer.text, marks["answer"], out_answer) if answer else None,
        asker_group=unit.group,
        answerer_group=answer.group if answer else "",
        themes=tuple(theme for theme in themes if theme.id in inside),
        examples=frozenset(theme.id for theme in cards[here].themes if theme.example),
        seen=cards[here].seen,
        chosen=quote is not None,
        marked=tuple(
            Marked(side, span.start, span.end, texts[side][span.start : span.end])
            for side, found in marks.items()
            for span in found
        ),
        left_out=tuple(
            LeftOut(side, span.start, span.end, texts[side][span.start : span.end])
            for side, found in (("question", out_question), ("answer", out_answer))
            for span in found
            if texts[side][span.start : span.end].strip()
        ),
        previous=places[here - 1] if here else None,
        next=places[here + 1] if here + 1 < len(places) else None,
        number=number,
        asked=unit.kind == TextUnit.Kind.QUESTION,
    )


def _marks(unit: TextUnit, answer: TextUnit | None) -> dict[str, tuple[Span, ...]]:
    rows = Highlight.objects.filter(unit__in=[unit.pk, answer.pk if answer else unit.pk])
    found: dict[str, list[Span]] = {"question": [], "answer": []}
    for row in rows:
        found["question" if row.unit_id == unit.pk else "answer"].append(Span(row.start, row.end))
    return {side: tuple(marked) for side, marked in found.items()}


def _out(kept: Sequence[Sequence[int]], unit: TextUnit) -> tuple[Span, ...]:
    return spans.gaps([Span(start, end) for start, end in kept], len(unit.text))
