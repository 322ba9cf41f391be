"""A presentation read back as a reader meets it: titles, texts, charts, tables, notes, and what does not fit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.templates import Template, template_outline
from depeche.render.pptx import render_pptx
from depeche.render.pptx.measure import Kind, Para, TextRun, height, stretch_of
from depeche.render.pptx.shapes import DECORATIVE

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 12_700
FOOT = {"SLIDE_NUMBER", "FOOTER", "DATE"}


def report_on(corpus: Corpus, language: str = "da", kind: Template = Template.RELAY, **slots: str) -> Report:
    evidence = Evidence(corpus)
    named = {name.replace("__", ":"): text for name, text in slots.items()}
    outline = template_outline(kind, evidence, named)
    texts = ReportTexts(slots=named, date="2026-11-22", publisher="Foreningen")
    return build_report(corpus, texts, language, outline=outline, evidence=evidence)


def read(content: bytes) -> Any:  # noqa: ANN401  python-pptx's types do not say what a shape holds
    return Presentation(io.BytesIO(content))


def slides(content: bytes) -> list[Any]:
    return list(read(content).slides)


def made(report: Report, template: bytes | None = None, choices: dict[str, str] | None = None) -> list[Any]:
    return slides(render_pptx(report, template, choices or {}))


def titles(deck: list[Any]) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck]


def shapes(deck: list[Any]) -> Iterator[Any]:
    for slide in deck:
        yield from slide.shapes


def text_of(slide: Any) -> str:  # noqa: ANN401  as above
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def tables(deck: list[Any]) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows] for shape in shapes(deck) if shape.has_table
    ]


def charts(deck: list[Any]) -> list[Any]:
    return [shape.chart for shape in shapes(deck) if shape.has_chart]


def described(shape: Any) -> str:  # noqa: ANN401  as above
    return str(shape._element.find(f"*/{P}cNvPr").get("descr", ""))


def decorative(shape: Any) -> bool:  # noqa: ANN401  as above
    told = shape._element.find(f"*/{P}cNvPr")
    return told.find(f".//{{{DECORATIVE}}}decorative[@val='1']") is not None


def overflowing(deck: list[Any]) -> list[tuple[str, str]]:
    """(title, text) of every text higher than its shape, and of every shape that leaves its slide."""
    out = []
    for slide in deck:
        face = stretch_of(_face(slide))
        size = slide.part.package.presentation_part.presentation
        for shape in slide.shapes:
            right, foot = shape.left + shape.width, shape.top + shape.height
            outside = shape.left < 0 or shape.top < 0 or right > size.slide_width + 9 or foot > size.slide_height + 9
            if outside or (shape.has_text_frame and _needs(shape, face) > _room(shape)[1] + 0.6):
                out.append((slide.shapes.title.text_frame.text, shape.name))
            if shape.has_table and sum(row.height for row in shape.table.rows) + shape.top > size.slide_height:
                out.append((slide.shapes.title.text_frame.text, shape.name))
    return out


def smallest(deck: list[Any]) -> float:
    """The smallest letters in points, those at the foot apart."""
    sizes = [
        int(look.get("sz"))
        for shape in shapes(deck)
        if not (shape.is_placeholder and shape.placeholder_format.type.name in FOOT)
        for look in shape._element.iter(f"{A}rPr")
        if look.get("sz")
    ]
    return min(sizes) / 100


def _needs(shape: Any, face: float) -> float:  # noqa: ANN401  as above
    if shape.is_placeholder and shape.placeholder_format.type.name in FOOT:
        return 0
    wide = _room(shape)[0]
    total = 0.0
    for element in shape._element.iter(f"{A}p"):
        runs = list(element.iter(f"{A}r"))
        look = next((run.find(f"{A}rPr") for run in runs), None)
        size = int(look.get("sz") or _own(shape)) / 100 if look is not None else 0
        edge = element.find(f"{A}pPr")
        inset = int(edge.get("marL", "0")) / EMU if edge is not None else 0
        below = element.find(f"{A}pPr/{A}spcAft/{A}spcPts")
        words = tuple(
            TextRun("\v" if item.tag == f"{A}br" else item.findtext(f"{A}t", ""), bold=_bold(item, shape))
            for item in element.iterchildren(f"{A}r", f"{A}br")
        )
        if words and size:
            total += height([Para(words, Kind.PLAIN)], size, wide - inset, face)
            total += int(below.get("val")) / 100 if below is not None else 0
    return total


def _bold(run: Any, shape: Any) -> bool:  # noqa: ANN401  as above
    look = run.find(f"{A}rPr")
    return (look is not None and look.get("b") == "1") or "TITLE" in (
        shape.placeholder_format.type.name if shape.is_placeholder else ""
    )


def _own(shape: Any) -> str:  # noqa: ANN401  as above
    """The size of the layout, where the slide says none: that of titles alone."""
    layout = shape.part.slide.slide_layout
    places = [item._element for item in layout.placeholders if item.placeholder_format.idx == 0]
    places += [
        item._element for item in layout.slide_master.placeholders if "TITLE" in item.placeholder_format.type.name
    ]
    places.append(layout.slide_master._element.find(f"{P}txStyles/{P}titleStyle"))
    found = [place.find(f".//{A}lvl1pPr/{A}defRPr[@sz]") for place in places]
    return next(str(look.get("sz")) for look in found if look is not None)


def _room(shape: Any) -> tuple[float, float]:  # noqa: ANN401  as above
    insets = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}
    bodies = [shape._element.find(f".//{A}bodyPr")]
    if shape.is_placeholder:
        layout = shape.part.slide.slide_layout
        idx = shape.placeholder_format.idx
        bodies.insert(
            0,
            next(
                (p._element.find(f".//{A}bodyPr") for p in layout.placeholders if p.placeholder_format.idx == idx), None
            ),
        )
    for body in bodies:
        if body is not None:
            insets |= {name: int(body.get(name)) for name in insets if body.get(name) is not None}
    wide = shape.width - insets["lIns"] - insets["rIns"]
    return wide / EMU, (shape.height - insets["tIns"] - insets["bIns"]) / EMU


def _face(slide: Any) -> str:  # noqa: ANN401  as above
    theme = slide.slide_layout.slide_master.part.part_related_by(RT.THEME)
    found = etree.fromstring(theme.blob).find(f".//{A}minorFont/{A}latin")
    return str(found.get("typeface", "")) if found is not None else ""


@cache
def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def many_themes(count: int) -> Corpus:
    pairs = tuple(
        Pair(f"p{at}", f"Hvad er nummer {at}?", f"Det er nummer {at}.", "a", f"tema nummer {at:03}", chosen=True)
        for at in range(count)
    )
    return Corpus("Mange temaer", (Source("a", "A", 200),), pairs, origin="opdigtet")
