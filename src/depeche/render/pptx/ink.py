"""Text as DrawingML: what is XML keeps its signs, what is not is left out; colours are those of the theme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.slide import Slide

from depeche.render.pptx.design_xml import A
from depeche.render.pptx.layouts import EMU
from depeche.render.pptx.measure import INDENT, Kind, Para, TextRun, after, indent, size_of

R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ILLEGAL: Final = re.compile("[^\t\n\x0b\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")  # turn what follows round
_BREAKS: Final = re.compile("\r\n?|[\n\x0b\x85\u2028\u2029]")
_FROM_RIGHT: Final = {"R", "AL"}
_STEP: Final = 100  # of a point, as DrawingML counts sizes


def clean(text: str) -> str:
    """Text that XML can hold and that shows what it says; line breaks as vertical tabs."""
    kept = _BREAKS.sub("\v", _ILLEGAL.sub("", text)).replace("\t", " ")
    return "".join(sign for sign in kept if sign not in _TURNS)


def from_right(text: str) -> bool:
    """Whether the first letter is written from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in _FROM_RIGHT:
            return True
        if direction == "L":
            return False
    return False


def paragraphs(paras: Sequence[Para], size: float, lang: str, slide: Slide) -> list[etree._Element]:
    """Paragraphs in `size`, each with its own indents and no marks of the template's."""
    return [paragraph(para, size, lang, slide, last=para is paras[-1]) for para in paras]


def paragraph(para: Para, size: float, lang: str, slide: Slide | None, *, last: bool = False) -> etree._Element:
    out = etree.Element(f"{{{A}}}p")
    look = etree.SubElement(out, f"{{{A}}}pPr")
    edge = indent(para, size)
    hang = INDENT * size if para.kind is Kind.ITEM and para.mark else 0
    look.set("marL", str(round(edge * EMU)))
    look.set("indent", str(round(-hang * EMU)))
    if from_right(para.text):
        look.set("algn", "r")
        look.set("rtl", "1")
    _space(look, "lnSpc", "spcPct", 100_000)
    _space(look, "spcBef", "spcPts", 0)
    _space(look, "spcAft", "spcPts", 0 if last else round(after(para, size) * _STEP))
    if hang and para.mark == "•":
        etree.SubElement(look, f"{{{A}}}buFont", typeface="Arial")
        etree.SubElement(look, f"{{{A}}}buChar", char="•")
    elif hang:
        etree.SubElement(look, f"{{{A}}}buFont", typeface="+mj-lt")
        etree.SubElement(look, f"{{{A}}}buAutoNum", type="arabicPeriod", startAt=_number(para.mark))
    else:
        etree.SubElement(look, f"{{{A}}}buNone")
    for run in para.runs:
        out.extend(runs(run, size_of(para, size), lang, slide, bold=para.kind is Kind.HEADING))
    return out


def _number(mark: str) -> str:
    return str(min(32_767, max(1, int(mark.rstrip(".") or 1))))


def _space(look: etree._Element, name: str, kind: str, value: int) -> None:
    etree.SubElement(etree.SubElement(look, f"{{{A}}}{name}"), f"{{{A}}}{kind}", val=str(value))


def runs(
    run: TextRun, size: float | None, lang: str, slide: Slide | None, *, bold: bool = False, colour: str = ""
) -> Iterable[etree._Element]:
    """A run, or several with line breaks between them. `size` None is that of the layout."""
    for at, line in enumerate(clean(run.text).split("\v")):
        if at:
            yield etree.Element(f"{{{A}}}br")
        if not line:
            continue
        out = etree.Element(f"{{{A}}}r")
        look = etree.SubElement(out, f"{{{A}}}rPr", lang=run.lang or lang)
        if size is not None:
            look.set("sz", str(round(size * _STEP)))
        if run.bold or bold:
            look.set("b", "1")
        if run.italic:
            look.set("i", "1")
        look.set("dirty", "0")
        if run.quiet:
            look.append(quiet())
        elif colour:
            look.append(solid(colour))
        if run.href and slide is not None:
            link = etree.SubElement(look, f"{{{A}}}hlinkClick")
            link.set(f"{{{R}}}id", slide.part.relate_to(run.href, RT.HYPERLINK, is_external=True))
        etree.SubElement(out, f"{{{A}}}t").text = line
        yield out


def solid(colour: str) -> etree._Element:
    """A fill in a colour of the theme."""
    out = etree.Element(f"{{{A}}}solidFill")
    etree.SubElement(out, f"{{{A}}}schemeClr", val=colour)
    return out


def quiet() -> etree._Element:
    """The colour of text, somewhat lighter on a light ground and darker on a dark one."""
    out = solid("tx1")
    colour = out[0]
    etree.SubElement(colour, f"{{{A}}}lumMod", val="75000")
    etree.SubElement(colour, f"{{{A}}}lumOff", val="25000")
    return out
