"""Charts as pictures: drawn by the same code as page and PDF, in twice the points for print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import vl_convert

from depeche.render.charts import Chart, register_fonts
from depeche.render.style import WIDE, ChartSize

SCALE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """`png` at twice the drawing's points, `svg` as drawn; `width` and `height` in pixels of 1/96 inch."""

    png: bytes
    svg: bytes
    width: float
    height: float
    title: str
    alt: str


def chart_picture(chart: Chart, size: ChartSize = WIDE) -> Picture:
    """A chart as it is on the page, on a clear ground."""
    register_fonts()
    svg = chart.draw(size)
    width, height = _measure(svg)
    png: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return Picture(png, svg.encode(), width, height, chart.title, alt_text(chart))


def alt_text(chart: Chart) -> str:
    """What the picture shows, for whoever does not see it: its title, of whom, and its figures in words."""
    parts = (chart.title, chart.subtitle, chart.alt)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def _measure(svg: str) -> tuple[float, float]:
    found = re.search(r'<svg[^>]*viewBox="[\d.\s-]*?([\d.]+) ([\d.]+)"', svg)
    if found is None:
        message = "the chart has no size"
        raise ValueError(message)
    return float(found[1]), float(found[2])
