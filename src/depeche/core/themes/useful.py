"""Which texts to sort next: those the machine is unsure of, spread over what nobody has seen."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from threadpoolctl import threadpool_limits

from .features import Floats
from .index import TextIndex


def useful_rows(index: TextIndex, scores: Floats, seen: Collection[int], most: int) -> tuple[int, ...]:
    """Up to `most` rows not in `seen`."""
    taken = np.zeros(len(index), dtype=bool)
    taken[list(seen)] = True
    if scores.shape[1] == 0:
        unsure = np.ones(len(index), np.float32)
    else:
        ranked = -np.sort(-scores, axis=1)
        unsure = 1 - (ranked[:, 0] - (ranked[:, 1] if ranked.shape[1] > 1 else 0))
    near = np.zeros(len(index), np.float32)
    chosen: list[int] = []
    with threadpool_limits(1):
        while len(chosen) < most and not taken.all():
            gain = np.where(taken, -np.inf, unsure * (1 - near))
            best = int(gain.argmax())
            chosen.append(best)
            taken[best] = True
            near = np.maximum(near, index.similarities(best))
    return tuple(chosen)
