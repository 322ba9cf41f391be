"""Which texts to sort next: a batch that says most about what the machine is unsure of and nobody has seen."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from threadpoolctl import threadpool_limits

from .features import Floats, Rows
from .index import TextIndex
from .space import Space

CANDIDATES, TARGETS, REMEMBERED = 600, 1200, 600  # rows looked at: to offer, to learn about, already sorted
COLUMNS = 200


def useful_rows(index: TextIndex, scores: Floats, seen: Collection[int], most: int) -> tuple[int, ...]:
    """Up to `most` rows not in `seen`, the most useful first, ties by row.

    The use of a row is its own doubt times the sum over the unseen rows of their doubt times the likeness that it adds
    to what they have with the rows seen or chosen before. Doubt is 1 - (best score - second best).
    """
    space = index.space
    unseen = np.setdiff1d(np.arange(len(index)), np.array(sorted(seen), dtype=np.int64))
    if len(unseen) == 0 or most < 1:
        return ()
    doubt = _doubt(scores)
    keen = np.sort(unseen[np.lexsort((unseen, -doubt[unseen]))[:CANDIDATES]])
    targets = _spread(unseen, TARGETS)
    with threadpool_limits(1):
        around = space.of(targets)
        like = _likeness(around, space.of(keen))
        remembered = _spread(np.array(sorted(seen), dtype=np.int64), REMEMBERED)
        cover = _likeness(around, space.of(remembered)).max(axis=1, initial=0)
    gains = np.maximum(like - cover[:, None], 0)
    chosen: list[int] = []
    while len(chosen) < min(most, len(keen)):
        use = doubt[keen] * (doubt[targets] @ gains) + 1e-9 * doubt[keen]
        use[chosen] = -1
        best = int(use.argmax())
        chosen.append(best)
        gains = np.minimum(gains, np.maximum(like - like[:, [best]], 0))
    return tuple(int(keen[at]) for at in chosen)


def _doubt(scores: Floats) -> Floats:
    if scores.shape[1] < 2:
        return np.ones(len(scores), np.float32)
    ranked = np.partition(scores, -2, axis=1)
    return np.asarray(1 - (ranked[:, -1] - ranked[:, -2]), dtype=np.float32)


def _spread(rows: Rows, most: int) -> Rows:
    """Up to `most` of these rows, evenly spaced."""
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]


def _likeness(rows: Space, columns: Space) -> Floats:
    """Likeness of each of `rows` with each of `columns`; so many columns at a time as memory allows."""
    number = columns.counts.shape[0]
    found = [np.zeros((rows.counts.shape[0], 0), np.float32)]
    for start in range(0, number, COLUMNS):
        some = columns.of(np.arange(start, min(start + COLUMNS, number)))
        found.append(rows.scores(some.gathered(np.eye(some.counts.shape[0], dtype=np.float32))))
    return np.hstack(found)
