"""The few kinds of element that Word's text is made of, their properties in the order that its schema wants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from depeche.render.signs import clean

Element = etree._Element
Attribute = str | int | float

_PARAGRAPH: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip  # CT_PPr, in its order
_RUN: Final = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "color", "spacing", "w",
    "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "lang",
)  # fmt: skip  # CT_RPr, in its order


def el(tag: str, *children: Element, **attributes: Attribute) -> Element:
    """`el("w:spacing", before=120)`; attributes are of the tag's own namespace for `w:`, of none for others."""
    element: Element = OxmlElement(tag)
    own = tag.startswith("w:")
    for name, value in attributes.items():
        key = name.rstrip("_")
        element.set(qn(f"w:{key}") if own else key, clean(str(value)))
    for child in children:
        element.append(child)
    return element


def words(text: str) -> list[Element]:
    """A text as what stands in a run: `w:t`, and breaks and tabs as such."""
    out = []
    for part in re.split(r"(\r\n|\n|\r|\t)", clean(text)):
        if part == "\t":
            out.append(el("w:tab"))
        elif part in {"\r\n", "\n", "\r"}:
            out.append(el("w:br"))
        elif part:
            element = el("w:t")
            element.text = part
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            out.append(element)
    return out


def run(text: str, *properties: Element) -> Element:
    """A run; `properties` in any order."""
    ordered = sorted(properties, key=lambda item: _place(item, _RUN))
    return el("w:r", *([el("w:rPr", *ordered)] if ordered else []), *words(text))


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element) -> Element:
    made = el("w:p", el("w:pPr", el("w:pStyle", val=style)), *content)
    for item in properties:
        put(made, item)
    return made


def put(target: Element, item: Element) -> None:
    """Set a property of a paragraph, at its place; one of the same name gives way."""
    properties = target.find(qn("w:pPr"))
    if properties is None:
        properties = el("w:pPr")
        target.insert(0, properties)
    old = properties.find(item.tag)
    if old is not None:
        properties.remove(old)
    place = _place(item, _PARAGRAPH)
    at = next((n for n, other in enumerate(properties) if _place(other, _PARAGRAPH) > place), len(properties))
    properties.insert(at, item)


def _place(item: Element, order: tuple[str, ...]) -> int:
    name = item.tag.rsplit("}", 1)[-1]
    return order.index(name) if name in order else len(order)


def is_paragraph(element: Element) -> bool:
    return bool(element.tag == qn("w:p"))


def is_table(element: Element) -> bool:
    return bool(element.tag == qn("w:tbl"))


def text_of(element: Element) -> str:
    """The words of an element, breaks and tabs as blanks."""
    out = []
    for item in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        if item.tag == qn("w:t"):
            out.append(item.text or "")
        elif (parent := item.getparent()) is not None and parent.tag == qn("w:r"):  # else a tab stop
            out.append(" ")
    return "".join(out)


def field(instruction: str, shown: Iterable[Element], *properties: Element, dirty: bool = False) -> list[Element]:
    """A field as runs: what it asks for, and what it last gave."""
    begin = el("w:fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    asked = el("w:instrText")
    asked.text = f" {instruction} "
    asked.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run_of(begin, *properties),
        run_of(asked, *properties),
        run_of(el("w:fldChar", fldCharType="separate"), *properties),
        *shown,
        run_of(el("w:fldChar", fldCharType="end"), *properties),
    ]


def run_of(content: Element, *properties: Element) -> Element:
    made = run("", *map(copy, properties))
    made.append(content)
    return made
