"""Values to JSON and back by what their dataclasses declare; the JSON Schema comes from the same declaration.

A field with a default is left out where it has that default, so that a file says what there is to say. A field may be
text, a whole number, a yes or no, a moment, a code, a list, another dataclass, the rules of a relay, or any of these or
nothing. `Annotated` narrows it: `Words` and `Number` say how. A file that does not fit raises ArchiveError.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Self, Union, get_args, get_origin, get_type_hints

from depeche.core.errors import InputError
from depeche.core.relay.rules import VERSION, Rules

Json = dict[str, Any]
Reader = Callable[[Any], Any]


class ArchiveError(InputError):
    """A file is no archive that can be read: `path` says where, `code` why, `figures` what the sentence needs.

    The message is the English sentence; the web says it in the reader's language.
    """

    def __init__(self, code: str, *, path: str = "", **figures: object) -> None:
        self.code, self.path, self.figures = code, path, figures
        super().__init__(SENTENCES[code].format(**figures), column=path or None)

    def within(self, name: str) -> Self:
        """The same fault, seen from one level further out."""
        glue = "." if self.path and not self.path.startswith("[") else ""
        return type(self)(self.code, path=f"{name}{glue}{self.path}", **self.figures)


SENTENCES: Mapping[str, str] = {
    "not_archive": "this is no relay.json: it does not say “format”: “{wanted}”",
    "not_object": "an object with names and values is wanted here",
    "not_list": "a list is wanted here",
    "not_text": "text is wanted here",
    "not_number": "a whole number from {least} to {most} is wanted here",
    "not_switch": "true or false is wanted here",
    "not_moment": "a moment with its time zone is wanted here, like 2026-09-07T07:00:00+00:00",
    "not_code": "one of {choices} is wanted here",
    "not_key": "a key like {like} is wanted here",
    "too_long": "the text has {length} characters; at most {most} are possible",
    "unwritable": "the text holds a character that cannot be stored; take it out",
    "missing": "“{name}” is missing",
    "unknown": "“{name}” is not known here; check its spelling, or take it out",
    "rules": "the rules do not fit together: {reason}",
    "numbering": "{found} stands where {wanted} is due; number them in order, without gaps",
    "no_such": "{key} is not in the file",
    "twice": "{key} stands here a second time",
    "later": "{key} comes later in the file than what rests on it",
    "contradiction": "this does not fit with {other}",
    "window": "the moments are not in order, or one is missing",
    "not_address": "an e-mail address is wanted here",
    "not_link": "an address that begins with https:// or http:// is wanted here",
    "names_missing": "in the full form everybody has a name and an address",
    "names_present": "in the pseudonymous form nobody has a name, title, organisation or address",
}
"""Code -> English sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """Of a text: the most characters, or that it is a key with this letter before its number."""

    most: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    most: int
    least: int = 0


# Writing


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON knows
    """The value as what `json.dumps` takes."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Rules):
        return value.to_dict()
    return {name: plain(found) for name, found in _told(value)}


def _told(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - a dataclass of the format
    kind: Any = type(value)
    pairs = ((name, getattr(value, name), default) for name, default in _defaults(kind))
    return [(name, found) for name, found, default in pairs if found != default]


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


# Reading


@cache
def reader(kind: Any) -> Reader:  # noqa: ANN401 - a type, or what typing makes of one
    """The function that reads a value of this kind, or raises ArchiveError with the path below it."""
    origin = get_origin(kind)
    if origin is Annotated:
        limit = get_args(kind)[1]
        return _words(limit) if isinstance(limit, Words) else _number(limit)
    if origin in {Union, UnionType}:
        inner = reader(next(part for part in get_args(kind) if part is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _listed(get_args(kind)[0])
    simple = {str: _words(Words()), bool: _switch, datetime: _moment, Rules: _rules}
    if kind in simple:
        return simple[kind]
    return _code(kind) if issubclass(kind, StrEnum) else _object(kind)


def _words(limit: Words) -> Reader:
    key = re.compile(rf"{limit.key}[1-9][0-9]{{0,8}}", re.ASCII) if limit.key else None

    def read(value: Any) -> str:  # noqa: ANN401 - out of a file
        if not isinstance(value, str):
            raise ArchiveError("not_text")
        if key is not None and not key.fullmatch(value):
            raise ArchiveError("not_key", like=f"{limit.key}1")
        if limit.most is not None and len(value) > limit.most:
            raise ArchiveError("too_long", length=len(value), most=limit.most)
        if "\0" in value or not (value.isascii() or _has_utf8(value)):
            raise ArchiveError("unwritable")
        return value

    return read


def _has_utf8(text: str) -> bool:
    """Half a surrogate pair can be written in JSON, and nowhere else."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(limit: Number) -> Reader:
    def read(value: Any) -> int:  # noqa: ANN401 - out of a file
        if not isinstance(value, int) or isinstance(value, bool) or not limit.least <= value <= limit.most:
            raise ArchiveError("not_number", least=limit.least, most=limit.most)
        return value

    return read


