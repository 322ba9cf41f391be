"""The report as a Word document, in our template or in a customer's."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.coreprops import CoreProperties
from docx.oxml.ns import qn

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.render.arrange import layout
from depeche.render.charts import Chart
from depeche.render.dates import long_date
from depeche.render.docx.added import ensure_styles
from depeche.render.docx.blocks import blocks, heading, space_tables
from depeche.render.docx.builtin import TEXT, builtin_template
from depeche.render.docx.contents import FEWEST, contents
from depeche.render.docx.found import opened, styles_of
from depeche.render.docx.numbering import Numbering
from depeche.render.docx.palette import palette_of
from depeche.render.docx.parts import Part
from depeche.render.docx.places import Found, Place, fill, is_blank
from depeche.render.docx.writer import Writer
from depeche.render.docx.xml import Element, el, is_paragraph, is_table, paragraph, put, text_of
from depeche.render.layout import Layout
from depeche.render.office import Picture, chart_picture, language_tag, set_properties, settled
from depeche.render.pdf_blocks import brisk
from depeche.render.signs import clean
from depeche.render.style import NARROW, WIDE

NARROWEST: Final = 2_000  # twentieths of a point; a template that leaves less room is a mistake
GUTTER: Final = 360  # between columns
SMALLER: Final = 0.8  # pictures in a report of few pages
COVER: Final = 2_400  # above the title of a report that has pages enough for a cover


def render_docx(
    source: Layout | Report, template: bytes | None = None, choices: Mapping[str, str] | None = None
) -> bytes:
    """The document; the same report and template give the same bytes.

    `template` is a customer's .docx or .dotx: its styles, headers, footers, cover and set-up are kept, and the report
    stands where it says {{rapport}}, else at its end. `choices` are {part: name of a style} where the styles found
    are not the ones wanted. OfficeError where the template cannot be used.
    """
    laid = source if isinstance(source, Layout) else layout(source)
    report = laid.report
    own = template is None
    page = phrase(report.language, "page")
    close = own and brisk(laid)
    base = builtin_template(report.language, page, brisk=close) if template is None else template
    document = opened(base)
    palette = palette_of(document)
    found = styles_of(document, choices or {})
    blank = is_blank(document)
    places = fill(document, _values(laid))
    size = _size(document)
    writer = Writer(
        document=document,
        styles=ensure_styles(document, found, palette, report.language, size),
        palette=palette,
        numbering=Numbering(document),
        language=language_tag(report.language),
        text_language=language_tag(report.text_language),
        words=partial(phrase, report.language),
        draw=_draw,
        width=_width(document, places),
        body_size=size,
        largest=SMALLER if close else 1.0,
        anchors=frozenset(section.id for section in laid.sections),
    )
    writer.start_numbers(_largest_id(document))
    sections = _sections(laid, writer)
    front = _front(laid, writer, places, own=own)
    _place(document, places, front, sections, laid, writer, blank=blank)
    _speak(document, report, own=own)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _draw(chart: Chart, compact: bool) -> Picture:  # noqa: FBT001  a callback of one caller
    return chart_picture(chart, NARROW if compact else WIDE)


def _values(laid: Layout) -> dict[Place, str]:
    report = laid.report
    values = {
        Place.TITLE: report.title,
        Place.SUBTITLE: report.subtitle,
        Place.PUBLISHER: report.publisher,
        Place.DATE: long_date(report.date, report.language) if report.date else "",
        Place.REPORT: "",
        Place.CONTENTS: "",
    }
    return {place: clean(text) for place, text in values.items()}


def _front(laid: Layout, writer: Writer, places: Found, *, own: bool) -> list[Element]:
    """What the template's cover does not say itself, and the method in brief."""
    report = laid.report
    out: list[Element] = []
    if Place.TITLE not in places.told:
        kind = writer.run(laid.kind, el("w:b"), el("w:bCs"), writer.colour(writer.palette.quiet))
        out.append(paragraph(writer.styles.of(Part.BODY), [kind], el("w:keepNext")))
        if own and len(writer.entries) >= FEWEST:
            put(out[0], el("w:spacing", before=COVER, after=140))
            put(out[0], el("w:pBdr", el("w:top", val="single", sz=36, space=12, color=writer.palette.accent)))
        out.append(paragraph(writer.styles.of(Part.TITLE), [writer.run(report.title)]))
    if report.subtitle and Place.SUBTITLE not in places.told:
        out.append(paragraph(writer.styles.of(Part.SUBTITLE), [writer.run(report.subtitle)]))
    if laid.imprint and not places.told & {Place.PUBLISHER, Place.DATE}:
        out.append(paragraph(writer.styles.of(Part.BODY), [writer.run(laid.imprint)]))
    return [*out, paragraph(writer.styles.of(Part.BODY), writer.runs(laid.brief))]


