"""What a group is about: its distinctive words as people write them, its most central texts, and what stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from depeche.core.themes.features import Rows, content_words
from depeche.core.themes.index import TextIndex

from .sorting import shares

WORDS = 6
EXAMPLES = 3
READ = 5  # texts read to see how a word is written
MOST_NAMED = 12  # below so many texts a word that stands in one of them may name a group


def distinctive(index: TextIndex, rows: Rows, labels: Rows, groups: int) -> list[tuple[str, ...]]:
    """For each group the words that more of its texts have than of the others, by log-likelihood (G2) of texts.

    With one group there is nothing to compare with; it is named by its commonest words.
    """
    stands = index.lexicon.counts[rows].astype(bool).astype(np.float64)
    inside = (shares(labels, groups) @ stands).toarray()
    sizes = np.bincount(labels, minlength=groups)
    score = _g2(inside, sizes) if groups > 1 else inside.copy()
    seldom = 2 if len(rows) >= MOST_NAMED else 1
    score[inside < seldom] = 0
    lemmas = np.array(index.lexicon.lemmas, dtype=object)
    named = []
    for group in range(groups):
        order = sorted(np.flatnonzero(score[group] > 0), key=lambda at: (-score[group][at], lemmas[at]))
        members = rows[labels == group]
        having = index.lexicon.counts[members].tocsc()
        written = (
            _written(index, int(at), members[having.indices[having.indptr[at] : having.indptr[at + 1]]])
            for at in order[: 2 * WORDS]
        )
        named.append(tuple(dict.fromkeys(written))[:WORDS])
    return named


def central(index: TextIndex, rows: Rows, like: NDArray[np.float32]) -> tuple[int, ...]:
    """The rows most like the mean of their group, no two with the same text."""
    order = rows[np.lexsort((rows, -like))]
    found: dict[str, int] = {}
    for row in order:
        found.setdefault(index.texts[row].strip().lower(), int(row))
        if len(found) == EXAMPLES:
            break
    return tuple(found.values())


def digest(texts: Sequence[str]) -> str:
    """Sixteen figures that stand for these texts in any order.

    >>> digest(["a", "b"]) == digest(["b", "a"]) != digest(["b"])
    True
    """
    made = sha256()
    for text in sorted(texts):
        made.update(sha256(text.encode("utf-8", "surrogatepass")).digest())
    return made.hexdigest()[:16]


def _g2(inside: NDArray[np.float64], sizes: Rows) -> NDArray[np.float64]:
    """G2 of texts with and without a word, in a group and outside; 0 where the word is rarer than outside."""
    total = inside.sum(axis=0)
    number = sizes.sum()
    within = sizes[:, None].astype(np.float64)
    cells = (
        (inside, within * total / number),
        (within - inside, within * (number - total) / number),
        (total - inside, (number - within) * total / number),
        (number - within - total + inside, (number - within) * (number - total) / number),
    )
    score = np.zeros_like(inside)
    for seen, expected in cells:
        ratio = np.divide(seen, expected, out=np.ones_like(seen), where=(seen > 0) & (expected > 0))
        score += 2 * seen * np.log(ratio)
    return np.where(inside * number > within * total, np.maximum(score, 0), 0)


def _written(index: TextIndex, lemma: int, having: Rows) -> str:
    """How the first rows that have this lemma write it: as the lemma where one does, else as most do."""
    name = index.lexicon.lemmas[lemma]
    forms = Counter(
        text[start:end].lower()
        for text in (index.texts[row] for row in np.sort(having)[:READ])
        for start, end, found in content_words(text, index.language)
        if found == name
    )
    return name if name in forms or not forms else forms.most_common(1)[0][0]
