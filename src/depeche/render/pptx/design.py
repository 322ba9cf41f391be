"""Our own design: a presentation without slides whose master and layouts people can go on working in.

Built on the empty package of python-pptx, whose theme, master and layouts are all written anew. 16:9, much room, one
accent colour, ? and ! set large on the layouts, so that they stand on the same spot on every slide.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Final

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part as PackagePart
from pptx.oxml import parse_xml
from pptx.slide import SlideLayout, SlideMaster

from depeche.render import style
from depeche.render.office import settled
from depeche.render.pptx.design_xml import A, P, Sign, Spot, fill, text_styles
from depeche.render.pptx.layouts import Part, emu
from depeche.render.pptx.measure import LINE, Rect

WIDTH, HEIGHT = 960, 540  # points
LEFT, RIGHT = 60, 900
FACTS: Final = 13  # idx of the line of facts below a title
BODY, SECOND = 1, 2  # idx of what a slide says

_COLOURS: Final = {
    "dk1": style.INK,
    "lt1": "#ffffff",
    "dk2": style.QUIET,
    "lt2": style.WASH,
    "accent1": style.ACCENT,
    "accent2": style.ANSWERED,
    "accent3": style.PALE,
    "accent4": "#b5651d",
    "accent5": "#5b4b8a",
    "accent6": "#8c3a52",
    "hlink": style.ACCENT,
    "folHlink": style.QUIET,
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "da": {
        "title": "Titel", "text": "Tekst", "subtitle": "Undertitel", "facts": "Nøgletal", "foot": "Sidefod",
        "number": "Slidenummer", "sign": "Tegn",
        Part.TITLE: "Titelslide", Part.SECTION: "Afsnitsoverskrift", Part.TEXT: "Titel og indhold",
        Part.CHART: "Titel og diagram", Part.TABLE: "Titel og tabel", Part.PAIR: "Spørgsmål og svar",
        Part.QUESTION: "Spørgsmål", Part.ANSWER: "Svar", Part.SHEET: "Arbejdsark",
    },
    "en": {
        "title": "Title", "text": "Text", "subtitle": "Subtitle", "facts": "Key figures", "foot": "Footer",
        "number": "Slide number", "sign": "Sign",
        Part.TITLE: "Title Slide", Part.SECTION: "Section Header", Part.TEXT: "Title and Content",
        Part.CHART: "Title and Chart", Part.TABLE: "Title and Table", Part.PAIR: "Question and Answer",
        Part.QUESTION: "Question", Part.ANSWER: "Answer", Part.SHEET: "Worksheet",
    },
}  # fmt: skip  # two tables of words, read beside each other

TITLE_BOX: Final = Rect(LEFT, 30, RIGHT - LEFT, 84)
FACTS_BOX: Final = Rect(LEFT, 118, RIGHT - LEFT, 28)
BODY_BOX: Final = Rect(LEFT, 166, RIGHT - LEFT, 312)
_READ: Final = 760.0  # a line of text longer than this is hard to follow


_TITLE: Final = Spot("title", 0, "title", TITLE_BOX, 32, bold=True, anchor="b")
_FACTS: Final = Spot("body", FACTS, "facts", FACTS_BOX, 18, "tx2")
_NUMBER: Final = Spot("sldNum", 12, "number", Rect(840, 502, 60, 20), 11, "tx2", anchor="ctr")
_FOOT: Final = Spot("ftr", 11, "foot", Rect(92, 502, 700, 20), 11, "tx2", anchor="ctr")


def _text(left: float, width: float, idx: int = BODY, kind: str = "body") -> Spot:
    return Spot(kind, idx, "text", Rect(left, BODY_BOX.top, width, BODY_BOX.height), 20)


def _hung(text: str, left: float, size: int, colour: str) -> Sign:
    """A sign whose top stands level with the letters of the text beside it."""
    return Sign(text, Rect(left, BODY_BOX.top - size * 0.36, size * 0.75, size * LINE), size, colour)


_SPOTS: Final[Mapping[Part, tuple[Spot, ...]]] = {
    Part.TITLE: (
        Spot("ctrTitle", 0, "title", Rect(LEFT, 110, 620, 220), 48, "bg1", bold=True, anchor="b"),
        Spot("subTitle", BODY, "subtitle", Rect(LEFT, 350, 620, 120), 20, "bg1"),
    ),
    Part.SECTION: (
        Spot("title", 0, "title", Rect(LEFT, 110, 620, 160), 44, bold=True, anchor="b"),
        Spot("body", BODY, "text", Rect(LEFT, 290, 620, 180), 20, "tx2"),
    ),
    Part.TEXT: (_TITLE, _FACTS, _text(LEFT, _READ, kind="obj")),
    Part.CHART: (_TITLE, _FACTS, _text(LEFT, RIGHT - LEFT, kind="chart")),
    Part.TABLE: (_TITLE, _FACTS, _text(LEFT, RIGHT - LEFT, kind="tbl")),
    Part.PAIR: (_TITLE, _FACTS, _text(106, 284), _text(474, 426, SECOND)),
    Part.QUESTION: (_TITLE, _FACTS, _text(150, 710)),
    Part.ANSWER: (_TITLE, _FACTS, _text(150, 710)),
    Part.SHEET: (_TITLE, _FACTS, _text(150, 750)),
}
_SIGNS: Final[Mapping[Part, tuple[Sign, ...]]] = {
    Part.TITLE: (
        Sign("?", Rect(650, 60, 170, 396), 300, "accent2"),
        Sign("!", Rect(800, 60, 120, 396), 300, "accent3"),
    ),
    Part.SECTION: (
        Sign("?", Rect(690, 90, 140, 330), 240, "accent3"),
        Sign("!", Rect(808, 90, 100, 330), 240, "accent3"),
    ),
    Part.PAIR: (_hung("?", LEFT, 56, "accent1"), _hung("!", 436, 56, "accent2")),
    Part.QUESTION: (_hung("?", LEFT, 110, "accent1"),),
    Part.ANSWER: (_hung("!", LEFT + 10, 110, "accent2"),),
    Part.SHEET: (_hung("?", LEFT, 110, "accent1"),),
}
_GROUNDS: Final = {Part.TITLE: "accent1", Part.SECTION: "bg2"}
_TYPES: Final = {Part.TITLE: "title", Part.SECTION: "secHead", Part.TEXT: "obj", Part.CHART: "chart", Part.TABLE: "tbl"}


@cache
def own_template(language: str) -> bytes:
    """The design with the names of its layouts in Danish or English. The same bytes every time."""
    words = _WORDS.get(language, _WORDS["en"])
    tag = "da-DK" if language == "da" else "en-GB"
    deck = Presentation()
    deck.slide_width, deck.slide_height = emu(WIDTH), emu(HEIGHT)
    size = deck.element.find(f"{{{P}}}sldSz")
    size.attrib.pop("type", None)
    for name, rel in list(deck.part.rels.items()):
        if rel.reltype == RT.PRINTER_SETTINGS:
            deck.part.rels.pop(name)
    master = deck.slide_masters[0]
    _colour(master.part.part_related_by(RT.THEME))
    _write_master(master, words, tag)
    layouts = list(master.slide_layouts)
    for part, layout in zip(Part, layouts, strict=False):
        _write_layout(layout, part, words, tag)
    for layout in layouts[len(Part) :]:
        master.slide_layouts.remove(layout)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _colour(theme: PackagePart) -> None:
    """Our colours and our type in the theme."""
    root = etree.fromstring(theme.blob)
    root.set("name", "Depeche")
    scheme = root.find(f".//{{{A}}}clrScheme")
    fonts = root.find(f".//{{{A}}}fontScheme")
    if scheme is None or fonts is None:
        message = "the empty presentation has no theme"
        raise ValueError(message)
    scheme.set("name", "Depeche")
    fonts.set("name", "Depeche")
    for name, colour in _COLOURS.items():
        slot = scheme.find(f"{{{A}}}{name}")
        if slot is not None:
            slot[:] = [etree.Element(f"{{{A}}}srgbClr", val=colour.removeprefix("#").upper())]
    for face in fonts.iter(f"{{{A}}}latin"):
        face.set("typeface", style.FAMILY)
        face.set("panose", "020B0503050203000203")  # so that another sans serif takes its place where it is missing
    # python-pptx keeps the bytes of parts it does not know
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write_master(master: SlideMaster, words: Mapping[str, str], tag: str) -> None:
    body = Spot("body", BODY, "text", BODY_BOX, 20)
    small = Sign("?!", Rect(LEFT, 498, 30, 28), 18, "accent1")
    fill(master.element, "", (_TITLE, body, _FOOT, _NUMBER), (small,), words, tag)
    styles = master.element.find(f"{{{P}}}txStyles")
    styles.getparent().replace(styles, parse_xml(text_styles()))


def _write_layout(layout: SlideLayout, part: Part, words: Mapping[str, str], tag: str) -> None:
    spots = _SPOTS[part]
    if part is not Part.TITLE:
        spots = (*spots, _FOOT, _NUMBER)
    fill(layout.element, words[part], spots, _SIGNS.get(part, ()), words, tag, _GROUNDS.get(part, ""))
    layout.element.attrib.pop("type", None)
    if part in _TYPES:
        layout.element.set("type", _TYPES[part])
    if part is Part.TITLE:
        layout.element.set("showMasterSp", "0")
    layout.element.set("preserve", "1")
    layout.element.set("userDrawn", "1")
