"""relay.json: a relay as a file that outlives the database. docs/formats/relay-json.md describes it.

form    what stands in it
shape   values to JSON and back, and the JSON Schema
check   that its parts fit together
replay  its events as the engine takes them
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from depeche.core.relay.archive.check import check, number_of
from depeche.core.relay.archive.form import FORMAT, Archive, Form, Relay
from depeche.core.relay.archive.replay import first_window, happened, key_of, state_of
from depeche.core.relay.archive.shape import SENTENCES, ArchiveError, plain, reader, schema

__all__ = [
    "FORMAT",
    "LISTS",
    "SENTENCES",
    "Archive",
    "ArchiveError",
    "Form",
    "first_window",
    "from_dict",
    "happened",
    "is_archive",
    "json_schema",
    "key_of",
    "lines",
    "number_of",
    "state_of",
    "to_json",
]

LISTS = tuple(field.name for field in fields(Archive) if field.name not in {"form", "relay"})
"""The lists of an archive, in the order of the file."""


def is_archive(value: object) -> bool:
    """Whether a parsed JSON says that it is an archive, of whatever version."""
    return isinstance(value, Mapping) and str(value.get("format", "")).startswith("depeche-relay/")


def from_dict(value: Any) -> Archive:  # noqa: ANN401 - what json.loads gives
    """The archive that a parsed JSON holds. Raises ArchiveError with the path of the first fault."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ArchiveError("not_archive", path="format", wanted=FORMAT)
    archive: Archive = reader(Archive)({name: item for name, item in value.items() if name != "format"})
    check(archive)
    return archive


def lines(form: Form, relay: Relay, lists: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """The file piece by piece, one line an item, so that it need not be held whole. `lists` has all of LISTS.

    Equal content gives equal bytes: the order is that of the format, moments are in UTC, what is at its default is
    left out.
    """
    yield f'{{\n"format": {_dumps(FORMAT)},\n"form": {_dumps(form.value)},\n"relay": {_dumps(plain(relay))}'
    for name in LISTS:
        yield f',\n"{name}": ['
        glue = "\n"
        for item in lists[name]:
            yield glue + _dumps(plain(item))
            glue = ",\n"
        yield "]" if glue == "\n" else "\n]"
    yield "\n}\n"


def to_json(archive: Archive) -> str:
    """The whole file of an archive at hand."""
    return "".join(lines(archive.form, archive.relay, {name: getattr(archive, name) for name in LISTS}))


def json_schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, made from the same declaration the reader uses."""
    defined: dict[str, Any] = {}
    schema(Archive, defined)
    whole = defined.pop("Archive")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:depeche:relay:1",
        "title": "A question relay",
        "type": "object",
        "properties": {"format": {"const": FORMAT}} | whole["properties"],
        "required": ["format", *whole["required"]],
        "additionalProperties": False,
        "$defs": dict(sorted(defined.items())),
    }


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
