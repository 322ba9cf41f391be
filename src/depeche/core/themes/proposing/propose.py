"""Groups from nothing. docs/methods/theme-proposals.md has the method, what was tried and what it reaches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from depeche.core.themes.features import Rows
from depeche.core.themes.index import TextIndex

from .ground import Ground
from .landscape import neighbours, points, smoothed
from .naming import central, digest, distinctive
from .proposal import Proposal, ProposedGroup, proposed_number
from .sorting import by_features, by_words, grouped, shares

SAMPLE = 4000  # so many texts are grouped; the others join the group they are most like
JOINING = 3  # rounds in which they do


def propose(
    index: TextIndex, rows: Sequence[int] | None = None, *, groups: int | None = None, seed: int = 0
) -> Proposal:
    """Groups of `rows` (all when None), every row in exactly one.

    `groups` is how many are wanted; fewer come where fewer different texts are. Texts that have no word to go by are
    one more group, the last, without words. The same texts, number and seed give the same groups.

    >>> index = TextIndex.build(["Har vi budget?", "Et nyt budget", "Er der kaffe?", "Mere kaffe"])
    >>> [group.rows for group in propose(index, groups=2).groups]
    [(0, 1), (2, 3)]
    """
    if groups is not None and groups < 1:
        raise ValueError(f"{groups} groups cannot be made; ask for one at least")
    wanted = np.arange(len(index)) if rows is None else np.unique(np.array(rows, dtype=np.int64))
    if len(wanted) and (wanted[0] < 0 or wanted[-1] >= len(index)):
        raise ValueError(f"rows go from 0 to {len(index) - 1}")
    filled = np.diff(index.lexicon.counts.indptr)[wanted] > 0
    if index.vectors is not None:
        filled |= np.any(index.vectors[wanted] != 0, axis=1)
    number = proposed_number(len(wanted)) if groups is None else groups
    with threadpool_limits(1):
        found = _grouped(index, wanted[filled], number, seed) if filled.any() else []
    found.sort(key=lambda group: (-len(group.rows), group.rows[0]))
    if not filled.all():
        empty = tuple(int(row) for row in wanted[~filled])
        found.append(ProposedGroup(empty, (), empty[:1], 0, 0, digest([index.texts[row] for row in empty])))
    return Proposal(tuple(found))


def _grouped(index: TextIndex, rows: Rows, number: int, seed: int) -> list[ProposedGroup]:
    ground, same = Ground.of(index), _same(index, rows)
    number = min(number, len(np.unique(same)))
    if number == 1:
        return _described(index, ground, rows, np.zeros(len(rows), np.int64), {})
    sample = rows
    if len(rows) > SAMPLE:
        sample = np.sort(np.random.default_rng(seed).choice(rows, SAMPLE, replace=False))
    at = points(ground.rows(sample), seed)
    graph, nearest = neighbours(at, number)
    labels = grouped(smoothed(at, graph), number)
    labels = by_features(ground, sample, labels, sample, number)
    if len(rows) > len(sample):
        labels = by_features(ground, sample, labels, rows, number, JOINING)
    if index.vectors is None:
        labels = by_words(index.words, rows, labels, number)
    most_like = dict(zip(sample.tolist(), sample[nearest].tolist(), strict=True))
    return _described(index, ground, rows, labels[same], most_like)


def _described(
    index: TextIndex, ground: Ground, rows: Rows, labels: Rows, most_like: dict[int, int]
) -> list[ProposedGroup]:
    kept, labels = np.unique(labels, return_inverse=True)
    words = distinctive(index, rows, labels, len(kept))
    like = ground.likeness(rows, shares(labels, len(kept)), rows)[np.arange(len(rows)), labels]
    where = dict(zip(rows.tolist(), labels.tolist(), strict=True))
    found = []
    for group in range(len(kept)):
        own = labels == group
        members = rows[own]
        compared = [row for row in members.tolist() if row in most_like]
        found.append(
            ProposedGroup(
                rows=tuple(members.tolist()),
                words=words[group],
                examples=central(index, members, like[own]),
                compared=len(compared),
                with_own=sum(where[most_like[row]] == group for row in compared),
                digest=digest([index.texts[row] for row in members]),
            )
        )
    return found


def _same(index: TextIndex, rows: Rows) -> Rows:
    """For each of `rows` the place of the first that has the same words equally often, and the same vectors."""
    counts = index.lexicon.counts
    seen: dict[tuple[bytes, ...], int] = {}
    found = []
    for place, row in enumerate(rows.tolist()):
        start, end = counts.indptr[row], counts.indptr[row + 1]
        order = np.argsort(counts.indices[start:end])
        key = (counts.indices[start:end][order].tobytes(), counts.data[start:end][order].tobytes())
        found.append(seen.setdefault(key if index.vectors is None else (*key, index.vectors[row].tobytes()), place))
    return np.array(found, dtype=np.int64)
