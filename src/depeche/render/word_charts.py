"""Words as pictures, written as plain SVG: a cloud whose words never touch, and words of two sides as dots on lines.

Nothing is left to chance: the same words give the same picture. Both are decoration beside their table, which says all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from depeche.render import style
from depeche.render.plane import broken
from depeche.render.style import NARROW, ChartSize

# Advance widths of IBM Plex Sans SemiBold in hundredths of an em; what is not here is taken as wide.
_WIDTHS = {
    letter: hundredths / 100
    for hundredths, letters in (
        (26, "'"), (28, "ij"), (29, "l’"), (30, "."), (35, "f"), (37, "t"), (39, "r"), (40, "-"), (42, "I"), (50, "sz"),
        (51, "c"), (52, "vyL"), (54, "x"), (55, "gJ"), (56, "aekoåäöéè"), (57, "ø"), (58, "FT"), (59, "hnuü"),
        (60, "bdpq0123456789EZ"), (61, "S"), (63, "Y"), (64, "CPV"), (66, "BRX"), (67, "AÅ"), (68, "ßK"), (69, "DU"),
        (71, "GOQØ"), (72, "HN"), (82, "wM"), (86, "æ"), (89, "m"), (95, "WÆ"),
    )
    for letter in letters
}  # fmt: skip  # one table
_OTHER = 0.95
ASCENT, DESCENT = 0.78, 0.24  # of the letters, as shares of the font size
GAP = 7.0  # pixels between two words
MOST = 60
INNER = 0.6  # a word is tried from this share of the radius of the one before: farther in it is full
TURN = 0.35  # radians from one try to the next
PITCH = 1.4  # pixels the spiral grows with a radian


class Weighed(NamedTuple):
    """A word and how often it is used."""

    word: str
    times: int


class Placed(NamedTuple):
    """A word in the cloud: its box in pixels, and its font size. The baseline is `ASCENT` sizes below `top`."""

    word: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def touches(self, other: Placed) -> bool:
        return (
            self.left < other.right + GAP
            and other.left < self.right + GAP
            and self.top < other.bottom + GAP / 2
            and other.top < self.bottom + GAP / 2
        )


class Pair(NamedTuple):
    """A word with its figure on two sides; None where it may not be shown."""

    word: str
    first: float | None
    second: float | None


def width_of(word: str, size: float) -> float:
    """How wide a word is in the typeface of the cloud."""
    return size * sum(_WIDTHS.get(letter, _OTHER) for letter in word)


def layout(words: Sequence[Weighed], size: ChartSize) -> tuple[Placed, ...]:
    """Places for the most used words, the most used in the middle and largest; no two boxes touch.

    The area of a word goes with its uses, down to a size that can be read. The picture is as wide as `size` and as high
    as it needs to be.
    """
    narrow = size.width <= NARROW.width
    smallest, largest, most = (14.0, 34.0, MOST // 2) if narrow else (15.0, 50.0, MOST)
    chosen = sorted(words, key=lambda one: (-one.times, one.word))[:most]
    placed: list[Placed] = []
    out = 0.0  # how far out on the spiral the last word found its place
    for one in chosen:
        share = math.sqrt(one.times / chosen[0].times)
        font = max(smallest, largest * share)
        font = round(min(font, font * size.width / max(width_of(one.word, font), 1.0)), 1)
        box, out = _free(one.word, font, placed, size.width, _spiral(0.9 if narrow else 0.5, out * INNER))
        placed.append(box)
    top = min((word.top for word in placed), default=0.0)
    return tuple(word._replace(top=word.top - top, bottom=word.bottom - top) for word in placed)


def _free(
    word: str, font: float, placed: Sequence[Placed], width: float, spiral: Iterator[tuple[float, float, float]]
) -> tuple[Placed, float]:
    """The first free place on a spiral, and how far out it is; upwards and downwards there is always room."""
    wide, high = width_of(word, font), font * (ASCENT + DESCENT)
    last: Placed | None = None
    for right, down, radius in spiral:
        left = min(max(width / 2 + right - wide / 2, 0.0), width - wide)
        box = Placed(word, left, down - high / 2, left + wide, down + high / 2, font)
        if last is not None and box.touches(last):
            continue  # the next try is near the one before: mostly the same word is in the way
        last = next((other for other in placed if box.touches(other)), None)
        if last is None:
            return box, radius
    raise AssertionError  # the spiral has no end


def _spiral(flat: float, radius: float) -> Iterator[tuple[float, float, float]]:
    """Right, down, and the radius before it is flattened."""
    angle = radius / PITCH
    while True:
        radius = PITCH * angle
        yield radius * math.cos(angle), flat * radius * math.sin(angle), radius
        angle += TURN if radius < 20 else TURN * 20 / radius  # steps of the same length


def cloud_svg(words: Sequence[Weighed], size: ChartSize) -> str:
    """The cloud as an element of a page."""
    places = layout(words, size)
    height = max((word.bottom for word in places), default=0.0)
    texts = "".join(
        f'<text x="{word.left:.1f}" y="{word.top + ASCENT * word.size:.1f}" font-size="{word.size}" '
        f'fill="{style.ACCENT if at < 12 else style.QUIET}">{escape(word.word)}</text>'
        for at, word in enumerate(places)
    )
    return _svg(size.width, height + 2, f'<g font-weight="600">{texts}</g>')


def dots_svg(pairs: Sequence[Pair], sides: tuple[str, str], size: ChartSize, unit: str) -> str:
    """A line a word with a disc for the first side and a square for the second; `unit` is said beneath the axis."""
    narrow = size.width <= NARROW.width
    step, label = (44, 8) if narrow else (26, size.label)
    start, end, top = float(label), size.width - 16.0, 58.0 if narrow else 36.0
    ticks = scale(max((value for pair in pairs for value in (pair.first, pair.second) if value), default=1.0))
    factor = (end - start) / ticks[-1]
    bottom = top + step * len(pairs)
    parts = [_legend(sides, narrow=narrow)]
    for tick in ticks:
        x = start + factor * tick
        parts.append(_line(x, top - 8, x, bottom, style.LINE))
        parts.append(_text(x, bottom + 16, _figure(tick), style.QUIET, "middle"))
    parts.append(_text(end, bottom + 34, unit, style.QUIET, "end"))
    for at, pair in enumerate(pairs):
        y = top + step * at + step / 2 + (8 if narrow else 0)
        name = broken(pair.word, size.width - 16.0 if narrow else label - 16.0, 13, most=1)[0]
        parts.append(
            _text(
                *((start, y - 14, name) if narrow else (label - 12.0, y + 4, name)),
                style.INK,
                "start" if narrow else "end",
            )
        )
        known = [start + factor * value for value in (pair.first, pair.second) if value is not None]
        if len(known) == 2:
            parts.append(_line(min(known), y, max(known), y, style.PALE, 3))
        if pair.second is not None:
            x = start + factor * pair.second
            parts.append(f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{style.ANSWERED}"/>')
        if pair.first is not None:
            parts.append(f'<circle cx="{start + factor * pair.first:.1f}" cy="{y:.1f}" r="5.5" fill="{style.ACCENT}"/>')
    return _svg(size.width, bottom + 44, "".join(parts))


def scale(most: float) -> tuple[float, ...]:
    """Round figures from 0 to at least `most`, four to six of them.

    >>> scale(7.3), scale(0.4)
    ((0.0, 2.0, 4.0, 6.0, 8.0), (0.0, 0.1, 0.2, 0.3, 0.4))
    """
    rough = most / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    return tuple(round(step * at, 10) for at in range(math.ceil(most / step - 1e-9) + 1))


def _figure(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _legend(sides: tuple[str, str], *, narrow: bool) -> str:
    first, second = (broken(name, 280.0, 13, most=1)[0] for name in sides)
    x, y = (8.0, 36.0) if narrow else (36.0 + width_of(first, 13.0), 14.0)
    return (
        f'<circle cx="8" cy="14" r="5.5" fill="{style.ACCENT}"/>{_text(20, 18, first, style.INK)}'
        f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{style.ANSWERED}"/>'
        f"{_text(x + 12, y + 4, second, style.INK)}"
    )


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"/>'


def _svg(width: float, height: float, inside: str) -> str:
    room = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    look = f'font-family="{style.FAMILY}, sans-serif" aria-hidden="true" focusable="false"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {room} {look}>{inside}</svg>'
