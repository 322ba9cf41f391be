"""Texts as vectors: lemmas with the parts of compounds, joined with character n-grams within words.

docs/methods/text-index.md has the features, their weights and what they were measured on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cards import Neighbour
from .features import Block, Tokens, blocks, tokenise
from .near import duplicate_groups

NEAR_DUPLICATE = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class TextIndex:
    """Texts, in rows 0 to n - 1, ready to be compared and sorted. Immutable; made by `build`."""

    texts: tuple[str, ...]
    language: str
    tokens: Tokens
    words: Block
    characters: Block
    vectors: NDArray[np.float32] | None

    @classmethod
    def build(
        cls, texts: Sequence[str], *, language: str = "da", vectors: NDArray[np.float32] | None = None
    ) -> TextIndex:
        """Index `texts`. `vectors` are those of an embedder, one row a text; they are joined to the words.

        >>> index = TextIndex.build(["Har vi tillid til lederne?", "Tillid til ledere", "Mere kaffe"])
        >>> index.similar(0, most=1)[0].row
        1
        """
        kept = tuple(texts)
        dense = None
        if vectors is not None:
            if vectors.ndim != 2 or len(vectors) != len(kept):
                raise ValueError(f"vectors of shape {vectors.shape} for {len(kept)} texts; one row a text is needed")
            dense = _unit(np.asarray(vectors, dtype=np.float32))
        found = tokenise(kept, language)
        words, characters = blocks(found, language)
        return cls(kept, language, found, words, characters, dense)

    def __len__(self) -> int:
        return len(self.texts)

    def similarities(self, row: int) -> NDArray[np.float32]:
        """Cosine of each row with `row`: the mean of words and characters, and of the vectors where there are any."""
        like = (self.words.like(row) + self.characters.like(row)) / 2
        if self.vectors is not None:
            like = (like + self.vectors @ self.vectors[row]) / 2
        return np.asarray(like, dtype=np.float32)

    def similar(self, row: int, most: int = 5) -> tuple[Neighbour, ...]:
        """Up to `most` other rows that are like `row`, the most like first, ties by row; never one with nothing."""
        like = self.similarities(row)
        like[row] = -1
        order = np.lexsort((np.arange(len(like)), -like))[:most]
        return tuple(Neighbour(int(other), min(float(like[other]), 1.0)) for other in order if like[other] > 0)

    def duplicates(self, least: float = NEAR_DUPLICATE) -> tuple[tuple[int, ...], ...]:
        """Groups of rows that say the same: the same but for case, marks and spaces, or nearly so.

        Nearly: the cosine of their characters is at least `least`. A group is a chain of such pairs. Rows ascend
        in each group, and groups by their first row.

        >>> TextIndex.build(["Har vi tillid?", "Mere kaffe", "har vi TILLID"]).duplicates()
        ((0, 2),)
        """
        return duplicate_groups(self.texts, self.characters, least)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms == 0, 1, norms), dtype=np.float32)
