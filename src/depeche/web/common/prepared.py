"""Queries of every act, whose SQL Django writes once per process instead of once per request.

Writing the SQL of a read with its joins costs several times what sending it does. A `Prepared` keeps what Django wrote,
and each call sends it with other values; rows become the same model instances, with what `select_related` brought.
`PreparedUpdate` and `insert` do the same for changes and new rows. benchmarks/load.py shows what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.constants import OnConflict
from django.db.models.query import get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.transaction import TransactionManagementError, mark_for_rollback_on_error

M = TypeVar("M", bound=Model)
Row = Sequence[Any]
Stored = int | str | UUID | datetime
Converter = tuple[int, Sequence[Callable[[Any, Any, Any], Any]], Any]  # column, its converters, its expression


class _Blank(NamedTuple):
    """In the place of the value that a call brings."""

    place: int


def _blanks(places: int) -> list[Value]:
    return [Value(_Blank(place)) for place in range(places)]


@dataclass(frozen=True)
class _Written:
    """What Django wrote."""

    sql: str
    params: tuple[object, ...]

    def filled(self, values: Sequence[Stored], connection: BaseDatabaseWrapper) -> list[Any]:
        stored = [_as_stored(value, connection) for value in values]
        return [stored[param.place] if isinstance(param, _Blank) else param for param in self.params]


def _as_stored(value: Stored, connection: BaseDatabaseWrapper) -> object:
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


@dataclass(frozen=True)
class _Plan(Generic[M]):
    written: _Written
    locks: bool
    model: type[M]
    fields: tuple[str, ...]  # of the model, as the first columns of a row
    start: int
    converters: tuple[Converter, ...]
    related: tuple[Any, ...]  # Django's own: each sets one object of select_related

    def instance(self, found: Row, connection: BaseDatabaseWrapper) -> M:
        row = list(found)
        for column, convert, expression in self.converters:
            for one in convert:
                row[column] = one(row[column], expression, connection)
        made = self.model.from_db(connection.alias, self.fields, row[self.start : self.start + len(self.fields)])
        for populate in self.related:
            populate.populate(row, made)
        return made


class Prepared(Generic[M]):
    """`build` gives the query for its values, each compared with a column of its own type.

    It is called once for each number of values, with stand-ins; so the form of the query must not depend on a value.
    `ending` is SQL to put behind it, by kind of database: a lock that Django cannot write.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *, ending: Mapping[str, str] | None = None) -> None:
        self._build = build
        self._ending = ending or {}
        self._plans: dict[tuple[str, int], _Plan[M]] = {}

    def all(self, *values: Stored) -> list[M]:
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, len(values))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._written(len(values), connection)
        if plan.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A row is locked inside a transaction only.")
        with connection.cursor() as cursor:
            cursor.execute(plan.written.sql, plan.written.filled(values, connection))
            rows = cursor.fetchall()
        return [plan.instance(row, connection) for row in rows]

    def first(self, *values: Stored) -> M | None:
        found = self.all(*values)
        return found[0] if found else None

    def _written(self, places: int, connection: BaseDatabaseWrapper) -> _Plan[M]:
        query = self._build(*_blanks(places)).query
        compiler = query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        info = compiler.klass_info
        columns = info["select_fields"]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Plan(
            written=_Written(sql + self._ending.get(connection.vendor, ""), tuple(params)),
            locks=bool(query.select_for_update or self._ending),
            model=info["model"],
            fields=tuple(compiler.select[column][0].target.attname for column in columns),
            start=columns[0],
            converters=tuple((column, tuple(convert), what) for column, (convert, what) in converters.items()),
            related=tuple(get_related_populators(info, compiler.select, connection.alias)),  # type: ignore[call-arg] # the stubs are of a later Django
        )


class PreparedUpdate(Generic[M]):
    """As `Prepared`, for a change by condition: `build` gives the rows, and what becomes of their fields."""

    def __init__(self, build: Callable[..., tuple[QuerySet[M], Mapping[str, object]]]) -> None:
        self._build = build
        self._plans: dict[str, _Written] = {}

    def __call__(self, *values: Stored) -> int:
        """How many rows were changed."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            rows, fields = self._build(*_blanks(len(values)))
            query = rows.query.chain(UpdateQuery)
            query.add_update_values(fields)  # type: ignore[attr-defined] # chain() makes it an UpdateQuery
            plan = self._plans[connection.vendor] = _Written(*query.get_compiler(connection.alias).as_sql())
        with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
            cursor.execute(plan.sql, plan.filled(values, connection))
            return int(cursor.rowcount)


class _Insert(NamedTuple):
    sql: str
    fields: tuple[Field[Any, Any], ...]

    def values(self, row: Model, connection: BaseDatabaseWrapper) -> list[Any]:
        return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in self.fields]


_inserts: dict[tuple[str, type[Model], bool, bool], _Insert] = {}  # once, many


def insert(row: M) -> M:
    """Save a new row, as `save(force_insert=True)` would; only that nobody is sent a signal."""
    _put(row, once=False)
    return row


def insert_once(row: M) -> M | None:
    """As `insert`; None, and nothing happens, where a unique column holds the same already."""
    return row if _put(row, once=True) else None


def insert_many_once(rows: Sequence[Model]) -> int:
    """As `insert_once` for many of one model, in one go; how many were new. They are not told their identifiers."""
    if not rows:
        return 0
    connection = connections[DEFAULT_DB_ALIAS]
    key = (connection.vendor, type(rows[0]), True, True)
    plan = _inserts.get(key)
    if plan is None:
        plan = _inserts[key] = _insert_into(type(rows[0]), connection, once=True, returning=False)
    with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.executemany(plan.sql, [plan.values(row, connection) for row in rows])
        return int(cursor.rowcount)


def _put(row: Model, *, once: bool) -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    key = (connection.vendor, type(row), once, False)
    plan = _inserts.get(key)
    if plan is None:
        plan = _inserts[key] = _insert_into(type(row), connection, once=once)
    with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(plan.sql, plan.values(row, connection))
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk, row._state.adding, row._state.db = made[0], False, connection.alias
    return True


def _insert_into(model: type[Model], connection: BaseDatabaseWrapper, *, once: bool, returning: bool = True) -> _Insert:
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE if once else None)
    query.insert_values(fields, [model()], raw=True)
    compiler = query.get_compiler(connection.alias)
    if returning:
        compiler.returning_fields = [model._meta.pk]
    ((sql, _params),) = compiler.as_sql()
    return _Insert(sql, fields)
