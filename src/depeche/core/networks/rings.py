"""Rings: threads that come back to somebody, people who ask one another, and the circle of the most asked.

See docs/methods/rings.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from depeche.core.networks.talk import Put, Talk
from depeche.core.stats import Figure

LONGEST_RING = 5  # rings of so many hops or more are counted as one


@dataclass(frozen=True, slots=True)
class Returns:
    """Hops that could have come back (`hops`: answered, with a pair before them in their thread) and that did.

    `lengths` is ring length -> hops, from 2 (straight back to the asker) to LONGEST_RING (that many or more); `people`
    the distinct persons come back to, by ring length, `back_to` in all; `others` those of the hops that went on.
    """

    hops: int
    lengths: dict[int, int]
    people: dict[int, int]
    back_to: int
    others: int

    @property
    def returning(self) -> int:
        return sum(self.lengths.values())


def returns(talk: Talk) -> Returns:
    """Count the hops that come back to somebody visited before in the thread.

    A line of a thread visits its first asker, then everybody who answered in it, in order. A hop that ends at somebody
    visited m hops earlier closes a ring of length m. Each line is walked once, whatever its length.
    """
    lengths: Counter[int] = Counter()
    people: dict[int, set[int]] = defaultdict(set)
    others: set[int] = set()
    hops = 0
    for put, ring in ring_hops(talk):
        if put.parent is None:
            continue
        hops += 1
        if ring:
            length = min(ring, LONGEST_RING)
            lengths[length] += 1
            people[length].add(put.recipient)
        else:
            others.add(put.recipient)
    return Returns(
        hops=hops,
        lengths=dict(sorted(lengths.items())),
        people={length: len(who) for length, who in sorted(people.items())},
        back_to=len(set().union(*people.values())),
        others=len(others),
    )


def ring_hops(talk: Talk) -> list[tuple[Put, int]]:
    """(answered question, length of the ring it closes or 0), depth first, with one path kept for each line."""
    follow: dict[int, list[Put]] = defaultdict(list)
    starts: list[Put] = []
    for put in talk.puts:
        if put.answered_at is not None:
            (starts if put.parent is None else follow[put.parent]).append(put)
    walked: list[tuple[Put, int]] = []
    for start in starts:
        last: dict[int, list[int]] = defaultdict(list)  # person -> places in the line, the latest last
        last[start.asker].append(0)
        stack: list[tuple[Put, int, bool]] = [(start, 1, False)]
        while stack:
            put, place, leaving = stack.pop()
            if leaving:
                last[put.recipient].pop()
                continue
            before = last[put.recipient]
            walked.append((put, place - before[-1] if before else 0))
            before.append(place)
            stack.append((put, place, True))
            stack.extend((child, place + 1, False) for child in reversed(follow[put.id]))
    return walked


class Cycles(NamedTuple):
    """Directed cycles among people, however the threads ran, as counts about so many distinct people.

    `mutual` pairs asked each other, `one_way` pairs only one the other; `triangles` are rings of three, counted once.
    """

    mutual: Figure
    one_way: Figure
    triangles: Figure


def cycles(talk: Talk) -> Cycles:
    """Count the rings of two and of three in the network of who asked whom.

    For each edge u -> v the people v asked are held against those who asked u, the fewer of them looked up; that is at
    most of the order of edges to the power 1.5 (Chiba & Nishizeki 1985).
    """
    out: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for put in talk.puts:
        out[put.asker].add(put.recipient)
        back[put.recipient].add(put.asker)
    edges = [(asker, recipient) for asker, asked in out.items() for recipient in asked]
    mutual = [(one, other) for one, other in edges if one < other and one in out.get(other, ())]
    one_way = [(one, other) for one, other in edges if one not in out.get(other, ())]
    found = 0
    around: set[int] = set()
    for one, other in edges:
        closing = out.get(other, set()) & back.get(one, set())
        found += len(closing)
        if closing:
            around.update(closing, (one, other))
    return Cycles(
        Figure(len(mutual), len({person for pair in mutual for person in pair})),
        Figure(len(one_way), len({person for pair in one_way for person in pair})),
        Figure(found // 3, len(around)),
    )


class Circle(NamedTuple):
    """The `size` most asked: questions among them, to them from others, elsewhere; those they put; by free mixing.

    Each figure is about as many people as the smaller of its two sides, as for a flow between groups.
    """

    size: int
    inside: Figure
    from_others: Figure
    elsewhere: Figure
    by_them: Figure
    inside_free: float


def inner_circle(talk: Talk, most: int) -> Circle:
    """Those with the `most` highest numbers of questions received; who ties with the last of them belongs too.

    Free mixing: each of them asked as often, and chose freely among all others: Σ asked · (size - 1) / (N - 1).
    """
    members = most_asked(talk, most)
    to_them = [put for put in talk.puts if put.recipient in members]
    asking = [put.asker for put in talk.puts if put.asker in members]
    others = len(talk.people) - 1
    return Circle(
        size=len(members),
        inside=_two_sided([put for put in to_them if put.asker in members]),
        from_others=_two_sided([put for put in to_them if put.asker not in members]),
        elsewhere=_two_sided([put for put in talk.puts if put.recipient not in members]),
        by_them=Figure(len(asking), len(set(asking))),
        inside_free=len(asking) * max(len(members) - 1, 0) / others if others > 0 else 0.0,
    )


def _two_sided(puts: list[Put]) -> Figure:
    return Figure(len(puts), min(len({put.asker for put in puts}), len({put.recipient for put in puts})))


def most_asked(talk: Talk, most: int) -> frozenset[int]:
    """The people with the `most` highest numbers of questions received, and whoever ties with the last of them."""
    received = Counter(put.recipient for put in talk.puts)
    ranked = sorted(received.values(), reverse=True)
    if most < 1 or not ranked:
        return frozenset()
    least = ranked[min(most, len(ranked)) - 1]
    return frozenset(person for person, count in received.items() if count >= least)
