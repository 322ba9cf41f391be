"""The floor of benchmarks/load.py: a bare view that sends the same SQL as an act, and does nothing else.

`record` notes every statement of one real request, with its parameters and the rows it gave. `replay` sends them again
for other people, in the same transactions: whatever stood for the recorded actor, recipient or key, and every
identifier a statement gives, is exchanged for today's. No form, no rule, no template, no mail text is computed, no
query is built and no object made of a row.

The view stands behind the site's own middleware, as any view would. With DEPECHE_FLOOR_NAKED=1 it stands alone.
"""

from __future__ import annotations

import os
import pickle
import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

FIRST_ID = 100_000  # identifiers are at least this, so that no count or code is mistaken for one
SCRIPT = "DEPECHE_FLOOR_SCRIPT"


class Statement(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    rows: list[tuple[Any, ...]]
    together: bool  # in the transaction of the act


def record(statements: list[Statement]) -> AbstractContextManager[None]:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: ANN401, FBT001 - Django's signature
        result = execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        rows: list[tuple[Any, ...]] = []
        if cursor.description is not None and cursor.rowcount > 0:
            rows = cursor.fetchall()
            cursor.scroll(0, mode="absolute")
        statements.append(Statement(sql, tuple(params or ()), rows, connection.in_atomic_block))
        return result

    return connection.execute_wrapper(wrapper)


class Exchange:
    """Old value -> new value, for whole values and for identifiers inside strings."""

    def __init__(self, known: dict[Any, Any]) -> None:
        self.known = known

    def learn(self, old_rows: list[tuple[Any, ...]], new_rows: list[tuple[Any, ...]]) -> None:
        for old, new in zip(old_rows, new_rows, strict=False):
            for before, after in zip(old, new, strict=True):
                if isinstance(before, int) and before >= FIRST_ID:
                    self.known.setdefault(before, after)

    def of(self, value: Any) -> Any:  # noqa: ANN401 - a parameter of SQL is anything
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, list):
            return [self.of(part) for part in value]
        if isinstance(value, int | uuid.UUID):
            return self.known.get(value, value)
        if isinstance(value, str):
            if "@" in value and value.startswith("<"):
                return f"<{uuid.uuid4()}@floor>"
            return re.sub(r"\d{6,}", lambda found: str(self.known.get(int(found[0]), found[0])), value)
        return value


def replay(statements: list[Statement], exchange: Exchange) -> None:
    for together, group in groupby(statements, key=lambda statement: statement.together):
        with transaction.atomic() if together else nullcontext(), connection.cursor() as cursor:
            for statement in group:
                cursor.execute(statement.sql, [exchange.of(param) for param in statement.params])
                if statement.rows:
                    exchange.learn(statement.rows, cursor.fetchall())


def act(request: HttpRequest, kind: str) -> HttpResponse:
    """`known` in the query: old:new, comma-separated."""
    pairs = (pair.split(":") for pair in request.GET["known"].split(","))
    exchange = Exchange({int(old): int(new) for old, new in pairs})
    if key := request.GET.get("key"):
        exchange.known[uuid.UUID(request.GET["old_key"])] = uuid.UUID(key)
    replay(scripts()[kind], exchange)
    return HttpResponseRedirect("/")


_scripts: dict[str, list[Statement]] = {}


def scripts() -> dict[str, list[Statement]]:
    if not _scripts:
        _scripts.update(pickle.loads(Path(os.environ[SCRIPT]).read_bytes()))  # noqa: S301 - written by this benchmark
    return _scripts


urlpatterns = [path("floor/<str:kind>/", act)]


def application() -> WSGIHandler:
    """For gunicorn: Django with these addresses alone."""
    import django  # noqa: PLC0415 - the settings must be in the environment first
    from django.conf import settings  # noqa: PLC0415 - as above

    django.setup()
    if os.environ.get("DEPECHE_FLOOR_NAKED") == "1":
        settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    return WSGIHandler()
