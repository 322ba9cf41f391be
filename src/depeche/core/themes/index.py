"""Texts as vectors: lemmas with the parts of compounds, character n-grams, word fields, and what these have in common.

docs/methods/text-index.md has the features, their shares and what they were measured on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from .cards import Neighbour
from .features import Block, Floats, Lexicon, characters_block, fields_block, read, words_block
from .near import NEAR_DUPLICATE, duplicate_groups
from .space import LATENT, Dense, Part, Space, latent, unit

VECTORS = 0.5  # share of an embedder's vectors where there are any
FIELDS = 0.4  # share of the word fields where the language has them


@dataclass(frozen=True, slots=True, eq=False)
class TextIndex:
    """Texts, in rows 0 to n - 1, ready to be compared and sorted. Immutable; made by `build`."""

    texts: tuple[str, ...]
    language: str
    lexicon: Lexicon
    words: Block
    characters: Block
    fields: Block | None
    latent: Floats  # (n, d), rows of length 1
    vectors: Floats | None
    space: Space

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
        if vectors is not None and (vectors.ndim != 2 or len(vectors) != len(kept)):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(kept)} texts; one row a text is needed")
        dense = None if vectors is None else unit(np.asarray(vectors, dtype=np.float32))
        lexicon = read(kept, language)
        words, characters = words_block(lexicon, language), characters_block(lexicon)
        fields = fields_block(lexicon, language) if language == "da" else None
        lexical = _parts(words, characters, fields)
        with threadpool_limits(1):
            common = latent(Space(lexicon.counts, lexical))
        left = 1.0 if dense is None else 1 - VECTORS
        hidden = LATENT if common.any() else 0.0
        parts = tuple(part._replace(share=part.share * (1 - hidden) * left) for part in lexical)
        full = (Dense(common, hidden * left), *(() if dense is None else (Dense(dense, VECTORS),)))
        space = Space(lexicon.counts, parts, full)
        return cls(kept, language, lexicon, words, characters, fields, common, dense, space)

    def __len__(self) -> int:
        return len(self.texts)

    def similarities(self, row: int) -> Floats:
        """Likeness of each row with `row`, at most 1."""
        return self.space.like(row)

    def similar(self, row: int, most: int = 5) -> tuple[Neighbour, ...]:
        """Up to `most` other rows that are like `row`, the most like first, ties by row; never one with nothing."""
        like = self.similarities(row)
        like[row] = -1
        order = np.lexsort((np.arange(len(like)), -like))[:most]
        return tuple(Neighbour(int(other), min(float(like[other]), 1.0)) for other in order if like[other] > 1e-6)

    def duplicates(self, least: float = NEAR_DUPLICATE) -> tuple[tuple[int, ...], ...]:
        """Groups of rows that say the same: the same but for case, marks and spaces, or nearly so.

        Nearly: the cosine of their characters is at least `least`. A group is a chain of such pairs. Rows ascend
        in each group, and groups by their first row.

        >>> TextIndex.build(["Har vi tillid?", "Mere kaffe", "har vi TILLID"]).duplicates()
        ((0, 2),)
        """
        return duplicate_groups(self.texts, self.characters, self.lexicon, least)


def _parts(words: Block, characters: Block, fields: Block | None) -> tuple[Part, ...]:
    rest = 0.5 if fields is None else (1 - FIELDS) / 2
    parts = [Part(block.features, block.norms, rest) for block in (words, characters)]
    return (*parts, *(() if fields is None else (Part(fields.features, fields.norms, FIELDS),)))
