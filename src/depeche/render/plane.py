"""A drawing whose places are computed in pixels, as a Vega-Lite specification, and words that keep to their room.

Written as plain values: altair looks at every point of a curve, which takes several times as long as drawing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal, NamedTuple

from depeche.render import style
from depeche.render.chart import drawn_svg
from depeche.render.style import ChartSize

LINE_HEIGHT = 1.25
GLYPH = 0.54  # mean width of a letter, as a share of the font size

Align = Literal["left", "center", "right"]
Row = Mapping[str, float | str]  # a mark: x, y, and where it has them x2, y2, id, order, size, text
OPTIONAL: Mapping[str, Mapping[str, object]] = {
    "x2": {"field": "x2"},
    "y2": {"field": "y2"},
    "detail": {"field": "id", "type": "nominal"},
    "order": {"field": "order", "type": "quantitative"},
    "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
    "text": {"field": "text", "type": "nominal"},
}


class Words(NamedTuple):
    """A line of text at a place."""

    x: float
    y: float
    text: str
    align: Align = "left"
    colour: str = style.INK
    bold: bool = False


class Plane:
    """Layers over one another, the first drawn lowest. x counts from the left, y from the top."""

    def __init__(self, size: ChartSize, height: float) -> None:
        self.width, self.height, self.font = size.width, height, size.font
        self._layers: list[dict[str, Any]] = []

    def draw(self, mark: str, rows: Sequence[Row], **look: object) -> None:
        """One layer of `mark` (area, rect, rule, line, trail, point, text); `look` is how Vega-Lite draws it."""
        if not rows:
            return
        channels = {
            name: channel
            for name, channel in OPTIONAL.items()
            if str(channel["field"]) in rows[0] and (name != "detail" or mark in {"area", "trail", "line"})
        }
        self._layers.append(
            {
                "data": {"values": list(rows)},
                "mark": {"type": mark, **look},
                "encoding": {"x": _pixels("x", self.width), "y": _pixels("y", self.height), **channels},
            }
        )

    def write(self, words: Iterable[Words], *, halo: bool = False) -> None:
        """Texts, one layer for each way of setting them. `halo` keeps what is drawn behind them away."""
        ways: dict[tuple[Align, str, bool], list[Row]] = {}
        for word in words:
            ways.setdefault((word.align, word.colour, word.bold), []).append(
                {"x": word.x, "y": word.y, "text": word.text}
            )
        for (align, colour, bold), rows in ways.items():
            look = {"align": align, "fontWeight": 600 if bold else 400}
            if halo:
                self.draw("text", rows, color="#ffffff", stroke="#ffffff", strokeWidth=4, **look)
            self.draw("text", rows, color=colour, **look)

    def svg(self) -> str:
        spec = {
            "width": self.width,
            "height": self.height,
            "padding": 0,
            "background": "transparent",
            "autosize": "none",
            "layer": self._layers,
            "config": {
                "font": style.FAMILY,
                "aria": False,
                "view": {"stroke": None},
                "text": {"fontSize": self.font, "color": style.INK, "baseline": "middle"},
            },
        }
        return drawn_svg(json.dumps(spec), "6.1")


def _pixels(field: str, length: float) -> dict[str, object]:
    scale = {"domain": [0, length], "range": [0, length], "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def broken(text: str, room: float, font: int, most: int = 3) -> tuple[str, ...]:
    """`text` in at most `most` lines of `room` pixels, a longer word with a hyphen; the rest is an ellipsis."""
    letters = max(4, int(room / (font * GLYPH)))
    words = " ".join(_hyphened(word, letters) for word in text.split())
    lines = wrap(words, letters, break_long_words=False, break_on_hyphens=False) or [""]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"{lines[most - 1][: letters - 1].rstrip('- ')}…")


def _hyphened(word: str, letters: int) -> str:
    parts = -(-len(word) // (letters - 1)) if len(word) > letters else 1
    size = -(-len(word) // parts)
    return "- ".join(word[at : at + size] for at in range(0, len(word), size))


def stacked(lines: Iterable[tuple[str, str]], x: float, middle: float, font: int, align: Align) -> list[Words]:
    """Lines (text, colour) under one another around `middle`."""
    rows = list(lines)
    step = font * LINE_HEIGHT
    top = middle - step * (len(rows) - 1) / 2
    return [Words(x, top + step * at, text, align, colour) for at, (text, colour) in enumerate(rows)]


def width_of(text: str, font: int) -> float:
    """About how wide a text is, in pixels."""
    return len(text) * font * GLYPH
