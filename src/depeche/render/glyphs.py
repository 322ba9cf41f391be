"""Which characters the shipped typefaces can show: read from their `cmap` tables (OpenType, formats 4 and 12)."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from depeche.render.style import FONTS

MISSING: Final = "\N{LOZENGE}"
LONGEST: Final = 40  # a run of so many signs without a blank may be broken anywhere
# joiners, selectors and places to break shape the characters beside them and show nothing themselves
_SHAPING: Final = frozenset({0x200B, 0x200C, 0x200D, 0xFE0E, 0xFE0F, 0x00AD})


_LONG: Final = re.compile(rf"[^\s\u200b]{{{LONGEST},}}")


@cache
def covered() -> frozenset[int]:
    """Code points that the text face or the emoji face has a glyph for."""
    names = ("IBMPlexSans-Regular.ttf", "NotoEmoji-Regular.ttf")
    found = frozenset().union(*(code_points(FONTS / name) for name in names)) | _SHAPING
    return frozenset(code for code in found if unicodedata.category(chr(code)) != "Cc")


def printable(text: str) -> str:
    """`text` in NFC, line breaks and tabs as blanks, and what cannot be shown as ◊."""
    if text.isascii() and text.isprintable():
        return text
    known = covered()
    out = []
    for character in unicodedata.normalize("NFC", text):
        if ord(character) in known:
            out.append(character)
        elif unicodedata.category(character) in {"Cc", "Cf"} or character.isspace():
            out.append(" " if character.isspace() else "")
        else:
            out.append(MISSING)
    return "".join(out)


def running(text: str) -> str:
    """`printable` text for a paragraph or cell: very long words have places where a line may break."""
    return printable(_LONG.sub(_breakable, text))


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[at : at + LONGEST // 2] for at in range(0, len(word), LONGEST // 2))


def code_points(font: Path) -> frozenset[int]:
    """Every code point in the best Unicode `cmap` of a TrueType file."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">L", data, at + 8)[0] for at in range(12, 12 + 16 * _u16(data, 4), 16)
    }
    start = tables[b"cmap"]
    found: set[int] = set()
    for record in range(_u16(data, start + 2)):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * record)
        if (platform, encoding) not in {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}:
            continue
        table = start + offset
        if _u16(data, table) == 4:
            found |= _format_4(data, table)
        elif _u16(data, table) == 12:
            found |= _format_12(data, table)
    return frozenset(found)


def _u16(data: bytes, at: int) -> int:
    value: int = struct.unpack_from(">H", data, at)[0]
    return value


def _format_4(data: bytes, table: int) -> set[int]:
    twice = _u16(data, table + 6)
    ends, starts = table + 14, table + 16 + twice
    deltas, offsets = starts + twice, starts + 2 * twice
    found = set()
    for step in range(0, twice, 2):
        first, last = _u16(data, starts + step), _u16(data, ends + step)
        delta, offset = _u16(data, deltas + step), _u16(data, offsets + step)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + delta if offset == 0 else _u16(data, offsets + step + offset + 2 * (code - first))
            if glyph % 0x10000:
                found.add(code)
    return found


def _format_12(data: bytes, table: int) -> set[int]:
    found: set[int] = set()
    for group in range(struct.unpack_from(">L", data, table + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", data, table + 16 + 12 * group)
        found.update(range(first + (glyph == 0), last + 1))
    return found
