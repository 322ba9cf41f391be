"""Agreement between people who coded the same texts by the same code book.

See docs/methods/agreement.md for definitions, edge cases, intervals and worked figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import ndtri

from .intervals import Interval, wilson

Unit = Sequence[Hashable | None]  # what each coder gave one text, None where that coder did not judge it
Distance = Callable[[Any, Any], float]
Weights = NDArray[np.float64]

SAMPLES = 1000
MOST_UNDEFINED = 0.05  # of the samples; above that no interval is given
FEW = 5  # texts that either coder put into a theme; below that its alpha says next to nothing
SKEWED = 0.8  # prevalence index: nine of ten answers are the same
RELIABLE = 0.8
TENTATIVE = 0.667
BLOCK = 100  # samples at a time


def nominal(first: object, second: object) -> float:
    """0 where the two are equal, 1 where they are not."""
    return float(first != second)


def masi(first: Collection[Hashable], second: Collection[Hashable]) -> float:
    """Distance of two sets of labels (Passonneau 2006): 1 - J · M, from 0 (the same) to 1 (nothing in common).

    J = |A ∩ B| / |A ∪ B|; M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0.
    Two empty sets are the same; the empty set has nothing in common with any other.

    >>> masi({"tillid"}, {"tillid", "tid"})
    0.6666666666666667
    """
    one, other = frozenset(first), frozenset(second)
    if one == other:
        return 0.0
    common = len(one & other)
    if not common:
        return 1.0
    nested = one < other or other < one
    return 1 - common / len(one | other) * (2 if nested else 1) / 3


class Weight(StrEnum):
    """What Krippendorff (2004, p. 241) allows an alpha to carry. Customs, not laws."""

    RELIABLE = "reliable"  # .800 and above
    TENTATIVE = "tentative"  # .667 and above: tentative conclusions only
    UNRELIABLE = "unreliable"
    UNDEFINED = "undefined"


class Why(StrEnum):
    """Why there is no interval."""

    UNDEFINED = "undefined"  # alpha itself is
    ALL_AGREE = "all_agree"  # resampling texts that all agree gives 1 every time, which is no uncertainty at all
    RARE = "rare"  # too many samples hold one value only


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha of `units` texts that two or more judged; `samples` of those drawn carried the interval."""

    value: float | None
    units: int
    interval: Interval | None = None
    samples: int = 0
    why: Why | None = None

    @property
    def weight(self) -> Weight:
        if self.value is None:
            return Weight.UNDEFINED
        if self.value >= RELIABLE:
            return Weight.RELIABLE
        return Weight.TENTATIVE if self.value >= TENTATIVE else Weight.UNRELIABLE


class Caution(StrEnum):
    """What makes the coefficients of a theme hard to read."""

    FEW = "few"  # fewer than five texts were put into it by anybody
    SKEWED = "skewed"  # nearly all answers are no (or yes): high agreement, low kappa
    ONE_VALUE = "one_value"  # nobody, or both everywhere: nothing to agree about


class Counts(NamedTuple):
    """One theme, two coders: texts that both put into it, only the first, only the second, neither."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def agreed(self) -> float | None:
        """The share of texts about which the two agree."""
        return (self.both + self.neither) / self.total if self.total else None

    @property
    def agreed_yes(self) -> float | None:
        """Of the times either said yes, the share the other said it too: 2a / (2a + b + c) (Cicchetti & Feinstein)."""
        said = 2 * self.both + self.first + self.second
        return 2 * self.both / said if said else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa."""
        return kappa_of(((self.both, self.first), (self.second, self.neither)))

    @property
    def cautions(self) -> tuple[Caution, ...]:
        yes = self.both + self.first + self.second
        if not self.total or yes == 0 or self.both == self.total:
            return (Caution.ONE_VALUE,)
        few = (Caution.FEW,) if yes < FEW else ()
        skewed = abs(self.both - self.neither) >= SKEWED * self.total
        return (*few, *((Caution.SKEWED,) if skewed else ()))


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """How two coders agree about one theme; `percent` is the Wilson interval of the share agreed."""

    theme: str
    counts: Counts
    percent: Interval
    alpha: Alpha


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two coders agree: by theme as yes or no, and over all as sets of themes (alpha with the MASI distance)."""

    units: int
    same: int  # texts that got exactly the same themes
    themes: tuple[ThemeAgreement, ...]
    overall: Alpha


def agreement(
    first: Sequence[Collection[str] | None],
    second: Sequence[Collection[str] | None],
    themes: Sequence[str],
    *,
    rng: np.random.Generator,
    samples: int = SAMPLES,
    confidence: float = 0.95,
) -> Agreement:
    """Two coders' themes of the same texts, in the same order. None: not judged; empty: judged, and none of them.

    Every theme and the whole are measured on the same samples of texts.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} texts are not the same texts")
    pairs = [
        (frozenset(a), frozenset(b)) for a, b in zip(first, second, strict=True) if a is not None and b is not None
    ]
    drawn = _draw(len(pairs), samples, rng) if pairs else np.zeros((0, 0))
    found = []
    for theme in themes:
        said = [(theme in a, theme in b) for a, b in pairs]
        tally = Counter(said)
        counts = Counts(tally[True, True], tally[True, False], tally[False, True], tally[False, False])
        percent = wilson(counts.both + counts.neither, counts.total, confidence)
        found.append(ThemeAgreement(theme, counts, percent, _estimate(said, nominal, drawn, confidence)))
    same = sum(a == b for a, b in pairs)
    return Agreement(len(pairs), same, tuple(found), _estimate(pairs, masi, drawn, confidence))


