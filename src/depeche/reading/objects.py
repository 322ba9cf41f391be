"""JSON: a list of flat objects as a table, and the parsing every JSON input goes through."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from depeche.core.errors import InputError

from .delimited import decode
from .tables import Row, Table, check_cell, clean

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None


def parse(data: bytes, name: str) -> Json:
    """JSON text as values; says row and place of what is wrong with it."""
    text, encoding = decode(data, name)
    if encoding == "cp1252":
        raise InputError(f"{name} is not UTF-8; JSON has to be")
    try:
        value: Json = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as fault:
        raise InputError(
            f"{name} is no JSON here: {fault.msg}, character {fault.colno} of the line", row=fault.lineno
        ) from fault
    except ValueError as fault:
        raise InputError(f"{name} holds a number that cannot be read ({fault})"[:200]) from fault
    except RecursionError as fault:
        raise InputError(f"{name} is nested too deeply to be read") from fault
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def read(data: bytes, name: str) -> Table:
    """A list of objects, their keys the headings in the order first met; the n-th object is row n."""
    return table_of(parse(data, name), name)


def table_of(value: Json, name: str) -> Table:
    """As `read`, from a parsed value."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError(f"{name} should be a list of objects")
    if not value:
        raise InputError(f"{name} is empty: the list has no objects")
    headers: dict[str, None] = {}
    for number, item in enumerate(value, start=1):
        if not isinstance(item, Mapping):
            raise InputError("is no object with names and values", row=number)
        headers.update(dict.fromkeys(item))
    rows = tuple(
        Row(number, tuple(_cell(item.get(header), number, header) for header in headers))
        for number, item in enumerate(value, start=1)
        if isinstance(item, Mapping)
    )
    return Table(name, tuple(headers), rows)


def _cell(value: Json, number: int, header: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = clean(value)
        check_cell(text, number, header)
        return text
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        text = "\n".join(clean(item) for item in value if isinstance(item, str))
        check_cell(text, number, header)
        return text
    if isinstance(value, Mapping | Sequence):
        raise InputError("holds an object where text is wanted", row=number, column=header)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
