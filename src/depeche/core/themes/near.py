"""Groups of texts that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import numpy as np

from depeche.core.text import tokens

from .features import CHUNK, Block, Lexicon, Rows

NEAR_DUPLICATE = 0.8
BANDS = 16  # of two hashes each: texts sharing half their lemmas are compared with probability .99, 60 % with .999
CROWD = 30  # texts in one band are compared with so many others at most


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

    seen: dict[tuple[str, ...], int] = {}
    for row, text in enumerate(texts):
        words = tuple(token.form.lower() for token in tokens(text))
        if words:
            join(row, seen.setdefault(words, row))
    for first, second in _alike(characters, lexicon, least):
        join(first, second)
    groups: dict[int, list[int]] = {}
    for row in range(len(texts)):
        groups.setdefault(top(row), []).append(row)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _alike(characters: Block, lexicon: Lexicon, least: float) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share lemmas (MinHash with bands) and whose characters are alike."""
    pairs = sorted({pair for band in _bands(lexicon) for pair in _together(band)})
    for start in range(0, len(pairs), CHUNK):
        first, second = np.array(pairs[start : start + CHUNK]).T
        like = np.asarray(characters.rows(first).multiply(characters.rows(second)).sum(axis=1)).ravel()
        for one, other in zip(first[like >= least], second[like >= least], strict=True):
            yield int(one), int(other)


def _bands(lexicon: Lexicon) -> Iterator[tuple[Rows, Rows]]:
    """For each band the rows that have lemmas, and their keys: rows with equal keys may be alike."""
    counts = lexicon.counts
    filled = np.flatnonzero(np.diff(counts.indptr))
    if len(filled) == 0:
        return
    hashes = np.array([_hash(lemma) for lemma in lexicon.lemmas], np.uint64)
    odd = np.random.default_rng(1).integers(1, 2**63, size=2 * BANDS, dtype=np.uint64) | np.uint64(1)
    for band in range(BANDS):
        key = np.zeros(len(filled), np.uint64)
        for multiplier in odd[2 * band : 2 * band + 2]:
            mixed = (hashes * multiplier) ^ ((hashes * multiplier) >> np.uint64(29))
            least = np.minimum.reduceat((mixed * multiplier)[counts.indices], counts.indptr[filled])
            key = key * np.uint64(0x9E3779B97F4A7C15) + least
        yield filled, key.view(np.int64)


def _together(band: tuple[Rows, Rows]) -> Iterator[tuple[int, int]]:
    rows, keys = band
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    starts: list[int] = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]).tolist()
    for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
        for at in range(start + 1, end):
            for before in range(max(start, at - CROWD), at):
                yield int(rows[before]), int(rows[at])


def _hash(lemma: str) -> int:
    return int.from_bytes(blake2b(lemma.encode(), digest_size=8).digest())
