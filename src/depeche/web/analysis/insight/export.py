"""The tables as files: one CSV each, or all of them in one workbook with what they mean. Never persons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from depeche.reading import safe_cell
from depeche.render.sheets import Tab, workbook
from depeche.web.analysis.insight.parts import Entry, Section, Sheet

DECIMALS = 4


def sheets(sections: Iterable[Section]) -> dict[str, Sheet]:
    """Every table with something to show, by its key."""
    return {sheet.key: sheet for section in sections if not section.empty for sheet in section.sheets if sheet.rows}


def csv_file(sheet: Sheet) -> bytes:
    """Semicolons, a byte order mark, and decimals as the reader's language has them: it opens in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(safe_cell, sheet.head))
    for row in sheet.rows:
        writer.writerow([_written(entry) for entry in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _written(entry: Entry) -> str:
    value = _value(entry)
    if isinstance(value, str):
        return safe_cell(value)
    words = str(value)
    return words.replace(".", ",") if (get_language() or "da").startswith("da") else words


def _value(entry: Entry) -> str | int | float:
    if entry.value is None:
        return _("too few")
    if isinstance(entry.value, float):
        return round(entry.value, DECIMALS)
    return entry.value


def xlsx_file(sections: Iterable[Section], *, title: str, now: datetime) -> bytes:
    """A sheet a table, and the definitions last."""
    shown = [section for section in sections if not section.empty]
    tabs = [
        Tab(sheet.key, sheet.head, [[_value(entry) for entry in row] for row in sheet.rows])
        for section in shown
        for sheet in section.sheets
        if sheet.rows
    ]
    meanings = [
        (sheet.key, sheet.title, section.formula, section.note)
        for section in shown
        for sheet in section.sheets
        if sheet.rows
    ]
    few = _("A figure about fewer than five people is not shown, nor one that would give such a figure away.")
    meanings.append((_("too few"), "", few, ""))
    head = (_("Table"), _("Title"), _("Definition"), _("Note"))
    return workbook([*tabs, Tab(_("Definitions"), head, meanings, wraps=True)], title=title, made_at=now)
