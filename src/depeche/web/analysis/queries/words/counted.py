"""The words of one side, or of two beside each other, counted once for each state of texts, themes and choices."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from depeche.core.stats import Cell, Figure, K, Reason, Series, Shown, Suppressed, release
from depeche.core.text import ComparedWord, Comparison, WordRow, WordTable, compare
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.suggestions.shelf import Shelf
from depeche.web.analysis.queries.words.material import HELD, Material, material
from depeche.web.analysis.queries.words.sides import Chosen, both_rows, chosen

T = TypeVar("T")
LEAST = 5  # a word is tested when it is used this often on both sides together
LEVEL = 0.05


class Told(NamedTuple):
    """A word with what may be shown of each side, and the comparison of the true figures, of which only the verdict is
    told where a side is hidden.
    """

    row: ComparedWord
    shown: tuple[bool, ...]  # of each side: whether its figures may be shown


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a corpus on the sides chosen. `withheld`: words of a group that fewer than five of it use."""

    found: Material
    sides: Chosen
    tables: tuple[WordTable, ...]
    rows: tuple[Mapping[str, WordRow], ...]  # of each table by lemma
    comparison: Comparison
    told: tuple[Told, ...]
    withheld: int

    @property
    def titles(self) -> tuple[str, ...]:
        first, second = self.sides
        return (first.title,) if second is None else (first.title, second.title)

    @property
    def people(self) -> tuple[Cell | None, ...]:
        """How many wrote on each side, as far as it may be told."""
        return tuple(None if table.people is None else release(Figure(table.people)) for table in self.tables)

    @property
    def knows_people(self) -> bool:
        return any(table.people is not None for table in self.tables)


class _Counted(NamedTuple):
    tables: tuple[WordTable, ...]
    rows: tuple[Mapping[str, WordRow], ...]
    comparison: Comparison
    told: tuple[Told, ...]
    withheld: int


_counted: Shelf[_Counted] = Shelf(HELD)
_whole: Shelf[WordTable] = Shelf(HELD)
SHELVES = (_counted, _whole)


def words(corpus: Corpus, of: str = "", than: str = "") -> Words:
    """The words of the sides an address names."""
    found = material(corpus)
    sides = chosen(found, of, than)
    rows = both_rows(found, sides)
    second = sides.second.code if sides.second else ""
    result = _kept(
        _counted, (corpus.pk, sides.first.code, second), (found.key, hash(rows)), lambda: _count(found, sides, rows)
    )
    return Words(found, sides, *result)


def whole_table(found: Material) -> WordTable:
    """The words of all texts."""
    return _kept(_whole, found.corpus.pk, found.key, lambda: found.read.words.count(choices=found.into))


def _kept(shelf: Shelf[T], name: Hashable, key: Hashable, make: Callable[[], T]) -> T:
    made = shelf.get(name, key, lambda: make, size=1_000, patient=True)
    assert made is not None  # noqa: S101 - who is patient gets it
    return made.value


def _count(found: Material, sides: Chosen, rows: tuple[frozenset[int], frozenset[int]]) -> _Counted:
    used = rows if sides.second else rows[:1]
    whole = whole_table(found)
    tables = tuple(
        whole if len(part) == len(found.read.units) else found.read.words.count(sorted(part), choices=found.into)
        for part in used
    )
    by_lemma = tuple({row.lemma: row for row in table.rows} for table in tables)
    if sides.first.kind == "group":
        own = frozenset(word.lemma for word in tables[0].rows if (word.people or 0) >= K)
        comparison = compare(tuple(_only(table, own) for table in tables), least=LEAST, background=whole)
        shown = _shown(found, sides, tables, own)
        told = tuple(Told(row, tuple(row.lemma in side for side in shown)) for row in comparison.rows)
        ordered = sorted(told, key=lambda one: (not all(one.shown), "" if all(one.shown) else one.row.lemma))
        return _Counted(tables, by_lemma, comparison, tuple(ordered), len(tables[0].rows) - len(own))
    comparison = compare(tables, least=LEAST, background=whole)
    everything = tuple(Told(row, (True,) * len(tables)) for row in comparison.rows)
    return _Counted(tables, by_lemma, comparison, everything, 0)


def _only(table: WordTable, lemmas: frozenset[str]) -> WordTable:
    rows = tuple(row for row in table.rows if row.lemma in lemmas)
    return WordTable(table.source, table.size, table.texts, table.people, rows)


def _shown(
    found: Material, sides: Chosen, tables: Sequence[WordTable], own: frozenset[str]
) -> tuple[frozenset[str], ...]:
    """The words whose figures may be shown on each side, when all groups are one series whose sum is told elsewhere."""
    names = sorted(set(found.read.groups))
    rows: dict[str, list[int]] = {name: [] for name in names}
    for row, group in enumerate(found.read.groups):
        rows[group].append(row)
    parts = [
        {row.lemma: (row.tokens, row.people or 0) for row in table.rows}
        for table in (found.read.words.count(rows[name], choices=found.into) for name in names)
    ]
    cells = {lemma: _cells([part.get(lemma, (0, 0)) for part in parts]) for lemma in own}

    def of(name: str) -> frozenset[str]:
        at = names.index(name)
        return frozenset(lemma for lemma, found in cells.items() if isinstance(found[at], Shown))

    first = of(str(sides.first.key))
    if sides.second is None:
        return (first,)
    if sides.second.kind == "group":
        return first, of(str(sides.second.key))
    people = {row.lemma: row.people or 0 for row in tables[1].rows}
    return first, frozenset(lemma for lemma in first if people.get(lemma, 0) >= K)


def _cells(figures: Iterable[tuple[int, int]]) -> tuple[Cell, ...]:
    released = release(Series(tuple(Figure(value, people) for value, people in figures), disjoint=True))
    hidden = Suppressed(Reason.TABLE, K)
    return released.cells if isinstance(released.total, Shown) else tuple(hidden for _cell in released.cells)
