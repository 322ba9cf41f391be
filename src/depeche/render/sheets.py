"""Tables as one XLSX workbook: a sheet each, numbers as numbers, and no cell that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import xlsxwriter

Cell = str | int | float | None
NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31  # characters, as spreadsheets allow
WIDEST = 60


class Tab(NamedTuple):
    """A sheet: its name, headings, rows. `wraps` breaks long texts over several lines."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    wraps: bool = False


def workbook(tabs: Iterable[Tab], *, title: str, made_at: datetime) -> bytes:
    """The file. The same tabs, title and moment give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    plain, long = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "text_wrap": True})
    taken: set[str] = set()
    for tab in tabs:
        sheet = book.add_worksheet(sheet_name(tab.name, taken))
        sheet.freeze_panes(1, 0)
        rows = [tuple(tab.head), *tab.rows]
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                look = head if at == 0 else long if tab.wraps else plain
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell, look)
                elif cell is not None:
                    sheet.write_number(at, column, cell, look)
        for column in range(len(tab.head)):
            longest = max((len(str(row[column])) for row in rows if row[column] is not None), default=0)
            sheet.set_column(column, column, min(max(longest + 2, 9), WIDEST))
    book.close()
    return out.getvalue()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a spreadsheet accepts and no other sheet has; case does not tell names apart."""
    plain = NAME.sub(" ", wanted).strip("' ")[:LONGEST_NAME] or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = plain[: LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
