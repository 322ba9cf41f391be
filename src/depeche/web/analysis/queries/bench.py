"""The workbench page: a constant number of queries for ten questions and for a hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from depeche.web.analysis.models import Coding, Corpus, Quote, Source
from depeche.web.analysis.queries.cards import CardRow, card
from depeche.web.analysis.queries.piles import PAGE, Where, find, questions
from depeche.web.analysis.queries.reading import Reading, reading
from depeche.web.analysis.queries.suggestions.loaded import Loaded
from depeche.web.analysis.queries.themes import ThemeRow, theme_rows, themes_of


@dataclass(frozen=True, slots=True)
class Bench:
    corpus: Corpus
    where: Where
    sources: tuple[Source, ...]
    themes: tuple[ThemeRow, ...]
    total: int
    unsorted: int
    quotes: int
    found: int  # cards in the pile
    cards: tuple[CardRow, ...]
    page: int
    pages: int
    reading: Reading | None
    theme: ThemeRow | None  # the chosen one

    @property
    def sorted(self) -> int:
        return self.total - self.unsorted


def bench(corpus: Corpus, where: Where, loaded: Loaded | None = None) -> Bench:
    """What the page shows, for one place in one pile. `loaded` tells which texts are like which."""
    sources = tuple(corpus.sources.all())
    themes = theme_rows(corpus, source=where.source, current=where.theme_id)
    counts = _counts(corpus, where.source)
    found = find(corpus, where, loaded)
    inside = themes_of(row.pk for row in found.rows)
    cards = tuple(
        card(row, inside.get(row.pk, ()), pile=where.theme_id, current=found.unit, loaded=loaded) for row in found.rows
    )
    return Bench(
        corpus=corpus,
        where=where,
        sources=sources,
        themes=themes,
        total=counts.total,
        unsorted=counts.total - counts.coded,
        quotes=counts.chosen,
        found=found.total,
        cards=cards,
        page=found.page,
        pages=max(1, -(-found.total // PAGE)),
        reading=None if found.unit is None else reading(corpus, found.unit, found.number, cards, themes, sources),
        theme=next((theme for theme in themes if theme.current), None),
    )


class Counts(NamedTuple):
    total: int
    coded: int
    chosen: int


def _counts(corpus: Corpus, source: int | None) -> Counts:
    """Three plain counts: one joined aggregate takes three times as long."""
    cards = questions(corpus, source)
    codings = Coding.objects.filter(unit__in=cards.values("pk")).values("unit").distinct()
    return Counts(cards.count(), codings.count(), Quote.objects.filter(unit__in=cards.values("pk")).count())
