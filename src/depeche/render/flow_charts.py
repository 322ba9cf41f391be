"""Who asks whom, drawn: flows between groups as ribbons, and groups as a network. Never persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from depeche.render import style
from depeche.render.plane import LINE_HEIGHT, Align, Plane, Row, Words, broken, stacked
from depeche.render.style import ChartSize

STEPS = 10  # points of a curve
BODY = 300  # pixels that all ribbons are thick together
LEAST_NUMBER = 15  # a ribbon this thick has room for its number
TONES = style.SERIES  # of themes, each with its number
FAINT, CLEAR = 0.72, 0.9  # opacities: dark words are readable on the one, white ones on the other
BADGE, INNER = (
    10,
    7.5,
)  # radii of a ring; the number stands on white inside it, since no tone but the darkest bears words
ASIDE = 0.3  # a node that far from the middle line may have its words beside it
LEAST_ROOM = 100  # pixels


class End(NamedTuple):
    """A group at one side; `value` is what is drawn of it, `label` is said under its name."""

    name: str
    label: str
    value: float


class Flow(NamedTuple):
    """From an end at the left to one at the right, by index; `own` is drawn dark."""

    source: int
    target: int
    value: float
    label: str
    own: bool = False


class Node(NamedTuple):
    """A group; `weight` decides how large it is drawn."""

    name: str
    label: str
    weight: float


class Link(NamedTuple):
    """From one node to another by index; `theme` is the index of its theme, None without one."""

    source: int
    target: int
    value: float
    theme: int | None


class _Slot(NamedTuple):
    top: float  # of the bar
    thick: float
    middle: float


def ribbons(
    heads: tuple[str, str], left: Sequence[End], right: Sequence[End], flows: Sequence[Flow], size: ChartSize
) -> str:
    """Askers at the left, asked at the right, a ribbon for each flow: as thick as it has questions."""
    room = min(size.label, size.width * 0.34)
    unit = BODY / max(sum(end.value for end in left), sum(end.value for end in right), 1)
    sides = [(end, broken(end.name, room - 16, size.font)) for end in left]
    others = [(end, broken(end.name, room - 16, size.font)) for end in right]
    top = 34.0
    slots = [_slots(side, unit, top, size.font) for side in (sides, others)]
    height = max(slot.top + slot.thick for side in slots for slot in side) if left else top
    height = max(height, *(slot.middle + size.font * 2 for side in slots for slot in side)) + 8 if left else top
    edges = (room, size.width - room)
    plane = Plane(size, height)
    for own, colour, opacity in ((False, style.PALE, FAINT), (True, style.ACCENT, CLEAR)):
        rows = _ribbon_rows(flows, slots, unit, edges, own=own)
        look = {"opacity": opacity, "interpolate": "monotone", "stroke": "#ffffff", "strokeWidth": 0.8}
        plane.draw("area", rows, color=colour, **look)
    bars = [
        {"x": edge + (-6 if side == 0 else 0), "x2": edge + (0 if side == 0 else 6), "y": s.top, "y2": s.top + s.thick}
        for side, edge in enumerate(edges)
        for s in slots[side]
    ]
    plane.draw("rect", bars, color=style.INK)
    words = [
        Words(edges[0], 10, heads[0], "right", style.QUIET),
        Words(edges[1], 10, heads[1], "left", style.QUIET),
        *_end_words(sides, slots[0], edges[0] - 14, "right", size.font),
        *_end_words(others, slots[1], edges[1] + 14, "left", size.font),
        *_numbers(flows, slots, unit, edges),
    ]
    plane.write(words)
    return plane.svg()


def _slots(ends: Sequence[tuple[End, tuple[str, ...]]], unit: float, top: float, font: int) -> list[_Slot]:
    """Where each bar stands: at least as far apart as its words are high."""
    slots, at = [], top
    for end, lines in ends:
        thick = max(end.value * unit, 1.0)
        tall = max(thick, (len(lines) + bool(end.label)) * font * LINE_HEIGHT)
        slots.append(_Slot(at + (tall - thick) / 2, thick, at + tall / 2))
        at += tall + 14
    return slots


def _offsets(flows: Sequence[Flow], slots: list[list[_Slot]], unit: float) -> list[tuple[Flow, float, float]]:
    """Each flow with its upper edge at the left and at the right; those that cross least lie in the order of ends."""
    used = [[slot.top for slot in side] for side in slots]
    left: dict[tuple[int, int], float] = {}
    right: dict[tuple[int, int], float] = {}
    for flow in sorted(flows, key=lambda f: (f.source, f.target)):
        left[flow.source, flow.target] = used[0][flow.source]
        used[0][flow.source] += flow.value * unit
    for flow in sorted(flows, key=lambda f: (f.target, f.source)):
        right[flow.source, flow.target] = used[1][flow.target]
        used[1][flow.target] += flow.value * unit
    return [(flow, left[flow.source, flow.target], right[flow.source, flow.target]) for flow in flows]


def _ribbon_rows(
    flows: Sequence[Flow], slots: list[list[_Slot]], unit: float, edges: tuple[float, float], *, own: bool
) -> list[Row]:
    """Points of the ribbons to one's own group, or to others."""
    rows: list[Row] = []
    for at, (flow, left, right) in enumerate(_offsets(flows, slots, unit)):
        thick = max(flow.value * unit, 0.75)
        for step in range(STEPS + 1) if flow.own == own else ():
            part = step / STEPS
            upper = left + (right - left) * part * part * (3 - 2 * part)
            x = edges[0] + (edges[1] - edges[0]) * part
            rows.append({"id": at, "x": x, "y": upper, "y2": upper + thick})
    return rows


