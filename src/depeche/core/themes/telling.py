"""Words that tell the texts of a theme from the others: proposals for cue words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from depeche.core.text import stop_words

from .cards import ThemeCard
from .features import content_words
from .index import TextIndex

BACKGROUND, BACKGROUND_MOST = 0.05, 10.0  # share of the texts that the prior from them all is worth; texts at most
LEAST_TEXTS = 2
LEAST_Z = 1.0


def telling_words(
    index: TextIndex, card: ThemeCard, inside: Sequence[int], outside: Sequence[int], most: int
) -> tuple[str, ...]:
    """Lemmas, and parts of compounds, by log-odds with an informative prior (Monroe, Colaresi & Quinn 2008)."""
    if not inside:
        return ()
    block = index.words
    holds = (block.features > 0).astype(np.float32)
    theirs, others = ((index.lexicon.counts[list(rows)] @ holds) > 0 for rows in (inside, outside))
    a, b = (np.asarray(found.sum(axis=0)).ravel().astype(float) for found in (theirs, others))
    everywhere = np.exp(-(block.idf.astype(float) - 1)) * (1 + len(index)) - 1
    background = min(BACKGROUND * len(index), BACKGROUND_MOST)
    prior = background * np.clip(everywhere, 0.5, None) / max(len(index), 1)
    ins, out = len(inside) + background, len(outside) + background
    first, second = a + prior, b + prior
    delta = np.log(first / np.maximum(ins - first, 0.5)) - np.log(second / np.maximum(out - second, 0.5))
    z = delta / np.sqrt(1 / first + 1 / second)
    given = {lemma for phrase in (card.name, *card.cue_words) for *_, lemma in content_words(phrase, index.language)}
    stop = stop_words(index.language)
    names = list(block.names)
    columns = np.flatnonzero((a >= LEAST_TEXTS) & (z >= LEAST_Z))
    chosen: list[str] = []
    texts: list[frozenset[int]] = []
    theirs = theirs.tocsc()
    for column in sorted(columns, key=lambda at: (-z[at], len(names[at]), names[at])):
        word = names[column]
        if word in given or word in stop or len(word) < 3:
            continue
        where = frozenset(theirs.indices[theirs.indptr[column] : theirs.indptr[column + 1]].tolist())
        if any(where == other and (word in kept or kept in word) for other, kept in zip(texts, chosen, strict=True)):
            continue  # a compound and its part in the same texts say one thing
        chosen.append(word)
        texts.append(where)
        if len(chosen) == most:
            break
    return tuple(chosen)
