"""The tables of a report as text: in the Danish convention, or plain, each a zip that says what is in it.

Danish: semicolons, decimal commas, UTF-8 with a mark, as spreadsheets in Denmark open it. Plain: commas, decimal
points, UTF-8 without a mark, and datapackage.json of Frictionless Data (https://specs.frictionlessdata.io). Both: CRLF,
ISO dates, and no cell that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from depeche.core.cells import safe_cell
from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Standing
from depeche.render.data_tables import DataCell, DataTable, Kind, data_tables
from depeche.render.data_words import OTHER

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of every member, so that the same report gives the same bytes
MISSING: Final = ("", "hidden", "unknown")  # in plain files; `hidden` is held back, `unknown` is not in the material
TYPES: Final = {Kind.TEXT: "string", Kind.DAY: "date"}


class Convention(StrEnum):
    DANISH = "danish"
    PLAIN = "plain"


def render_csv_zip(report: Report, convention: Convention) -> bytes:
    """One file a table, and README.txt; with plain ones datapackage.json."""
    tables = data_tables(report)
    members = [(f"{table.name}.csv", table_csv(table, convention, report.language)) for table in tables]
    members.append(("README.txt", _readme(report, tables, convention)))
    if convention is Convention.PLAIN:
        members.append(("datapackage.json", _datapackage(report, tables)))
    return packed(members)


def table_csv(table: DataTable, convention: Convention, language: str) -> bytes:
    """One table. Headings are for people in the Danish convention, the names of the columns in plain files."""
    danish = convention is Convention.DANISH
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if danish else ",", lineterminator="\r\n")
    writer.writerow([safe_cell(column.title) if danish else column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(cell, language, danish=danish) for cell in row])
    return (b"\xef\xbb\xbf" if danish else b"") + out.getvalue().encode()


def _cell(cell: DataCell, language: str, *, danish: bool) -> str:
    if cell.standing is not Standing.KNOWN or cell.value is None:
        return phrase(language, f"figure_{cell.standing}") if danish else str(cell.standing)
    if isinstance(cell.value, str):
        return safe_cell(cell.value)
    number = repr(cell.value) if isinstance(cell.value, int) else f"{cell.value:.6f}".rstrip("0").rstrip(".")
    return number.replace(".", ",") if danish else number


def _readme(report: Report, tables: Iterable[DataTable], convention: Convention) -> bytes:
    said, language = OTHER[report.language], report.language
    lines = [report.title, "", said["made_of"].format(title=report.title), phrase(language, "reservation"), ""]
    for name in ("hidden", "unknown"):
        marker = phrase(language, f"figure_{name}") if convention is Convention.DANISH else name
        lines.append(f"{marker}: {said[f'{name}_means']}")
    for table in tables:
        lines += ["", f"{table.name}.csv: {table.title}. {table.means}"]
        for column in table.columns:
            name = column.title if convention is Convention.DANISH else column.key
            unit = f" [{column.unit}]" if column.unit else ""
            lines.append(f"  {name}: {column.means}{unit}")
    mark = b"\xef\xbb\xbf" if convention is Convention.DANISH else b""
    return mark + ("\r\n".join(lines) + "\r\n").encode()


def _datapackage(report: Report, tables: Iterable[DataTable]) -> bytes:
    package = {
        "profile": "tabular-data-package",
        "name": "depeche-report",
        "title": report.title,
        "description": OTHER[report.language]["made_of"].format(title=report.title),
        **({"created": f"{report.date}T00:00:00Z"} if report.date else {}),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name.replace("_", "-"),
                "path": f"{table.name}.csv",
                "title": table.title,
                "description": table.means,
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "missingValues": list(MISSING),
                    "fields": [
                        {
                            "name": column.key,
                            "type": TYPES.get(column.kind, "number"),
                            "title": column.title,
                            "description": f"{column.means} [{column.unit}]" if column.unit else column.means,
                        }
                        for column in table.columns
                    ],
                },
            }
            for table in tables
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files by name; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()
