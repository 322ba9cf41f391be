"""Where each thing a slide says has its place: in a placeholder of the layout, or where the layout leaves room.

Nothing is asked of a layout. Where a placeholder is missing, its place is taken from the master, else from the slide;
where ? and ! do not stand on the layout itself, they get room beside the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from depeche.render.pptx.design_xml import A, P
from depeche.render.pptx.layouts import EMU, FRAMES, LARGE, Part, contents, holders, place, title_of
from depeche.render.pptx.measure import Rect, stretch_of

FACTS: Final = 38.0  # points of a line of facts, where the layout has no place for it
SIGN: Final = 64.0  # points across for a ? or !
GAP: Final = 36.0  # points between two columns
QUESTION_SHARE: Final = 0.38  # of the width, where a layout's two columns are equal
_EQUAL: Final = 0.15
_INSETS: Final = {"lIns": 7.2, "rIns": 7.2, "tIns": 3.6, "bIns": 3.6}  # points, where nothing else is said
_USUAL_TITLE: Final = 44.0


class Slot(NamedTuple):
    """A place. `idx` is that of its placeholder, None for a box of our own; `moved` where it leaves its layout's spot.

    `room` is what its text may fill.
    """

    idx: int | None
    box: Rect
    moved: bool
    room: Rect


@dataclass(frozen=True, slots=True)
class Frame:
    """A layout as a part of the report uses it. `signs` are drawn at their places; a layout of ours has its own."""

    layout: SlideLayout
    title: Slot
    title_size: float
    title_bold: bool
    facts: Slot | None
    slots: Mapping[str, Slot]
    signs: Mapping[str, Rect]
    stretch: float

    def body(self, name: str = "body", *, facts: bool = False) -> Slot:
        """The place of a text, its top lowered by a line of facts where the layout has no place for one."""
        slot = self.slots[name]
        if not facts or self.facts is not None:
            return slot
        box = Rect(slot.box.left, slot.box.top + FACTS, slot.box.width, slot.box.height - FACTS)
        room = Rect(slot.room.left, slot.room.top + FACTS, slot.room.width, slot.room.height - FACTS)
        return Slot(slot.idx, box, moved=True, room=room)

    def facts_slot(self) -> Slot:
        """The place of a line of facts."""
        if self.facts is not None:
            return self.facts
        left = min(slot.box.left for slot in (*self.slots.values(),))
        right = max(slot.box.right for slot in self.slots.values())
        top = min(slot.box.top for slot in self.slots.values())
        edge = min([left, *(sign.left for sign in self.signs.values())])
        box = Rect(edge, top, right - edge, FACTS - 4)
        return Slot(None, box, moved=True, room=_within(box, _INSETS))


def frame(deck: Deck, layout: SlideLayout, part: Part) -> Frame:
    """How `layout` serves `part`."""
    width, height = (deck.slide_width or 0) / EMU, (deck.slide_height or 0) / EMU
    title = _title(layout, Rect(0, 0, width, height), part)
    region, held = _region(layout, title.box, Rect(0, 0, width, height), part)
    slots, signs = _slots(layout, part, region, held)
    return Frame(
        layout=layout,
        title=title,
        title_size=_title_style(layout, "sz", _USUAL_TITLE * 100) / 100,
        title_bold=bool(_title_style(layout, "b", 0)),
        facts=_facts(layout, region, title.box) if part not in {Part.TITLE, Part.SECTION} else None,
        slots=slots,
        signs=signs,
        stretch=stretch_of(_family(layout)),
    )


def _slots(
    layout: SlideLayout, part: Part, region: Rect, held: list[LayoutPlaceholder]
) -> tuple[dict[str, Slot], dict[str, Rect]]:
    drawn = _drawn(layout)
    if part is Part.PAIR:
        return _pair(region, held, drawn)
    wanted = {Part.QUESTION: "?", Part.SHEET: "?", Part.ANSWER: "!"}.get(part)
    if wanted is None or wanted in drawn:
        return {"body": _slot(held[0] if held else None, region)}, {}
    beside = Rect(region.left + SIGN, region.top, region.width - SIGN, region.height)
    return {"body": _slot(held[0] if held else None, beside)}, {wanted: region._replace(width=SIGN)}


def _pair(region: Rect, held: list[LayoutPlaceholder], drawn: set[str]) -> tuple[dict[str, Slot], dict[str, Rect]]:
    two = held[:2] if len(held) > 1 else []
    left, right = (place(two[0]), place(two[1])) if two else (region, region)
    if not two or abs(left.width - right.width) < _EQUAL * region.width:
        wide = (region.width - GAP) * QUESTION_SHARE
        left = region._replace(width=wide)
        right = Rect(left.right + GAP, region.top, region.width - GAP - wide, region.height)
    signs: dict[str, Rect] = {}
    out: dict[str, Slot] = {}
    for at, (name, sign, box) in enumerate((("question", "?", left), ("answer", "!", right))):
        beside = box
        if sign not in drawn:
            strip = SIGN * 0.75
            signs[sign] = box._replace(width=strip)
            beside = Rect(box.left + strip, box.top, box.width - strip, box.height)
        out[name] = _slot(held[at] if at < len(held) else None, beside)
    return out, signs


def _slot(holder: LayoutPlaceholder | None, box: Rect) -> Slot:
    insets = dict(_INSETS)
    if holder is None:
        return Slot(None, box, moved=True, room=_within(box, insets))
    own = holder._element.find(f"{{{P}}}txBody/{{{A}}}bodyPr")
    if own is not None:
        insets |= {name: int(own.get(name, "0")) / EMU for name in insets if own.get(name)}
    moved = any(abs(one - other) > 0.5 for one, other in zip(place(holder), box, strict=True))
    return Slot(holder.placeholder_format.idx, box, moved, _within(box, insets))


def _within(box: Rect, insets: Mapping[str, float]) -> Rect:
    return Rect(
        box.left + insets["lIns"],
        box.top + insets["tIns"],
        max(20, box.width - insets["lIns"] - insets["rIns"]),
        max(20, box.height - insets["tIns"] - insets["bIns"]),
    )


def _title(layout: SlideLayout, slide: Rect, part: Part) -> Slot:
    found = title_of(layout)
    if found is not None:
        return _slot(found, place(found))
    if part in {Part.TITLE, Part.SECTION}:
        box = Rect(slide.width * 0.08, slide.height * 0.28, slide.width * 0.84, slide.height * 0.28)
        return Slot(None, box, moved=True, room=_within(box, _INSETS))
    of_master = next(
        (item for item in holders(layout.slide_master) if item.placeholder_format.type is PP_PLACEHOLDER.TITLE),
        None,
    )
    box = place(of_master) if of_master is not None else Rect(0, 0, 0, 0)
    if not box.width:
        box = Rect(slide.width * 0.06, slide.height * 0.06, slide.width * 0.88, slide.height * 0.16)
    return Slot(None, box, moved=True, room=_within(box, _INSETS))


def _region(layout: SlideLayout, title: Rect, slide: Rect, part: Part) -> tuple[Rect, list[LayoutPlaceholder]]:
    """Where a layout has its content, and the placeholders that lie there."""
    held = contents(layout)
    if part in {Part.TITLE, Part.SECTION}:
        under = [item for item in holders(layout) if item.placeholder_format.type is PP_PLACEHOLDER.SUBTITLE]
        held = [item for item in under if place(item).width] or held
    if held and part in {Part.CHART, Part.TABLE, Part.TEXT, Part.QUESTION, Part.ANSWER, Part.SHEET, Part.PAIR}:
        boxes = [place(item) for item in held[: 2 if part is Part.PAIR else 1]]
        return _around(boxes), held
    if held:
        return place(held[0]), held[:1]
    body = next(
        (item for item in holders(layout.slide_master) if item.placeholder_format.type is PP_PLACEHOLDER.BODY), None
    )
    box = place(body) if body is not None else Rect(0, 0, 0, 0)
    top = title.bottom + 8
    if part in {Part.TITLE, Part.SECTION}:
        return Rect(title.left, top, title.width, slide.height * 0.9 - top), []
    if box.width and box.bottom - max(box.top, top) > slide.height * 0.3:
        return Rect(box.left, max(box.top, top), box.width, box.bottom - max(box.top, top)), []
    top = top if slide.height - top > slide.height * 0.3 else slide.height * 0.3
    return Rect(slide.width * 0.06, top, slide.width * 0.88, slide.height * 0.88 - top), []


def _around(boxes: list[Rect]) -> Rect:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Rect(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _facts(layout: SlideLayout, region: Rect, title: Rect) -> Slot | None:
    """A low placeholder for text between title and content."""
    for item in holders(layout):
        box = place(item)
        low = 0 < box.height < LARGE and box.width > region.width / 3
        if low and item.placeholder_format.type in FRAMES and title.top <= box.top and box.bottom <= region.top + 4:
            return _slot(item, box)
    return None


def _title_style(layout: SlideLayout, name: str, usual: float) -> float:
    """What layout, master placeholder or master says of titles."""
    found = title_of(layout)
    master = layout.slide_master
    places: list[etree._Element | None] = [None if found is None else found._element]
    places += [item._element for item in holders(master) if item.placeholder_format.type is PP_PLACEHOLDER.TITLE]
    places.append(master.element.find(f"{{{P}}}txStyles/{{{P}}}titleStyle"))
    for element in places:
        level = None if element is None else element.find(f".//{{{A}}}lvl1pPr/{{{A}}}defRPr[@{name}]")
        if level is not None:
            value = level.get(name, "")
            return float(value) if value.isdigit() else float(value == "true")
    return usual


def _family(layout: SlideLayout) -> str:
    """The name of the face that texts are set in."""
    theme = layout.slide_master.part.part_related_by(RT.THEME)
    root = etree.fromstring(theme.blob)
    face = root.find(f".//{{{A}}}minorFont/{{{A}}}latin")
    return "" if face is None else face.get("typeface", "")


def _drawn(layout: SlideLayout) -> set[str]:
    """The texts that stand on a layout itself."""
    shapes = layout.element.iterfind(f"{{{P}}}cSld/{{{P}}}spTree/{{{P}}}sp")
    fixed = [shape for shape in shapes if shape.find(f".//{{{P}}}ph") is None]
    return {"".join(text.text or "" for text in shape.iter(f"{{{A}}}t")).strip() for shape in fixed}
