"""The space in which texts are compared: blocks of features and dense parts, each with its share of the likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .features import Floats, Matrix, Rows

LATENT = 0.3  # share of the latent part
LATENT_LEAST, LATENT_MOST = 20, 100  # texts from which there is something in common; directions at most
OVERSAMPLED = 10
PASSES = 4


class Part(NamedTuple):
    """A kind of feature: lemmas x features, 1 / length of each row, and its share of the likeness."""

    features: Matrix
    norms: Floats
    share: float


class Dense(NamedTuple):
    rows: Floats
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Likeness of two rows = sum of share x inner product over the parts; in each part a row has length 1 or 0."""

    counts: Matrix  # texts x lemmas
    parts: tuple[Part, ...]
    dense: tuple[Dense, ...] = ()

    def of(self, rows: Rows) -> Space:
        """The same space with these rows alone."""
        return Space(
            self.counts[rows],
            tuple(part._replace(norms=part.norms[rows]) for part in self.parts),
            tuple(part._replace(rows=part.rows[rows]) for part in self.dense),
        )

    def gathered(self, amounts: Floats) -> list[Floats]:
        """For each part the weighted sum of all rows, one column for each column of `amounts` (rows x k)."""
        width = amounts.shape[1]
        spread = np.hstack([amounts * (part.share * part.norms)[:, None] for part in self.parts])
        words = self.counts.T @ spread
        found = [part.features.T @ words[:, at * width : (at + 1) * width] for at, part in enumerate(self.parts)]
        found += [part.rows.T @ (part.share * amounts) for part in self.dense]
        return [np.asarray(part, dtype=np.float32) for part in found]

    def scores(self, weights: Sequence[Floats]) -> Floats:
        """Every row times what `gathered` gave."""
        width = weights[0].shape[1]
        words = self.counts @ np.hstack(
            [part.features @ weight for part, weight in zip(self.parts, weights, strict=False)]
        )
        total = np.zeros((self.counts.shape[0], width), np.float32)
        for at, part in enumerate(self.parts):
            total += words[:, at * width : (at + 1) * width] * part.norms[:, None]
        for dense, weight in zip(self.dense, weights[len(self.parts) :], strict=True):
            total += dense.rows @ weight
        return total

    def like(self, row: int) -> Floats:
        """Likeness of every row with `row`."""
        one = self.of(np.array([row]))
        return self.scores(one.gathered(np.ones((1, 1), np.float32)))[:, 0]


def latent(space: Space) -> Floats:
    """Rows in the strongest directions of `space` (LSA), of length 1: randomised subspace iteration, seeded.

    The number of directions is 1.2 times the root of the number of texts, at most 100. Fewer than 20 texts have none.
    """
    number = space.counts.shape[0]
    if number < LATENT_LEAST:
        return np.zeros((number, 1), np.float32)
    wanted = min(round(1.2 * number**0.5), LATENT_MOST, max(number - 1, 1))
    basis = np.random.default_rng(0).standard_normal((number, min(wanted + OVERSAMPLED, number)), dtype=np.float32)
    for _ in range(PASSES):
        basis = np.linalg.qr(space.scores(space.gathered(basis)))[0]
    inner = basis.T @ space.scores(space.gathered(basis))
    values, turns = np.linalg.eigh((inner + inner.T) / 2)
    strongest = np.argsort(-values)[:wanted]
    rows = (basis @ turns[:, strongest]) * np.sqrt(np.maximum(values[strongest], 0))
    return unit(np.asarray(rows, dtype=np.float32))


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of nothing stays so."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms < 1e-6, 1, norms), dtype=np.float32)
