"""Suggested themes for texts: cue words and examples blended by evidence. A person confirms.

docs/methods/theme-suggestions.md has the formulas and what they reach.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from depeche.core.text import stop_words, words_in

from .cards import Suggestion, ThemeCard
from .features import Block, character_grams, word_features
from .index import TextIndex

CUE = 4.0  # a theme's cue words weigh as much as so many examples
SHARPNESS = 12.0
SPEAKING = 3  # words shown for a suggestion


class Suggester:
    """Themes for the rows of an index, fitted when made. `labels`: the themes that people gave to a row."""

    def __init__(
        self, index: TextIndex, cards: Sequence[ThemeCard], labels: Mapping[int, Collection[str]] | None = None
    ) -> None:
        self.index = index
        self.cards = tuple(cards)
        self._at = {card.id: at for at, card in enumerate(self.cards)}
        if len(self._at) != len(self.cards):
            raise ValueError("two theme cards have the same id")
        self._members = _members(labels or {}, self._at, len(index))
        self.labels = {row: frozenset(themes) for row, themes in (labels or {}).items()}
        self._weights = tuple(self._block_weights(block) for block in (index.words, index.characters))
        blocks = (index.words, index.characters)
        raw = sum(block.scores(weights) for block, weights in zip(blocks, self._weights, strict=True)) / 2
        self.scores: NDArray[np.float32] = _shares(np.asarray(raw, dtype=np.float32))

    def suggest(self, row: int, most: int = 3) -> tuple[Suggestion, ...]:
        """Up to `most` themes for a row, best first, ties in the order of the cards; scores of all themes sum to 1."""
        scores = self.scores[row]
        order = np.lexsort((np.arange(len(scores)), -scores))[:most]
        speaking = self._speaking(row)
        return tuple(Suggestion(self.cards[at].id, float(scores[at]), speaking(int(at))) for at in order)

    def next_texts(self, most: int = 10) -> tuple[int, ...]:
        """Rows without a label that are most useful to sort next, as a batch that covers what is unseen."""
        open_rows = [row for row in range(len(self.index)) if row not in self.labels]
        if not self.cards:
            return tuple(open_rows[:most])
        part = -np.sort(-self.scores, axis=1)
        unsure = 1 - (part[:, 0] - (part[:, 1] if part.shape[1] > 1 else 0))
        near = np.zeros(len(self.index), np.float32)
        chosen: list[int] = []
        while open_rows and len(chosen) < most:
            best = max(open_rows, key=lambda row: (unsure[row] * (1 - near[row]), -row))
            chosen.append(best)
            open_rows.remove(best)
            near = np.maximum(near, self.index.similarities(best))
        return tuple(chosen)

    def cue_words(self, theme: str, most: int = 8) -> tuple[str, ...]:
        """Words that the texts of a theme have and those of the others have not; new ones only."""
        at = self._at[theme]
        tokens = self.index.tokens
        inside = [row for row, themes in self._members.items() if at in themes]
        outside = [row for row, themes in self._members.items() if at not in themes]
        with_it: dict[str, set[int]] = {}
        without: dict[str, set[int]] = {}
        for rows, found in ((inside, with_it), (outside, without)):
            for row in rows:
                for column in tokens.counts[row].indices:
                    found.setdefault(tokens.lemmas[column], set()).add(row)
        given = {word.lemma for cue in self.cards[at].cue_words for word in words_in(cue, self.index.language)}

        def odds(word: str) -> float:
            a, b = len(with_it[word]), len(without.get(word, ()))
            first = (a + 0.5) / (len(inside) - a + 0.5)
            return float(np.log(first * (len(outside) - b + 0.5) / (b + 0.5)))

        words = [word for word, rows in with_it.items() if len(rows) > 1 and word not in given and odds(word) > 0]
        return tuple(sorted(words, key=lambda word: (-odds(word), word))[:most])

    def representative(self, theme: str, most: int = 5) -> tuple[int, ...]:
        """Rows that people gave the theme and that stand nearest to what the theme is about."""
        return self._ranked(theme, 1)[:most]

    def contrasting(self, theme: str, most: int = 5) -> tuple[int, ...]:
        """Rows that people gave the theme and that stand farthest from what it is about."""
        return self._ranked(theme, -1)[:most]

    def _ranked(self, theme: str, sign: int) -> tuple[int, ...]:
        at = self._at[theme]
        rows = [row for row, themes in self._members.items() if at in themes]
        return tuple(sorted(rows, key=lambda row: (-sign * float(self.scores[row, at]), row)))

    def _block_weights(self, block: Block) -> NDArray[np.float32]:
        weights = np.zeros((len(block.names), len(self.cards)), np.float32)
        for at, card in enumerate(self.cards):
            rows = [row for row, themes in self._members.items() if at in themes]
            cue = self._cue_vector(block, card)
            total = CUE * cue
            if rows:
                total = total + np.asarray(block.rows(rows).sum(axis=0)).ravel()
            weights[:, at] = total / max(float(np.linalg.norm(total)), 1e-9)
        return weights

    def _cue_vector(self, block: Block, card: ThemeCard) -> NDArray[np.float32]:
        vector = np.zeros(len(block.names), np.float32)
        language = self.index.language
        stop = stop_words(language)
        for cue in (card.name, *card.cue_words):
            for word in words_in(cue, language):
                if word.lemma in stop:
                    continue
                features = (
                    word_features(word.lemma, language)
                    if block is self.index.words
                    else ((gram, 1.0) for gram in character_grams(word.form))
                )
                for name, value in features:
                    if name in block.names:
                        vector[block.names[name]] += value * block.idf[block.names[name]]
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)

    def _speaking(self, row: int) -> _Speaking:
        return _Speaking(self, row)


class _Speaking:
    """For a row: which of its words speak for a theme more than for the others."""

    def __init__(self, suggester: Suggester, row: int) -> None:
        index = suggester.index
        text = index.texts[row]
        self.standing: dict[int, str] = {}
        for start, end, form, lemma in words_in(text, index.language):
            column = index.tokens.known.get((form, lemma))
            if column is not None:
                self.standing.setdefault(column, text[start:end])
        columns = list(self.standing)
        blocks = (index.words, index.characters)
        self.speaks = np.zeros((len(columns), len(suggester.cards)), np.float32)
        for block, weights in zip(blocks, suggester._weights, strict=True):
            self.speaks += block.features[columns] @ weights
        self.words = list(self.standing.values())

    def __call__(self, theme: int) -> tuple[str, ...]:
        more = self.speaks[:, theme] - self.speaks.mean(axis=1)
        order = sorted(range(len(self.words)), key=lambda at: (-float(more[at]), at))
        return tuple(self.words[at] for at in order if more[at] > 1e-6)[:SPEAKING]


def _members(labels: Mapping[int, Collection[str]], at: Mapping[str, int], size: int) -> dict[int, frozenset[int]]:
    for row in labels:
        if not 0 <= row < size:
            raise ValueError(f"a label is given to row {row}; there are rows 0 to {size - 1}")
    return {row: frozenset(at[theme] for theme in themes if theme in at) for row, themes in sorted(labels.items())}


def _shares(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    if raw.size == 0:
        return raw
    sharp = np.exp(SHARPNESS * (raw - raw.max(axis=1, keepdims=True)))
    return np.asarray(sharp / sharp.sum(axis=1, keepdims=True), dtype=np.float32)
