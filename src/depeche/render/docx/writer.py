"""What the elements of one document share while they are written: styles, languages, numbering, pictures, width."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from depeche.render import layout as lay
from depeche.render.charts import Chart
from depeche.render.docx.added import StyleIds
from depeche.render.docx.numbering import Numbering
from depeche.render.docx.palette import Palette
from depeche.render.docx.xml import Element, el, run
from depeche.render.office import Picture
from depeche.render.signs import clean

EMU_A_PIXEL: Final = 9_525  # English Metric Units, of which 914,400 make an inch of 96 pixels
EMU_A_TWIP: Final = 635
CODE_FACE: Final = "Consolas"

Draw = Callable[[Chart, bool], Picture]  # the chart, and whether it shares its width with another


@dataclass
class Entry:
    """A line of the table of contents."""

    level: int
    text: str
    anchor: str


@dataclass
class Writer:
    """`width` is that of the text in twentieths of a point, `body_size` that of its letters in half points.

    `level` is the last heading's, so that none is skipped.
    """

    document: WordDocument
    styles: StyleIds
    palette: Palette
    numbering: Numbering
    language: str  # of the report, and of what is quoted, as tags with a country
    text_language: str
    words: Callable[[str], str]  # a phrase of the report's language by its key
    draw: Draw
    width: int
    body_size: int
    largest: float = 1.0  # of a picture, beside its own size
    level: int = 0
    anchors: frozenset[str] = frozenset()
    entries: list[Entry] = field(default_factory=list)
    _last: int = 0

    def number(self) -> int:
        """A number that nothing else in the document bears: of bookmarks and drawings."""
        self._last += 1
        return self._last

    def start_numbers(self, after: int) -> None:
        self._last = max(self._last, after)

    def run(self, text: str, *properties: Element, quoted: bool = False) -> Element:
        return run(text, *properties, el("w:lang", val=self.text_language if quoted else self.language))

    def runs(self, found: lay.Runs, *properties: Element) -> list[Element]:
        """The runs of a paragraph, links as such."""
        out = []
        for item in found:
            made = self._run(item, properties)
            out.append(self._linked(made, item.href) if item.href else made)
        return out

    def _run(self, item: lay.Run, properties: Iterable[Element]) -> Element:
        own = list(map(copy, properties))
        if item.look is lay.Look.BREAK:
            made = self.run("", *own)
            made.append(el("w:br"))
            return made
        if item.look is lay.Look.STRONG:
            own += [el("w:b"), el("w:bCs")]
        if item.look is lay.Look.EMPHASIS:
            own += [el("w:i"), el("w:iCs")]
        if item.look is lay.Look.CODE:
            own.append(el("w:rFonts", ascii=CODE_FACE, hAnsi=CODE_FACE, cs=CODE_FACE))
        if item.look is lay.Look.QUIET:
            own.append(self.colour(self.palette.quiet))
        if item.href:
            own.append(el("w:rStyle", val=self.styles.link))
        return self.run(item.text, *own)

    def _linked(self, made: Element, href: str) -> Element:
        if href.startswith("#"):
            name = bookmark_name(href[1:])
            return el("w:hyperlink", made, anchor=name, history=1) if href[1:] in self.anchors else made
        rel = self.document.part.relate_to(href, RT.HYPERLINK, is_external=True)
        link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{rel}" w:history="1"/>')
        link.append(made)
        return link

    def colour(self, value: str) -> Element:
        return el("w:color", val=value)

    def size(self, half_points: int) -> list[Element]:
        return [el("w:sz", val=half_points), el("w:szCs", val=half_points)]

    def bookmarked(self, content: list[Element], *names: str) -> list[Element]:
        """Content with a bookmark of each name round it."""
        for name in names:
            identity = self.number()
            content = [
                el("w:bookmarkStart", id=identity, name=name),
                *content,
                el("w:bookmarkEnd", id=identity),
            ]
        return content

    def picture(self, picture: Picture) -> Element:
        """A drawing in a run, no wider than the text, with its title and its description."""
        rel, _image = self.document.part.get_or_add_image(io.BytesIO(picture.png))
        widest = self.width * EMU_A_TWIP
        scale = min(self.largest, widest / (picture.width * EMU_A_PIXEL))
        across, down = (int(pixels * EMU_A_PIXEL * scale) for pixels in (picture.width, picture.height))
        number = self.number()
        drawing = parse_xml(
            _DRAWING.format(ns=nsdecls("w", "wp", "a", "pic", "r"), rel=rel, x=across, y=down, n=number)
        )
        for name in drawing.xpath(".//wp:docPr | .//pic:cNvPr"):
            name.set("descr", clean(picture.alt))
            name.set("title", clean(picture.title))
        made = run("")
        made.append(drawing)
        return made


_DRAWING: Final = (
    '<w:drawing {ns}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{x}" cy="{y}"/>'
    '<wp:docPr id="{n}" name="Diagram {n}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
    '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{n}" name="Diagram {n}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{x}" cy="{y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def bookmark_name(anchor: str) -> str:
    """A section's id as a bookmark: letters, digits and _, at most 40, beginning with a letter.

    >>> bookmark_name("s-topledere")
    'd_s_topledere'
    """
    plain = "".join(
        sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}" if sign != "-" else "_" for sign in anchor
    )
    return f"d_{plain}"[:40]
