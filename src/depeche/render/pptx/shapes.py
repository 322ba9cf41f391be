"""Shapes of a slide: placeholders filled, moved or taken away, boxes of our own, alternative texts, order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree
from pptx.oxml import parse_xml
from pptx.slide import Slide, SlideLayout

from depeche.render.pptx.design_xml import NAMESPACES, A, P
from depeche.render.pptx.frames import Slot
from depeche.render.pptx.ink import clean, solid
from depeche.render.pptx.layouts import EMU, TITLES, holders
from depeche.render.pptx.measure import Rect

DECORATIVE: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_URI: Final = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_FOOT: Final = {"ftr": "footer", "sldNum": "number", "dt": "date"}
_FIELD: Final = "{7D3B1B86-6C4E-4D55-9A0C-0C5E6B0F1A01}"


def text_shape(slide: Slide, slot: Slot, name: str, *, title: bool = False) -> etree._Element:
    """The shape that a slot's text is written in, empty: its placeholder, or a box at its place."""
    found = _title(slide) if title else _holder(slide, slot.idx)
    if found is None:
        kind = '<p:ph type="title"/>' if title else ""
        box = "" if title else ' txBox="1"'
        found = parse_xml(
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{_next_id(slide)}" name=""/><p:cNvSpPr{box}/>'
            f"<p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )
        _tree(slide).append(found)
        put(found, slot.box)
    elif slot.moved:
        put(found, slot.box)
    properties(found).set("name", _said(name))
    return found


def write(shape: etree._Element, paras: Sequence[etree._Element], anchor: str = "", *, shrink: bool = True) -> None:
    """Paragraphs as the whole text of a shape. `shrink`: a programme may shrink it when somebody writes more."""
    body = shape.find(f"{{{P}}}txBody")
    if body is None:
        body = parse_xml(f"<p:txBody {NAMESPACES}><a:bodyPr/><a:lstStyle/></p:txBody>")
        shape.append(body)
    for old in body.findall(f"{{{A}}}p"):
        body.remove(old)
    body.extend(paras)
    look = body.find(f"{{{A}}}bodyPr")
    if look is None:
        return
    look.set("wrap", "square")
    if anchor:
        look.set("anchor", anchor)
    for old in list(look):
        look.remove(old)
    etree.SubElement(look, f"{{{A}}}{'normAutofit' if shrink else 'noAutofit'}")


def put(shape: etree._Element, box: Rect) -> None:
    """A shape at a place of its own."""
    look = shape.find(f"{{{P}}}spPr")
    if look is None:
        return
    for old in look.findall(f"{{{A}}}xfrm"):
        look.remove(old)
    left, top, width, height = (round(value * EMU) for value in box)
    place = etree.Element(f"{{{A}}}xfrm")
    etree.SubElement(place, f"{{{A}}}off", x=str(left), y=str(top))
    etree.SubElement(place, f"{{{A}}}ext", cx=str(width), cy=str(height))
    look.insert(0, place)
    if look.find(f"{{{A}}}prstGeom") is None:
        shape_of = etree.Element(f"{{{A}}}prstGeom", prst="rect")
        etree.SubElement(shape_of, f"{{{A}}}avLst")
        look.insert(1, shape_of)


def take_place(slide: Slide, slot: Slot, frame: etree._Element, kind: str) -> None:
    """A chart, table or picture (`chart`, `tbl`, `pic`) in place of its placeholder, so that it follows the layout.

    A placeholder for another kind of thing only gives its place.
    """
    holder = _holder(slide, slot.idx)
    if holder is None:
        return
    ph = holder.find(f".//{{{P}}}ph")
    tree = holder.getparent()
    if ph is None or tree is None:
        return
    own = frame.find(f"*/{{{P}}}nvPr")
    if own is not None and ph.get("type", "obj") in {"obj", kind}:
        own.insert(0, ph)
    tree.remove(holder)


def describe(shape: etree._Element, name: str, words: str) -> None:
    """A name, and what a picture, chart or table shows for whoever does not see it."""
    told = properties(shape)
    told.set("name", _said(name))
    told.set("descr", _said(words))


def _said(text: str) -> str:
    """As an attribute can hold it: names come from themes and titles that people have written or pasted."""
    return clean(text).replace("\v", " ")


def decorate(shape: etree._Element, name: str) -> None:
    """Marked as saying nothing beyond the words beside it."""
    told = properties(shape)
    told.set("name", _said(name))
    told.append(
        parse_xml(
            f'<a:extLst {NAMESPACES}><a:ext uri="{_DECORATIVE_URI}">'
            f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/></a:ext></a:extLst>'
        )
    )


def thin(line: etree._Element) -> None:
    """A line to write on: grey, and without the shadow that a theme may give it."""
    for style in line.findall(f"{{{P}}}style"):
        line.remove(style)
    look = line.find(f"{{{P}}}spPr")
    if look is not None:
        drawn = etree.SubElement(look, f"{{{A}}}ln", w=str(EMU))
        drawn.append(solid("tx1"))
        etree.SubElement(drawn[0][0], f"{{{A}}}alpha", val="50000")


def properties(shape: etree._Element) -> etree._Element:
    """The element that holds a shape's id, name and words."""
    found = shape.find(f"*/{{{P}}}cNvPr")
    if found is None:
        message = "a shape has no properties"
        raise ValueError(message)
    return found


def clear(slide: Slide, used: Sequence[etree._Element]) -> None:
    """Take away every placeholder that nothing was written in."""
    for shape in list(_tree(slide).iterchildren(f"{{{P}}}sp")):
        if shape.find(f".//{{{P}}}ph") is not None and shape not in used:
            _tree(slide).remove(shape)


def order(slide: Slide, first: Sequence[etree._Element]) -> None:
    """These shapes first, as they are to be read; the others after them as they stand."""
    tree = _tree(slide)
    for shape in first:
        tree.remove(shape)
    for at, shape in enumerate(first, start=2):  # the tree's own two properties come before
        tree.insert(at, shape)


def foot(slide: Slide, layout: SlideLayout, words: dict[str, str], lang: str) -> None:
    """Number, footer and date where the layout has a place for them; a text that stands there already stays."""
    for item in holders(layout):
        ph = item._element.find(f".//{{{P}}}ph")
        kind = "" if ph is None else ph.get("type", "")
        if ph is None or kind not in _FOOT:
            continue
        own = "".join(item._element.xpath(".//a:t/text()")).strip() if kind == "ftr" else ""
        said = own or words[_FOOT[kind]]
        if not said:
            continue
        shape = parse_xml(
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{_next_id(slide)}" name=""/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            "</p:cNvSpPr><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )
        place = shape.find(f".//{{{P}}}nvPr")
        if place is not None:
            place.append(etree.fromstring(etree.tostring(ph)))
        properties(shape).set("name", item.name)
        style = item._element.find(f".//{{{A}}}lstStyle")
        if style is not None:  # LibreOffice looks no further than the slide
            shape.find(f".//{{{A}}}lstStyle").getparent().replace(
                shape.find(f".//{{{A}}}lstStyle"), etree.fromstring(etree.tostring(style))
            )
        line = shape.find(f".//{{{A}}}p")
        if line is not None:
            tag = f"{{{A}}}fld" if kind == "sldNum" else f"{{{A}}}r"
            run = etree.SubElement(line, tag, {"id": _FIELD, "type": "slidenum"} if kind == "sldNum" else {})
            etree.SubElement(run, f"{{{A}}}rPr", lang=lang)
            etree.SubElement(run, f"{{{A}}}t").text = said
        _tree(slide).append(shape)


def _tree(slide: Slide) -> etree._Element:
    tree: etree._Element = slide.shapes._spTree
    return tree


def _title(slide: Slide) -> etree._Element | None:
    found = next((item for item in slide.placeholders if item.placeholder_format.type in TITLES), None)
    return None if found is None else found._element


def _holder(slide: Slide, idx: int | None) -> etree._Element | None:
    if idx is None:
        return None
    found = next((item for item in slide.placeholders if item.placeholder_format.idx == idx), None)
    return None if found is None else found._element


def _next_id(slide: Slide) -> int:
    ids = [shape.get("id", "") for shape in _tree(slide).iter(f"{{{P}}}cNvPr")]
    return max((int(number) for number in ids if number.isdigit()), default=1) + 1
