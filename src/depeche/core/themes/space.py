"""The space in which texts are compared: blocks of features and dense parts, each with its share of the likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import Block, Floats, Rows

LATENT = 0.3  # share of the latent part
LATENT_MOST = 100
OVERSAMPLED = 10
PASSES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Likeness of two rows = sum of share x inner product over the parts; every part has rows of length 1 or 0."""

    blocks: tuple[tuple[Block, float], ...]
    dense: tuple[tuple[Floats, float], ...]

    def gathered(self, rows: Rows, amounts: Floats) -> list[Floats]:
        """For each part the weighted sum of `rows`, one column for each column of `amounts` (rows x k)."""
        found: list[Floats] = []
        for block, share in self.blocks:
            words = block.counts[rows].T @ (amounts * block.norms[rows][:, None])
            found.append(np.asarray(share * (block.features.T @ words), dtype=np.float32))
        found += [np.asarray(share * (part[rows].T @ amounts), dtype=np.float32) for part, share in self.dense]
        return found

    def scores(self, weights: Sequence[Floats], rows: Rows | None = None) -> Floats:
        """Every row, or these, times what `gathered` gave."""
        total: Floats | float = 0.0
        for (block, _share), weight in zip(self.blocks, weights, strict=False):
            counts, norms = (block.counts, block.norms) if rows is None else (block.counts[rows], block.norms[rows])
            total = total + (counts @ (block.features @ weight)) * norms[:, None]
        for (part, _share), weight in zip(self.dense, weights[len(self.blocks) :], strict=True):
            total = total + (part if rows is None else part[rows]) @ weight
        return np.asarray(total, dtype=np.float32)

    def like(self, row: int) -> Floats:
        """Likeness of every row with `row`."""
        one = np.array([row])
        return self.scores(self.gathered(one, np.ones((1, 1), np.float32)))[:, 0]


def latent(space: Space, number: int) -> Floats:
    """Rows in the strongest directions of `space` (LSA), of length 1: randomised subspace iteration, seeded.

    The number of directions is 1.2 times the root of the number of texts, at most 100.
    """
    everything = np.arange(number)
    wanted = min(round(1.2 * number**0.5), LATENT_MOST, max(number - 1, 1))
    drawn = np.random.default_rng(0).standard_normal((number, min(wanted + OVERSAMPLED, number)))
    basis = drawn.astype(np.float32)
    for _ in range(PASSES):
        basis = np.linalg.qr(space.scores(space.gathered(everything, basis)))[0]
    inner = basis.T @ space.scores(space.gathered(everything, basis))
    values, turns = np.linalg.eigh((inner + inner.T) / 2)
    strongest = np.argsort(-values)[:wanted]
    rows = (basis @ turns[:, strongest]) * np.sqrt(np.maximum(values[strongest], 0))
    return unit(np.asarray(rows, dtype=np.float32))


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of nothing stays so."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms < 1e-6, 1, norms), dtype=np.float32)
