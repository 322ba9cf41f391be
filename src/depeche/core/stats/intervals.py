"""Intervals for shares."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import ndtri


class Interval(NamedTuple):
    """Closed interval."""

    low: float
    high: float


def wilson(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Wilson's score interval (1927) for a share of `successes` in `n`; (0, 1) where n is 0.

    Centre (p + z²/2n) / (1 + z²/n), half-width z/(1 + z²/n) √(p(1-p)/n + z²/4n²).

    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    if n == 0:
        return Interval(0.0, 1.0)
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    share = successes / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2) / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Interval(
        0.0 if successes == 0 else max(0.0, centre - half), 1.0 if successes == n else min(1.0, centre + half)
    )


def newcombe(first: int, of_first: int, second: int, of_second: int, confidence: float = 0.95) -> Interval:
    """Newcombe's hybrid score interval (1998, method 10) for the difference of two shares, second less first.

    With p, l, u the share and Wilson's bounds: from d - √((p₂-l₂)² + (u₁-p₁)²) to d + √((u₂-p₂)² + (p₁-l₁)²).
    (-1, 1) where either is a share of nothing.

    >>> [round(bound, 4) for bound in newcombe(48, 80, 56, 70)]
    [0.0524, 0.3339]
    """
    before, after = wilson(first, of_first, confidence), wilson(second, of_second, confidence)
    if not of_first or not of_second:
        return Interval(-1.0, 1.0)
    one, other = first / of_first, second / of_second
    below = math.hypot(other - after.low, before.high - one)
    above = math.hypot(after.high - other, one - before.low)
    return Interval(other - one - below, other - one + above)
