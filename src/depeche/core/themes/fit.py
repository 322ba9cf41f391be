"""What the sorted texts add to the cue words: kernel ridge regression on what the cue words leave unexplained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from .features import Floats, Rows
from .space import Space

DOUBT, DOUBT_WITH_CUES = 0.3, 3.0  # noise of a label: where nothing else is known, and on top where cue words speak
ABOUND = 40  # so many examples a theme, and cue words weigh half
STEPS = 12
CLOSE = 1e-2


class Fitted(NamedTuple):
    """`scores`: texts x themes; `weights`: for each part of the space its features x themes."""

    scores: Floats
    weights: tuple[Floats, ...]


def fitted(space: Space, means: Floats, members: Mapping[int, frozenset[int]]) -> Fitted:
    """Gaussian process whose mean is what the cue words say; `members` are the themes that people gave to a row."""
    themes = means.shape[1]
    sorted_rows = {row: given for row, given in members.items() if given}
    if not sorted_rows or themes == 0:
        return Fitted(means, ())
    rows: Rows = np.array(sorted(sorted_rows), dtype=np.int64)
    wanted = np.zeros((len(rows), themes), np.float32)
    for at, row in enumerate(rows):
        given = sorted(sorted_rows[int(row)])
        wanted[at, given] = 1 / len(given)
    common = np.sqrt((wanted.sum(axis=0) + 1) / (len(rows) + themes))
    prior = means ** (1 / (1 + len(rows) / (ABOUND * themes))) * common
    prior = np.asarray(prior / prior.sum(axis=1, keepdims=True), dtype=np.float32)
    sure = float((means.max(axis=1).mean() - 1 / themes) / (1 - 1 / themes)) if themes > 1 else 0.0
    known = space.of(rows)
    weights = known.gathered(_solved(known, wanted - prior[rows], DOUBT + DOUBT_WITH_CUES * sure))
    return Fitted(prior + space.scores(weights), tuple(weights))


def _solved(space: Space, wanted: Floats, doubt: float) -> Floats:
    """Amounts a with (K + doubt I) a = wanted, K the likeness of the rows: conjugate gradients, all columns at once."""
    amounts = np.zeros_like(wanted)
    left = wanted.copy()
    along = left.copy()
    size = (left**2).sum(axis=0)
    goal = CLOSE**2 * np.maximum(size, 1e-12)
    for _ in range(STEPS):
        if (size <= goal).all():
            break
        turned = space.scores(space.gathered(along)) + doubt * along
        step = size / np.maximum((along * turned).sum(axis=0), 1e-20)
        amounts += step * along
        left -= step * turned
        smaller = (left**2).sum(axis=0)
        along = left + smaller / np.maximum(size, 1e-20) * along
        size = smaller
    return np.asarray(amounts, dtype=np.float32)
