"""Groups of texts that say the same."""

from __future__ import annotations

import numpy as np

from depeche.core.text import tokens

from .features import CHUNK, Block


def duplicate_groups(texts: tuple[str, ...], block: Block, least: float) -> tuple[tuple[int, ...], ...]:
    """Rows joined by being the same after normalising, or by a cosine of at least `least`."""
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
    everything = block.rows(np.arange(len(texts)))
    for start in range(0, len(texts), CHUNK):
        like = (everything[start : start + CHUNK] @ everything.T).tocoo()
        for first, second in zip(like.row[like.data >= least], like.col[like.data >= least], strict=True):
            join(int(first) + start, int(second))
    groups: dict[int, list[int]] = {}
    for row in range(len(texts)):
        groups.setdefault(top(row), []).append(row)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
