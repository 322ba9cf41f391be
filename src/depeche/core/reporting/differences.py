"""What one version of a report says otherwise than another: its figures, its quotes and its texts, as they were frozen.

Nothing is looked up in the material: two models are held against each other, whatever their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, TypeVar

from depeche.core.reporting.model import Block, Report
from depeche.core.reporting.speak import REFERENCE, shown
from depeche.core.reporting.values import Figure, Prose, Quote

K = TypeVar("K")
V = TypeVar("V")


class Place(NamedTuple):
    """Where a text stands: the id of its block, "" on the title page, and the name of its field."""

    block: str
    field: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number as it was and as it is, "" where a version does not have it."""

    recipe: str
    args: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """What is quoted of one text, "" where a version does not quote it. `unit` is the pair's id with `/q` or `/a`."""

    unit: str
    before: str
    after: str


class Kept(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Paragraph:
    kept: Kept
    text: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of the writers' own, paragraph by paragraph; a heading of the report is one paragraph."""

    title: str  # of the block it stands in, and the relay that is about
    field: str  # of the model
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    figures: tuple[FigureChange, ...]
    quotes: tuple[QuoteChange, ...]
    texts: tuple[TextChange, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.quotes or self.texts)


def differences(before: Report, after: Report) -> Differences:
    """In the reading order of `after`; what only `before` has comes last."""
    old, new = _Parts(before), _Parts(after)
    return Differences(
        figures=tuple(
            FigureChange(recipe, args, old.figures.get((recipe, args), ""), new.figures.get((recipe, args), ""))
            for recipe, args in _changed(old.figures, new.figures)
        ),
        quotes=tuple(
            QuoteChange(unit, _joined(old.quotes, unit), _joined(new.quotes, unit))
            for unit in _changed(_printed(old.quotes), _printed(new.quotes))
        ),
        texts=tuple(
            TextChange(
                new.titles.get(place.block) or old.titles.get(place.block, ""),
                place.field,
                _paragraphs(old.texts.get(place, ""), new.texts.get(place, "")),
            )
            for place in _changed(old.texts, new.texts)
        ),
    )


class _Parts:
    """Every figure, quote and text of a report; of what stands in several places the first."""

    def __init__(self, report: Report) -> None:
        self.language = report.language
        self.figures: dict[tuple[str, tuple[str, ...]], str] = {}
        self.quotes: dict[str, dict[str, None]] = {}  # unit -> what is printed of it, in order
        self.texts: dict[Place, str] = {
            Place("", name): text
            for name, text in (("title", report.title), ("subtitle", report.subtitle), ("publisher", report.publisher))
            if text
        }
        self.titles = {block.id: _title(block) for block in report.blocks}
        self._walk(report.method_short, Place("", ""))
        for block in report.blocks:
            self._walk(block.body, Place(block.id, ""))
            self._walk(block.note, Place(block.id, "note"))

    def _walk(self, value: object, place: Place) -> None:
        if isinstance(value, Figure):
            self.figures.setdefault((value.recipe, value.args), shown(value, self.language))
        elif isinstance(value, Quote):
            self.quotes.setdefault(value.unit, {}).setdefault(value.text)
        elif isinstance(value, Prose):
            if value:
                self.texts.setdefault(place, _read(value, self.language))
            self._walk((value.figures, value.quotes), place)
        elif isinstance(value, tuple):
            for item in value:
                self._walk(item, place)
        elif is_dataclass(value):
            for item in fields(value):
                self._walk(getattr(value, item.name), place._replace(field=item.name))


def _title(block: Block) -> str:
    """With the relay it is about, since themes of two may share a name."""
    return " · ".join(part for part in (getattr(block.body, "source_title", ""), block.title) if part)


def _read(prose: Prose, language: str) -> str:
    """The Markdown with its numbers set in."""
    known = {named.name: shown(named.figure, language) for named in prose.figures}
    return REFERENCE.sub(lambda found: known.get(found[1], found[0]), prose.markdown).strip()


def _changed(old: Mapping[K, V], new: Mapping[K, V]) -> tuple[K, ...]:
    gone = [key for key in old if key not in new]
    return (*(key for key in new if key not in old or old[key] != new[key]), *gone)


def _printed(quotes: Mapping[str, Mapping[str, None]]) -> dict[str, frozenset[str]]:
    return {unit: frozenset(words) for unit, words in quotes.items()}


def _joined(quotes: Mapping[str, Mapping[str, None]], unit: str) -> str:
    return "\n".join(quotes.get(unit, {}))


def _paragraphs(before: str, after: str) -> tuple[Paragraph, ...]:
    old, new = (tuple(part.strip() for part in text.split("\n\n") if part.strip()) for text in (before, after))
    found: list[Paragraph] = []
    for tag, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph(Kept.SAME, text) for text in old[first:last]]
            continue
        found += [Paragraph(Kept.GONE, text) for text in old[first:last]]
        found += [Paragraph(Kept.NEW, text) for text in new[start:end]]
    return tuple(found)