def _sections(laid: Layout, writer: Writer) -> list[Element]:
    out: list[Element] = []
    for section in laid.sections:
        made = [heading(section.title, section.level, writer, section.id)] if section.title else []
        made += blocks(section.elements, writer)
        if made and section.new_page and is_paragraph(made[0]):
            put(made[0], el("w:pageBreakBefore"))
        out += made
    return out


def _place(
    document: WordDocument,
    places: Found,
    front: list[Element],
    sections: list[Element],
    laid: Layout,
    writer: Writer,
    *,
    blank: bool,
) -> None:
    """Everything where it belongs: contents in the template's own place or after the front, the rest at {{rapport}}."""
    own_contents = places.blocks.get(Place.CONTENTS, ())
    listed = contents(writer, laid.contents, titled=not own_contents, new_page=Place.TITLE not in places.told)
    inner = [*front, *([] if own_contents else listed), *sections]
    if own_contents:
        _replace(own_contents, listed, words_stay=False)
    body = document.element.body
    marked = places.blocks.get(Place.REPORT, ())
    if marked:
        _replace(marked, inner, words_stay=True)
    else:
        if blank:
            for line in body.findall(qn("w:p")):
                body.remove(line)
        else:
            put(next(item for item in inner if is_paragraph(item)), el("w:pageBreakBefore"))
        end = body.find(qn("w:sectPr"))
        for item in inner:
            end.addprevious(item) if end is not None else body.append(item)
    for parent in {item.getparent() for item in inner}:
        _close(parent)


def _replace(marked: tuple[Element, ...], made: list[Element], *, words_stay: bool) -> None:
    """`made` in the place of the marked blocks; the end of a section that one of them held is kept.

    `words_stay`: a paragraph that says more than the mark stays below.
    """
    first = marked[0]
    more = words_stay and is_paragraph(first) and bool(text_of(first).strip())
    for item in made:
        first.addprevious(item)
    for item in marked:
        ends = item.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        parent = item.getparent()
        if ends is None and parent is not None and not (item is first and more):
            parent.remove(item)


def _close(parent: Element | None) -> None:
    """A cell, and the text as a whole, end with a paragraph: Word wants one below a table."""
    if parent is None:
        return
    space_tables(parent)
    last = next((item for item in reversed(parent) if item.tag != qn("w:sectPr")), None)
    if last is not None and is_table(last):
        last.addnext(el("w:p", el("w:pPr", el("w:spacing", before=0, after=0, line=20, lineRule="exact"))))


def _width(document: WordDocument, places: Found) -> int:
    """The width of the text where the report goes, in twentieths of a point."""
    body = document.element.body
    marked = places.blocks.get(Place.REPORT, ())
    section = None
    if marked:
        for item in (marked[0], *marked[0].itersiblings()):
            section = item.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if is_paragraph(item) else None
            if section is not None:
                break
    section = section if section is not None else body.find(qn("w:sectPr"))
    if section is None:
        return TEXT
    size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margin is None:
        return TEXT
    try:
        width = int(size.get(qn("w:w"), "")) - int(margin.get(qn("w:left"), "")) - int(margin.get(qn("w:right"), ""))
    except ValueError:
        return TEXT
    columns = section.find(qn("w:cols"))
    told = columns.get(qn("w:num"), "1") if columns is not None else "1"
    several = max(1, int(told)) if told.isdigit() else 1
    return max(NARROWEST, width // several - (GUTTER if several > 1 else 0))


def _size(document: WordDocument) -> int:
    """Of the letters of ordinary text, in half points; what Word takes where nobody says is 20."""
    styles = document.styles.element
    default = next((item for item in styles.style_lst if item.get(qn("w:default")) in {"1", "true"}), None)
    for place in (default, styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")):
        told = place.find(f"{qn('w:rPr')}/{qn('w:sz')}") if place is not None else None
        if told is not None and told.get(qn("w:val"), "").isdigit():
            return int(told.get(qn("w:val"), ""))
    return 20


def _largest_id(document: WordDocument) -> int:
    """So that no bookmark and no drawing of ours bears the number of one of the template's."""
    found = document.element.xpath(".//w:bookmarkStart/@w:id | .//wp:docPr/@id")
    return max((int(value) for value in found if value.isdigit() and len(value) < 9), default=0)


def _speak(document: WordDocument, report: Report, *, own: bool) -> None:
    """The language of the document as a whole, and what the file says of itself."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and not own:
        spoken = defaults.find(qn("w:lang"))
        if spoken is None:
            spoken = el("w:lang")
            defaults.append(spoken)
        spoken.set(qn("w:val"), language_tag(report.language))
    core: CoreProperties = document.core_properties
    set_properties(core, report)
