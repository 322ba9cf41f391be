"""Groups of texts that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from depeche.core.text import tokens

from .features import CHUNK, Block, Lexicon, Matrix, Rows

NEAR_DUPLICATE = 0.7  # one word of six misspelt gives .74, one of five exchanged about .6
BANDS, WIDTH = 20, 3  # texts sharing 60 % of their lemmas are compared with probability .99, 50 % with .93
CROWD = 20  # a text is compared with so many others of its band at most
GLANCE = 0.35  # share of equal hashes from which two texts are compared in earnest
Keys = NDArray[np.uint64]


def duplicate_groups(
    texts: tuple[str, ...], characters: Block, lexicon: Lexicon, least: float
) -> tuple[tuple[int, ...], ...]:
    """Rows joined by being the same after normalising, or by a cosine of their characters of at least `least`."""
    leader = list(range(len(texts)))

    def top(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    def join(first: int, second: int) -> None:
        one, other = sorted((top(first), top(second)))
        leader[other] = one

    seen: dict[tuple[str, ...] | bytes, int] = {}
    for row, text in enumerate(texts):
        words = tuple(token.form.lower() for token in tokens(text))
        if words:
            join(row, seen.setdefault(words, row))
    counts = lexicon.counts
    distinct: list[int] = []
    for row in range(len(texts)):  # the same words in another order have the same characters
        part = slice(counts.indptr[row], counts.indptr[row + 1])
        if part.start < part.stop:
            first = seen.setdefault(counts.indices[part].tobytes() + counts.data[part].tobytes(), row)
            join(row, first) if least <= 1 else None
            distinct += [row] if first == row else []
    for one, other in _alike(characters, counts, lexicon.lemmas, np.array(distinct, dtype=np.int64), least):
        join(one, other)
    groups: dict[int, list[int]] = {}
    for row in range(len(texts)):
        groups.setdefault(top(row), []).append(row)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _alike(
    characters: Block, counts: Matrix, lemmas: tuple[str, ...], rows: Rows, least: float
) -> Iterator[tuple[int, int]]:
    """Pairs of `rows` that share lemmas (MinHash in bands) and whose characters are alike."""
    if len(rows) < 2:
        return
    signs = _signatures(counts[rows], lemmas)
    first, second = _candidates(signs)
    near = np.concatenate(
        [
            (signs[first[at : at + CHUNK]] == signs[second[at : at + CHUNK]]).mean(axis=1) >= GLANCE
            for at in range(0, max(len(first), 1), CHUNK)
        ]
    )
    first, second = rows[first[near]], rows[second[near]]
    for start in range(0, len(first), CHUNK):
        some, others = first[start : start + CHUNK], second[start : start + CHUNK]
        like = np.asarray(characters.rows(some).multiply(characters.rows(others)).sum(axis=1)).ravel()
        for one, other in zip(some[like >= least], others[like >= least], strict=True):
            yield int(one), int(other)


def _signatures(counts: Matrix, lemmas: tuple[str, ...]) -> Keys:
    """Least hash of the lemmas of each row, for each of the hash functions."""
    hashes = np.array([int.from_bytes(blake2b(lemma.encode(), digest_size=8).digest()) for lemma in lemmas], np.uint64)
    odd = np.random.default_rng(1).integers(1, 2**63, size=BANDS * WIDTH, dtype=np.uint64) | np.uint64(1)
    found = np.zeros((counts.shape[0], len(odd)), np.uint64)
    for at, multiplier in enumerate(odd):
        mixed = hashes * multiplier
        mixed = (mixed ^ (mixed >> np.uint64(29))) * multiplier
        found[:, at] = np.minimum.reduceat(mixed[counts.indices], counts.indptr[:-1])
    return found


def _candidates(signs: Keys) -> tuple[Rows, Rows]:
    """Pairs that agree on a whole band: each with those up to CROWD places before it among them."""
    size = np.int64(len(signs))
    pairs: list[Rows] = []
    for band in range(BANDS):
        key = np.zeros(size, np.uint64)
        for column in range(band * WIDTH, (band + 1) * WIDTH):
            key = key * np.uint64(0x9E3779B97F4A7C15) + signs[:, column]
        order = np.argsort(key, kind="stable")
        key = key[order]
        for gap in range(1, CROWD + 1):
            same = np.flatnonzero(key[gap:] == key[:-gap])
            if len(same) == 0:
                break
            pairs.append(order[same] * size + order[same + gap])
    both = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
    return both // size, both % size
