"""How questions flow between groups, and how that differs from free mixing. See docs/methods/flow.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from depeche.core.networks.talk import Talk
from depeche.core.stats import Figure, Grid

Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Mixing:
    """Questions from each group (rows) to each group (columns), and the distinct people behind every figure.

    A cell is about as many people as the smaller of its two sides: those who asked, those who were asked.
    """

    counts: Matrix
    people: Matrix
    row_people: tuple[int, ...]
    column_people: tuple[int, ...]
    total_people: int

    @property
    def grid(self) -> Grid:
        """For `release()`."""
        cells = tuple(
            tuple(Figure(count, about) for count, about in zip(counts, people, strict=True))
            for counts, people in zip(self.counts, self.people, strict=True)
        )
        return Grid(cells, row_people=self.row_people, column_people=self.column_people, total_people=self.total_people)


def mixing(talk: Talk) -> Mixing:
    """Counts of `talk` by group of asker and of recipient; one pass over the questions.

    Who asks several groups is counted in several cells, but once in the margin.
    """
    size = len(talk.groups)
    counts = [[0] * size for _ in range(size)]
    askers: list[list[set[int]]] = [[set() for _ in range(size)] for _ in range(size)]
    recipients: list[list[set[int]]] = [[set() for _ in range(size)] for _ in range(size)]
    for put in talk.puts:
        row, column = talk.people[put.asker], talk.people[put.recipient]
        counts[row][column] += 1
        askers[row][column].add(put.asker)
        recipients[row][column].add(put.recipient)
    people = tuple(
        tuple(min(len(askers[row][column]), len(recipients[row][column])) for column in range(size))
        for row in range(size)
    )
    rows = tuple(_within(len(set().union(*askers[row])), people[row]) for row in range(size))
    columns = tuple(
        _within(len(set().union(*(recipients[row][column] for row in range(size)))), [row[column] for row in people])
        for column in range(size)
    )
    everybody = min(len({put.asker for put in talk.puts}), len({put.recipient for put in talk.puts}))
    total = max(_within(everybody, rows), *columns, 0) if size else 0
    return Mixing(tuple(map(tuple, counts)), people, rows, columns, total)


def _within(people: int, parts: Sequence[int]) -> int:
    """Where ten ask one person the cell is about one; its margin is then taken to be about no more people than its
    parts together, which hides it rather too soon than too late.
    """
    return min(people, sum(parts))


def expected(asked: Sequence[float], sizes: Sequence[int], *, own: bool = True) -> tuple[tuple[float, ...], ...]:
    """Questions from each group to each group if everybody asked as often as they did and chose whom freely.

    E(g, h) = asked(g) · n(h) / (N - 1) for another group, asked(g) · (n(g) - 1) / (N - 1) within one's own: nobody asks
    themselves. With `own` False only people of other groups may be asked: E(g, h) = asked(g) · n(h) / (N - n(g)).
    A group that could ask nobody expects 0.
    """
    people = sum(sizes)
    table = []
    for row, questions in enumerate(asked):
        others = people - (1 if own else sizes[row])
        choices = [(size - 1 if own else 0) if column == row else size for column, size in enumerate(sizes)]
        table.append(tuple(questions * max(choice, 0) / others if others > 0 else 0.0 for choice in choices))
    return tuple(table)


def external_internal(external: float, internal: float) -> float | None:
    """The E-I index of Krackhardt & Stern (1988): (E - I) / (E + I), -1 all within, 1 all across; None without ties.

    >>> external_internal(external=30, internal=10)
    0.5
    """
    return (external - internal) / (external + internal) if external + internal else None


def assortativity(own: Sequence[float], asked: Sequence[float], received: Sequence[float]) -> float | None:
    """Newman's assortativity coefficient (2003, eq. 2) of a directed network mixed by group.

    r = (Σ e(i, i) - Σ a(i) b(i)) / (1 - Σ a(i) b(i)) with e(i, i) = own(i) / T, a(i) = asked(i) / T,
    b(i) = received(i) / T, T = Σ asked. Only the diagonal and the margins are needed. 1: everybody asks their own
    group; 0: as by chance; negative: rather others. None where nothing was asked or all of it is within one
    group (0 / 0).
    """
    total = sum(asked)
    if not total:
        return None
    share = np.asarray(asked, dtype=float) / total
    chance = float(share @ (np.asarray(received, dtype=float) / total))
    if chance >= 1:
        return None
    return (sum(own) / total - chance) / (1 - chance)
