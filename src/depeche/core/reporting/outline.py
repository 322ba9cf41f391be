"""What a report is made of, in which order: what the analyst arranges, and what the templates begin with.

An `Outline` is a plan: `builder` makes a block of each item that is not hidden. The method box is always in it, once,
and never hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Final

from depeche.core.reporting.texts import source_slot, theme_slot

MOST: Final = 400  # items of an outline
_ID: Final = re.compile(r"[a-z0-9][a-z0-9:_-]{0,79}")


class Kind(StrEnum):
    """What an item becomes: see the bodies in `model`."""

    BACKGROUND = "background"
    SHARES = "shares"  # a relay's themes as chart and table
    THEME = "theme"
    SHARED = "shared"
    WORDS = "words"
    COMPARISON = "comparison"
    FLOW = "flow"
    CROSS_TABLE = "cross_table"
    TIMELINE = "timeline"
    TEXT = "text"
    REFLECTION = "reflection"
    PART = "part"
    APPENDIX = "appendix"
    SHEET = "sheet"
    METHOD = "method"


ONE_SOURCE: Final = frozenset(
    {Kind.SHARES, Kind.THEME, Kind.COMPARISON, Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE, Kind.APPENDIX, Kind.SHEET}
)  # are about one relay
ONE_THEME: Final = frozenset({Kind.THEME, Kind.SHEET})
OWN_WORDS: Final = frozenset({Kind.TEXT, Kind.REFLECTION, Kind.PART})  # hold a text that belongs to the item alone
FIRST_LEVEL: Final = frozenset({Kind.BACKGROUND, Kind.SHARES, Kind.PART, Kind.APPENDIX, Kind.SHEET, Kind.METHOD})


@dataclass(frozen=True, slots=True)
class Item:
    """One block to be. `id` is unique in the outline; `source` and `theme` are as in the corpus.

    `level` 0 is the usual one of its kind; `most` limits the pairs, words or themes printed; `pairs` are ids of those
    to print, in this order, () all that are marked. `other` is the other relay of a comparison, "" all others.
    """

    id: str
    kind: Kind
    source: str = ""
    theme: str = ""
    other: str = ""
    title: str = ""  # instead of the usual one
    level: int = 0
    most: int | None = None
    pairs: tuple[str, ...] = ()
    hidden: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "pairs", tuple(self.pairs))
        if not _ID.fullmatch(self.id):
            raise ValueError(f"an item is called “{self.id[:40]}”: small letters, digits, - _ and : only")
        if self.level not in {0, 1, 2}:
            raise ValueError(f"item {self.id} has level {self.level}: 1 or 2, or 0 for the usual one")
        if self.hidden and self.kind is Kind.METHOD:
            raise ValueError("the method box cannot be hidden")

    @property
    def slots(self) -> tuple[str, ...]:
        """The places of the report that take the analyst's text here, in reading order; the note comes last."""
        own: tuple[str, ...] = ()
        if self.kind is Kind.BACKGROUND:
            own = ("what", "how", "why", "who")
        elif self.kind is Kind.SHARES:
            own = (source_slot(self.source),)
        elif self.kind is Kind.THEME:
            own = (theme_slot(self.source, self.theme),)
        elif self.kind in OWN_WORDS:
            return (self.id,)
        return (*own, self.note_slot)

    @property
    def note_slot(self) -> str:
        """The place of the annotation below the block."""
        return f"note:{self.id}"

    @property
    def depth(self) -> int:
        return self.level or (1 if self.kind in FIRST_LEVEL else 2)


@dataclass(frozen=True, slots=True)
class Outline:
    """Items in reading order. ValueError: two of the same id, or not exactly one method box, or too many."""

    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        if len({item.id for item in self.items}) < len(self.items):
            raise ValueError("two items of an outline have the same id")
        if sum(item.kind is Kind.METHOD for item in self.items) != 1:
            raise ValueError("an outline has one method box: it says who was asked, and what the report is not")
        if len(self.items) > MOST:
            raise ValueError(f"an outline has at most {MOST} items")

    @property
    def shown(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.hidden)

    def item(self, name: str) -> Item | None:
        return next((item for item in self.items if item.id == name), None)


def to_plain(outline: Outline) -> list[dict[str, object]]:
    """As JSON values; what is as usual is left out."""
    usual = {field.name: field.default for field in fields(Item)}
    return [
        {name: _json(value) for name, value in asdict(item).items() if value != usual[name]} for item in outline.items
    ]


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, StrEnum) else value


def from_plain(rows: Iterable[Mapping[str, object]]) -> Outline:
    """The outline that `to_plain` wrote. ValueError: a field, a kind or a value that none has."""
    known = {field.name for field in fields(Item)}
    items = []
    for row in rows:
        unknown = set(row) - known
        if unknown:
            raise ValueError(f"an item has no field called {', '.join(sorted(unknown))}")
        try:
            items.append(Item(**row))  # type: ignore[arg-type] # the types are checked in __post_init__
        except TypeError as error:
            raise ValueError("an item needs an id and a kind") from error
    return Outline(tuple(items))


def with_item(outline: Outline, item: Item) -> Outline:
    """The outline with this item in place of the one of the same id."""
    return Outline(tuple(item if known.id == item.id else known for known in outline.items))