def _end_words(
    ends: Sequence[tuple[End, tuple[str, ...]]],
    slots: Sequence[_Slot],
    x: float,
    align: Align,
    font: int,
) -> Iterable[Words]:
    for (end, lines), slot in zip(ends, slots, strict=True):
        said = [(line, style.INK) for line in lines] + ([(end.label, style.QUIET)] if end.label else [])
        yield from stacked(said, x, slot.middle, font, align)


def _numbers(
    flows: Sequence[Flow], slots: list[list[_Slot]], unit: float, edges: tuple[float, float]
) -> Iterable[Words]:
    for flow, left, _right in _offsets(flows, slots, unit):
        if flow.value * unit >= LEAST_NUMBER:
            tone = "#ffffff" if flow.own else style.INK
            yield Words(edges[0] + 8, left + flow.value * unit / 2, flow.label, "left", tone)


def group_network(nodes: Sequence[Node], links: Sequence[Link], themes: Sequence[str], size: ChartSize) -> str:
    """Groups on a circle; a tie is thick where a question begins and thin where it ends, and bears its theme's number.

    The themes are listed under the drawing by their numbers, so that the tones only help.
    """
    radius = min(size.width * 0.3, 190.0)
    flat = len(nodes) == 2  # side by side
    middle = (size.width / 2, 78.0 if flat else radius + 64)
    places = [_on_circle(at, len(nodes), radius, middle) for at in range(len(nodes))]
    most = max((link.value for link in links), default=1)
    largest = max((node.weight for node in nodes), default=1) or 1
    radii = [6 + 12 * sqrt(node.weight / largest) for node in nodes]
    foot = max((y for _x, y in places), default=0) + 74
    step = size.font * 1.7
    height = foot + step * len(themes) + 8
    curves = [_curve(places[link.source], places[link.target], radii[link.target], middle) for link in links]
    plane = Plane(size, height)
    for theme in sorted({link.theme for link in links}, key=lambda t: (t is not None, t)):
        trails: list[Row] = [
            {"id": at, "x": x, "y": y, "size": (1.5 + 13 * link.value / most) * (1 - 0.85 * part), "order": part}
            for at, link in enumerate(links)
            if link.theme == theme
            for x, y, part in curves[at]
        ]
        plane.draw("trail", trails, color=_tone(theme), opacity=0.8)
    discs: list[Row] = [{"x": x, "y": y, "size": pi * r * r} for (x, y), r in zip(places, radii, strict=True)]
    plane.draw("circle", discs, color=style.INK, opacity=1)
    badges = _badges(links, curves, foot, step, themes, size)
    for theme in sorted({badge.theme for badge in badges}):
        rows: list[Row] = [{"x": b.x, "y": b.y, "size": pi * BADGE * BADGE} for b in badges if b.theme == theme]
        plane.draw("circle", rows, color=_tone(theme), opacity=1)
    words = [Words(30, foot + step * at + 4, name) for at, name in enumerate(themes)]
    for node, place, r in zip(nodes, places, radii, strict=True):
        words += _node_words(node, place, r, middle, size)
    plane.write(words, halo=True)
    plane.draw("circle", [{"x": b.x, "y": b.y, "size": pi * INNER * INNER} for b in badges], color="#ffffff", opacity=1)
    plane.write(Words(b.x, b.y, str(b.theme + 1), "center", style.INK, bold=True) for b in badges)
    return plane.svg()


