"""Themes that meet on the same card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from depeche.core.across.shares import LEVEL, fisher
from depeche.core.text import holm


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two themes, by key, and the cards that are in both.

    `lift` is how many times as many as there would be if either were given without regard to the other; `jaccard` is
    the share of the cards in either that are in both.
    """

    one: int
    other: int
    cards: int
    lift: float
    jaccard: float
    p: float
    p_holm: float = 1.0

    @property
    def beyond_chance(self) -> bool:
        return self.p_holm < LEVEL


@dataclass(frozen=True, slots=True)
class Together:
    """`cards` have been sorted, `several` of them into more than one theme. Pairs with most cards first.

    `tests` counts all pairs of themes that have cards: Holm's correction is over these, those that never meet included.
    """

    cards: int
    several: int
    themes: dict[int, int]
    pairs: tuple[Meeting, ...]
    tests: int


def together(cards: Iterable[Iterable[int]]) -> Together:
    """Count which themes stand on the same card; cards without a theme are left out."""
    alone: Counter[int] = Counter()
    both: Counter[tuple[int, int]] = Counter()
    total = several = 0
    for themes in cards:
        found = sorted(set(themes))
        total += bool(found)
        several += len(found) > 1
        alone.update(found)
        both.update(combinations(found, 2))
    pairs = list(combinations(sorted(alone), 2))
    p_values = [fisher(both[a, b], alone[a], alone[b] - both[a, b], total - alone[a]) for a, b in pairs]
    met = [
        Meeting(
            a,
            b,
            count,
            count * total / (alone[a] * alone[b]),
            count / (alone[a] + alone[b] - count),
            p,
            p_holm,
        )
        for (a, b), p, p_holm in zip(pairs, p_values, holm(p_values), strict=True)
        if (count := both[a, b])
    ]
    met.sort(key=lambda pair: (-pair.cards, -pair.jaccard, pair.one, pair.other))
    return Together(total, several, dict(alone), tuple(met), len(pairs))
