"""The elements of a layout as Word's paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import singledispatch
from itertools import pairwise
from typing import Final

from docx.oxml.ns import qn

from depeche.render import layout as lay
from depeche.render.docx import quoting
from depeche.render.docx.added import BAR
from depeche.render.docx.numbering import STEP
from depeche.render.docx.parts import HEADINGS, Part
from depeche.render.docx.tables import table
from depeche.render.docx.writer import CODE_FACE, Entry, Writer, bookmark_name
from depeche.render.docx.xml import Element, el, is_paragraph, is_table, paragraph, put

CONTENTS_DEPTH: Final = 2  # levels of headings that stand in the table of contents
AFTER_TABLE: Final = 240  # twentieths of a point above what follows a table


def blocks(found: Iterable[lay.Element], writer: Writer) -> list[Element]:
    """Elements in order; tables that would grow together are held apart by their captions."""
    out: list[Element] = []
    ruled = False
    for item in found:
        if isinstance(item, lay.Rule):
            ruled = True
            continue
        made = list(block(item, writer))
        if isinstance(item, lay.TableElement) and item.caption and out and is_table(out[-1]):
            made.insert(0, _caption(item.caption, "", writer))
        if ruled and made and is_paragraph(made[0]):
            put(made[0], el("w:pBdr", el("w:top", val="single", sz=6, space=8, color=writer.palette.line)))
            ruled = False
        out += made
    return out


def space_tables(parent: Element) -> None:
    """Room above what follows a table in `parent`, since a table has none below it. Headings bring their own."""
    for before, after in pairwise(parent):
        if is_table(before) and is_paragraph(after) and not _is_heading(after):
            spacing = after.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
            room = el("w:spacing") if spacing is None else copy(spacing)
            room.set(qn("w:before"), str(AFTER_TABLE))
            put(after, room)


def _is_heading(element: Element) -> bool:
    return element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None


@singledispatch
def block(item: lay.Element, _writer: Writer) -> Iterable[Element]:
    raise TypeError(f"nothing in Word for {type(item).__name__}")


@block.register
def _paragraph(item: lay.Paragraph, writer: Writer) -> Iterable[Element]:
    part = Part.NOTE if item.role is lay.Role.QUIET else Part.BODY
    made = paragraph(writer.styles.of(part), writer.runs(item.runs))
    if item.role is lay.Role.LEAD:
        put(made, el("w:keepNext"))
    return [made]


@block.register
def _heading(item: lay.Heading, writer: Writer) -> Iterable[Element]:
    return [heading(item.text, item.level - 1, writer)]


def heading(text: str, level: int, writer: Writer, anchor: str = "") -> Element:
    """A heading of Word's, at most one level below the last; those of the first two stand in the contents."""
    level = max(1, min(level, writer.level + 1, len(HEADINGS)))
    writer.level = level
    part = HEADINGS[level - 1]
    content = [writer.run(text)]
    names = [bookmark_name(anchor)] if anchor else []
    if level <= CONTENTS_DEPTH:
        names.append(f"_Toc{writer.number():08d}")
        writer.entries.append(Entry(level, text, names[-1]))
    made = paragraph(writer.styles.of(part), writer.bookmarked(content, *names))
    put(made, el("w:keepNext"))
    put(made, el("w:outlineLvl", val=level - 1))
    return made


@block.register
def _listing(item: lay.Listing, writer: Writer) -> Iterable[Element]:
    return _items(item, writer, 0)


def _items(item: lay.Listing, writer: Writer, depth: int) -> list[Element]:
    part = Part.NUMBERS if item.ordered else Part.BULLETS
    own = 0 if depth else writer.styles.lists.get(part, 0)
    if item.ordered:
        number = writer.numbering.again(own, item.start) if own else writer.numbering.numbers(item.start)
    else:
        number = 0 if own else writer.numbering.bullets
    out: list[Element] = []
    for entry in item.items:
        for at, inner in enumerate(entry):
            if isinstance(inner, lay.Listing):
                out += _items(inner, writer, depth + 1)
                continue
            made = list(block(inner, writer))
            if at == 0 and isinstance(inner, lay.Paragraph):
                made = [_entry(inner, part, number, depth, writer, placed=bool(own))]
            elif isinstance(inner, lay.Paragraph):
                put(made[0], el("w:ind", left=STEP * (depth + 1)))
            out += made
    return out


