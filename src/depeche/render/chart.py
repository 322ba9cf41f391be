"""What a chart is: its words, its figures as a table, and how it becomes SVG."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import vl_convert

from depeche.core.reporting.values import Figure
from depeche.render import style
from depeche.render.signs import clean
from depeche.render.style import WIDE, ChartSize


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows as text; the first column names the row (after a line break, smaller), the others count.

    `figures` has the shape of `rows`: what each cell prints, () for a name.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[tuple[Figure, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says what is shown, `subtitle` of whom and n, `note` the source; `alt` says it in words."""

    id: str
    title: str
    subtitle: str
    note: str
    alt: str
    table: Table
    draw: Callable[[ChartSize], str]


def chart_svg(chart: Chart, size: ChartSize = WIDE) -> bytes:
    """A chart as a file of its own, its typeface inside, for `<img>`."""
    faces = f"<style>{style.font_faces(italic=False)}</style>"
    head, rest = _split_root(chart.draw(size))
    return f"{head}{faces}{rest}".encode()


def inline_svg(chart: Chart, size: ChartSize) -> str:
    """A chart as an element of a page; decorative, since the words and the table stand beside it."""
    head, rest = _split_root(chart.draw(size))
    return f'{head[:-1]} aria-hidden="true" focusable="false">{rest}'


@lru_cache(maxsize=512)
def drawn_svg(spec: str, vl_version: str | None = None) -> str:
    """A Vega-Lite specification drawn in our type, and kept: page, print, Word and slides show the same ones."""
    register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(_printable(spec), vl_version=vl_version, allowed_base_urls=[])
    return drawn


def _printable(spec: str) -> str:
    """The specification without signs that XML cannot hold: the renderer ends the whole process at the first of them.

    People paste such signs: the line break of a slide is one.
    """
    read = json.loads(spec)
    cleaned = _cleaned(read)
    return spec if cleaned == read else json.dumps(cleaned)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): _cleaned(item) for key, item in value.items()}
    return value


@cache
def register_fonts() -> None:
    """Once a process: the renderer finds our type by its name."""
    vl_convert.register_font_directory(str(style.FONTS))


def _split_root(svg: str) -> tuple[str, str]:
    """The opening tag, with the size left to the page, and the rest."""
    match = re.match(r"<svg[^>]*>", svg)
    if match is None:
        message = "the chart is no SVG"
        raise ValueError(message)
    box = re.search(r'viewBox="[^"]*"', match[0])
    width = re.search(r'width="([\d.]+)"', match[0])
    height = re.search(r'height="([\d.]+)"', match[0])
    if box is None or width is None or height is None:
        message = "the chart has no size"
        raise ValueError(message)
    root = f'<svg xmlns="http://www.w3.org/2000/svg" {box[0]} width="{width[1]}" height="{height[1]}">'
    return root, svg[match.end() :]
