"""Texts as sparse matrices of features, kept as the product of two.

A text is a row of counts over lemmas; each lemma has its features once. The product of the two would be the usual
matrix of texts by features; it is never made as a whole, so a hundred thousand texts fit in modest memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from depeche.core.text import split_compound, stop_words, words_in

from .fields import fields_of

SHORTEST_GRAM, LONGEST_GRAM = 3, 5
CHUNK = 4096
PART = 0.7  # weight of a part of a compound beside the whole word
Matrix = Any  # a csr_matrix of float32
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Counts of lemmas in texts; stop words, single letters and bare numbers are left out."""

    counts: Matrix  # texts x lemmas
    lemmas: tuple[str, ...]
    known: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Texts in one kind of feature, TF-IDF and of length 1: row i is `norms[i] * counts[i] @ features`."""

    counts: Matrix  # texts x lemmas
    features: Matrix  # lemmas x features, weighted by idf
    norms: Floats  # 1 / length of each row, 0 for a row without features
    names: dict[str, int]  # feature -> column
    idf: Floats

    def rows(self, rows: Sequence[int] | Rows) -> Matrix:
        """These rows as a sparse matrix of texts by features."""
        made = self.counts[rows] @ self.features
        return (sparse.diags_array(self.norms[rows]) @ made).tocsr()

    def scores(self, weights: Floats) -> Floats:
        """Every row times `weights` (features x k)."""
        found = self.counts @ (self.features @ weights)
        return np.asarray(found * self.norms[:, None], dtype=np.float32)

    def like(self, row: int) -> Floats:
        """Cosine of every row with `row`."""
        return self.scores(self.rows([row]).toarray().T)[:, 0]


def content_words(text: str, language: str) -> list[tuple[int, int, str]]:
    """Start, end and lemma of each word of `text` that carries subject."""
    stop = stop_words(language)
    return [
        (start, end, lemma)
        for start, end, form, lemma in words_in(text, language)
        if lemma not in stop and form not in stop and len(lemma) > 1 and lemma[0].isalpha()
    ]


def read(texts: Iterable[str], language: str) -> Lexicon:
    """Distinct lemmas and how often each stands in each text."""
    known: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns.extend(known.setdefault(lemma, len(known)) for _start, _end, lemma in content_words(text, language))
        ends.append(len(columns))
    return Lexicon(_counted(np.ones(len(columns)), columns, ends, len(known)), tuple(known), known)


def words_block(lexicon: Lexicon, language: str) -> Block:
    """Lemmas with the parts of compounds."""
    return _block(lexicon, [word_features(lemma, language) for lemma in lexicon.lemmas])


def characters_block(lexicon: Lexicon) -> Block:
    """Character n-grams within lemmas."""
    return _block(lexicon, [[(gram, 1.0) for gram in character_grams(lemma)] for lemma in lexicon.lemmas])


def fields_block(lexicon: Lexicon, language: str) -> Block:
    """Word fields; a lemma in several has a smaller share of each."""
    return _block(lexicon, [field_features(lemma, language) for lemma in lexicon.lemmas])


def word_features(lemma: str, language: str) -> list[tuple[str, float]]:
    """The lemma, and the parts of a compound."""
    parts = split_compound(lemma) if language == "da" else None
    return [(lemma, 1.0), *((part, PART) for part in parts or ())]


def character_grams(lemma: str) -> list[str]:
    """Runs of 3 to 5 characters of a word that has a mark before and after.

    >>> character_grams("råd")
    [' rå', 'råd', 'åd ', ' råd', 'råd ', ' råd ']
    """
    marked = f" {lemma} "
    return [
        marked[start : start + size]
        for size in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for start in range(len(marked) - size + 1)
    ]


def field_features(lemma: str, language: str) -> list[tuple[str, float]]:
    """The fields of a lemma, of length 1 together."""
    fields = fields_of(lemma, language)
    return [(field, len(fields) ** -0.5) for field in fields]


def _block(lexicon: Lexicon, features: Sequence[Sequence[tuple[str, float]]]) -> Block:
    names: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for found in features:
        columns.extend(names.setdefault(name, len(names)) for name, _value in found)
        values.extend(value for _name, value in found)
        ends.append(len(columns))
    raw = _counted(np.array(values), columns, ends, len(names))
    counts = lexicon.counts
    number = counts.shape[0]
    seen = np.zeros(len(names))
    for start in range(0, number, CHUNK):
        made = counts[start : start + CHUNK] @ raw
        seen += np.bincount(made.indices, minlength=len(names))
    idf = (np.log((1 + number) / (1 + seen)) + 1).astype(np.float32)
    raw.data *= idf[raw.indices]
    norms = np.zeros(number, np.float32)
    for start in range(0, number, CHUNK):
        made = counts[start : start + CHUNK] @ raw
        made.data **= 2
        norms[start : start + CHUNK] = np.sqrt(np.asarray(made.sum(axis=1)).ravel())
    inverse = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
    return Block(counts, raw, inverse, names, idf)


def _counted(values: NDArray[np.float64], columns: list[int], ends: list[int], width: int) -> Matrix:
    made = sparse.csr_matrix(
        (values.astype(np.float32), np.array(columns, np.int32), np.array(ends, np.int64)), shape=(len(ends) - 1, width)
    )
    made.sum_duplicates()
    return made
