"""Tokens of many texts as sparse matrices.

A text is a row of counts over distinct words; each distinct word has its features once. The product of the two would be
the usual matrix of texts by features; it is never made as a whole, so a hundred thousand texts fit in modest memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from depeche.core.text import split_compound, stop_words, words_in

SHORTEST_GRAM, LONGEST_GRAM = 3, 5
CHUNK = 4096
PART = 0.7  # weight of a part of a compound beside the whole word
Matrix = Any  # a csr_matrix of float32


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Counts of distinct words (form and lemma) in texts; stop words and bare numbers are left out."""

    counts: Matrix  # texts x words
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    known: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Texts in one kind of feature, TF-IDF and of length 1: row i is `counts[i] @ features / norms[i]`."""

    counts: Matrix  # texts x words
    features: Matrix  # words x features, weighted by idf
    norms: NDArray[np.float32]  # 1 / length of each row, 0 for a row without features
    names: dict[str, int]  # feature -> column
    idf: NDArray[np.float32]

    def rows(self, rows: Sequence[int] | NDArray[np.int64]) -> Matrix:
        """These rows as a sparse matrix of texts by features."""
        return sparse.diags_array(self.norms[rows]) @ (self.counts[rows] @ self.features)

    def scores(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Every row times `weights` (features x k)."""
        found: NDArray[np.float32] = self.counts @ (self.features @ weights)
        return np.asarray(found * self.norms[:, None], dtype=np.float32)

    def like(self, row: int) -> NDArray[np.float32]:
        """Cosine of every row with `row`."""
        return self.scores(self.rows([row]).toarray().T)[:, 0]


def tokenise(texts: Sequence[str], language: str) -> Tokens:
    """Distinct words and how often each stands in each text."""
    stop = stop_words(language)
    known: dict[tuple[str, str], int] = {}
    columns: list[int] = []
    ends = [0]
    for text in texts:
        for _start, _end, form, lemma in words_in(text, language):
            if lemma in stop or form in stop or len(lemma) < 2 or not lemma[0].isalpha():
                continue
            columns.append(known.setdefault((form, lemma), len(known)))
        ends.append(len(columns))
    counts = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(ends, np.int64)),
        shape=(len(texts), len(known)),
    )
    counts.sum_duplicates()
    return Tokens(counts, tuple(form for form, _ in known), tuple(lemma for _, lemma in known), known)


def blocks(tokens: Tokens, language: str) -> tuple[Block, Block]:
    """The block of words and that of characters."""
    words = [tuple(word_features(lemma, language)) for lemma in tokens.lemmas]
    grams = [tuple((gram, 1.0) for gram in character_grams(form)) for form in tokens.forms]
    return _block(tokens, words), _block(tokens, grams)


def word_features(lemma: str, language: str) -> Iterator[tuple[str, float]]:
    """The lemma, and the parts of a compound."""
    yield lemma, 1.0
    if language == "da":
        for part in split_compound(lemma) or ():
            yield part, PART


@lru_cache(maxsize=50_000)
def character_grams(form: str) -> tuple[str, ...]:
    """Runs of 3 to 5 characters within a word that has a mark before and after; the word itself where it is shorter."""
    marked = f" {form} "
    return tuple(
        marked[start : start + size]
        for size in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for start in range(max(len(marked) - size + 1, 0))
    )


def _block(tokens: Tokens, features: Sequence[Sequence[tuple[str, float]]]) -> Block:
    names: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for found in features:
        for name, value in found:
            columns.append(names.setdefault(name, len(names)))
            values.append(value)
        ends.append(len(columns))
    raw = sparse.csr_matrix(
        (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends, np.int64)),
        shape=(len(features), len(names)),
    )
    raw.sum_duplicates()
    counts = tokens.counts
    number = counts.shape[0]
    seen = np.zeros(len(names), np.float32)
    for start in range(0, number, CHUNK):
        made = (counts[start : start + CHUNK] @ raw).tocsr()
        seen += np.bincount(made.indices, minlength=len(names)).astype(np.float32)
    idf = (np.log((1 + number) / (1 + seen)) + 1).astype(np.float32)
    weighted = (raw @ sparse.diags_array(idf)).tocsr()
    norms = np.zeros(number, np.float32)
    for start in range(0, number, CHUNK):
        made = (counts[start : start + CHUNK] @ weighted).tocsr()
        norms[start : start + CHUNK] = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    inverse = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
    return Block(counts, weighted, inverse, names, idf)
