"""Texts as points near which their neighbours lie: strongest directions, nearest neighbours, smoothing over them."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from depeche.core.themes.features import Floats, Matrix, Rows
from depeche.core.themes.space import unit

DIRECTIONS_LEAST, DIRECTIONS_MOST, TEXTS_A_DIRECTION = 10, 200, 4
OVERSAMPLED, PASSES = 10, 4
NEIGHBOURS_LEAST, NEIGHBOURS_MOST, PART_OF_GROUP = 5, 10, 4
ROUNDS = 3
BLOCK = 1024


def points(features: Matrix, seed: int) -> Floats:
    """Rows of `features` in their strongest directions (LSA), a quarter as many as texts but 10 to 200; of length 1."""
    number = features.shape[0]
    wanted = min(max(number // TEXTS_A_DIRECTION, DIRECTIONS_LEAST), DIRECTIONS_MOST, number)
    drawn = np.random.default_rng(seed).standard_normal((number, min(wanted + OVERSAMPLED, number)))
    basis = drawn.astype(np.float32)
    turned = features.T.tocsr()
    for _ in range(PASSES):
        basis = np.linalg.qr(features @ (turned @ basis))[0]
    left, values, _right = np.linalg.svd(basis.T @ (features @ (turned @ basis)))
    return unit(np.asarray((basis @ left[:, :wanted]) * np.sqrt(values[:wanted]), dtype=np.float32))


def neighbours(at: Floats, groups: int) -> tuple[Matrix, Rows]:
    """A matrix of likeness with the nearest neighbours of each point, symmetric; and the one nearest.

    As many neighbours as a quarter of a group of average size, from 5 to 10.
    """
    number = len(at)
    most = round(number / groups / PART_OF_GROUP)
    most = min(max(most, NEIGHBOURS_LEAST), NEIGHBOURS_MOST, number - 1)
    columns, values = [], []
    for start in range(0, number, BLOCK):
        like = at[start : start + BLOCK] @ at.T
        here = np.arange(len(like))
        like[here, start + here] = -2
        best = np.argsort(-like, axis=1, kind="stable")[:, :most] if number <= BLOCK else _best(like, most)
        columns.append(best)
        values.append(np.maximum(like[here[:, None], best], 0))
    found = np.concatenate(columns)
    weights = np.concatenate(values).ravel()
    graph = sparse.csr_matrix(
        (weights, found.ravel(), np.arange(0, number * most + 1, most)), shape=(number, number), dtype=np.float32
    )
    return ((graph + graph.T) / 2).tocsr(), found[:, 0].astype(np.int64)


def smoothed(at: Floats, graph: Matrix) -> Floats:
    """Each point moved half way to the mean of its neighbours, three times."""
    total = np.asarray(graph.sum(axis=1)).ravel()
    step = sparse.diags_array(np.divide(1, total, out=np.zeros_like(total), where=total > 0)) @ graph
    moved = at
    for _ in range(ROUNDS):
        moved = (moved + step @ moved) / 2
    return unit(np.asarray(moved, dtype=np.float32))


def _best(like: Floats, most: int) -> Rows:
    """Columns of the `most` largest values of each row, the largest first, ties by column."""
    few = np.sort(np.argpartition(-like, most, axis=1)[:, :most], axis=1)
    order = np.argsort(-np.take_along_axis(like, few, axis=1), axis=1, kind="stable")
    return np.take_along_axis(few, order, axis=1)
