"""Themes in sources: how central each is in one, and what has changed from an earlier to a later one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from depeche.core.stats import Interval, newcombe, wilson
from depeche.core.text import holm

LEVEL = 0.05
_ROUNDING = 1e-7  # two tables as likely as one another differ by this at most


class Share(NamedTuple):
    """Cards of a theme among the sorted cards of a source. `rank` counts from 1, equals share a rank; None for none."""

    cards: int
    of: int
    interval: Interval
    rank: int | None

    @property
    def value(self) -> float | None:
        return self.cards / self.of if self.of else None


class Standing(StrEnum):
    """A theme in an earlier and a later source."""

    NEW = "new"
    PERSISTENT = "persistent"
    VANISHED = "vanished"
    ABSENT = "absent"  # in neither
    UNSEEN = "unseen"  # made after the earlier source was sorted: nobody has looked for it there
    UNSORTED = "unsorted"  # nothing in one of the sources has been sorted yet


@dataclass(frozen=True, slots=True)
class Difference:
    """A theme's share in the later source less that in the earlier; `p` is None where nothing is tested."""

    standing: Standing
    earlier: Share
    later: Share
    interval: Interval
    p: float | None = None
    p_holm: float | None = None

    @property
    def value(self) -> float | None:
        before, after = self.earlier.value, self.later.value
        return None if before is None or after is None else after - before

    @property
    def beyond_chance(self) -> bool:
        """Also when it is remembered how many themes were tested."""
        return self.p_holm is not None and self.p_holm < LEVEL


@dataclass(frozen=True, slots=True)
class Change:
    """Two sources, theme by theme. `tests` is m, the number of themes tested: Holm's correction is over these."""

    themes: tuple[Difference, ...]
    tests: int


def shares(cards: Sequence[int], of: int) -> tuple[Share, ...]:
    """The share of each theme among `of` sorted cards; a card may be in several, so they may pass one together."""
    order = sorted(set(cards), reverse=True)
    above = {count: sum(other > count for other in cards) for count in order}
    return tuple(Share(count, of, wilson(count, of), above[count] + 1 if count else None) for count in cards)


def changes(earlier: Sequence[Share], later: Sequence[Share], unseen: Collection[int] = ()) -> Change:
    """Each theme from an earlier to a later source: two-sided Fisher test, corrected by Holm over all that are tested.

    `unseen` are the indices of themes made after the earlier source was last sorted. That none of its cards are in such
    a theme says nothing about the source, so it is not tested.
    """
    pairs = list(zip(earlier, later, strict=True))
    standings = [_standing(one, other, at in unseen) for at, (one, other) in enumerate(pairs)]
    tested = {Standing.NEW, Standing.PERSISTENT, Standing.VANISHED}
    p_values = [
        fisher(one.cards, one.of, other.cards, other.of) if standing in tested else None
        for standing, one, other in zip(standings, earlier, later, strict=True)
    ]
    adjusted = iter(holm([p for p in p_values if p is not None]))
    found = tuple(
        Difference(
            standing,
            one,
            other,
            newcombe(one.cards, one.of, other.cards, other.of),
            p,
            None if p is None else next(adjusted),
        )
        for standing, one, other, p in zip(standings, earlier, later, p_values, strict=True)
    )
    return Change(found, sum(p is not None for p in p_values))


def _standing(earlier: Share, later: Share, unseen: bool) -> Standing:  # noqa: FBT001 - the one thing that is asked
    if not earlier.of or not later.of:
        return Standing.UNSORTED
    if unseen and not earlier.cards:
        return Standing.UNSEEN
    if earlier.cards and later.cards:
        return Standing.PERSISTENT
    if earlier.cards:
        return Standing.VANISHED
    return Standing.NEW if later.cards else Standing.ABSENT


def fisher(first: int, of_first: int, second: int, of_second: int) -> float:
    """Fisher's exact test of two shares, two-sided: the tables with these margins that are no likelier than this one.

    >>> round(fisher(1, 10, 11, 14), 6)
    0.002759
    """
    hits = first + second
    lowest, highest = max(0, hits - of_second), min(hits, of_first)
    possible = np.arange(lowest, highest + 1)
    weights = _ways(of_first, possible) + _ways(of_second, hits - possible)
    likely = np.exp(weights - weights.max())
    observed = likely[first - lowest]
    return float(min(1.0, likely[likely <= observed * (1 + _ROUNDING)].sum() / likely.sum()))


def _ways(of: int, chosen: np.ndarray) -> np.ndarray:
    """Logarithm of the number of ways to choose."""
    ways: np.ndarray = gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1)
    return ways
