"""The table of contents: a field that Word can update, its lines written out so that they show before it does."""

from __future__ import annotations

from typing import Final

from docx.oxml.ns import qn

from depeche.render.docx.writer import Entry, Writer
from depeche.render.docx.xml import Element, el, field, paragraph, put, run_of

FEWEST: Final = 5  # headings below which a table of contents only takes up room
INSTRUCTION: Final = 'TOC \\o "1-2" \\h \\z \\u'


def contents(writer: Writer, title: str, *, titled: bool, new_page: bool) -> list[Element]:
    """As a block that Word knows for a table of contents; nothing where there is little to list.

    The lines lead to their headings by a click. The number of a page is known to nobody but the program that sets the
    text: it stands in a field that Word fills when it prints or updates.
    """
    if len(writer.entries) < FEWEST:
        return []
    lines = [_line(entry, writer) for entry in writer.entries]
    begin, asked, separate, end = field(INSTRUCTION, ())
    at = _first_run(lines[0])
    for made in (begin, asked, separate):
        lines[0].insert(at, made)
        at += 1
    lines[-1].append(end)
    head = []
    if titled:
        head = [paragraph(writer.styles.toc_heading, [writer.run(title)], el("w:keepNext"))]
        if new_page:
            put(head[0], el("w:pageBreakBefore"))
    gallery = el("w:docPartObj", el("w:docPartGallery", val="Table of Contents"), el("w:docPartUnique"))
    block = el("w:sdt", el("w:sdtPr", el("w:id", val=writer.number()), gallery), el("w:sdtContent", *head, *lines))
    return [block]


def _line(entry: Entry, writer: Writer) -> Element:
    page = field(f"PAGEREF {entry.anchor} \\h", [])
    link = el("w:hyperlink", writer.run(entry.text), run_of(el("w:tab")), *page, anchor=entry.anchor, history=1)
    made = paragraph(writer.styles.toc[entry.level - 1], [link])
    put(made, el("w:tabs", el("w:tab", val="right", leader="none", pos=writer.width)))
    return made


def _first_run(line: Element) -> int:
    """Where the text of a paragraph begins: after its properties."""
    return 1 if line.find(qn("w:pPr")) is not None else 0
