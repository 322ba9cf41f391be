"""How far coders agree, drawn: a dot with its interval for each theme, and beside it what a machine reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from depeche.render import style
from depeche.render.plane import LINE_HEIGHT, Plane, Row, Words, broken, stacked, width_of
from depeche.render.style import ChartSize

LOWEST = -0.4  # what is below is drawn at the edge
CAP = 5  # half the height of the ends of an interval


class AlphaRow(NamedTuple):
    """A coefficient with its interval; None is undefined. `others` are drawn as hollow marks without interval."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    others: tuple[float | None, ...] = ()


class _Scale(NamedTuple):
    """Where a coefficient stands: from `least` at the left edge to 1 at the right."""

    left: float
    wide: float
    least: float

    def x(self, value: float) -> float:
        return self.left + (max(value, self.least) - self.least) / (1 - self.least) * self.wide


def alphas(
    rows: Sequence[AlphaRow], levels: Sequence[tuple[float, str]], keys: tuple[str, str], size: ChartSize
) -> str:
    """Rows on one scale that ends at 1. `levels` are thin lines with their label; `keys` name dot and hollow mark."""
    font = size.font
    room = min(float(size.label), max((width_of(row.name, font) for row in rows), default=0.0) + 16)
    values = [v for row in rows for v in (row.value, row.low, *row.others) if v is not None]
    scale = _Scale(room, size.width - room - 26, max(LOWEST, min([0.0, *values])))
    others = any(value is not None for row in rows for value in row.others)
    top = (34.0 if size.width >= style.WIDE.width else 52.0) if others else 6.0
    names = [broken(row.name, room - 16, font) for row in rows]
    step = max(30.0, max((len(lines) for lines in names), default=1) * font * LINE_HEIGHT + 8)
    height = top + step * len(rows) + 28
    plane = Plane(size, height)
    seen = [(level, label) for level, label in levels if level >= scale.least]
    plane.draw("rule", [{"x": scale.x(at), "y": top, "y2": height - 24} for at, _ in seen], color=style.LINE)
    words = [Words(scale.x(at), height - 10, label, "center", style.QUIET) for at, label in seen]
    places = [top + step * (at + 0.5) for at in range(len(rows))]
    for lines, y in zip(names, places, strict=True):
        words += stacked([(line, style.INK) for line in lines], room - 16, y, font, "right")
    words += _marks(plane, scale, list(zip(rows, places, strict=True)), keys if others else None, size)
    plane.write(words)
    return plane.svg()


def _marks(
    plane: Plane, scale: _Scale, rows: Sequence[tuple[AlphaRow, float]], keys: tuple[str, str] | None, size: ChartSize
) -> list[Words]:
    """Draw intervals, hollow marks and dots; the words that name them."""
    spans = [(row.low, row.high, y) for row, y in rows if row.low is not None and row.high is not None]
    intervals: list[Row] = [{"x": scale.x(low), "x2": scale.x(high), "y": y} for low, high, y in spans]
    ends: list[Row] = [
        {"x": scale.x(end), "y": y - CAP, "y2": y + CAP} for low, high, y in spans for end in (low, high)
    ]
    dots: list[Row] = [{"x": scale.x(row.value), "y": y} for row, y in rows if row.value is not None]
    hollow: list[Row] = [{"x": scale.x(value), "y": y} for row, y in rows for value in row.others if value is not None]
    words = _keys(keys, size, dots, hollow) if keys else []
    plane.draw("rule", intervals, color=style.ACCENT, strokeWidth=2)
    plane.draw("rule", ends, color=style.ACCENT, strokeWidth=2)
    plane.draw("point", hollow, shape="diamond", fill="#ffffff", stroke=style.INK, opacity=1, size=90)
    plane.draw("point", dots, shape="circle", fill=style.ACCENT, stroke=style.ACCENT, opacity=1, size=110)
    return words


def _keys(keys: tuple[str, str], size: ChartSize, dots: list[Row], hollow: list[Row]) -> list[Words]:
    """What the two marks are, above the rows; under one another where there is no room beside."""
    beside = size.width >= style.WIDE.width
    second = (width_of(keys[0], size.font) + 60, 12.0) if beside else (8.0, 34.0)
    dots.append({"x": 8.0, "y": 12.0})
    hollow.append({"x": second[0], "y": second[1]})
    return [Words(22.0, 12.0, keys[0]), Words(second[0] + 14, second[1], keys[1])]
