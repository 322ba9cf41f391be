"""Templates such as a customer hands in, made on the spot: Danish and English, poor and hostile ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

from depeche.render.office.settling import packed
from depeche.render.pptx.design_xml import NAMESPACES, A

DANISH = (
    "Titelslide", "Titel og indhold", "Afsnitsoverskrift", "To indholdsobjekter", "Sammenligning", "Kun titel", "Tom",
    "Indhold med billedtekst", "Billede med billedtekst", "Titel og lodret tekst", "Lodret titel og tekst",
)  # fmt: skip  # as PowerPoint calls them
MAIN = b"presentationml.presentation.main+xml"
TRACKER = "https://tracker.example/"
LOGO = "En opdigtet kommune"


def template(*only: str, names: tuple[str, ...] = DANISH, typed: bool = True, face: str = "DejaVu Serif") -> bytes:
    """16:9, another face and colours, a logo, a footer, a few slides with notes. `only` keeps those layouts alone."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = 12_192_000, 6_858_000
    master = deck.slide_masters[0]
    layouts = list(master.slide_layouts)
    for drawing in (master, *layouts):
        _widen(drawing._element)
    for layout, name in zip(layouts, names, strict=True):
        layout.name = name
        if not typed:
            layout._element.attrib.pop("type", None)
        for item in layout.placeholders:
            if item.placeholder_format.type.name == "FOOTER":
                item.text_frame.text = LOGO
    _coloured(master, face)
    _with_slides(deck, layouts[:4])
    for layout in layouts if only else []:
        if layout.name not in only:
            _without_slides(deck)
            master.slide_layouts.remove(layout)
    told = next(rel.target_part for rel in deck.part.package._rels.values() if rel.reltype == RT.EXTENDED_PROPERTIES)
    told._blob = told.blob.replace(b"Office Theme", b"Gammelt indhold")  # as PowerPoint lists the titles of slides
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _widen(drawing: Any) -> None:  # noqa: ANN401  python-pptx's types do not say what a master holds
    for name, side in (("off", "x"), ("ext", "cx")):
        for place in drawing.iter(f"{{{A}}}{name}"):
            if place.get(side):
                place.set(side, str(round(int(place.get(side)) * 4 / 3)))


def _coloured(master: Any, face: str) -> None:  # noqa: ANN401  as above
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = theme.blob.replace(b"4F81BD", b"8C2F55").replace(
        b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{face}"/>'.encode()
    )
    bar = (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="78" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="6300000"/><a:ext cx="12192000" cy="20000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "</p:spPr></p:sp>"
    )
    master._element.cSld.spTree.insert(2, parse_xml(bar))


def _with_slides(deck: Any, layouts: list[Any]) -> None:  # noqa: ANN401  as above
    for layout in layouts:
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text = "Gammelt indhold"
        slide.notes_slide.notes_text_frame.text = "hemmeligt"


def _without_slides(deck: Any) -> None:  # noqa: ANN401  as above
    for item in list(deck.slides._sldIdLst):
        deck.part.drop_rel(item.rId)
        deck.slides._sldIdLst.remove(item)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_kind(content: bytes, kind: bytes) -> bytes:
    """The same file saved as another kind: `template`, `slideshow`, or one with macros."""
    found = parts(content)
    types = "[Content_Types].xml"
    found[types] = found[types].replace(MAIN, kind)
    return packed(found)


def reaching(content: bytes) -> bytes:
    """The same file with a picture on its master that is fetched when the file is opened, and an add-in."""
    found = parts(content)
    rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    linked = (
        f'<Relationship Id="rId901" Type="{RT.IMAGE}" Target="{TRACKER}p.png" TargetMode="External"/></Relationships>'
    )
    found[rels] = found[rels].replace(b"</Relationships>", linked.encode())
    master = "ppt/slideMasters/slideMaster1.xml"
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="901" name="x"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:link="rId901"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr/></p:pic></p:spTree>'
    )
    found[master] = found[master].replace(b"</p:spTree>", picture.encode(), 1)
    return packed(found)


def bomb() -> bytes:
    found = parts(template())
    found["ppt/media/image99.png"] = b"\0" * 130_000_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()
