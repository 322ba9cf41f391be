"""Themes with their sub-themes in order, and the themes of cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from depeche.web.analysis import rules
from depeche.web.analysis.models import Coding, Corpus, Theme


class InTheme(NamedTuple):
    """A theme a card is in."""

    id: int
    name: str
    example: bool = False  # shown on the theme card


class ThemeRow(NamedTuple):
    """A theme in a list: a parent stands before its sub-themes.

    `cards` are those in the theme itself; `with_subs` those in it or in one of its sub-themes, each counted once.
    `place` is among its siblings (themes of the same parent), from 0; there are `siblings` of them.
    """

    id: int
    name: str
    definition: str
    cue_words: tuple[str, ...]
    cards: int
    fingerprint: str
    current: bool
    parent: int | None = None
    subs: int = 0
    with_subs: int = 0
    place: int = 0
    siblings: int = 1
    include: str = ""
    exclude: str = ""

    @property
    def first(self) -> bool:
        return self.place == 0

    @property
    def last(self) -> bool:
        return self.place == self.siblings - 1


def theme_rows(corpus: Corpus, *, source: int | None = None, current: int | None = None) -> tuple[ThemeRow, ...]:
    """The themes of a corpus with how many cards each has, of one source or of all: two queries."""
    of_source = Q(codings__unit__source=source) if source else Q()
    counted = Count("codings", filter=of_source)
    themes = list(Theme.objects.filter(corpus=corpus, deleted_at=None).annotate(cards=counted))
    cards: dict[int, int] = {theme.pk: vars(theme)["cards"] for theme in themes}
    families = _family_counts(themes, source)
    siblings: dict[int | None, list[int]] = {}
    for theme in themes:
        siblings.setdefault(theme.parent_id, []).append(theme.pk)
    return tuple(
        ThemeRow(
            theme.pk,
            theme.name,
            theme.definition,
            tuple(theme.cue_words),
            cards[theme.pk],
            rules.fingerprint(theme),
            theme.pk == current,
            theme.parent_id,
            len(siblings.get(theme.pk, ())),
            families.get(theme.pk, cards[theme.pk]),
            siblings[theme.parent_id].index(theme.pk),
            len(siblings[theme.parent_id]),
            theme.include,
            theme.exclude,
        )
        for theme in in_order(themes)
    )


def in_order(themes: Iterable[Theme]) -> list[Theme]:
    """Parents in their order, each followed by its sub-themes; a sub-theme without its parent stands by itself."""
    ordered = sorted(themes, key=lambda theme: (theme.position, theme.pk))
    here = {theme.pk for theme in ordered}
    tops = [theme for theme in ordered if theme.parent_id not in here]
    return [each for top in tops for each in (top, *(sub for sub in ordered if sub.parent_id == top.pk))]


def _family_counts(themes: Iterable[Theme], source: int | None) -> dict[int, int]:
    """Cards in a theme or in one of its sub-themes, each once; asked for only where there are sub-themes."""
    keys = {theme.pk for theme in themes}
    parents = {theme.parent_id for theme in themes} & keys
    if not parents:
        return {}
    codings = Coding.objects.filter(theme__in=keys).filter(Q(theme__in=parents) | Q(theme__parent__in=parents))
    if source:
        codings = codings.filter(unit__source=source)
    counted = codings.order_by().annotate(family=Coalesce("theme__parent_id", "theme_id")).values_list("family")
    return dict(counted.annotate(count=Count("unit", distinct=True)))


def themes_of(units: Iterable[int]) -> dict[int, tuple[InTheme, ...]]:
    """The themes of each card, the one it was put in first before the others."""
    found: dict[int, list[InTheme]] = {}
    rows = Coding.objects.filter(unit__in=list(units), theme__deleted_at=None).order_by("pk")
    for unit, theme, name, example in rows.values_list("unit_id", "theme_id", "theme__name", "example"):
        found.setdefault(unit, []).append(InTheme(theme, name, example))
    return {unit: tuple(themes) for unit, themes in found.items()}


def seen_in(themes: Iterable[InTheme], pile: int | None) -> str:
    """What a step says along of where a card was seen: the theme of the pile, else every theme it stands in."""
    ids = [theme.id for theme in themes]
    return str(pile) if pile in ids else "+".join(map(str, ids))
