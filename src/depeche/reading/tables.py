"""A table as it was handed in: headings and rows of text, whatever the file was."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.errors import InputError

CELL_LIMIT = 32_767  # code points; what a cell of a spreadsheet can hold
FILE_LIMIT = 200_000_000  # bytes
ROW_LIMIT = 1_000_000
COLUMN_LIMIT = 200


class Row(NamedTuple):
    """Cells beside the headings; `number` is the row as the person sees it, the headings standing in row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows, each row as long as the headings; cells are stripped, an empty one is "".

    `encoding` and `delimiter` say how a CSV was read ("" for other kinds); `notes` are codes of what the person
    should be told: `cp1252` (not UTF-8, read as Windows-1252), `more_sheets` (only the first sheet was read).
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()

    def column(self, *names: str) -> int | None:
        """Index of the first heading that matches one of `names`, regardless of case, accents of form and spaces."""
        wanted = {heading_key(name) for name in names}
        return next((index for index, header in enumerate(self.headers) if heading_key(header) in wanted), None)


def heading_key(heading: str) -> str:
    """Headings are compared by this: NFC, case-folded, runs of spaces, `_` and `-` as one, no colon at the end."""
    text = unicodedata.normalize("NFC", heading).casefold().replace("_", " ").replace("-", " ")
    return " ".join(text.split()).rstrip(" :*")


def column_letter(index: int) -> str:
    """Letter of a column as a spreadsheet shows it; `index` counts from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def assemble(name: str, lines: Iterable[tuple[int, Iterable[str]]]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Headings and rows out of numbered lines of cells; refuses what a table may not be.

    Blank lines are passed over. Columns at the right edge that have neither heading nor content are dropped.
    """
    numbered = _cleaned(lines)
    first = next(numbered, None)
    if first is None:
        raise InputError(f"{name} is empty: there is no row with headings")
    headers = list(first.cells)
    while headers and not headers[-1]:
        headers.pop()
    _check_headers(headers, first.number)
    width = len(headers)
    rows = tuple(Row(row.number, _fit(row, headers, width)) for row in numbered)
    if not rows:
        raise InputError(f"{name} has headings but no rows below them")
    return tuple(headers), rows


def _cleaned(lines: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Row]:
    for count, (number, cells) in enumerate(lines):
        if count > ROW_LIMIT:
            raise InputError(f"there are more than {ROW_LIMIT} rows", row=number)
        row = Row(number, tuple(map(clean, cells)))
        if any(row.cells):
            yield row


def _check_headers(headers: list[str], number: int) -> None:
    if len(headers) > COLUMN_LIMIT:
        raise InputError(f"there are {len(headers)} columns; at most {COLUMN_LIMIT} can be read", row=number)
    seen: dict[str, int] = {}
    for index, header in enumerate(headers):
        key = heading_key(header)
        if not key:
            raise InputError("the column has no heading", row=number, column=column_letter(index))
        if key in seen:
            raise InputError(
                f"the heading “{header}” stands in column {column_letter(seen[key])} too; each heading may stand once",
                row=number,
                column=column_letter(index),
            )
        seen[key] = index


def _fit(row: Row, headers: list[str], width: int) -> tuple[str, ...]:
    cells = row.cells
    if len(cells) < width or any(cells[width:]):
        raise InputError(f"the row has {len(cells)} cells where the headings are {width}", row=row.number)
    cells = cells[:width]
    for header, cell in zip(headers, cells, strict=True):
        check_cell(cell, row.number, header)
    return cells


def clean(text: str) -> str:
    """A cell without space around it and with one kind of line break (Word's manual break is one too)."""
    if "\r" in text or "\x0b" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return text.strip()


def check_cell(text: str, row: int, column: str) -> None:
    """Refuse a cell that is too long or holds characters that are no text."""
    if len(text) > CELL_LIMIT:
        raise InputError(
            f"the cell holds {len(text)} characters; at most {CELL_LIMIT} can be read", row=row, column=column
        )
    if text.isprintable():
        return
    odd = next((char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"), None)
    if odd is not None:
        raise InputError(f"the cell holds the control character U+{ord(odd):04X}", row=row, column=column)


def read_table(data: bytes, name: str) -> Table:
    """Read CSV (`,` `;` or tab), XLSX or a JSON list of objects; the ending of `name` or the bytes decide which.

    Raises `InputError` with row and column for what cannot be used; nothing is read by halves.
    """
    from . import delimited, objects, workbook  # noqa: PLC0415  # they build on this module

    if not data.strip():
        raise InputError(f"{name} is empty")
    if len(data) > FILE_LIMIT:
        raise InputError(f"{name} has {len(data) // 1_000_000} MB; at most {FILE_LIMIT // 1_000_000} MB can be read")
    kinds: dict[str, Callable[[bytes, str], Table]] = {
        "xlsx": workbook.read, "json": objects.read, "csv": delimited.read,
    }  # fmt: skip  # three in a row
    return kinds[kind(data, name)](data, name)


def kind(data: bytes, name: str) -> str:
    """`xlsx`, `json` or `csv`."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if data.startswith(b"PK\x03\x04") or ending in ("xlsx", "xlsm"):
        return "xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{name} is an old Excel file or has a password; save it as .xlsx without password, or as CSV")
    if data.startswith(b"%PDF"):
        raise InputError(f"{name} is a PDF; hand in CSV, XLSX or JSON")
    if ending not in ("csv", "tsv", "txt") and data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "json"
    return "json" if ending == "json" else "csv"
