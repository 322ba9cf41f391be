"""A report as JSON and back, exactly: what is published is frozen, and its hash is its seal."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from depeche.core.reporting import model, values
from depeche.core.reporting.model import SCHEMA, Body, Report

BODIES: Final = get_args(Body)
_BY_NAME: Final = {kind.__name__: kind for kind in BODIES}


def to_json(report: Report) -> str:
    """One line of JSON with sorted keys; equal reports give equal text."""
    return json.dumps(_plain(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> Report:
    """The report that `to_json` wrote; a `ValueError` names what does not fit the model."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"this is not a report of schema {SCHEMA}"
        raise ValueError(message)
    report: Report = _build(Report, data, "report")
    return report


def seal(report: Report) -> str:
    """SHA-256 of the JSON, 64 hexadecimal digits."""
    return hashlib.sha256(to_json(report).encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value):
        plain = {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
        return {"body": type(value).__name__, **plain} if type(value) in BODIES else plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, {**vars(values), **vars(model)})


def _build(kind: Any, value: object, place: str) -> Any:  # noqa: ANN401  the kind is a type read from the model
    if kind == Body:
        return _body(value, place)
    if get_origin(kind) is UnionType:
        return _optional(kind, value, place)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _misfit(place, "a list", value)
        return tuple(_build(get_args(kind)[0], item, f"{place}[{at}]") for at, item in enumerate(value))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            raise _misfit(place, f"the fields of {kind.__name__}", value)
        return kind(**{name: _build(hint, value[name], f"{place}.{name}") for name, hint in hints.items()})
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(str(value))
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _misfit(place, kind.__name__, value)
    return value


def _body(value: object, place: str) -> Any:  # noqa: ANN401  which of the bodies it is stands in the value
    kind = _BY_NAME.get(value.get("body", "")) if isinstance(value, dict) else None
    if kind is None or not isinstance(value, dict):
        raise _misfit(place, "a block of a report", value)
    return _build(kind, {name: item for name, item in value.items() if name != "body"}, place)


def _optional(kind: Any, value: object, place: str) -> Any:  # noqa: ANN401  the kind is a type read from the model
    if value is None:
        return None
    inner = next(part for part in get_args(kind) if part is not NoneType)
    if inner is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    return _build(inner, value, place)


def _misfit(place: str, wanted: str, value: object) -> ValueError:
    return ValueError(f"{place}: expected {wanted}, found {type(value).__name__}")
