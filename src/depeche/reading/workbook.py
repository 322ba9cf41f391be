"""XLSX: the first sheet with content, as text; formulas, errors and hostile files are refused."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from depeche.core.errors import InputError

from .tables import COLUMN_LIMIT, Table, assemble, column_letter

UNPACKED_LIMIT = 300_000_000  # bytes of all members together; reading takes about twice as much memory
RATIO_LIMIT = 200  # unpacked to packed, of a member over a megabyte
_DAMAGE = (  # SyntaxError is broken XML, whichever library reads it
    InvalidFileException, SyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError,
    AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError,
)  # fmt: skip  # openpyxl has no error of its own for XML it does not expect
_CHUNK = 1 << 20
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class _Cell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class _Sheet(Protocol):
    """What we use of openpyxl's read-only sheet, whose published types are those of the other kind."""

    sheet_state: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_row: int | None = None) -> Iterable[Sequence[_Cell]]: ...


def read(data: bytes, name: str) -> Table:
    """The first sheet that has content. Dates become ISO 8601, whole numbers lose their decimal point."""
    _inspect(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decorations that openpyxl leaves out
            return _read(data, name)
    except _DAMAGE as fault:
        raise InputError(f"{name} cannot be read as an Excel workbook; open it and save it anew as .xlsx") from fault


def _read(data: bytes, name: str) -> Table:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        sheets = cast("list[_Sheet]", [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"])
        filled = [sheet for sheet in sheets if _has_content(sheet)]
        if not filled:
            raise InputError(f"{name} is empty: no sheet has content")
        headers, rows = assemble(name, _lines(filled[0]))
    finally:
        book.close()
    return Table(name, headers, rows, notes=("more_sheets",) if len(filled) > 1 else ())


def _inspect(data: bytes, name: str) -> None:
    """Refuse archives that unpack to too much and XML that declares entities, before anything parses them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > 2_000 or sum(member.file_size for member in members) > UNPACKED_LIMIT:
                raise InputError(f"{name} unpacks to more than can be read")
            for member in members:
                if member.file_size > RATIO_LIMIT * max(member.compress_size, _CHUNK // RATIO_LIMIT):
                    raise InputError(f"{name} is packed so tightly that it looks like an attack; hand it in as CSV")
                if member.filename.endswith((".xml", ".rels")):
                    _inspect_member(archive, member, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise InputError(f"{name} is no readable XLSX file (damaged, or with a password)") from fault


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            if b"\0" in chunk or any(word in window for word in _DECLARATIONS):
                raise InputError(f"{name} holds XML that no spreadsheet program writes; save it anew as .xlsx")
            tail = chunk[-16:]


def _has_content(sheet: _Sheet) -> bool:
    sheet.reset_dimensions()
    return any(cell.value is not None for row in sheet.iter_rows(max_row=1_000) for cell in row)


def _lines(sheet: _Sheet) -> Iterator[tuple[int, list[str]]]:
    width = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if len(row) > COLUMN_LIMIT and any(cell.value is not None for cell in row[COLUMN_LIMIT:]):
            raise InputError(f"there are {len(row)} columns; at most {COLUMN_LIMIT} can be read", row=number)
        cells: list[str] = []
        for index, cell in enumerate(row[:COLUMN_LIMIT]):
            if cell.data_type == "f":
                raise _refused("holds a formula; replace it by its value", number, index)
            if cell.data_type == "e":
                raise _refused(f"holds the error {cell.value}", number, index)
            cells.append(_text(cell.value))
        width = max(width, len(cells))
        cells.extend([""] * (width - len(cells)))  # a sheet leaves out empty cells at the right
        yield number, cells


def _refused(why: str, number: int, index: int) -> InputError:
    letter = column_letter(index)
    return InputError(f"cell {letter}{number} {why}", row=number, column=letter)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "")  # how Excel writes the return before a line break
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.datetime | dt.date | dt.time) else str(value)
