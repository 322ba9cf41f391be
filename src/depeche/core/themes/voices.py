"""Which words of a text speak for a theme, as they stand in the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .features import Floats, content_words
from .index import TextIndex

MOST = 3
HEARD = 0.15  # a word is shown when it says at least so much as the one that says most
CUE = 0.25  # a unit of log odds in shares of certainty, where they change fastest


class Voices:
    """For a row: how much each of its words says for a theme more than for the average of all."""

    def __init__(self, index: TextIndex, row: int, speaks: Floats, weights: Sequence[Floats]) -> None:
        text = index.texts[row]
        standing: dict[int, str] = {}
        for start, end, lemma in content_words(text, index.language):
            standing.setdefault(index.lexicon.known[lemma], text[start:end])
        lemmas = list(standing)
        says = CUE * speaks[lemmas]
        for part, weight in zip(index.space.parts, weights, strict=False):
            says = says + part.norms[row] * (part.features[lemmas] @ weight)
        self._says = np.asarray(says - says.mean(axis=1, keepdims=True)) if says.size else says
        self._words = list(standing.values())

    def words(self, theme: int) -> tuple[str, ...]:
        """Up to three words, the strongest first, ties in the order of the text; none where none speaks for it."""
        if not self._words:
            return ()
        says = self._says[:, theme]
        least = max(HEARD * float(says.max()), 1e-6)
        order = sorted(range(len(self._words)), key=lambda at: (-float(says[at]), at))
        return tuple(self._words[at] for at in order if says[at] >= least)[:MOST]
