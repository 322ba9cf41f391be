"""Themes over sources: how many cards each has. A card in several themes counts in each of them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from depeche.web.analysis.models import Coding, Corpus, TextUnit, Theme


class ThemeShare(NamedTuple):
    """A theme with its cards per source; `id` is None for the unsorted.

    `parent` is the name of the theme it is a sub-theme of. `family` has, for a theme that has sub-themes, the cards in
    it or in one of them, each once: per source, then of all.
    """

    id: int | None
    name: str
    definition: str
    cue_words: tuple[str, ...]
    counts: tuple[int, ...]
    total: int
    parent: str = ""
    family: tuple[int, ...] = ()

    def per_source(self, sources: tuple[str, ...]) -> tuple[tuple[str, int, int | None], ...]:
        """Source, cards, and those with sub-themes where there are some."""
        with_subs = self.family[:-1] or (None,) * len(sources)
        return tuple(zip(sources, self.counts, with_subs, strict=True))

    @property
    def with_subs(self) -> int | None:
        return self.family[-1] if self.family else None


class ThemeTable(NamedTuple):
    """Rows are themes, most cards first, each with its sub-themes beneath, the unsorted last; columns are sources.

    `totals` and `total` count every card once, the `several` that stand in more than one theme too.
    """

    sources: tuple[str, ...]
    rows: tuple[ThemeShare, ...]
    totals: tuple[int, ...]
    total: int
    several: int = 0

    @property
    def lines(self) -> tuple[tuple[ThemeShare, tuple[tuple[str, int, int | None], ...]], ...]:
        """Each row with its counts, each of them with the name of its source."""
        return tuple((row, row.per_source(self.sources)) for row in self.rows)

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((count for row in self.rows for count in row.counts), default=0) or 1


def theme_table(corpus: Corpus) -> ThemeTable:
    """Counted by the database: as many queries whatever the number of themes."""
    sources = list(corpus.sources.all())
    themes = list(Theme.objects.filter(corpus=corpus, deleted_at=None))
    codings = Coding.objects.filter(theme__in=themes).order_by()
    counted = {
        (theme, source): count
        for theme, source, count in codings.values_list("theme", "unit__source").annotate(count=Count("pk"))
    }
    questions = TextUnit.objects.cards().filter(corpus=corpus).order_by()
    by_source = questions.values_list("source").annotate(
        count=Count("pk", distinct=True), coded=Count("codings__unit", distinct=True)
    )
    totals = {source: (count, coded) for source, count, coded in by_source}
    families = _families(themes, codings, [source.pk for source in sources])
    names = {theme.pk: theme.name for theme in themes}
    shares = {
        theme.pk: _share(
            theme,
            tuple(counted.get((theme.pk, source.pk), 0) for source in sources),
            names.get(theme.parent_id or 0, ""),
            families.get(theme.pk, ()),
        )
        for theme in themes
    }
    rows = _tree(themes, shares)
    pairs = [totals.get(source.pk, (0, 0)) for source in sources]
    loose = tuple(count - coded for count, coded in pairs)
    if any(loose):
        rows.append(ThemeShare(None, "", "", (), loose, sum(loose)))
    whole = tuple(count for count, _ in pairs)
    several = codings.values("unit").annotate(themes=Count("pk")).filter(themes__gt=1).count()
    return ThemeTable(tuple(source.title for source in sources), tuple(rows), whole, sum(whole), several)


def _share(theme: Theme, counts: tuple[int, ...], parent: str, family: tuple[int, ...]) -> ThemeShare:
    words = tuple(theme.cue_words)
    return ThemeShare(theme.pk, theme.name, theme.definition, words, counts, sum(counts), parent, family)


def _tree(themes: list[Theme], shares: dict[int, ThemeShare]) -> list[ThemeShare]:
    """The most cards first, those of sub-themes counted along; these beneath, the most first as well."""

    def most(theme: Theme) -> int:
        share = shares[theme.pk]
        return -(share.total if share.with_subs is None else share.with_subs)

    ordered = sorted(themes, key=most)
    tops = [theme for theme in ordered if theme.parent_id not in shares]
    below = [[theme for theme in ordered if theme.parent_id == top.pk] for top in tops]
    return [shares[theme.pk] for top, subs in zip(tops, below, strict=True) for theme in (top, *subs)]


def _families(themes: list[Theme], codings: QuerySet[Coding], sources: list[int]) -> dict[int, tuple[int, ...]]:
    """For each theme with sub-themes: cards in it or in one of them, each once, per source and of all."""
    parents = {theme.parent_id for theme in themes} & {theme.pk for theme in themes}
    if not parents:
        return {}
    within = codings.filter(Q(theme__in=parents) | Q(theme__parent__in=parents))
    by_family = within.annotate(family=Coalesce("theme__parent_id", "theme_id")).values_list("family", "unit__source")
    each_once = by_family.annotate(count=Count("unit", distinct=True))
    counted = {(family, source): count for family, source, count in each_once}
    rows = {parent: tuple(counted.get((parent, source), 0) for source in sources) for parent in parents if parent}
    return {parent: (*counts, sum(counts)) for parent, counts in rows.items()}
