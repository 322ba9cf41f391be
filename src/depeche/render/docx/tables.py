"""Tables of figures: a heading row that comes again on each page, widths by what stands in them, words beside them."""

from __future__ import annotations

from typing import Final

from depeche.render.charts import Table
from depeche.render.docx.parts import Part
from depeche.render.docx.writer import Writer
from depeche.render.docx.xml import Element, el, paragraph, put

LETTER: Final = 6.0  # width of one in twentieths of a point, on average, for each half point of its size
BOLD: Final = 1.35  # of a heading, and room for words of wide letters
PADDING: Final = 220  # of a cell, left and right together
LEAST: Final = 900  # twentieths of a point: the narrowest column
WHOLE: Final = 12  # rows that are kept on one page


def table(found: Table, writer: Writer, *, title: str, description: str, names: int, narrow: bool) -> Element:
    """`names` columns at the left are words, the others numbers and stand to the right."""
    widths = _widths(found, writer, names, narrow=narrow)
    look = el("w:tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1)
    properties = el(
        "w:tblPr",
        el("w:tblStyle", val=writer.styles.of(Part.TABLE)),
        el("w:tblW", w=sum(widths), type="dxa"),
        el("w:tblLayout", type="fixed"),
        look,
        el("w:tblCaption", val=title),
        el("w:tblDescription", val=description),
    )
    grid = el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths))
    together = len(found.rows) <= WHOLE
    rows = [_row(found.head, widths, names, writer, head=True, stays=True)]
    last = len(found.rows) - 1
    for at, row in enumerate(found.rows):
        rows.append(_row(row, widths, names, writer, head=False, stays=together and at < last))
    return el("w:tbl", properties, grid, *rows)


def _row(cells: tuple[str, ...], widths: list[int], names: int, writer: Writer, *, head: bool, stays: bool) -> Element:
    """`stays`: on the page of the row below."""
    properties = el("w:trPr", el("w:cantSplit"), *([el("w:tblHeader")] if head else []))
    made = el("w:tr", properties)
    for at, (text, width) in enumerate(zip(cells, widths, strict=True)):
        inner = _cell(text, writer, head=head)
        inner_properties = [el("w:spacing", before=30, after=30), el("w:jc", val="left" if at < names else "right")]
        if stays:
            inner_properties.append(el("w:keepNext"))
        line = paragraph(writer.styles.of(Part.BODY), inner)
        for item in inner_properties:
            put(line, item)
        made.append(el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), line))
    return made


def _cell(text: str, writer: Writer, *, head: bool) -> list[Element]:
    """What follows a line break is said smaller."""
    name, _, more = text.partition("\n")
    made = [writer.run(name, *([el("w:b"), el("w:bCs")] if head else []))]
    if more:
        second = writer.run(more, writer.colour(writer.palette.quiet), *writer.size(17))
        second.insert(1, el("w:br"))  # after the properties
        made.append(second)
    return made


def _widths(found: Table, writer: Writer, names: int, *, narrow: bool) -> list[int]:
    """Numbers get what they need, words share the rest by their length; never wider than the text."""
    room, letter = writer.width, LETTER * writer.body_size
    columns = list(zip(found.head, *found.rows, strict=True))
    wanted = [_wanted(column, room, letter, is_name=at < names) for at, column in enumerate(columns)]
    spare = room - sum(wanted)
    if spare >= 0 and (narrow or (names >= len(columns) and len(columns) > 3)):
        return wanted
    if spare >= 0:
        wanted[0] += spare
        return wanted
    whole = sum(wanted)
    scaled = [max(LEAST, width * room // whole) for width in wanted]
    over = sum(scaled) - room
    if over > 0:
        widest = max(range(len(scaled)), key=scaled.__getitem__)
        scaled[widest] = max(LEAST, scaled[widest] - over)
    return scaled


def _wanted(column: tuple[str, ...], room: int, letter: float, *, is_name: bool) -> int:
    """What the longest line asks for; at the least what the longest word of the heading does."""
    longest = max(len(line) for text in column[1:] or ("",) for line in text.split("\n"))
    head = max((len(word) for word in column[0].split()), default=0)
    width = max(LEAST, int(longest * letter) + PADDING, int(head * letter * BOLD) + PADDING)
    whole = max(width, int(len(column[0]) * letter * BOLD) + PADDING)
    return min(whole, room * 2 // 3) if is_name else max(width, min(whole, room // 5))
