"""Cross-reading, drawn: shares with their intervals, tables as tiles, and words in two columns with lines between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from depeche.render import style
from depeche.render.group_charts import PHONE, SHAPES, TONES, _keys
from depeche.render.plane import LINE_HEIGHT, Plane, Row, Words, broken, stacked, width_of
from depeche.render.style import ChartSize

STEPS = (0.12, 0.28, 0.46)  # opacities: the words on them stay readable
TILE = 34.0
ROOMY = 58  # pixels of a column that has room for its name


class Span(NamedTuple):
    """A share with its interval."""

    value: float
    low: float
    high: float


class SpanRow(NamedTuple):
    """A span for each kind of dot; None has none."""

    name: str
    spans: tuple[Span | None, ...]


class Tile(NamedTuple):
    """`tone` from -1 (fewer) over 0 to 1 (more)."""

    label: str
    tone: float = 0.0


class Thread(NamedTuple):
    """A line between a row of the left column and one of the right."""

    left: int
    right: int
    weight: int


class Entry(NamedTuple):
    name: str
    label: str


def spans_by_theme(
    kinds: Sequence[str], rows: Sequence[SpanRow], levels: Sequence[tuple[float, str]], size: ChartSize
) -> str:
    """Rows with up to three dots, each on the line of its interval; told apart by shape as well as tone."""
    font = size.font
    room = min(float(size.label), max((width_of(row.name, font) for row in rows), default=0.0) + 14)
    scale = (size.width - room - 24) / (max(level for level, _label in levels) or 1)
    keys = _keys(kinds, size) if len(kinds) > 1 else []
    top = keys[-1][1] + 18 if keys else 8.0
    names = [broken(row.name, room - 14, font) for row in rows]
    step = max(18.0 + 13 * len(kinds), max((len(lines) for lines in names), default=1) * font * LINE_HEIGHT + 10)
    height = top + step * len(rows) + 26
    words = [Words(x + 14, y, kind) for kind, (x, y) in zip(kinds, keys, strict=False)]
    dots: list[list[Row]] = [[] for _ in kinds]
    for at, (x, y) in enumerate(keys):
        dots[at].append({"x": x, "y": y})
    lines: list[Row] = []
    whiskers: list[Row] = []
    for level, label in levels:
        lines.append({"x": room + level * scale, "y": top, "y2": height - 22})
        words.append(Words(room + level * scale, height - 8, label, "center", style.QUIET))
    for at, row in enumerate(rows):
        middle = top + step * (at + 0.5)
        words += stacked([(line, style.INK) for line in names[at]], room - 14, middle, font, "right")
        for kind, span in enumerate(row.spans):
            if span is not None:
                y = middle + 13 * (kind - (len(kinds) - 1) / 2)
                whiskers.append({"x": room + span.low * scale, "x2": room + span.high * scale, "y": y})
                dots[kind].append({"x": room + span.value * scale, "y": y})
    plane = Plane(size, height)
    plane.draw("rule", lines, color=style.LINE)
    plane.draw("rule", whiskers, color=style.PALE, strokeWidth=3)
    fills = TONES[:1] if len(kinds) == 1 else ("#ffffff", *TONES)
    for shape, fill, marks in zip(SHAPES, fills, dots, strict=False):
        plane.draw("point", marks, shape=shape, fill=fill, stroke=style.INK, opacity=1, size=80)
    plane.write(words)
    return plane.svg()


def tiles(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Tile]], size: ChartSize) -> str:
    """A table whose tiles are darker the further a figure stands out; every figure stands in its tile."""
    font = size.font
    room = min(float(size.label), max((width_of(row, font) for row in rows), default=0.0) + 14)
    wide = min(120.0, (size.width - room) / max(len(columns), 1))
    named = wide >= ROOMY
    heads = [broken(name, wide - 6, font) if named else (str(at),) for at, name in enumerate(columns, 1)]
    top = max((len(head) for head in heads), default=1) * font * LINE_HEIGHT + 10
    legend = [] if named else [f"{at}  {name}" for at, name in enumerate(columns, 1)]
    height = top + TILE * len(rows) + (len(legend) * font * 1.4 + 14 if legend else 4)
    words: list[Words] = []
    for at, head in enumerate(heads):
        words += stacked([(line, style.QUIET) for line in head], room + wide * (at + 0.5), top / 2, font, "center")
    boxes: dict[tuple[str, float], list[Row]] = {}
    for at, (name, line) in enumerate(zip(rows, cells, strict=True)):
        y = top + TILE * at
        words += stacked(
            [(part, style.INK) for part in broken(name, room - 12, font, 2)], room - 12, y + TILE / 2, font, "right"
        )
        for beside, tile in enumerate(line):
            x = room + wide * beside
            box = {"x": x + 1.5, "x2": x + wide - 1.5, "y": y + 1.5, "y2": y + TILE - 1.5}
            boxes.setdefault(_look(tile.tone), []).append(box)
            words.append(Words(x + wide / 2, y + TILE / 2, tile.label, "center"))
    words += [
        Words(room, top + TILE * len(rows) + 16 + at * font * 1.4, line, "left", style.QUIET)
        for at, line in enumerate(legend)
    ]
    plane = Plane(size, height)
    for (colour, opacity), marks in boxes.items():
        plane.draw("rect", marks, color=colour, opacity=opacity, cornerRadius=3)
    plane.write(words)
    return plane.svg()


def _look(tone: float) -> tuple[str, float]:
    if abs(tone) < 1e-9:
        return style.WASH, 1.0
    step = min(len(STEPS) - 1, int(abs(tone) * len(STEPS)))
    return (style.ACCENT if tone > 0 else style.LESS), STEPS[step]


def two_columns(
    heads: tuple[str, str], left: Sequence[Entry], right: Sequence[Entry], threads: Sequence[Thread], size: ChartSize
) -> str:
    """Words of the questions at the left, of the answers at the right; a thin line joins those that met."""
    font = size.font
    step = font * 2.2
    top = 46.0
    height = top + step * max(len(left), len(right), 1) + 4
    room = size.width * (0.36 if size.width >= PHONE else 0.4)
    most = max((thread.weight for thread in threads), default=1)
    words = [
        Words(0, 12, "?", "left", style.ACCENT, bold=True),
        Words(14, 12, heads[0], "left", style.QUIET),
        Words(size.width - room + 4, 12, "!", "left", style.ANSWERED, bold=True),
        Words(size.width - room + 16, 12, heads[1], "left", style.QUIET),
    ]
    columns: list[tuple[Sequence[Entry], float, float]] = [
        (left, 0.0, room - 10),
        (right, size.width - room + 4, float(size.width)),
    ]
    for entries, start, end in columns:
        for at, entry in enumerate(entries):
            y = top + step * (at + 0.5) - 6
            said = width_of(entry.label, font) + 8
            words.append(Words(start, y, broken(entry.name, end - start - said, font, 1)[0]))
            words.append(Words(end, y, entry.label, "right", style.QUIET))
    plane = Plane(size, height)
    edges = (room - 2, size.width - room - 4)
    for thread in threads:
        ends = [top + step * (at + 0.5) - 6 for at in (thread.left, thread.right)]
        rows: list[Row] = [
            {"x": x, "y": y, "order": number} for number, (x, y) in enumerate(zip(edges, ends, strict=True))
        ]
        plane.draw("line", rows, color=style.ACCENT, strokeWidth=0.6 + 2.4 * thread.weight / most, opacity=0.55)
    plane.write(words)
    return plane.svg()
