"""What texts are grouped by: kinds of features, each with its share, never made as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from depeche.core.themes.features import Block, Floats, Matrix, Rows
from depeche.core.themes.index import TextIndex

FIELDS = 0.6  # share of the word fields; without people little else says which words belong together
VECTORS = 0.5  # share of an embedder's vectors where there are any


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Likeness of two texts = sum of share x cosine over blocks of features and, where there are any, vectors."""

    blocks: tuple[tuple[Block, float], ...]
    vectors: Floats | None

    @classmethod
    def of(cls, index: TextIndex) -> Ground:
        """Words and characters by equal shares, with the word fields of the language and the vectors of an embedder."""
        lexical = 1.0 if index.vectors is None else 1 - VECTORS
        fields = () if index.fields is None else ((index.fields, FIELDS * lexical),)
        rest = (lexical - sum(share for _block, share in fields)) / 2
        return cls(((index.words, rest), (index.characters, rest), *fields), index.vectors)

    def rows(self, rows: Rows) -> Matrix:
        """These rows as a sparse matrix; inner products are likenesses."""
        parts = [block.rows(rows) * np.float32(share**0.5) for block, share in self.blocks]
        if self.vectors is not None:
            parts.append(sparse.csr_matrix(self.vectors[rows] * np.float32(VECTORS**0.5)))
        return sparse.hstack(parts).tocsr()

    def likeness(self, seen: Rows, belongs: Matrix, rows: Rows) -> Floats:
        """Cosine of each of `rows` with the mean of each group; `belongs` says which of `seen` are in it."""
        members = belongs.T.toarray().astype(np.float32)
        total = np.zeros((len(rows), members.shape[1]), np.float32)
        lengths = np.zeros(members.shape[1], np.float32)
        for block, share in self.blocks:
            mean = block.features.T @ (block.counts[seen].T @ (members * block.norms[seen][:, None]))
            lengths += share * (mean**2).sum(axis=0)
            total += share * (block.counts[rows] @ (block.features @ mean)) * block.norms[rows][:, None]
        if self.vectors is not None:
            mean = self.vectors[seen].T @ members
            lengths += VECTORS * (mean**2).sum(axis=0)
            total += VECTORS * (self.vectors[rows] @ mean)
        return np.asarray(total / np.sqrt(np.maximum(lengths, 1e-12)), dtype=np.float32)
