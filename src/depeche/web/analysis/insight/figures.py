"""Everything the sections show of a relay, computed once and released; no hidden figure is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from statistics import median_low
from typing import NamedTuple

from depeche.core.networks import (
    LONGEST_RING,
    ShownFlow,
    Step,
    Talk,
    Tie,
    cut_off,
    cycles,
    first_common,
    hops_of,
    inner_circle,
    meetings,
    returns,
    shown_flow,
    shown_steps,
    survival,
    threads,
    ties,
    value,
    values,
)
from depeche.core.networks.shown import Values
from depeche.core.stats import Figure, K, ReleasedSeries, Series, Shown, release
from depeche.web.analysis.insight.material import Material

CIRCLE_SHARE = 10  # the most asked tenth
FEW_THREADS = 12  # so many can be held against each other two by two
FEWEST_FOR_CIRCLE = 20  # people; among fewer, a tenth with ties is no circle


@dataclass(frozen=True, slots=True)
class Meets:
    """Threads that meet, by group of the person they meet at; `hop` is the median of where they first do."""

    threads: int | None
    met: int | None
    groups: Values
    hop: int | None


class Encounter(NamedTuple):
    """Two threads by their numbers, the pair of each at which they first come to the same group, and that group."""

    one: int
    other: int
    first: int
    second: int
    group: int


@dataclass(frozen=True, slots=True)
class Rings:
    """Hops that went on or came back, those by length of the ring from 2 (none where only their sum may be shown).

    `pairs` asked at all, `mutual` in both directions.
    """

    hops: int | None
    onward: int | None
    back: int | None
    lengths: Values
    mutual: int | None
    pairs: int | None
    triangles: int | None


@dataclass(frozen=True, slots=True)
class InnerCircle:
    """Questions among the `size` most asked, to them in all, and all there are."""

    size: int
    inside: int | None
    to_them: int | None
    total: int | None
    inside_free: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Indices are those of `groups`. None may not be shown."""

    groups: tuple[str, ...]
    flow: ShownFlow
    answered: Values
    answered_total: int | None
    available: Values
    available_total: int | None
    steps: tuple[Step, ...]
    meets: Meets
    encounters: tuple[Encounter, ...]
    rings: Rings
    circle: InnerCircle | None
    ties: tuple[Tie, ...]
    sorted_any: bool


def figures(found: Material, themes: Mapping[int, str]) -> Figures:
    talk = found.talk
    flow = shown_flow(talk, own=found.own_allowed)
    answered = _answered(talk)
    unused = release(Series(tuple(Figure(r.available - r.used, r.holders) for r in found.rights), disjoint=True))
    return Figures(
        groups=talk.groups,
        flow=flow,
        answered=values(answered.cells),
        answered_total=value(answered.total),
        available=tuple(_plus(asked, rest) for asked, rest in zip(flow.asked, values(unused.cells), strict=True)),
        available_total=_plus(flow.total, value(unused.total)),
        steps=_steps(found),
        meets=_meets(talk),
        encounters=_encounters(talk, flow.sizes) if found.closed else (),
        rings=_rings(talk),
        circle=_circle(talk),
        ties=ties(talk, flow, themes),
        sorted_any=bool(themes),
    )


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _answered(talk: Talk) -> ReleasedSeries:
    counts = [0] * len(talk.groups)
    people: list[set[int]] = [set() for _ in talk.groups]
    for put in talk.puts:
        if put.answered_at is not None:
            group = talk.people[put.recipient]
            counts[group] += 1
            people[group].add(put.recipient)
    cells = (Figure(count, len(who)) for count, who in zip(counts, people, strict=True))
    return release(Series(tuple(cells), disjoint=True))


def _steps(found: Material) -> tuple[Step, ...]:
    ways = threads(found.talk)
    steps = survival([way.length for way in ways], [cut_off(way, found.end, found.patience) for way in ways])
    return shown_steps(steps, ways)


def _meets(talk: Talk) -> Meets:
    found = meetings(talk, threads(talk))
    groups = range(len(talk.groups))
    alone = Figure(found.threads - found.met, found.alone)
    cells = [Figure(found.groups.get(group, 0), found.people.get(group, 0)) for group in groups]
    shown = release(Series((*cells, alone), disjoint=True))
    whole, apart = value(shown.total), value(shown.cells[-1])
    hops = [hop for hop, count in found.hops.items() for _ in range(count)]
    return Meets(
        threads=whole,
        met=whole - apart if whole is not None and apart is not None else None,
        groups=values(shown.cells[:-1]),
        hop=median_low(hops)
        if hops and isinstance(release(Figure(len(hops), sum(found.people.values()))), Shown)
        else None,
    )


def _encounters(talk: Talk, sizes: Values) -> tuple[Encounter, ...]:
    """The first group every two of a few threads have in common; a group that may not be told of is no meeting place.

    Of each answer the reading pages say the group too, so this counts no people.
    """
    ways = [way for way in threads(talk) if way.pairs]
    if len(ways) > FEW_THREADS:
        return ()
    places = [
        [group if sizes[group := talk.people[put.recipient]] is not None else -put.id for _hop, put in hops_of(way)]
        for way in ways
    ]
    found = []
    for (at, one), (beside, other) in combinations(enumerate(places, 1), 2):
        met = first_common(one, other)
        if met is not None:
            found.append(Encounter(at, beside, met.first, met.second, met.at))
    return tuple(found)


def _rings(talk: Talk) -> Rings:
    """By length of the ring; where none of the lengths may be shown, all rings as one."""
    found = returns(talk)
    onward = Figure(found.hops - found.returning, found.others)
    lengths = range(2, LONGEST_RING + 1)
    cells = [Figure(found.lengths.get(length, 0), found.people.get(length, 0)) for length in lengths]
    shown = release(Series((onward, *cells)))
    one = all(value(cell) is None for cell in shown.cells[1:])
    if one:
        shown = release(Series((onward, Figure(found.returning, found.back_to))))
    ahead, total = value(shown.cells[0]), value(shown.total)
    among = cycles(talk)
    pairs = release(Series((among.mutual, among.one_way)))
    return Rings(
        hops=total,
        onward=ahead,
        back=total - ahead if total is not None and ahead is not None else None,
        lengths=() if one else values(shown.cells[1:]),
        mutual=value(pairs.cells[0]),
        pairs=value(pairs.total),
        triangles=value(release(among.triangles)),
    )


def _circle(talk: Talk) -> InnerCircle | None:
    if len(talk.people) < FEWEST_FOR_CIRCLE:
        return None
    found = inner_circle(talk, circle_of(talk))
    shown = release(Series((found.inside, found.from_others, found.elsewhere)))
    inside, from_others, _elsewhere = values(shown.cells)
    return InnerCircle(
        size=found.size,
        inside=inside,
        to_them=_plus(inside, from_others),
        total=value(shown.total),
        inside_free=found.inside_free if isinstance(release(found.by_them), Shown) else None,
    )


def circle_of(talk: Talk) -> int:
    """How many are "the most asked": a tenth of the people, at least as many as a figure may be about."""
    return max(K, ceil(len(talk.people) / CIRCLE_SHARE))
