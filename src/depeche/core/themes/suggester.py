"""Suggested themes for texts: cue words and examples blended by evidence. A person confirms.

docs/methods/theme-suggestions.md has the formulas and what they reach.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from .cards import Suggestion, ThemeCard
from .cues import cues_of
from .features import Floats, Rows
from .fit import fitted
from .index import TextIndex
from .telling import telling_words
from .useful import useful_rows
from .voices import Voices

LEAST = 1e-4  # a score is never less: least squares may give shares below nothing


class Suggester:
    """Themes for the rows of an index, fitted when made. `labels`: the themes that people gave to a row.

    A row with an empty collection has been sorted into no theme: it is not offered again, and teaches nothing.
    """

    def __init__(
        self, index: TextIndex, cards: Sequence[ThemeCard], labels: Mapping[int, Collection[str]] | None = None
    ) -> None:
        self.index = index
        self.cards = tuple(cards)
        self._at = {card.id: at for at, card in enumerate(self.cards)}
        if len(self._at) != len(self.cards):
            raise ValueError("two theme cards have the same id")
        self._members = _members(labels or {}, self._at, len(index))
        with threadpool_limits(1):
            cues = cues_of(index, self.cards)
            self._fitted = fitted(index.space, cues.means, self._members)
        self._cues = cues
        self.scores: Floats = _shares(self._fitted.scores)

    def suggest(self, row: int, most: int = 3) -> tuple[Suggestion, ...]:
        """Up to `most` themes for a row, best first, ties in the order of the cards; scores of all themes sum to 1."""
        raw = self._fitted.scores[row]
        order = np.lexsort((np.arange(len(raw)), -raw))[:most]
        voices = Voices(self.index, row, self._cues.speaks, self._fitted.weights)
        return tuple(Suggestion(self.cards[at].id, float(self.scores[row, at]), voices.words(int(at))) for at in order)

    def next_texts(self, most: int = 10) -> tuple[int, ...]:
        """Rows without a label that are most useful to sort next, as a batch that covers what is unseen."""
        return useful_rows(self.index, self.scores, self._members.keys(), most)

    def cue_words(self, theme: str, most: int = 8) -> tuple[str, ...]:
        """New cue words for a theme: those that its sorted texts have and the other sorted texts have not."""
        at = self._at[theme]
        inside = [row for row, given in self._members.items() if at in given]
        outside = [row for row, given in self._members.items() if given and at not in given]
        return telling_words(self.index, self.cards[at], inside, outside, most)

    def representative(self, theme: str, most: int = 5) -> tuple[int, ...]:
        """Rows that people gave the theme, those first that are most like all of them together."""
        rows = self._sorted_into(theme)
        return tuple(int(row) for row in rows[np.lexsort((rows, -self._typical(rows)))[:most]])

    def contrasting(self, theme: str, most: int = 5) -> tuple[int, ...]:
        """Rows that people gave the theme and that differ: from the most representative one, then from each other."""
        rows = self._sorted_into(theme)
        if len(rows) == 0:
            return ()
        space = self.index.space
        nearest = space.like(int(self.representative(theme, 1)[0]))[rows]
        chosen: list[int] = []
        while len(chosen) < min(most, len(rows)):
            best = int(np.lexsort((rows, nearest))[0])
            chosen.append(int(rows[best]))
            nearest = np.maximum(nearest, space.like(chosen[-1])[rows])
            nearest[best] = np.inf
        return tuple(chosen)

    def _sorted_into(self, theme: str) -> Rows:
        at = self._at[theme]
        return np.array([row for row, given in self._members.items() if at in given], dtype=np.int64)

    def _typical(self, rows: Rows) -> Floats:
        among = self.index.space.of(rows)
        with threadpool_limits(1):
            return among.scores(among.gathered(np.ones((len(rows), 1), np.float32)))[:, 0]


def _members(labels: Mapping[int, Collection[str]], at: Mapping[str, int], size: int) -> dict[int, frozenset[int]]:
    for row in labels:
        if not 0 <= row < size:
            raise ValueError(f"a label is given to row {row}; there are rows 0 to {size - 1}")
    return {row: frozenset(at[theme] for theme in themes if theme in at) for row, themes in sorted(labels.items())}


def _shares(raw: Floats) -> Floats:
    if raw.size == 0:
        return raw
    kept = np.maximum(raw, LEAST)
    return np.asarray(kept / kept.sum(axis=1, keepdims=True), dtype=np.float32)