def percent_agreement(units: Sequence[Unit]) -> float | None:
    """The share of pairs of coders of the same text who gave it the same; None where no text has two.

    >>> percent_agreement([("a", "a"), ("a", "b"), ("b", None)])
    0.5
    """
    equal = pairs = 0
    for unit in units:
        given = [rating for rating in unit if rating is not None]
        pairs += len(given) * (len(given) - 1) // 2
        equal += sum(times * (times - 1) // 2 for times in Counter(given).values())
    return equal / pairs if pairs else None


def cohen_kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Cohen's kappa (1960) of two coders on the texts both judged: (p_o - p_e) / (1 - p_e).

    p_o is the share of equal answers, p_e what chance would give by each coder's own shares. None where p_e is 1.

    >>> cohen_kappa(["ja", "ja", "nej", "nej"], ["ja", "nej", "nej", "nej"])
    0.5
    """
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    values = list(dict.fromkeys(value for pair in pairs for value in pair))
    tally = Counter(pairs)
    return kappa_of([[tally[row, column] for column in values] for row in values])


def kappa_of(table: Sequence[Sequence[int]]) -> float | None:
    """Cohen's kappa of a square table: texts by the first coder's answer (row) and the second's (column)."""
    counts = np.asarray(table, dtype=np.int64)
    total = int(counts.sum())
    if total == 0:
        return None
    by_chance = int(counts.sum(axis=0) @ counts.sum(axis=1))
    if by_chance == total * total:
        return None
    return (total * int(np.trace(counts)) - by_chance) / (total * total - by_chance)


def krippendorff_alpha(units: Sequence[Unit], *, distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha (2011) of any number of coders, with gaps: 1 - D_o / D_e.

    A text that fewer than two judged does not count. D_o is the mean distance of pairs within a text (each text by the
    number of its answers), D_e that of all pairs of answers. None where all answers are the same: there was nothing to
    tell apart, which is not perfect agreement.

    >>> round(krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b")]) or 0, 3)
    0.444
    """
    table = _Table(units, distance)
    value = float(table.alphas(np.ones((1, table.size)))[0]) if table.size else np.nan
    return None if np.isnan(value) else value


def alpha_interval(
    units: Sequence[Unit],
    *,
    rng: np.random.Generator,
    distance: Distance = nominal,
    samples: int = SAMPLES,
    confidence: float = 0.95,
) -> Alpha:
    """Krippendorff's alpha with the percentile interval of `samples` samples of texts, drawn with replacement."""
    pairable = [unit for unit in units if sum(rating is not None for rating in unit) > 1]
    drawn = _draw(len(pairable), samples, rng) if pairable else np.zeros((0, 0))
    return _estimate(pairable, distance, drawn, confidence)


def half_width(units: int, share: float, alpha: float = RELIABLE, confidence: float = 0.95) -> float:
    """About how far the interval of a theme's alpha will reach to each side; for choosing how many texts to code.

    `share` of the texts belong to the theme, `alpha` is what one expects: z √V with the large-sample variance of Bloch
    & Kraemer (1989), V = (1 - α) / n · ((1 - α)(1 - 2α) + α (2 - α) / (2p (1 - p))).

    >>> round(half_width(100, 0.2), 2)
    0.15
    """
    if units < 1 or not 0 < share < 1:
        raise ValueError(f"{units} texts with a share of {share} say nothing")
    spread = (1 - alpha) * (1 - 2 * alpha) + alpha * (2 - alpha) / (2 * share * (1 - share))
    return float(ndtri((1 + confidence) / 2)) * math.sqrt((1 - alpha) / units * spread)


def _draw(units: int, samples: int, rng: np.random.Generator) -> Weights:
    """How often each text is in each sample: samples × texts."""
    return rng.multinomial(units, np.full(units, 1 / units), size=samples).astype(np.float64)


def _estimate(units: Sequence[Unit], distance: Distance, drawn: Weights, confidence: float) -> Alpha:
    table = _Table(units, distance)
    value = float(table.alphas(np.ones((1, table.size)))[0]) if table.size else np.nan
    if np.isnan(value):
        return Alpha(None, table.size, why=Why.UNDEFINED)
    if not table.within.any():
        return Alpha(value, table.size, why=Why.ALL_AGREE)
    found = np.concatenate([table.alphas(drawn[at : at + BLOCK]) for at in range(0, len(drawn), BLOCK)])
    kept = found[~np.isnan(found)]
    if len(kept) < (1 - MOST_UNDEFINED) * len(found):
        return Alpha(value, table.size, samples=len(kept), why=Why.RARE)
    low, high = np.quantile(kept, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Alpha(value, table.size, Interval(float(low), float(high)), len(kept))


class _Table:
    """The pairable texts: how often each value stands in each, and the summed distances within it."""

    def __init__(self, units: Sequence[Unit], distance: Distance) -> None:
        given = [[rating for rating in unit if rating is not None] for unit in units]
        given = [ratings for ratings in given if len(ratings) > 1]
        places = {value: at for at, value in enumerate(dict.fromkeys(value for unit in given for value in unit))}
        values = list(places)
        self.size = len(given)
        self.between = np.array([[distance(one, other) for other in values] for one in values])
        rows = [at for at, unit in enumerate(given) for _ in unit]
        columns = [places[value] for unit in given for value in unit]
        self.counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(self.size, len(values)))
        self.within = np.array(
            [sum(distance(one, other) for one in unit for other in unit) / (len(unit) - 1) for unit in given]
        )

    def alphas(self, weights: Weights) -> NDArray[np.float64]:
        """Alpha of each sample; NaN where all its answers are the same."""
        marginals = np.asarray(weights @ self.counts)
        answers = marginals.sum(axis=1)
        expected = np.einsum("sv,sv->s", marginals @ self.between, marginals)
        observed = (answers - 1) * (weights @ self.within)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(expected > 0, 1 - observed / expected, np.nan)
