"""Tables as PowerPoint's own: a heading row that is marked as one, thin lines, as many rows as a slide holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from lxml import etree
from pptx.slide import Slide
from pptx.table import _Cell

from depeche.render.charts import Table
from depeche.render.pptx.design_xml import A
from depeche.render.pptx.ink import paragraph, solid
from depeche.render.pptx.layouts import EMU, emu
from depeche.render.pptx.measure import LEAST, Kind, Para, Rect, TextRun, height, width

ROWS: Final = 12  # of a slide, whatever there is room for
COLUMNS: Final = 6  # of figures beside each other
SIZES: Final = (18, 16, 14)
_PAD: Final = 5.0  # points above and below a row's text
_ASIDE: Final = 8.0  # points left and right of it
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_NARROWEST: Final = 64.0
_SPARE: Final = 0.35  # of the width, given to the names so that the figures stand apart


class Sheet(NamedTuple):
    """What one slide shows of a table: heading, rows and how wide each column is, in points."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    names: int
    size: int
    stretch: float = 1.0

    @property
    def high(self) -> float:
        return sum(_row_height(row, self) for row in (self.head, *self.rows))


def sheets(table: Table, names: int, box: Rect, stretch: float = 1.0) -> list[Sheet]:
    """A table over as many slides as it needs; each has the names of its rows and the heading."""
    count = len(table.head)
    names = min(names, count)
    figures = list(range(names, count))
    groups = [figures[at : at + COLUMNS] for at in range(0, len(figures), COLUMNS)] or [[]]
    out: list[Sheet] = []
    for group in groups:
        chosen = [*range(names), *group]
        head = tuple(table.head[at] for at in chosen)
        rows = tuple(tuple(row[at] for at in chosen) for row in table.rows)
        out += _paged(head, rows, names, box, stretch)
    return out


def _paged(
    head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], names: int, box: Rect, stretch: float
) -> list[Sheet]:
    for size in SIZES:
        widths = _widths(head, rows, names, size, box.width, stretch)
        whole = Sheet(head, rows, widths, names, size, stretch)
        if len(rows) <= ROWS and whole.high <= box.height:
            return [whole]
    size = SIZES[1] if max(map(len, (cell for row in rows for cell in row)), default=0) < 40 else LEAST
    widths = _widths(head, rows, names, size, box.width, stretch)
    kept = _shortened(rows, Sheet(head, (), widths, names, size, stretch), box)
    parts = _parted(kept, ROWS, Sheet(head, (), widths, names, size, stretch), box)
    even = -(-len(kept) // len(parts)) if parts else ROWS
    fair = _parted(kept, even, Sheet(head, (), widths, names, size, stretch), box)
    chosen = fair if len(fair) <= len(parts) else parts
    return [Sheet(head, tuple(part), widths, names, size, stretch) for part in chosen] or [
        Sheet(head, (), widths, names, size, stretch)
    ]


def _parted(rows: Sequence[tuple[str, ...]], most: int, sheet: Sheet, box: Rect) -> list[list[tuple[str, ...]]]:
    """Rows by slide: at most so many, and no more than fit."""
    out: list[list[tuple[str, ...]]] = []
    for row in rows:
        if out and len(out[-1]) < most and sheet._replace(rows=(*out[-1], row)).high <= box.height:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _shortened(rows: Sequence[tuple[str, ...]], sheet: Sheet, box: Rect) -> list[tuple[str, ...]]:
    """Rows of which none is higher than a slide: a name that is gets an ellipsis."""
    room = box.height - _row_height(sheet.head, sheet)
    out = []
    for row in rows:
        kept = row
        while _row_height(kept, sheet) > room:
            kept = tuple(f"{cell[: len(cell) * 2 // 3]}…" if len(cell) > 40 else cell for cell in kept)
            if all(len(cell) <= 41 for cell in kept):
                break
        out.append(kept)
    return out


def _widths(
    head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], names: int, size: int, room: float, stretch: float
) -> tuple[float, ...]:
    """Every column as wide as its longest text where there is room; else no narrower than its longest word."""
    wanted: list[float] = []
    least: list[float] = []
    for at in range(len(head)):
        cells = [head[at], *(line for row in rows for line in row[at].split("\n"))]
        longest = max(width(cell, size, bold=True) for cell in cells) * stretch
        word = max((width(word, size, bold=True) for cell in cells for word in cell.split()), default=0.0) * stretch
        wanted.append(max(longest + 2 * _ASIDE + 2, _NARROWEST))
        least.append(min(max(word + 2 * _ASIDE + 2, _NARROWEST), room / 3, wanted[-1]))
    if sum(wanted) <= room:
        spare = min(room - sum(wanted), _SPARE * room) if names else 0.0
        return (wanted[0] + spare, *wanted[1:])
    if sum(least) >= room:
        return tuple(one * room / sum(least) for one in least)
    more = [one - other for one, other in zip(wanted, least, strict=True)]
    share = (room - sum(least)) / sum(more)
    return tuple(one + extra * share for one, extra in zip(least, more, strict=True))


