"""Themes side by side as columns of cards."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from depeche.web.analysis.models import Coding, Corpus
from depeche.web.analysis.queries.cards import CardRow, card, with_card_fields
from depeche.web.analysis.queries.piles import Where, pile_of
from depeche.web.analysis.queries.themes import ThemeRow, theme_rows, themes_of

COLUMN = 20  # cards in a column; the rest is a click away in the list


class BoardColumn(NamedTuple):
    """A column; `theme` is None for the unsorted. `more` cards are not shown."""

    theme: ThemeRow | None
    cards: tuple[CardRow, ...]
    total: int
    parent: str = ""  # the theme it is a sub-theme of

    @property
    def more(self) -> int:
        return self.total - len(self.cards)


def board(corpus: Corpus, source: int | None, unsorted: int) -> tuple[BoardColumn, ...]:
    """The unsorted and every theme, each with its first cards; as many queries whatever the number of themes.

    A card in several themes stands in the column of each.
    """
    where = Where(source=source)
    themes = theme_rows(corpus, source=source)
    loose = [card(unit, ()) for unit in with_card_fields(pile_of(corpus, where))[:COLUMN]]
    codings = Coding.objects.filter(theme__in=[theme.id for theme in themes])
    if source:
        codings = codings.filter(unit__source=source)
    ranked = codings.annotate(
        place=Window(RowNumber(), partition_by=F("theme"), order_by=[F("unit__position").asc(), F("unit").asc()])
    ).filter(place__lte=COLUMN)
    shown: dict[int, list[int]] = {}
    for card_id, theme in ranked.values_list("unit_id", "theme_id"):
        shown.setdefault(card_id, []).append(theme)
    inside = themes_of(shown)
    columns: dict[int, list[CardRow]] = {theme.id: [] for theme in themes}
    every = Where(pile="all", source=source)
    for unit in with_card_fields(pile_of(corpus, every).filter(pk__in=shown)):
        for theme in shown[unit.pk]:
            columns[theme].append(card(unit, inside[unit.pk], pile=theme))
    names = {theme.id: theme.name for theme in themes}
    return (
        BoardColumn(None, tuple(loose), unsorted),
        *(
            BoardColumn(theme, tuple(columns[theme.id]), theme.cards, names.get(theme.parent or 0, ""))
            for theme in themes
        ),
    )
