"""Points into groups, and every text into the group whose texts it is most like."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.cluster import AgglomerativeClustering

from depeche.core.themes.features import Block, Floats, Matrix, Rows

from .ground import Ground

ROUNDS = 20
REFINING = 10
UNSEEN = 0.01  # what a word counts that a group does not have
SIZE = 0.5  # how far a large group draws texts by being large; 1 would be in proportion


def grouped(at: Floats, groups: int) -> Rows:
    """Ward's method, and then every point to the nearest mean until none moves."""
    labels = np.asarray(AgglomerativeClustering(groups, linkage="ward").fit_predict(at), dtype=np.int64)
    for _ in range(ROUNDS):
        means = (shares(labels, groups, mean=True) @ at).astype(np.float32)
        moved = np.argmax(at @ means.T - (means**2).sum(axis=1) / 2, axis=1)
        if np.array_equal(moved, labels) or len(np.unique(moved)) < groups:
            break
        labels = moved
    return labels


def by_features(ground: Ground, seen: Rows, labels: Rows, rows: Rows, groups: int, rounds: int = REFINING) -> Rows:
    """`rows` to the group whose mean in all features they are most like, begun with the `labels` of those `seen`."""
    for _ in range(rounds):
        moved = np.argmax(ground.likeness(seen, shares(labels, groups), rows), axis=1)
        if len(np.unique(moved)) < groups:
            break
        if len(seen) == len(rows) and np.array_equal(moved, labels):
            break
        seen, labels = rows, moved
    return labels


def by_words(block: Block, rows: Rows, labels: Rows, groups: int) -> Rows:
    """`labels` moved to the likeliest group by the words of each text: multinomial mixture, soft, a few rounds."""
    words = block.counts[rows] @ (block.features > 0).astype(np.float32)
    belongs = shares(labels, groups).T.toarray()
    for _ in range(REFINING):
        counted = (words.T @ belongs).T + UNSEEN
        likely = words @ np.log(counted / counted.sum(axis=1, keepdims=True)).T + SIZE * np.log(belongs.sum(axis=0) + 1)
        belongs = np.exp(likely - likely.max(axis=1, keepdims=True))
        belongs /= belongs.sum(axis=1, keepdims=True)
        moved = np.argmax(belongs, axis=1)
        if len(np.unique(moved)) < groups:
            break
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def shares(labels: Rows, groups: int, *, mean: bool = False) -> Matrix:
    """Groups x points: 1 where the point belongs, or 1 / size of the group."""
    sizes = np.bincount(labels, minlength=groups)
    values = 1 / sizes[labels] if mean else np.ones(len(labels))
    return sparse.csr_matrix((values, (labels, np.arange(len(labels)))), shape=(groups, len(labels)))
