"""The layouts of a presentation, and which of them each part of a report is set in.

A part takes the layout the customer chose for it; else one called what PowerPoint calls it in Danish or English, else
one of the right type, else one with the right placeholders; else whatever there is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Length

from depeche.render.office import Kind, OfficeError, open_package
from depeche.render.pptx.measure import Rect

EMU: Final = 12_700  # of a point


class Part(StrEnum):
    """The parts of a report that have a layout each."""

    TITLE = "title"
    SECTION = "section"
    TEXT = "text"
    CHART = "chart"
    TABLE = "table"
    PAIR = "pair"  # a question and its answer beside each other
    QUESTION = "question"  # a question too long to share its slide
    ANSWER = "answer"
    SHEET = "sheet"  # a question with space to write


PARTS: Final = tuple(Part)

TITLES: Final = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE})
CONTENT: Final = frozenset({PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT})
FRAMES: Final = CONTENT | {PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.PICTURE}
LARGE: Final = 60.0  # points; a text placeholder that is lower is for a line of small print

_NAMES: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.TITLE: ("titelslide", "titeldias", "titel", "forside", "title slide", "title", "cover", "front page"),
    Part.SECTION: ("afsnitsoverskrift", "sektionsoverskrift", "kapitel", "section header", "section", "divider"),
    Part.TEXT: ("titel og indhold", "titel og tekst", "indhold", "title and content", "title and text", "content"),
    Part.CHART: ("titel og diagram", "diagram", "title and chart", "chart"),
    Part.TABLE: ("titel og tabel", "tabel", "title and table", "table"),
    Part.PAIR: ("spørgsmål og svar", "question and answer", "to indholdsobjekter", "to spalter", "two content"),
    Part.QUESTION: ("spørgsmål", "question"),
    Part.ANSWER: ("svar", "answer"),
    Part.SHEET: ("arbejdsark", "worksheet"),
}
_TYPES: Final[Mapping[Part, str]] = {
    Part.TITLE: "title",
    Part.SECTION: "secHead",
    Part.TEXT: "obj",
    Part.PAIR: "twoObj",
}
_BARE: Final = ("kun titel", "title only")
_TURNED: Final = frozenset({"secHead", "vertTx", "vertTitleAndTx", "picTx"})  # written upwards, or for another purpose


@dataclass(frozen=True, slots=True)
class FoundPlaceholder:
    """`kind` is PowerPoint's own word for its type, in small letters; the rest is in points."""

    name: str
    kind: str
    idx: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FoundLayout:
    """A layout of a template. `parts` are those of a report that are set in it unless somebody chooses otherwise."""

    name: str
    placeholders: tuple[FoundPlaceholder, ...]
    parts: tuple[Part, ...]


def found_layouts(content: bytes) -> tuple[FoundLayout, ...]:
    """The layouts of a .pptx or .potx. Raises OfficeError where the file cannot be a template."""
    deck = opened(content)
    chosen = chosen_layouts(deck, {})
    names = unique_names(deck)
    return tuple(
        FoundLayout(
            name,
            tuple(_found(placeholder) for placeholder in holders(layout)),
            tuple(part for part in PARTS if chosen[part] is layout),
        )
        for name, layout in names.items()
    )


def opened(content: bytes) -> Deck:
    """A stranger's presentation, rid of what reaches out of it. Raises OfficeError."""
    safe = open_package(content, Kind.PPTX)
    try:
        deck = Presentation(io.BytesIO(safe.content))
        layouts = unique_names(deck)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as fault:  # what python-pptx meets in a wreck
        raise OfficeError("damaged") from fault
    if not layouts or not deck.slide_width or not deck.slide_height:
        raise OfficeError("damaged")
    return deck


def unique_names(deck: Deck) -> dict[str, SlideLayout]:
    """The layouts of every master by name; a name that is taken gets a number."""
    out: dict[str, SlideLayout] = {}
    for master in deck.slide_masters:
        for layout in master.slide_layouts:
            base = " ".join(layout.name.split()) or f"Layout {len(out) + 1}"
            name, number = base, 2
            while name in out:
                name, number = f"{base} ({number})", number + 1
            out[name] = layout
    return out


