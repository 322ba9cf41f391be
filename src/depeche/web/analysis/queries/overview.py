"""Themes over sources: how many questions each has."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from depeche.web.analysis.models import Coding, Corpus, TextUnit, Theme


class ThemeShare(NamedTuple):
    """A theme with its questions per source; `id` is None for the unsorted."""

    id: int | None
    name: str
    definition: str
    cue_words: tuple[str, ...]
    counts: tuple[int, ...]
    total: int

    def per_source(self, sources: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        return tuple(zip(sources, self.counts, strict=True))


class ThemeTable(NamedTuple):
    """Rows are themes, most questions first, the unsorted last; columns are sources."""

    sources: tuple[str, ...]
    rows: tuple[ThemeShare, ...]
    totals: tuple[int, ...]
    total: int

    @property
    def lines(self) -> tuple[tuple[ThemeShare, tuple[tuple[str, int], ...]], ...]:
        """Each row with its counts, each of them with the name of its source."""
        return tuple((row, row.per_source(self.sources)) for row in self.rows)

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((count for row in self.rows for count in row.counts), default=0) or 1


def theme_table(corpus: Corpus) -> ThemeTable:
    """Counted by the database: four queries."""
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
    rows = [
        _share(theme.pk, theme.name, theme.definition, tuple(theme.cue_words), counts)
        for theme in themes
        for counts in [tuple(counted.get((theme.pk, source.pk), 0) for source in sources)]
    ]
    rows.sort(key=lambda row: -row.total)
    pairs = [totals.get(source.pk, (0, 0)) for source in sources]
    loose = tuple(count - coded for count, coded in pairs)
    if any(loose):
        rows.append(_share(None, "", "", (), loose))
    whole = tuple(count for count, _ in pairs)
    return ThemeTable(tuple(source.title for source in sources), tuple(rows), whole, sum(whole))


def _share(
    key: int | None, name: str, definition: str, cue_words: tuple[str, ...], counts: tuple[int, ...]
) -> ThemeShare:
    return ThemeShare(key, name, definition, cue_words, counts, sum(counts))
