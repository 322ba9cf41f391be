"""Keyness: which words one body of texts uses more than another.

See docs/methods/keyness.md for definitions, edge cases and worked figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from scipy.special import erfc


class Keyness(NamedTuple):
    """G² with its sign (positive: relatively more in the first), log ratio in doublings, and p for one test (1 df)."""

    g2: float
    log_ratio: float
    p: float


def keyness(first: int, second: int, size_first: int, size_second: int) -> Keyness:
    """Signed log-likelihood G² (Rayson & Garside 2000) and log ratio (Hardie 2014) of one word in two corpora.

    `first` and `second` count the word, `size_*` count all running words of each corpus.
    E_i = N_i (a + b) / (N_1 + N_2), G² = 2 Σ O_i ln(O_i / E_i)
    with 0 ln 0 = 0; p from the chi-squared distribution with one degree of freedom.
    The log ratio is log2 of the ratio of relative frequencies; a zero count is taken as one half (Hardie's convention).

    >>> round(keyness(100, 50, 10_000, 10_000).g2, 2)
    16.99
    """
    if min(first, second) < 0 or first > size_first or second > size_second or min(size_first, size_second) < 1:
        raise ValueError(f"counts {first} of {size_first} and {second} of {size_second} are impossible")
    if first + second == 0:
        return Keyness(0.0, 0.0, 1.0)
    share = (first + second) / (size_first + size_second)
    g2 = 2 * (_term(first, size_first * share) + _term(second, size_second * share))
    g2 = max(g2, 0.0)  # rounding may leave -1e-16 where both shares are equal
    ratio = math.log2(((first or 0.5) / size_first) / ((second or 0.5) / size_second))
    more = first * size_second >= second * size_first
    return Keyness(g2 if more else -g2, ratio, float(erfc(math.sqrt(g2 / 2))))


def _term(observed: int, expected: float) -> float:
    return observed * math.log(observed / expected) if observed else 0.0


class LogOdds(NamedTuple):
    """The log-odds ratio of a word between two corpora, drawn towards none by the prior; z is it in standard errors."""

    delta: float
    z: float


PRIOR = 500.0  # running words the prior weighs as much as


def log_odds(
    first: int, second: int, size_first: int, size_second: int, share: float, *, prior: float = PRIOR
) -> LogOdds:
    """Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008).

    `share` is the word's share of all running words of the material, and α = share x `prior` its part of the prior:
    δ = ln((a + α) / (N_1 + α_0 - a - α)) - ln((b + α) / (N_2 + α_0 - b - α)), variance 1/(a + α) + 1/(b + α).
    Beyond 1.96 z is what one test at 5 % would give; rare words are held down where G² and the log ratio are not.

    >>> [round(value, 3) for value in log_odds(100, 50, 10_000, 10_000, 0.0075)]
    [0.662, 3.942]
    """
    if min(first, second) < 0 or first > size_first or second > size_second or not 0 < share < 1 or prior <= 0:
        raise ValueError(f"{first} of {size_first}, {second} of {size_second} and a share of {share} are impossible")
    own = share * prior
    odds = [
        math.log((count + own) / (size + prior - count - own))
        for count, size in ((first, size_first), (second, size_second))
    ]
    delta = odds[0] - odds[1]
    return LogOdds(delta, delta / math.sqrt(1 / (first + own) + 1 / (second + own)))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down correction (Holm 1979): adjusted p values in the order given; m is their number.

    The i-th smallest p (i from 0) becomes max over j ≤ i of min(1, (m - j) p_j).

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [1.0] * len(order)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[index]))
        adjusted[index] = highest
    return tuple(adjusted)