def chosen_layouts(deck: Deck, choices: Mapping[str, str]) -> dict[Part, SlideLayout]:
    """The layout of each part; `choices` are {part: name of a layout}, those that name none are passed over."""
    names = unique_names(deck)
    out: dict[Part, SlideLayout] = {}
    for part in PARTS:
        chosen = names.get(choices.get(part, ""))
        out[part] = chosen if chosen is not None else max(names.values(), key=lambda one: _fits(one, part))
    return out


def contents(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """The placeholders that hold what a slide says, those at the top left first; small print apart."""
    return sorted(
        (item for item in _placed(layout, FRAMES) if place(item).height >= LARGE),
        key=lambda item: (round(place(item).top / LARGE), place(item).left),
    )


def title_of(layout: SlideLayout) -> LayoutPlaceholder | None:
    """The placeholder of the title."""
    return next(_placed(layout, TITLES), None)


def holders(drawing: SlideLayout | SlideMaster) -> list[LayoutPlaceholder]:
    """The placeholders of a layout or master."""
    found: Any = drawing.placeholders  # its type cannot be walked through
    return list(found)


def emu(points: float) -> Length:
    """Points as the units of a drawing."""
    return Emu(round(points * EMU))


def place(item: LayoutPlaceholder) -> Rect:
    """Where a placeholder stands, by its layout or else its master; nowhere where neither says."""
    values = (item.left, item.top, item.width, item.height)
    if any(value is None for value in values):
        return Rect(0, 0, 0, 0)
    left, top, width, height = (int(value) / EMU for value in values)
    return Rect(left, top, width, height)


def _placed(layout: SlideLayout, kinds: frozenset[PP_PLACEHOLDER]) -> Iterator[LayoutPlaceholder]:
    return (item for item in holders(layout) if item.placeholder_format.type in kinds and place(item).width > 0)


def _found(item: LayoutPlaceholder) -> FoundPlaceholder:
    spot = place(item)
    kind = item.placeholder_format.type.name.lower()
    return FoundPlaceholder(item.name, kind, item.placeholder_format.idx, round(spot.width), round(spot.height))


def _fits(layout: SlideLayout, part: Part) -> tuple[int, float]:
    """How well a layout serves a part; the second figure decides between equals."""
    name = re.sub(r"^\d+_", "", " ".join(layout.name.casefold().split()))
    kind = layout._element.get("type", "")
    room = sum(place(item).width * place(item).height for item in contents(layout))
    wanted = _NAMES[part]
    if name in wanted and (part is not Part.PAIR or len(contents(layout)) >= 2):
        return 100 - wanted.index(name), room
    if kind and kind == _TYPES.get(part):
        return 80, room
    return _by_shape(layout, part, name, kind), room


def _level(one: Rect, other: Rect) -> bool:
    """Whether two places stand beside each other, as high as each other."""
    return abs(one.top - other.top) < 0.1 * one.height and abs(one.height - other.height) < 0.1 * one.height


def _by_shape(layout: SlideLayout, part: Part, name: str, kind: str) -> int:
    """By what the layout holds, where neither its name nor its type says what it is for."""
    titled = title_of(layout) is not None
    held = contents(layout)
    kinds = {item.placeholder_format.type for item in holders(layout)}
    cover = bool(kinds & {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}) or kind == "title"
    if not titled:
        return 0
    if part in {Part.TITLE, Part.SECTION}:
        alone = 30 if part is Part.SECTION and len(held) == 1 else 10
        return 60 if cover else alone
    if part is Part.PAIR and len(held) == 2:
        return 58 if _level(place(held[0]), place(held[1])) else 30
    if len(held) == 1 and not cover and kind not in _TURNED:
        if held[0].placeholder_format.type in CONTENT:
            return 55 if kind == "obj" or name in _NAMES[Part.TEXT] else 45
        return 35 if part in {Part.CHART, Part.TABLE} else 15
    return 40 if kind == "titleOnly" or name in _BARE else 20 - 10 * bool(held)
