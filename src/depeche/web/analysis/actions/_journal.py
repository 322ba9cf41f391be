"""The record that makes every step undoable: each row a step touches, as it was before and as it is after.

A step works on the database through its `Step` and nowhere else. Undoing writes `before` back, redoing writes `after`;
both look first whether the rows are still as they were left, so that nobody's later work is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.utils.dateparse import parse_datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.models import Change, Coding, Corpus, Highlight, Quote, Reflection, Theme, WordChoice
from depeche.web.common import audit

BATCH = 400  # rows a statement; SQLite takes 32,766 variables
Row = TypeVar("Row", Theme, Coding, Highlight, Quote, WordChoice, Reflection)


class Table(NamedTuple):
    model: type[Theme | Coding | Highlight | Quote | WordChoice | Reflection]
    fields: tuple[str, ...]


TABLES: dict[str, Table] = {
    "theme": Table(
        Theme,
        (
            "corpus_id",
            "name",
            "definition",
            "include",
            "exclude",
            "parent_id",
            "cue_words",
            "position",
            "deleted_at",
        ),
    ),
    "coding": Table(Coding, ("theme_id", "unit_id", "by_id", "at", "example")),
    "highlight": Table(Highlight, ("unit_id", "start", "end", "by_id", "at")),
    "quote": Table(Quote, ("unit_id", "kept_question", "kept_answer", "position", "by_id", "at")),
    "word": Table(WordChoice, ("corpus_id", "lemma", "into", "by_id", "at")),
    "reflection": Table(Reflection, ("corpus_id", "place", "text", "by_id", "at")),
}
NAMES = {table.model: name for name, table in TABLES.items()}
MOMENTS = frozenset({"at", "deleted_at"})


class RowChange(NamedTuple):
    """One row: `before` is None where the step made it, `after` where the step removed it."""

    table: str
    pk: int
    before: list[object] | None
    after: list[object] | None

    def turned(self) -> RowChange:
        return RowChange(self.table, self.pk, self.after, self.before)


def _values(row: models.Model) -> list[object]:
    found = (getattr(row, name) for name in TABLES[NAMES[type(row)]].fields)  # type: ignore[index] # only those in TABLES
    return [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in found]


def _fields(table: str, values: Sequence[object], users: frozenset[int]) -> dict[str, object]:
    """What the row's constructor takes: moments as moments, and nobody where the user has been deleted since."""
    found = dict(zip(TABLES[table].fields, values, strict=True))
    for name in MOMENTS & found.keys():
        found[name] = parse_datetime(str(found[name])) if found[name] else None
    if found.get("by_id") not in users:
        found.pop("by_id", None)
    return found


class Step:
    """One step of work under way. The caller holds the lock of the corpus (see `_lock.locked`)."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.rows: list[RowChange] = []

    def create(self, rows: Iterable[Row]) -> list[Row]:
        """Insert rows of one table; they have their keys afterwards."""
        made = list(rows)
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)
            self.rows += [RowChange(NAMES[type(row)], row.pk, None, _values(row)) for row in made]
        return made

    def update(self, row: Row, **values: object) -> None:
        """Write new values of one row; writing what already stands there is no change."""
        before = _values(row)
        for name, value in values.items():
            setattr(row, name, value)
        after = _values(row)
        if after != before:
            row.save(update_fields=list(values))
            self.rows.append(RowChange(NAMES[type(row)], row.pk, before, after))

    def delete(self, rows: Iterable[Row]) -> None:
        """Remove rows of one table."""
        gone = list(rows)
        for start in range(0, len(gone), BATCH):
            batch = gone[start : start + BATCH]
            type(batch[0])._default_manager.filter(pk__in=[row.pk for row in batch]).delete()
        self.rows += [RowChange(NAMES[type(row)], row.pk, _values(row), None) for row in gone]

    def save(self, kind: str, *, actor: User, now: datetime, **figures: int | str) -> Change | None:
        """Write the change and its event. `figures` are what its sentence needs: counts and names of themes.

        None when nothing was changed: a step that does nothing is not in the history and cannot be undone.
        """
        self.rows = _once(self.rows)
        if not self.rows:
            return None
        data = {"rows": [list(row) for row in self.rows], "figures": figures}
        change = Change.objects.create(corpus=self.corpus, by=actor, at=now, kind=kind, data=data)
        note(f"analysis.{kind}", actor=actor, corpus=self.corpus, now=now, change=change.pk, rows=len(self.rows))
        return change


def _once(rows: Iterable[RowChange]) -> list[RowChange]:
    """Each row as it was before the step and after it, whatever it was between."""
    found: dict[tuple[str, int], RowChange] = {}
    for row in rows:
        key = (row.table, row.pk)
        found[key] = found[key]._replace(after=row.after) if key in found else row
    return [row for row in found.values() if row.before != row.after]


def note(verb: str, *, actor: User, corpus: Corpus, now: datetime, **data: int | str) -> None:
    """The audit event of a step."""
    audit.record(actor=actor, verb=verb, target=corpus, at=now, project_id=corpus.project_id, **data)


def rows_of(change: Change) -> list[RowChange]:
    return [RowChange(*row) for row in change.data["rows"]]


def revert(change: Change) -> None:
    """Put every row back as it was before the change."""
    _write([row.turned() for row in reversed(rows_of(change))])


def repeat(change: Change) -> None:
    """Make an undone change again."""
    _write(rows_of(change))


def _write(rows: Sequence[RowChange]) -> None:
    users = frozenset(User.objects.filter(pk__in=_people(rows)).values_list("pk", flat=True))
    for (table, new, gone), group in groupby(rows, key=lambda row: (row.table, row.before is None, row.after is None)):
        batch = list(group)
        for start in range(0, len(batch), BATCH):
            _write_batch(table, batch[start : start + BATCH], users, new=new, gone=gone)


def _people(rows: Iterable[RowChange]) -> set[int]:
    found = (
        values[TABLES[row.table].fields.index("by_id")]
        for row in rows
        if row.table != "theme"
        for values in (row.before, row.after)
        if values is not None
    )
    return {person for person in found if isinstance(person, int)}


def _write_batch(table: str, batch: Sequence[RowChange], users: frozenset[int], *, new: bool, gone: bool) -> None:
    model = TABLES[table].model
    current = model._default_manager.in_bulk([row.pk for row in batch])
    for row in batch:
        if not _as_left(table, current.get(row.pk), row.before):
            raise RuleError("changed_meanwhile")
    if gone:
        model._default_manager.filter(pk__in=list(current)).delete()
    elif new:
        rows = [model(pk=row.pk, **_fields(table, row.after or (), users)) for row in batch]
        manager: models.Manager[Any] = model._default_manager  # each row is of its own model
        manager.bulk_create(rows)
    else:
        for row in batch:
            model._default_manager.filter(pk=row.pk).update(**_fields(table, row.after or (), users))


def _as_left(table: str, row: models.Model | None, expected: list[object] | None) -> bool:
    """Whether a row is as the step left it; who did it is not compared, since a user may have been deleted."""
    if row is None or expected is None:
        return row is None and expected is None
    pairs = zip(TABLES[table].fields, _values(row), expected, strict=True)
    return all(now == then for name, now, then in pairs if name != "by_id")
