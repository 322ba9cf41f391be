"""The tables of a report as one workbook: a sheet of definitions first, then a sheet a table, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import xlsxwriter

from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Standing
from depeche.render import style
from depeche.render.data_tables import DataCell, DataColumn, DataTable, Kind, data_tables
from depeche.render.data_words import OTHER
from depeche.render.sheets import WIDEST, sheet_name

DAY: Final = "yyyy-mm-dd"
A4: Final = 9


class _Look(NamedTuple):
    title: Any
    head: Any
    plain: Any
    long: Any
    held: Any
    day: Any
    whole: Any


def render_xlsx(report: Report, *, made_at: datetime) -> bytes:
    """The workbook. The same report and moment give the same bytes. Nothing in it runs: no formula, no link."""
    tables = data_tables(report)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title, "created": made_at.replace(tzinfo=None)})
    look = _Look(
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
        book.add_format({"valign": "top"}),
        book.add_format({"valign": "top", "text_wrap": True}),
        book.add_format({"valign": "top", "italic": True, "font_color": style.QUIET}),
        book.add_format({"valign": "top", "num_format": DAY}),
        book.add_format({"valign": "top", "num_format": "#,##0"}),
    )
    contents = OTHER[report.language]["contents"]
    taken = {contents.casefold()}
    first = book.add_worksheet(contents)
    _on_paper(first)
    names = [sheet_name(table.title, taken) for table in tables]
    _definitions(first, report, list(zip(names, tables, strict=True)), look)
    for name, table in zip(names, tables, strict=True):
        sheet = book.add_worksheet(name)
        _on_paper(sheet)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.title, look.head)
            number = book.add_format({"valign": "top", "num_format": _format(column)})
            cells = [row[at] for row in table.rows]
            for line, cell in enumerate(cells, start=1):
                _write(sheet, (line, at), cell, column, look, number, report.language)
            longest = max((len(str(cell.value)) for cell in cells if cell.value is not None), default=0)
            sheet.set_column(at, at, min(max(longest, len(column.title), 9) + 2, WIDEST))
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _on_paper(sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    """A4 across, as wide as the page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _format(column: DataColumn) -> str:
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")


def _write(
    sheet: Any,  # noqa: ANN401 - as above
    place: tuple[int, int],
    cell: DataCell,
    column: DataColumn,
    look: _Look,
    number: Any,  # noqa: ANN401 - as above
    language: str,
) -> None:
    if cell.standing is not Standing.KNOWN or cell.value is None:
        sheet.write_string(*place, phrase(language, f"figure_{cell.standing}"), look.held)
    elif column.kind is Kind.DAY:
        sheet.write_datetime(*place, date.fromisoformat(str(cell.value)), look.day)
    elif isinstance(cell.value, str):
        sheet.write_string(*place, cell.value, look.long if len(cell.value) > WIDEST else look.plain)
    else:
        counted = isinstance(cell.value, int)  # a count among shares and measures shows no decimals
        sheet.write_number(*place, cell.value, look.whole if counted else number)


def _definitions(sheet: Any, report: Report, tables: Sequence[tuple[str, DataTable]], look: _Look) -> None:  # noqa: ANN401 - as above
    """What the workbook holds, what each column means, and what stands in place of a figure."""
    said = OTHER[report.language]
    head = [said[key] for key in ("table", "column", "key", "means", "unit", "rows")]
    lines: list[tuple[tuple[str | int, ...], Any]] = [
        ((report.title,), look.title),
        ((said["made_of"].format(title=report.title),), look.plain),
        ((phrase(report.language, "reservation"),), look.plain),
        ((), look.plain),
        *(((phrase(report.language, f"figure_{it}"), said[f"{it}_means"]), look.plain) for it in ("hidden", "unknown")),
        ((), look.plain),
        (tuple(head), look.head),
    ]
    for name, table in tables:
        lines.append(((name, "", table.name, table.means, "", len(table.rows)), look.long))
        lines += [((name, one.title, one.key, one.means, one.unit), look.long) for one in table.columns]
    for at, (cells, form) in enumerate(lines):
        for column_at, cell in enumerate(cells):
            write = sheet.write_number if isinstance(cell, int) else sheet.write_string
            write(at, column_at, cell, form)
    for at, wide in enumerate((26, 22, 22, 80, 14, 9)):
        sheet.set_column(at, at, wide)
