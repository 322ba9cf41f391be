"""Figures by group, drawn: bars within their whole, dots on one scale, and threads that live on hop by hop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from depeche.render import style
from depeche.render.plane import LINE_HEIGHT, Plane, Row, Words, broken, stacked, width_of
from depeche.render.style import ChartSize

THICK = 14
PHONE = 400  # pixels; narrower drawings have their keys under one another
TONES = (style.ACCENT, style.ANSWERED)
SHAPES = ("circle", "square", "diamond")
DASH = (5, 4)


class Bar(NamedTuple):
    """One bar of a row. `whole` is drawn behind it as an outline, `mark` as a line across it."""

    value: float
    label: str
    whole: float | None = None
    mark: float | None = None


class BarRow(NamedTuple):
    name: str
    bars: tuple[Bar, ...]


class DotRow(NamedTuple):
    """A value for each kind of dot; None has none."""

    name: str
    values: tuple[float | None, ...]


class StepPoint(NamedTuple):
    """`share` of threads that reach `hop`, and how many would if none had been cut off; between 0 and 1."""

    hop: int
    share: float
    survival: float
    label: str


def bars_by_group(rows: Sequence[BarRow], size: ChartSize) -> str:
    """A row for each group with one or two bars; the first bar of every row has the one tone, the second the other."""
    most = max((max(bar.value, bar.whole or 0, bar.mark or 0) for row in rows for bar in row.bars), default=0) or 1
    font = size.font
    longest = max((width_of(row.name, font) for row in rows), default=0.0)
    room = min(float(size.label), longest + 14)
    said = max((width_of(bar.label, font) for row in rows for bar in row.bars), default=0.0) + 12
    scale = (size.width - room - said) / most
    words: list[Words] = []
    shapes: dict[str, list[Row]] = {"whole": [], "0": [], "1": [], "mark": []}
    at = 4.0
    for row in rows:
        lines = broken(row.name, room - 10, font)
        tall = max(len(row.bars) * (THICK + 4), len(lines) * font * LINE_HEIGHT)
        first = at + (tall - len(row.bars) * (THICK + 4)) / 2 + 2
        words += stacked([(line, style.INK) for line in lines], room - 10, at + tall / 2, font, "right")
        for place, bar in enumerate(row.bars):
            top = first + place * (THICK + 4)
            shapes[str(place % 2)].append(_box(room, bar.value * scale, top))
            if bar.whole is not None:
                shapes["whole"].append(_box(room, bar.whole * scale, top))
            if bar.mark is not None:
                x = room + bar.mark * scale
                shapes["mark"].append({"x": x - 1.5, "x2": x + 1.5, "y": top - 4, "y2": top + THICK + 4})
            end = room + max(bar.value, bar.whole or 0, bar.mark or 0) * scale
            words.append(Words(end + 8, top + THICK / 2, bar.label, "left", style.QUIET))
        at += tall + 12
    plane = Plane(size, at)
    for kind, colour in (("whole", style.LINE), ("0", TONES[0]), ("1", TONES[1]), ("mark", style.INK)):
        plane.draw("rect", shapes[kind], color=colour)
    plane.write(words)
    return plane.svg()


def _box(left: float, wide: float, top: float) -> Row:
    return {"x": left, "x2": left + max(wide, 1.0), "y": top, "y2": top + THICK}


def dots_by_group(
    kinds: Sequence[str], rows: Sequence[DotRow], levels: Sequence[tuple[float, str]], size: ChartSize
) -> str:
    """Rows with up to three dots on one scale, told apart by shape as well as tone; `levels` are drawn as thin lines.

    `kinds` are said above, each with its shape.
    """
    font = size.font
    room = min(float(size.label), max((width_of(row.name, font) for row in rows), default=0.0) + 14)
    most = max(level for level, _label in levels)
    scale = (size.width - room - 24) / (most or 1)
    keys = _keys(kinds, size)
    top = keys[-1][1] + 18
    names = [broken(row.name, room - 14, font) for row in rows]
    step = max(34.0, max((len(lines) for lines in names), default=1) * font * LINE_HEIGHT + 8)
    height = top + step * len(rows) + 26
    words = [Words(x + 14, y, kind) for kind, (x, y) in zip(kinds, keys, strict=True)]
    marks: list[list[Row]] = [[{"x": x, "y": y}] for x, y in keys]
    lines: list[Row] = []
    spans: list[Row] = []
    for level, label in levels:
        lines.append({"x": room + level * scale, "y": top, "y2": height - 22})
        words.append(Words(room + level * scale, height - 8, label, "center", style.QUIET))
    for at, row in enumerate(rows):
        y = top + step * (at + 0.5)
        words += stacked([(line, style.INK) for line in names[at]], room - 14, y, font, "right")
        known = [value for value in row.values if value is not None]
        if known:
            spans.append({"x": room + min(known) * scale, "x2": room + max(known) * scale, "y": y})
        for kind, value in enumerate(row.values):
            if value is not None:
                marks[kind].append({"x": room + value * scale, "y": y})
    plane = Plane(size, height)
    plane.draw("rule", lines, color=style.LINE)
    plane.draw("rule", spans, color=style.PALE, strokeWidth=2)
    for shape, fill, dots in zip(SHAPES, ("#ffffff", *TONES), marks, strict=False):
        plane.draw("point", dots, shape=shape, fill=fill, stroke=style.INK, opacity=1, size=110)
    plane.write(words)
    return plane.svg()


def _keys(kinds: Sequence[str], size: ChartSize) -> list[tuple[float, float]]:
    """Where each kind is named: beside one another, under one another on a phone."""
    if size.width < PHONE:
        return [(8.0, 12 + 24.0 * at) for at in range(len(kinds))]
    wide = accumulate((width_of(kind, size.font) + 40 for kind in kinds), initial=8.0)
    return [(x, 12.0) for x, _kind in zip(wide, kinds, strict=False)]


def survival_steps(points: Sequence[StepPoint], said: tuple[str, str], size: ChartSize) -> str:
    """How many threads reach each hop, as a staircase with its shares; dashed, how many would had none been cut off.

    `said` are the words at the two lines' ends.
    """
    font = size.font
    left, right, top, foot = 44.0, 16.0, 44.0, 26.0
    height = 260.0
    wide, tall = size.width - left - right, height - top - foot
    pitch = wide / max(len(points), 1)

    def y(share: float) -> float:
        return top + tall * (1 - share)

    def stairs(values: Sequence[float]) -> list[Row]:
        corners = [(left + pitch * (at + side), y(value)) for at, value in enumerate(values) for side in (0, 1)]
        return [{"x": x, "y": place, "order": number} for number, (x, place) in enumerate(corners)]

    plane = Plane(size, height)
    levels = [{"x": left, "x2": size.width - right, "y": y(level)} for level in (0.0, 0.5, 1.0)]
    plane.draw("rule", levels, color=style.LINE)
    plane.draw(
        "line", stairs([point.survival for point in points]), color=style.QUIET, strokeWidth=2.5, strokeDash=DASH
    )
    plane.draw("line", stairs([point.share for point in points]), color=style.ACCENT, strokeWidth=2.5)
    words = [
        Words(left - 8, y(level), label, "right", style.QUIET)
        for level, label in ((0.0, "0"), (1.0, "100 %"), (0.5, "50 %"))
    ]
    every = 1 + int(len(points) * 40 / wide)
    for at, point in enumerate(points):
        middle = left + pitch * (at + 0.5)
        if at % every == 0 and at:
            words.append(Words(left + pitch * (at + 1) - 3, y(point.share) + font, point.label, "right"))
        if at % every == 0:
            words.append(Words(middle, height - 10, str(point.hop), "center", style.QUIET))
    words += [Words(left + 26, 10, said[0]), Words(left + 26, 28, said[1])]
    plane.draw("rule", [{"x": left, "x2": left + 20, "y": 10.0}], color=style.ACCENT, strokeWidth=2.5)
    plane.draw("rule", [{"x": left, "x2": left + 20, "y": 28.0}], color=style.QUIET, strokeWidth=2.5, strokeDash=DASH)
    plane.write(words)
    return plane.svg()
