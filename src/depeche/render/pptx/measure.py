"""How much room a text takes on a slide, in points.

Measured letter by letter in IBM Plex Sans, which is wider than most faces a customer's template names; known wider
ones get more. A slide has no pages: what does not fit runs over its edge, so all guesses here are on the large side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from PIL import ImageFont

from depeche.render.glyphs import code_points
from depeche.render.style import FONTS

LINE: Final = 1.3  # height of a line of IBM Plex Sans, in font sizes; few faces are taller
LEAST: Final = 14  # points; nothing on a slide is smaller, but for the foot
QUIET: Final = 0.8  # size of what is said quietly
SPARE: Final = 1.02  # a programme rounds letters up, and kerns otherwise
INDENT: Final = 1.2  # of an item in a list, in font sizes
SIZES: Final = (28, 26, 24, 22, 20, 18, 16, 14)

_EM: Final = 200  # the size at which letters are measured
_NARROW: Final = (
    "ibm plex", "arial", "helvetica", "calibri", "carlito", "aptos", "segoe", "times", "cambria", "garamond", "gill",
    "franklin", "source sans", "lato", "roboto", "liberation", "corbel", "candara", "myriad", "futura",
)  # fmt: skip  # faces known to be no wider
_WIDER: Final = {"verdana": 1.18, "dejavu": 1.18, "bookman": 1.2, "courier": 1.2, "consolas": 1.15, "lucida": 1.15}
_UNHEARD: Final = 1.1  # of a face that is in neither list
_BOLD: Final = 1.04  # a bold face to the semi-bold one that is measured
_WIDE: Final = 1.35  # of emoji and the wide signs of East Asia
_UNKNOWN: Final = 0.75
_LONG_WORD: Final = 40  # letters
_BREAK: Final = re.compile(r"(?<= )")


class Kind(StrEnum):
    PLAIN = "plain"
    HEADING = "heading"
    QUIET = "quiet"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class TextRun:
    """`href` leads somewhere; `lang` is a tag, "" for that of the report."""

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `mark` stands before an item; `depth` counts lists within lists."""

    runs: tuple[TextRun, ...]
    kind: Kind = Kind.PLAIN
    mark: str = ""
    depth: int = 0
    holds: bool = False  # stays with the next

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Rect(NamedTuple):
    """A place on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width

    def inside(self, across: float, down: float) -> Rect:
        return Rect(
            self.left + across, self.top + down, max(1, self.width - 2 * across), max(1, self.height - 2 * down)
        )


def size_of(para: Para, size: float) -> float:
    """Points of a paragraph's letters where plain text has `size`."""
    return max(LEAST, round(size * QUIET)) if para.kind in {Kind.QUIET, Kind.CODE} else size


def after(para: Para, size: float) -> float:
    """Space below a paragraph."""
    return size_of(para, size) * (0.25 if para.kind in {Kind.ITEM, Kind.HEADING} else 0.5)


def indent(para: Para, size: float) -> float:
    """Points its lines begin to the right of the edge."""
    steps = para.depth + (1 if para.kind in {Kind.ITEM, Kind.QUOTE} else 0)
    return INDENT * size * steps


def height(paras: Iterable[Para], size: float, wide: float, stretch: float = 1.0) -> float:
    """Points the paragraphs are high together, set in `size` on lines of `wide` points."""
    total = last = 0.0
    for para in paras:
        high = size_of(para, size)
        last = after(para, size)
        total += lines(para, high, wide - indent(para, size), stretch) * high * LINE + last
    return total - last


def lines(para: Para, size: float, wide: float, stretch: float = 1.0) -> int:
    """How many lines a paragraph takes."""
    bold = para.kind is Kind.HEADING
    words = [(word, run.bold or bold) for run in para.runs for word in _words(run.text)]
    return _count(words, size * stretch, wide)


def text_height(text: str, size: float, wide: float, *, bold: bool = False, stretch: float = 1.0) -> float:
    """Points a single text is high."""
    return size * LINE * _count([(word, bold) for word in _words(text)], size * stretch, wide)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points a text is wide on one line."""
    return sum(map(_advances(bold=bold).__getitem__, text)) * size * SPARE


def longest_word(paras: Iterable[Para], size: float) -> float:
    """Points the widest word takes with its indent; those that no line could hold do not count."""
    words = (
        indent(para, size) + width(word, size_of(para, size), bold=run.bold)
        for para in paras
        for run in para.runs
        for word in run.text.split()
        if len(word) <= _LONG_WORD
    )
    return max(words, default=0.0)


def stretch_of(family: str) -> float:
    """How much wider than IBM Plex Sans a face may be; 1 for those that are known not to be."""
    name = family.casefold()
    if any(known in name for known in _NARROW):
        return 1.0
    return next((times for known, times in _WIDER.items() if known in name), _UNHEARD)


def _words(text: str) -> Iterator[str]:
    for at, line in enumerate(re.split(r"[\v\n]", text)):
        if at:
            yield "\n"
        yield from (word for word in _BREAK.split(line) if word)


def _count(words: list[tuple[str, bool]], size: float, wide: float) -> int:
    """Lines, broken at blanks; a word that is wider than a line is broken anywhere."""
    wide = max(wide, size)
    count, at = 1, 0.0
    for word, bold in words:
        if word == "\n":
            count, at = count + 1, 0.0
            continue
        long, bare = width(word, size, bold=bold), width(word.rstrip(), size, bold=bold)
        if at + bare <= wide:
            at += long
        elif bare <= wide:
            count, at = count + 1, long
        else:
            more = int(bare * 1.04 // wide) + 1
            count, at = count + more - (0 if at else 1), bare % wide
    return count


class _Advances(dict[str, float]):
    """Font sizes each sign is wide, measured when it is first met."""

    def __init__(self, *, bold: bool) -> None:
        self._face, self._bold = _face(bold=bold), bold

    def __missing__(self, sign: str) -> float:
        self[sign] = self._measured(sign)
        return self[sign]

    def _measured(self, sign: str) -> float:
        if unicodedata.category(sign) in {"Mn", "Me", "Cf", "Cc"}:
            return 0.0
        if ord(sign) not in _known():
            return _WIDE if unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0xFFFF else _UNKNOWN
        return float(self._face.getlength(sign)) / _EM * (_BOLD if self._bold else 1)


@cache
def _advances(*, bold: bool) -> _Advances:
    return _Advances(bold=bold)


@cache
def _known() -> frozenset[int]:
    return code_points(FONTS / "IBMPlexSans-Regular.ttf")


@cache
def _face(*, bold: bool) -> ImageFont.FreeTypeFont:
    name = "IBMPlexSans-SemiBold.ttf" if bold else "IBMPlexSans-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), _EM)
