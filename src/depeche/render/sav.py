"""An SPSS system file (.sav), written byte by byte: UTF-8, little-endian, not compressed.

The format as PSPP documents it ("System File Format", PSPP Developers Guide). pyreadstat, which reads it back in the
tests, writes only through pandas or polars, and stamps each file with the clock; this needs neither, and the same
values give the same bytes.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

SYSTEM_MISSING: Final = -sys.float_info.max
LOWEST: Final = struct.unpack("<d", struct.pack("<Q", 0xFFEFFFFFFFFFFFFE))[0]  # the least number that is not missing
EPOCH: Final = date(1582, 10, 14)  # from which SPSS counts seconds
NAME, LABEL, VALUE_LABEL, TITLE, LINE, TEXT = 64, 255, 120, 64, 80, 255  # bytes at most
UTF_8: Final = 65001
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RESERVED: Final = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})


class Format(Enum):
    """Code of the format in the file."""

    TEXT = 1
    NUMBER = 5
    DAY = 38  # dd.mm.yyyy


class Measure(Enum):
    NOMINAL = 1
    SCALE = 3


Value = float | str | date | None


@dataclass(frozen=True, slots=True)
class Variable:
    """`labels` name values; up to three values that stand for no answer are `missing`. `width` of a text: bytes."""

    name: str
    label: str
    form: Format = Format.NUMBER
    measure: Measure = Measure.NOMINAL
    labels: tuple[tuple[float, str], ...] = ()
    missing: tuple[float, ...] = ()
    width: int = 8

    @property
    def slots(self) -> int:
        """Pieces of eight bytes that a value takes."""
        return -(-self.width // 8) if self.form is Format.TEXT else 1


def write_sav(
    variables: Sequence[Variable],
    rows: Sequence[Sequence[Value]],
    *,
    title: str,
    notes: Iterable[str] = (),
    made_at: datetime,
) -> bytes:
    """The file. ValueError: a name twice or one that SPSS refuses, a text wider than its variable, a ragged row."""
    _check(variables, rows)
    header = struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        _padded("@(#) SPSS DATA FILE - Depeche", 60),
        2,
        sum(variable.slots for variable in variables),
        0,
        0,
        len(rows),
        100.0,
        _padded(f"{made_at.day:02d} {MONTHS[made_at.month - 1]} {made_at:%y}", 9),
        _padded(f"{made_at:%H:%M:%S}", 8),
        _padded(title, TITLE),
    )
    dictionary = b"".join(_variable(at, variable) for at, variable in enumerate(variables))
    return (
        header
        + dictionary
        + _labels(variables)
        + _notes(notes)
        + _extensions(variables, len(rows))
        + _data(variables, rows)
    )


def cut(text: str, most: int) -> bytes:
    """UTF-8 of at most so many bytes, never half a letter."""
    encoded = text.encode()
    return encoded if len(encoded) <= most else encoded[:most].decode(errors="ignore").encode()


def variable_name(wanted: str, taken: set[str]) -> str:
    """A name SPSS accepts and no other variable has (case does not tell names apart); `taken` grows by it.

    >>> variable_name("tema: økonomi & æbler", set())
    'tema_økonomi_æbler'
    """
    plain = "_".join("".join(sign if sign.isalpha() or sign.isdecimal() else " " for sign in wanted).split()) or "v"
    if not plain[0].isalpha() or plain.casefold() in RESERVED:
        plain = f"v_{plain}"
    name, number = cut(plain, NAME).decode(), 2
    while name.casefold() in taken:
        ending = f"_{number}"
        name, number = cut(plain, NAME - len(ending)).decode() + ending, number + 1
    taken.add(name.casefold())
    return name


def _check(variables: Sequence[Variable], rows: Sequence[Sequence[Value]]) -> None:
    names = [variable.name.casefold() for variable in variables]
    if len(set(names)) < len(names) or any(len(variable.name.encode()) > NAME for variable in variables):
        raise ValueError("two variables have the same name, or one is too long")
    for row in rows:
        if len(row) != len(variables):
            raise ValueError("a row has not as many values as there are variables")
        for variable, value in zip(variables, row, strict=True):
            if isinstance(value, str) and len(value.encode()) > variable.width:
                raise ValueError(f"a value of {variable.name} is wider than {variable.width} bytes")


def _padded(text: str, size: int) -> bytes:
    return cut(text, size).ljust(size)


def _variable(at: int, variable: Variable) -> bytes:
    text = variable.form is Format.TEXT
    width = variable.width if text else {Format.NUMBER: 8, Format.DAY: 10}[variable.form]
    shape = variable.form.value << 16 | width << 8
    label = cut(variable.label, LABEL)
    out = struct.pack(
        "<iiiiii8si",
        2,
        variable.width if text else 0,
        1,
        len(variable.missing),
        shape,
        shape,
        _padded(f"V{at + 1:05d}", 8),
        len(label),
    )
    out += label.ljust(-(-len(label) // 4) * 4)
    out += struct.pack(f"<{len(variable.missing)}d", *variable.missing)
    rest = struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)
    return out + rest * (variable.slots - 1)


def _labels(variables: Sequence[Variable]) -> bytes:
    """The names of values, and which variables they are for (counted in pieces of eight bytes, from 1)."""
    out, place = b"", 1
    for variable in variables:
        if variable.labels:
            out += struct.pack("<ii", 3, len(variable.labels))
            for value, text in variable.labels:
                label = cut(text, VALUE_LABEL)
                out += struct.pack("<dB", value, len(label)) + label.ljust(-(-(len(label) + 1) // 8) * 8 - 1)
            out += struct.pack("<iii", 4, 1, place)
        place += variable.slots
    return out


def _notes(notes: Iterable[str]) -> bytes:
    lines = [_padded(line, LINE) for line in notes]
    return struct.pack("<ii", 6, len(lines)) + b"".join(lines) if lines else b""


def _extension(kind: int, size: int, data: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, size, len(data) // size) + data


def _extensions(variables: Sequence[Variable], cases: int) -> bytes:
    names = "\t".join(f"V{at + 1:05d}={variable.name}" for at, variable in enumerate(variables))
    shown = [
        part
        for variable in variables
        for part in (variable.measure.value, 12, 0 if variable.form is Format.TEXT else 1)
    ]
    return (
        _extension(3, 4, struct.pack("<8i", 26, 0, 0, -1, 1, 1, 2, UTF_8))
        + _extension(4, 8, struct.pack("<3d", SYSTEM_MISSING, sys.float_info.max, LOWEST))
        + _extension(11, 4, struct.pack(f"<{len(shown)}i", *shown))
        + _extension(13, 1, names.encode())
        + _extension(16, 8, struct.pack("<2q", 1, cases))
        + _extension(20, 1, b"UTF-8")
        + struct.pack("<ii", 999, 0)
    )


def _data(variables: Sequence[Variable], rows: Sequence[Sequence[Value]]) -> bytes:
    out = bytearray()
    for row in rows:
        for variable, value in zip(variables, row, strict=True):
            if variable.form is Format.TEXT:
                out += _padded("" if value is None else str(value), variable.slots * 8)
            else:
                out += struct.pack("<d", _number(value))
    return bytes(out)


def _number(value: Value) -> float:
    if value is None or isinstance(value, str):
        return SYSTEM_MISSING
    if isinstance(value, date):
        return (value - EPOCH).days * 86400.0
    return float(value)