def _row_height(row: Sequence[str], sheet: Sheet) -> float:
    return 2 * _PAD + max(
        height(cell_paras(cell), sheet.size, wide - 2 * _ASIDE, sheet.stretch)
        for cell, wide in zip(row, sheet.widths, strict=True)
    )


def cell_paras(cell: str) -> list[Para]:
    """A cell's lines; what follows a line break is said quietly."""
    first, *more = cell.split("\n")
    return [Para((TextRun(first),)), *(Para((TextRun(line, quiet=True),), Kind.QUIET) for line in more if line)]


def draw(slide: Slide, sheet: Sheet, box: Rect, lang: str) -> etree._Element:
    """The table at its place: the frame that holds it."""
    rows = (sheet.head, *sheet.rows)
    frame = slide.shapes.add_table(
        len(rows), len(sheet.head), emu(box.left), emu(box.top), emu(sum(sheet.widths)), emu(sheet.high)
    )
    table = frame.table
    table.first_row, table.horz_banding, table.first_col = True, False, bool(sheet.names)
    style = frame._element.find(f".//{{{A}}}tableStyleId")
    if style is not None:
        style.text = _NO_STYLE
    for at, value in enumerate(sheet.widths):
        table.columns[at].width = emu(value)
    for at, row in enumerate(rows):
        table.rows[at].height = emu(_row_height(row, sheet))
        for column, text in enumerate(row):
            _write(table.cell(at, column), text, sheet, lang, head=not at, figure=column >= sheet.names)
    return frame._element


def _write(cell: _Cell, text: str, sheet: Sheet, lang: str, *, head: bool, figure: bool) -> None:
    element = cell._tc
    body = element.get_or_add_txBody()
    for old in body.findall(f"{{{A}}}p"):
        body.remove(old)
    for para in cell_paras(text):
        bold = Para(tuple(TextRun(run.text, bold=head, quiet=run.quiet) for run in para.runs), para.kind)
        made = paragraph(bold, sheet.size, lang, None, last=True)
        if figure:
            made[0].set("algn", "r")
        body.append(made)
    look = element.get_or_add_tcPr()
    for side, value in (("marL", _ASIDE), ("marR", _ASIDE), ("marT", _PAD), ("marB", _PAD)):
        look.set(side, str(round(value * EMU)))
    look.set("anchor", "b" if head else "t")
    line = etree.SubElement(look, f"{{{A}}}lnB", w=str(round((1.5 if head else 0.5) * EMU)))
    line.append(solid("accent1" if head else "tx1"))
    if not head:
        etree.SubElement(line[0][0], f"{{{A}}}alpha", val="35000")
    etree.SubElement(look, f"{{{A}}}noFill")