class _Badge(NamedTuple):
    x: float
    y: float
    theme: int


def _badges(
    links: Sequence[Link],
    curves: Sequence[list[tuple[float, float, float]]],
    foot: float,
    step: float,
    themes: Sequence[str],
    size: ChartSize,
) -> list[_Badge]:
    """A number for each pair of nodes, between its two curves, and one before each line of the list."""
    heavier: dict[tuple[int, int], int] = {}
    for at, link in enumerate(links):
        pair = (min(link.source, link.target), max(link.source, link.target))
        if link.theme is not None and (pair not in heavier or links[heavier[pair]].value < link.value):
            heavier[pair] = at
    badges = [
        _Badge(curves[at][STEPS // 3][0], curves[at][STEPS // 3][1], theme)
        for at in heavier.values()
        if (theme := links[at].theme) is not None
    ]
    inside = min(14, size.label)
    return badges + [_Badge(inside, foot + step * at + 4, at) for at in range(len(themes))]


def _on_circle(at: int, count: int, radius: float, middle: tuple[float, float]) -> tuple[float, float]:
    angle = 2 * pi * at / max(count, 1) - pi / 2 + (pi / 2 if count == 2 else 0)
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)


def _curve(
    start: tuple[float, float], end: tuple[float, float], stop: float, middle: tuple[float, float]
) -> list[tuple[float, float, float]]:
    """(x, y, part of the way) along an arc that bows to its own right, so that there and back lie apart; it ends before
    the disc. Through the middle of the circle it bows more.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = hypot(dx, dy) or 1
    near = hypot((start[0] + end[0]) / 2 - middle[0], (start[1] + end[1]) / 2 - middle[1])
    bow = 0.16 if near < long / 4 else 0.12
    bend = ((start[0] + end[0]) / 2 - dy * bow, (start[1] + end[1]) / 2 + dx * bow)
    last = 1 - (stop + 4) / long
    points = []
    for step in range(STEPS + 1):
        part = last * step / STEPS
        x = (1 - part) ** 2 * start[0] + 2 * part * (1 - part) * bend[0] + part**2 * end[0]
        y = (1 - part) ** 2 * start[1] + 2 * part * (1 - part) * bend[1] + part**2 * end[1]
        points.append((x, y, step / STEPS))
    return points


def _tone(theme: int | None) -> str:
    return style.PALE if theme is None else TONES[theme % len(TONES)]


def _node_words(
    node: Node, place: tuple[float, float], radius: float, middle: tuple[float, float], size: ChartSize
) -> list[Words]:
    """Name and label away from the middle: beside the disc where there is room for it, else above or below."""
    side = (place[0] - middle[0]) / (hypot(place[0] - middle[0], place[1] - middle[1]) or 1)
    free = size.width / 2 - abs(place[0] - middle[0])
    beside = abs(side) > ASIDE and free - radius > LEAST_ROOM
    room = free - radius - 12 if beside else 2 * free - 4
    said = [(line, style.INK) for line in broken(node.name, room, size.font)] + [(node.label, style.QUIET)]
    if beside:
        x = place[0] + (radius + 8) * (1 if side > 0 else -1)
        return stacked(said, x, place[1], size.font, "left" if side > 0 else "right")
    tall = len(said) * size.font * LINE_HEIGHT / 2 + radius + 4
    return stacked(said, place[0], place[1] + (tall if place[1] > middle[1] else -tall), size.font, "center")
