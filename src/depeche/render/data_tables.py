"""The tables of a report as data: what every file for spreadsheets and statistics is made from.

Cells are the figures of the blocks as they stand; nothing is computed again. Rows are long: one for each combination
of names, so that they can be sorted and summed. The same kind of block of several relays is one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import singledispatch
from typing import Final

from depeche.core.reporting.claims import section_of
from depeche.core.reporting.model import (
    Background,
    Block,
    Comparison,
    CrossTable,
    Flow,
    Method,
    Report,
    SharedThemes,
    ThemePage,
    ThemeShares,
    Timeline,
    WordLists,
)
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.recipe_words import counts
from depeche.core.reporting.values import Figure, Named, Standing
from depeche.render.data_words import COLUMNS, OTHER, TABLES

Entry = str | int | Figure


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"  # ISO 8601


@dataclass(frozen=True, slots=True)
class DataColumn:
    """`key` is its name in every language, `title` and `means` are for people. `decimals` is how it is shown."""

    key: str
    title: str
    means: str
    unit: str
    kind: Kind
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class DataCell:
    """`value` is None where `standing` says that it is held back or not known."""

    value: str | int | float | None
    standing: Standing = Standing.KNOWN


@dataclass(frozen=True, slots=True)
class DataTable:
    """`name` is a name for files, in every language the same."""

    name: str
    title: str
    means: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[DataCell, ...], ...]


TEXTS: Final = frozenset(
    {
        "relay", "group", "theme", "word", "parts", "first", "second", "verdict", "asker", "answerer", "sum_of", "name",
        "section", "counts",
    }
)  # fmt: skip  # one row reads better than fourteen
DAYS: Final = frozenset({"from", "to"})
SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("relay", "people", "questions", "answers"),
    "groups": ("relay", "group", "people"),
    "attendance": ("relay", "group", "invited", "took_part"),
    "themes": ("relay", "theme", "questions", "share"),
    "theme_pages": ("relay", "theme", "questions", "share", "marked"),
    "themes_by_relay": ("theme", "relay", "questions", "share"),
    "words": ("relay", "rank", "word", "parts", "times", "texts", "running_words"),
    "word_comparison": (
        "first", "second", "word", "times_first", "texts_first", "times_second", "texts_second", "g2", "log_ratio",
        "verdict",
    ),
    "flow": ("relay", "asker", "answerer", "questions"),
    "flow_groups": ("relay", "group", "people"),
    "themes_by_group": ("relay", "theme", "group", "questions"),
    "themes_by_group_sums": ("relay", "sum_of", "name", "questions"),
    "days": ("relay", "from", "to", "questions", "answers"),
    "figures": ("section", "counts", "value"),
}  # fmt: skip  # as above
Line = tuple[str, tuple[Entry, ...]]  # name of a table, a row of it


def data_tables(report: Report) -> tuple[DataTable, ...]:
    """Every table that has a row, in the order of `SHAPES`. Rows that stand in several blocks stand here once."""
    found: dict[str, dict[tuple[Entry, ...], None]] = {name: {} for name in SHAPES}
    relays = {row.id: row.title for row in _sources(report)}
    for block in report.blocks:
        for name, row in lines_of(block.body, report.language):
            found[name].setdefault(row)
        for figure in _said(block):
            row = (section_of(block, report.language), counts(figure, report.language, relays), figure)
            found["figures"].setdefault(row)
    return tuple(_table(name, tuple(rows), report.language) for name, rows in found.items() if rows)


class _Named:
    """A relay that a block is about."""

    def __init__(self, key: str, title: str) -> None:
        self.id, self.title = key, title


def _sources(report: Report) -> Iterator[_Named]:
    for block in report.blocks:
        body = block.body
        if isinstance(body, Background):
            yield from (_Named(row.id, row.title) for row in body.sources)
        elif isinstance(body, WordLists):
            yield from (_Named(column.source, column.title) for column in body.columns)
        elif isinstance(body, ThemeShares | ThemePage | Flow | CrossTable | Timeline):
            yield _Named(body.source, body.source_title)


@singledispatch
def lines_of(_body: object, _language: str) -> Iterable[Line]:
    """The rows a block gives, each with the table it belongs to; none of a block without counts of its own."""
    return ()


@lines_of.register
def _background(body: Background, _language: str) -> Iterator[Line]:
    for row in body.sources:
        yield "people", (row.title, row.people, row.questions, row.answers)
        for group in row.groups:
            yield "groups", (row.title, group.name, group.people)


@lines_of.register
def _method(body: Method, _language: str) -> Iterator[Line]:
    for relay in body.attendance:
        yield "attendance", (relay.title, "", relay.invited, relay.took_part)
        for group in relay.groups:
            yield "attendance", (relay.title, group.name, group.invited, group.took_part)


@lines_of.register
def _themes(body: ThemeShares, language: str) -> Iterator[Line]:
    for row in body.themes:
        yield "themes", (body.source_title, row.name or phrase(language, "unsorted"), row.questions, row.share)


@lines_of.register
def _theme_page(body: ThemePage, language: str) -> Iterator[Line]:
    theme = body.theme or phrase(language, "unsorted")
    yield "theme_pages", (body.source_title, theme, body.questions, body.share, body.chosen)


@lines_of.register
def _shared(body: SharedThemes, language: str) -> Iterator[Line]:
    for row in body.rows:
        for source, cell, share in zip(body.sources, row.cells, row.shares, strict=True):
            yield "themes_by_relay", (row.name or phrase(language, "unsorted"), source, cell, share)


@lines_of.register
def _words(body: WordLists, _language: str) -> Iterator[Line]:
    for column in body.columns:
        for rank, row in enumerate(column.rows, start=1):
            yield "words", (column.title, rank, row.word, "+".join(row.parts), row.tokens, row.texts, column.total)


@lines_of.register
def _comparison(body: Comparison, language: str) -> Iterator[Line]:
    for row in body.rows:
        counted = (row.first, row.first_texts, row.second, row.second_texts, row.g2, row.ratio)
        verdict = phrase(language, f"verdict_{row.verdict}")
        yield "word_comparison", (body.first, body.second, row.word, *counted, verdict)


@lines_of.register
def _flow(body: Flow, _language: str) -> Iterator[Line]:
    for cell in body.cells:
        yield "flow", (body.source_title, cell.asker, cell.answerer, cell.questions)
    for group in body.groups:
        yield "flow_groups", (body.source_title, group.name, group.people)


@lines_of.register
def _cross(body: CrossTable, language: str) -> Iterator[Line]:
    said = OTHER[language]
    for row in body.rows:
        yield "themes_by_group_sums", (body.source_title, said["of_theme"], row.name, row.total)
        for group, cell in zip(body.columns, row.cells, strict=True):
            yield "themes_by_group", (body.source_title, row.name, group, cell)
    for group, total in zip(body.columns, body.totals, strict=True):
        yield "themes_by_group_sums", (body.source_title, said["of_group"], group, total)


@lines_of.register
def _days(body: Timeline, _language: str) -> Iterator[Line]:
    for day in body.days:
        first, _, last = day.date.partition("/")
        yield "days", (body.source_title, first, last or first, day.questions, day.answers)


def _said(block: Block) -> Iterator[Figure]:
    """Figures that have a name in a sentence or in a text, not those of tables."""

    def walk(value: object) -> Iterator[Figure]:
        if isinstance(value, Named):
            yield value.figure
        elif isinstance(value, tuple):
            for item in value:
                yield from walk(item)
        elif is_dataclass(value) and not isinstance(value, Figure):
            for item in fields(value):
                yield from walk(getattr(value, item.name))

    yield from walk((block.body, block.note))


def _table(name: str, rows: Sequence[tuple[Entry, ...]], language: str) -> DataTable:
    said = TABLES[language][name]
    columns = []
    for at, key in enumerate(SHAPES[name]):
        words = COLUMNS[language][key]
        kind = Kind.TEXT if key in TEXTS else Kind.DAY if key in DAYS else Kind.NUMBER
        decimals = max((cell.decimals for row in rows if isinstance(cell := row[at], Figure)), default=0)
        columns.append(DataColumn(key, words.title, words.means, words.unit, kind, decimals))
    return DataTable(
        name, said.title, said.means, tuple(columns), tuple(tuple(_cell(entry) for entry in row) for row in rows)
    )


def _cell(entry: Entry) -> DataCell:
    if not isinstance(entry, Figure):
        return DataCell(entry)
    if entry.standing is not Standing.KNOWN or entry.value is None:
        return DataCell(None, Standing.UNKNOWN if entry.standing is Standing.KNOWN else entry.standing)
    return DataCell(int(entry.value) if float(entry.value).is_integer() else float(entry.value))
