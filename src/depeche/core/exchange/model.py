"""Code book and project, as REFI-QDA has them. A `guid` is 36 characters, lower case, without braces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Made(NamedTuple):
    """By whom (guid of a user) and when; "" and None where it is not known."""

    user: str = ""
    at: datetime | None = None


NOBODY = Made()


@dataclass(frozen=True, slots=True)
class User:
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """`codable` False: it only holds others. `color` is #rrggbb or "". `notes` are guids."""

    guid: str
    name: str
    description: str = ""
    color: str = ""
    codable: bool = True
    codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBook:
    codes: tuple[Code, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    guid: str
    code: str  # its guid
    made: Made = NOBODY


@dataclass(frozen=True, slots=True)
class Selection:
    """Code points [start, end) of the text of its source."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    made: Made = NOBODY


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable whose values are texts."""

    guid: str
    name: str
    description: str = ""


class Value(NamedTuple):
    variable: str  # guid
    text: str


@dataclass(frozen=True, slots=True)
class TextSource:
    guid: str
    name: str
    text: str
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()  # of the whole text
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    made: Made = NOBODY


@dataclass(frozen=True, slots=True)
class Note:
    """A memo."""

    guid: str
    name: str
    text: str
    made: Made = NOBODY


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody or something the texts are about or come from; `sources` and `selections` are guids."""

    guid: str
    name: str
    description: str = ""
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    origin: str = ""
    description: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[TextSource, ...] = ()
    notes: tuple[Note, ...] = ()
    own_notes: tuple[str, ...] = ()  # guids of the notes about the project as a whole
    made: Made = NOBODY


class Lost(StrEnum):
    """What of a file is not brought in, or not as it was."""

    PDF = "pdf"  # of this and the next three the text comes in, where the file has one
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    AREAS = "areas"  # coded areas and moments of these
    RICH_TEXT = "rich_text"  # the formatting: the plain text is taken
    EMPTY_TEXT = "empty_text"
    MISSING_TEXT = "missing_text"  # the file it points at is not in the archive
    OUTSIDE = "outside"  # the text lies outside the archive
    NO_PLACE = "no_place"  # a selection that lies outside its text
    UNKNOWN_CODE = "unknown_code"  # a coding with a code the code book does not have
    CASES = "cases"
    VARIABLES = "variables"
    SETS = "sets"
    LINKS = "links"
    GRAPHS = "graphs"
    CODERS = "coders"  # who coded, and when
    COLORS = "colors"
    DEPTH = "depth"  # codes below the second level
    RENAMED = "renamed"  # codes whose name another has
    LONG_NAME = "long_name"
    LONG_DEFINITION = "long_definition"
    LONG_MEMO = "long_memo"
    SPANS = "spans"  # a highlight does not say of which theme
    WHOLE = "whole"  # codings of a whole text, put on each of its passages
    MEMOS = "memos"  # gathered in one place
    MEMO_PLACES = "memo_places"  # places in texts to which a memo was tied


class Left(NamedTuple):
    what: Lost
    number: int


class Reading(NamedTuple):
    """How the positions of a file were read: tools differ. `agreeing` of `checked` named selections had that text."""

    inclusive: bool = False  # the end is the last character, not the one after it
    both_breaks: bool = False  # CR and LF count as two characters
    utf16: bool = False  # characters outside the first plane count as two
    checked: int = 0
    agreeing: int = 0


AS_USUAL = Reading()


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read."""

    project: Project
    lost: tuple[Left, ...] = ()
    reading: Reading = AS_USUAL
    codebook_only: bool = False
