"""Words that one group of people uses more than all others, as far as it may be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from depeche.core.stats import Figure, Series, Shown, release

from .collation import danish_key
from .keyness import Keyness, holm, keyness
from .words import TextUnit, WordRow, WordTable, count_words

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class ProminentWord:
    """A word with its uses in the questions of one group, and its test against all other groups together.

    `keyness` gives away how often the others use it: for ordering and judging, not for publishing.
    """

    lemma: str
    parts: tuple[str, ...]
    tokens: int
    keyness: Keyness
    p_holm: float

    @property
    def beyond_chance(self) -> bool:
        """Also when it is remembered how many tests were made."""
        return self.p_holm < LEVEL


@dataclass(frozen=True, slots=True)
class ProminentWords:
    """For each group its words, the most marked first. `tests` is m, the number of tests Holm's correction is over."""

    groups: tuple[tuple[ProminentWord, ...], ...]
    tests: int


def prominent_words(
    texts: Sequence[Sequence[TextUnit]],
    *,
    told: Collection[str] = (),
    least: int = 5,
    most: int = 8,
    language: str = "da",
) -> ProminentWords:
    """Up to `most` words of each group that it uses relatively more than the others together (G², p < .05).

    `texts` are those of each group, with known authors. A word is tested in a group when it is used `least` times in
    all, when as many people use it there as `release()` asks for, and when as many have written in the other groups.
    `told` are lemmas whose sum over all groups is shown elsewhere: the counts of such a word are released as one series
    with that sum, so that nothing about the other groups can be subtracted.
    """
    tables = [count_words(units, language=language) for units in texts]
    rows: dict[str, list[WordRow | None]] = {}
    for group, table in enumerate(tables):
        for row in table.rows:
            rows.setdefault(row.lemma, [None] * len(tables))[group] = row
    tested = [
        (group, word)
        for lemma, found in rows.items()
        if sum(row.tokens for row in found if row) >= least
        for group, word in _tests(lemma, found, tables, series=lemma in told)
    ]
    adjusted = holm([word.keyness.p for _group, word in tested])
    groups: list[list[ProminentWord]] = [[] for _ in tables]
    for (group, word), p_holm in zip(tested, adjusted, strict=True):
        if word.keyness.g2 > 0 and word.keyness.p < LEVEL:
            groups[group].append(replace(word, p_holm=p_holm))
    for words in groups:
        words.sort(key=lambda word: (-word.keyness.g2, danish_key(word.lemma)))
    return ProminentWords(tuple(tuple(words[:most]) for words in groups), len(tested))


def _tests(
    lemma: str, found: Sequence[WordRow | None], tables: Sequence[WordTable], *, series: bool
) -> Iterator[tuple[int, ProminentWord]]:
    """The word in each group where its count may be shown, and beside which there are others to speak of."""
    figures = tuple(Figure(row.tokens, row.people or 0) if row else Figure(0, 0) for row in found)
    if series:
        shown = release(Series(figures, disjoint=True))
        cells = shown.cells if isinstance(shown.total, Shown) else ()
    else:
        cells = tuple(release(figure) for figure in figures)
    writers = [table.people or 0 for table in tables]
    for group, (row, cell) in enumerate(zip(found, cells, strict=False)):
        others = release(Figure(sum(writers) - writers[group]))
        if row is not None and isinstance(cell, Shown) and isinstance(others, Shown):
            yield group, ProminentWord(lemma, row.parts, cell.value, _against_others(group, found, tables), 1.0)


def _against_others(group: int, found: Sequence[WordRow | None], tables: Sequence[WordTable]) -> Keyness:
    tokens = [row.tokens if row else 0 for row in found]
    sizes = [table.size for table in tables]
    return keyness(tokens[group], sum(tokens) - tokens[group], sizes[group], sum(sizes) - sizes[group])
