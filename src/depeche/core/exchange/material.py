"""Our material as it is handed to other tools: texts, and the work on them. Analysts have names, participants none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from depeche.core.corpus import Span

from .words import Described


class Mark(NamedTuple):
    """A highlight: code points [start, end) of the side's text."""

    span: Span
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Side:
    """One text. `group` is "" where it may not be told; `kept` are the passages of a quote, () keeps all of it."""

    text: str
    group: str = ""
    marks: tuple[Mark, ...] = ()
    kept: tuple[Span, ...] = ()


class CardCoding(NamedTuple):
    theme: str  # key
    by: str
    at: datetime | None


class Memo(NamedTuple):
    """`place` is "" for the whole material, "theme-<key>", "card-<key>", or a part of the cross-reading."""

    place: str
    text: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """A text that is sorted, with its answer. `kind` is that of the first text; `quoted` None: not marked as quote."""

    key: str  # the same for the same card, and no other's
    number: str  # as people see it
    source: str  # key
    kind: str
    first: Side
    answer: Side | None = None
    codings: tuple[CardCoding, ...] = ()
    quoted: tuple[str, datetime | None] | None = None  # by whom and when


class Origin(NamedTuple):
    """A source of the material. `asks`: people were promised to be asked before they are quoted."""

    key: str
    title: str
    asks: bool = False


class Theme(NamedTuple):
    key: str
    name: str
    described: Described
    parent: str = ""  # key


@dataclass(frozen=True, slots=True)
class Material:
    """All of it. `seed` tells this material from every other; persons are named by opaque keys, analysts alone."""

    seed: str
    title: str
    language: str
    sources: tuple[Origin, ...]
    themes: tuple[Theme, ...]
    cards: tuple[Card, ...]
    people: Mapping[str, str] = field(default_factory=dict)  # key of an analyst -> name
    memos: tuple[Memo, ...] = ()
    note: str = ""
    at: datetime | None = None