def _switch(value: Any) -> bool:  # noqa: ANN401 - out of a file
    if not isinstance(value, bool):
        raise ArchiveError("not_switch")
    return value


def _moment(value: Any) -> datetime:  # noqa: ANN401 - out of a file
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ArchiveError("not_moment")
        return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise ArchiveError("not_moment") from None


def _code(kind: type[StrEnum]) -> Reader:
    known = {member.value: member for member in kind}

    def read(value: Any) -> StrEnum:  # noqa: ANN401 - out of a file
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            raise ArchiveError("not_code", choices=", ".join(code for code in known if code))
        return found

    return read


def _listed(kind: Any) -> Reader:  # noqa: ANN401 - a type
    read_one = reader(kind)

    def read(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - out of a file
        if not isinstance(value, list):
            raise ArchiveError("not_list")
        found = []
        for at, item in enumerate(value):
            try:
                found.append(read_one(item))
            except ArchiveError as fault:
                raise fault.within(f"[{at}]") from None
        return tuple(found)

    return read


def _rules(value: Any) -> Rules:  # noqa: ANN401 - out of a file
    if not isinstance(value, dict):
        raise ArchiveError("not_object")
    try:
        return Rules.from_dict(value)
    except InputError as fault:
        raise ArchiveError("rules", path=fault.column or "", reason=fault.message) from None


def _object(kind: type) -> Reader:
    hints = get_type_hints(kind, include_extras=True)
    readers = {field.name: reader(hints[field.name]) for field in dataclasses.fields(kind)}
    wanted = tuple(field.name for field in dataclasses.fields(kind) if field.default is MISSING)

    def read(value: Any) -> Any:  # noqa: ANN401 - out of a file
        if not isinstance(value, dict):
            raise ArchiveError("not_object")
        found = {}
        for name, item in value.items():
            if name not in readers:
                raise ArchiveError("unknown", name=name[:40])
            try:
                found[name] = readers[name](item)
            except ArchiveError as fault:
                raise fault.within(name) from None
        for name in wanted:
            if name not in found:
                raise ArchiveError("missing", name=name)
        return kind(**found)

    return read


# The JSON Schema


def schema(kind: Any, defined: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    """The schema of a kind, draft 2020-12; dataclasses are put into `defined` and referred to."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _narrowed(get_args(kind)[1])
    if origin in {Union, UnionType}:
        inner = schema(next(part for part in get_args(kind) if part is not NoneType), defined)
        return {"anyOf": [inner, {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": schema(get_args(kind)[0], defined)}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _schema_of_object(kind, defined)
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    moment = {"type": "string", "format": "date-time"}
    return {str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}, datetime: moment}[kind]


def _narrowed(limit: Words | Number) -> Json:
    if isinstance(limit, Number):
        return {"type": "integer", "minimum": limit.least, "maximum": limit.most}
    if limit.key:
        return {"type": "string", "pattern": f"^{limit.key}[1-9][0-9]{{0,8}}$"}
    return {"type": "string"} | ({"maxLength": limit.most} if limit.most is not None else {})


def _schema_of_object(kind: type, defined: dict[str, Json]) -> Json:
    if kind.__name__ not in defined:
        defined[kind.__name__] = {}  # a kind may hold itself
        hints = get_type_hints(kind, include_extras=True)
        known = {}
        for field in dataclasses.fields(kind):
            known[field.name] = schema(hints[field.name], defined)
            if field.default is not MISSING:
                known[field.name] = known[field.name] | {"default": plain(field.default)}
        required = [field.name for field in dataclasses.fields(kind) if field.default is MISSING]
        if kind is Rules:
            known["version"], required = {"const": VERSION}, ["version"]
        defined[kind.__name__] = {
            "type": "object",
            "properties": known,
            "required": required,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}
