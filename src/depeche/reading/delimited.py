"""CSV: bytes to text to cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from depeche.core.errors import InputError

from .tables import CELL_LIMIT, Table, assemble, column_letter

_UTF8_DANISH = re.compile(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85\xa9]")  # æøåÆØÅé as UTF-8

_TOLD = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)


class Decoded(NamedTuple):
    """Text and the encoding it was read with."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else Windows-1252; anything doubtful is refused."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("utf-16"), "utf-16")
        except UnicodeDecodeError as fault:
            raise InputError(f"{name} begins as UTF-16 but cannot be read as that; save it as UTF-8") from fault
    if (place := data.find(b"\0")) >= 0:
        raise InputError(
            f"{name} holds bytes of value zero: it is UTF-16 without a mark, or no text; save it as UTF-8",
            row=_row_of(data, place),
        )
    try:
        if data.startswith(codecs.BOM_UTF8):
            return Decoded(data.decode("utf-8-sig"), "utf-8-sig")
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as fault:
        if data.startswith(codecs.BOM_UTF8) or _UTF8_DANISH.search(data):
            raise InputError(
                f"{name} is UTF-8 in places and something else here; save it anew as UTF-8",
                row=_row_of(data, fault.start),
            ) from fault
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{name} is neither UTF-8 nor Windows-1252; save it as UTF-8", row=_row_of(data, fault.start)
        ) from fault


def _row_of(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def read(data: bytes, name: str) -> Table:
    """A CSV file as a table; the delimiter is the one of `;`, tab and `,` that stands most often in the first line."""
    text, encoding = decode(data, name)
    if not text.strip():
        raise InputError(f"{name} is empty")
    told = _TOLD.match(text)  # a first line "sep=;" is a note to the spreadsheet, which counts it as a row
    mark = told[1] if told else delimiter(text)
    lines = _lines(text, mark)
    if told:
        next(lines)
    headers, rows = assemble(name, lines)
    return Table(name, headers, rows, encoding, mark, ("cp1252",) if encoding == "cp1252" else ())


def delimiter(text: str) -> str:
    """The delimiter of the first line that is not blank, quoted parts left out."""
    line = next((line for line in text[:1_000_000].splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", line)
    best = max(";\t,", key=bare.count)
    return best if bare.count(best) else ","


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the number of the line they begin on, the way an editor counts; a spreadsheet counts records."""
    source = _Counted(text)
    reader = csv.reader(source, delimiter=mark, strict=True)
    number = 0
    while True:
        source.record.clear()
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _explain("".join(source.record), mark, number) from fault
        yield number, cells


class _Counted(Iterator[str]):
    """Lines of a text that remembers those of the record being read."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.record: list[str] = []

    def __next__(self) -> str:
        line = next(self._lines)
        self.record.append(line)
        return line


def _explain(record: str, mark: str, row: int) -> InputError:
    """Say which cell of a record the reader stumbled over; looks no further than it must."""
    index = start = place = 0
    quoted = False
    special = re.compile(rf'["{re.escape(mark)}]')
    while (found := special.search(record, place)) and found.start() - start <= CELL_LIMIT:
        place = found.end()
        if found.group() == '"':
            quoted = not quoted
        elif not quoted:
            index, start = index + 1, place
    column = column_letter(index)
    if len(record) - start > CELL_LIMIT:
        hint = " (or a quotation mark is never closed)" if quoted or found is None else ""
        return InputError(
            f"the cell holds more than {CELL_LIMIT} characters{hint}; that is more than can be read",
            row=row,
            column=column,
        )
    return InputError(
        "a quotation mark is opened and never closed, or stands inside a quoted cell undoubled", row=row, column=column
    )
