"""The pairs marked for the report, as it will show them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery

from depeche.core.corpus import Span
from depeche.web.analysis import spans
from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, TextUnit


class QuoteRow(NamedTuple):
    """A marked pair. What is left out bears `out`."""

    id: int
    key: str
    question: tuple[spans.Piece, ...]
    answer: tuple[spans.Piece, ...] | None
    first: bool
    last: bool


class QuoteGroup(NamedTuple):
    """The marked pairs of one theme in one source; the theme is "" for the unsorted."""

    source: str
    theme: str
    rows: tuple[QuoteRow, ...]


def quotes(corpus: Corpus) -> tuple[QuoteGroup, ...]:
    """By source and theme, in the order the report will have them; three queries."""
    coding = Coding.objects.filter(unit=OuterRef("unit")).order_by("pk")
    found = list(
        Quote.objects.filter(unit__corpus=corpus)
        .select_related("unit__source", "unit__answer")
        .annotate(
            theme_name=Subquery(coding.values("theme__name")[:1]),
            theme_at=Subquery(coding.values("theme__position")[:1]),
        )
        .order_by("unit__source__position", "unit__source", F("theme_at").asc(nulls_last=True), "position", "pk")
    )
    marks: dict[int, list[Span]] = {}
    rows = Highlight.objects.filter(unit__corpus=corpus).order_by("start")
    for unit, start, end in rows.values_list("unit_id", "start", "end"):
        marks.setdefault(unit, []).append(Span(start, end))
    grouped: dict[tuple[str, str], list[Quote]] = {}
    for quote in found:
        grouped.setdefault((quote.unit.source.title, vars(quote)["theme_name"] or ""), []).append(quote)
    return tuple(
        QuoteGroup(
            source,
            theme,
            tuple(
                _row(quote, marks, first=place == 0, last=place == len(group) - 1) for place, quote in enumerate(group)
            ),
        )
        for (source, theme), group in grouped.items()
    )


def _row(quote: Quote, marks: dict[int, list[Span]], *, first: bool, last: bool) -> QuoteRow:
    unit = quote.unit
    answer: TextUnit | None = getattr(unit, "answer", None)
    return QuoteRow(
        unit.pk,
        unit.key,
        _pieces(unit, quote.kept_question, marks),
        _pieces(answer, quote.kept_answer, marks) if answer else None,
        first,
        last,
    )


def _pieces(unit: TextUnit, kept: list[list[int]], marks: dict[int, list[Span]]) -> tuple[spans.Piece, ...]:
    gaps = spans.gaps([Span(start, end) for start, end in kept], len(unit.text))
    return spans.pieces(unit.text, marks.get(unit.pk, []), gaps)