def _entry(item: lay.Paragraph, part: Part, number: int, depth: int, writer: Writer, *, placed: bool) -> Element:
    """`placed`: the template's own list says where its entries stand; at the first level its bullets and numbers are
    used, ours below it.
    """
    made = paragraph(writer.styles.of(part), writer.runs(item.runs))
    if number:
        put(made, el("w:numPr", el("w:ilvl", val=depth), el("w:numId", val=number)))
    if not placed:
        put(made, el("w:ind", left=STEP * (depth + 1), hanging=STEP))
    return made


@block.register
def _block_quote(item: lay.BlockQuote, writer: Writer) -> Iterable[Element]:
    out = blocks(item.elements, writer)
    for made in out:
        style = made.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == writer.styles.of(Part.BODY):
            style.set(qn("w:val"), writer.styles.of(Part.QUOTE))
    return out


@block.register
def _preformatted(item: lay.Preformatted, writer: Writer) -> Iterable[Element]:
    face = el("w:rFonts", ascii=CODE_FACE, hAnsi=CODE_FACE, cs=CODE_FACE)
    return [paragraph(writer.styles.of(Part.BODY), [writer.run(item.text, face)], el("w:jc", val="left"))]


@block.register
def _rule(_item: lay.Rule, _writer: Writer) -> Iterable[Element]:
    return []  # it is drawn above what follows: see blocks()


@block.register
def _table(item: lay.TableElement, writer: Writer) -> Iterable[Element]:
    title = item.caption or item.table.head[0]
    return [table(item.table, writer, title=title, description="", names=item.names, narrow=item.narrow)]


@block.register
def _chart(item: lay.ChartElement, writer: Writer) -> Iterable[Element]:
    """Its title, the picture, its source, and the same figures as a table."""
    chart = item.chart
    picture = paragraph(
        writer.styles.of(Part.BODY),
        [writer.picture(writer.draw(chart, item.compact))],
        el("w:keepNext"),
        el("w:spacing", before=0, after=60, line=240, lineRule="auto"),
        el("w:ind", left=0, firstLine=0),
        el("w:jc", val="left"),
    )
    note = paragraph(writer.styles.of(Part.NOTE), [writer.run(chart.note)], el("w:keepNext"))
    figures = table(chart.table, writer, title=chart.title, description=chart.subtitle, names=1, narrow=item.compact)
    return [_caption(chart.title, chart.subtitle, writer), picture, note, figures]


def _caption(title: str, subtitle: str, writer: Writer) -> Element:
    content = [writer.run(title, el("w:b"), el("w:bCs"))]
    if subtitle:
        content.append(writer.run(f"{'' if title.endswith(('.', '?', '!')) else '.'} {subtitle}"))
    return paragraph(writer.styles.of(Part.CAPTION), content, el("w:keepNext"))


@block.register
def _columns(item: lay.Columns, writer: Writer) -> Iterable[Element]:
    """Below each other: two columns in Word are a table, which is read aloud as one."""
    return [made for column in item.columns for made in blocks(column, writer)]


@block.register
def _facts(item: lay.Facts, writer: Writer) -> Iterable[Element]:
    bold = (el("w:b"), el("w:bCs"), writer.colour(writer.palette.quiet))
    return [paragraph(writer.styles.of(Part.BODY), writer.runs(item.runs, *bold), el("w:keepNext"))]


@block.register
def _pair(item: lay.Pair, writer: Writer) -> Iterable[Element]:
    return quoting.pair(item, writer)


@block.register
def _asked(item: lay.Asked, writer: Writer) -> Iterable[Element]:
    return quoting.asked(item, writer)


@block.register
def _box(item: lay.Box, writer: Writer) -> Iterable[Element]:
    """Set apart by a bar and a tone; its paragraphs stay paragraphs."""
    out = blocks(item.elements, writer)
    for made in filter(is_paragraph, out):
        bar = el("w:left", val="single", sz=24, space=8, color=writer.palette.accent)
        put(made, el("w:pBdr", bar))
        if item.kind is not lay.BoxKind.METHOD:
            put(made, el("w:shd", val="clear", color="auto", fill=writer.palette.wash))
        if made.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None:
            put(made, el("w:ind", left=BAR, right=BAR))
    return out
