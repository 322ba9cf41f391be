"""What cue words say about the lemmas of an index, before any text is sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from depeche.core.text import split_compound, stop_words

from .cards import ThemeCard
from .features import Block, Floats, character_grams, content_words, field_features
from .index import TextIndex

SAME, PART, SHARED_PART, SPELLED, FIELD = 1.0, 0.7, 0.35, 0.6, 0.15  # how far a lemma is what a cue word means
ALIKE = 0.45  # cosine of the characters from which two words are taken to be related
NAME = 0.5  # a theme's name, beside its cue words
PRIOR, RARE = 0.002, 0.0005  # share of a theme's words that a cue word is; share of a word too rare to say more
SHARPNESS = 8.0


class Cues(NamedTuple):
    """`speaks`: lemmas x themes, log of how much likelier the theme makes the lemma; `means`: texts x themes, sum 1."""

    speaks: Floats
    means: Floats


def cues_of(index: TextIndex, cards: Sequence[ThemeCard]) -> Cues:
    """What the names and cue words of `cards` say of every text: naive Bayes with the cue words as its prior."""
    strengths = np.zeros((len(index.lexicon.lemmas), len(cards)), np.float32)
    for at, card in enumerate(cards):
        for phrase, weight in ((card.name, NAME), *((cue, 1.0) for cue in card.cue_words)):
            lemmas = list(dict.fromkeys(lemma for _start, _end, lemma in content_words(phrase, index.language)))
            for lemma in lemmas:
                found = weight * len(lemmas) ** -0.5 * _strengths(index, lemma)
                np.maximum(strengths[:, at], found, out=strengths[:, at])
    counts = index.lexicon.counts
    share = np.asarray(counts.sum(axis=0)).ravel() / max(counts.sum(), 1)
    speaks = np.log1p(PRIOR * strengths / (share + RARE)[:, None]).astype(np.float32)
    return Cues(speaks, _means(counts @ speaks))


def _means(logs: Floats) -> Floats:
    if logs.size == 0:
        return np.asarray(logs, dtype=np.float32)
    odds = np.exp(SHARPNESS * (logs - logs.max(axis=1, keepdims=True)))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


def _strengths(index: TextIndex, lemma: str) -> Floats:
    """How far each lemma of the index is what `lemma` means: itself, a part, a like spelling, the same field."""
    found = np.zeros(len(index.lexicon.lemmas), np.float32)
    if index.fields is not None:
        _raise(found, _sharing(index.fields, [name for name, _ in field_features(lemma, index.language)]), FIELD)
    like = _spelled_like(index.characters, lemma)
    np.maximum(found, np.where(like >= ALIKE, SPELLED * like, 0), out=found)
    parts = (split_compound(lemma) if index.language == "da" else None) or ()
    stop = stop_words(index.language)
    _raise(found, _sharing(index.words, [part for part in parts if part not in stop]), SHARED_PART)
    _raise(found, [index.lexicon.known[part] for part in parts if part in index.lexicon.known], PART)
    _raise(found, _sharing(index.words, [lemma]), PART)
    _raise(found, [index.lexicon.known[lemma]] if lemma in index.lexicon.known else [], SAME)
    return found


def _raise(found: Floats, lemmas: Sequence[int], least: float) -> None:
    found[lemmas] = np.maximum(found[lemmas], least)


def _sharing(block: Block, features: Sequence[str]) -> list[int]:
    columns = [block.names[name] for name in features if name in block.names]
    if not columns:
        return []
    chosen = np.zeros(len(block.names), np.float32)
    chosen[columns] = 1
    return [int(lemma) for lemma in np.flatnonzero(block.features @ chosen)]


def _spelled_like(block: Block, lemma: str) -> Floats:
    """Cosine of the character n-grams of `lemma` with those of each lemma of the index."""
    grams = character_grams(lemma)
    columns = [block.names[gram] for gram in grams if gram in block.names]
    binary = sparse.csr_matrix(
        (np.ones_like(block.features.data), block.features.indices, block.features.indptr), shape=block.features.shape
    )
    wanted = np.zeros(len(block.names), np.float32)
    wanted[columns] = 1
    size = np.diff(block.features.indptr)
    return np.asarray(binary @ wanted / np.sqrt(np.maximum(size, 1) * len(set(grams))), dtype=np.float32)
