"""Dealing in a room: each question to somebody else, and people into pairs who answer together."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from depeche.core.errors import RuleError

K = TypeVar("K", bound=Hashable)
FEWEST = 2  # questions; nobody is dealt their own
TRIES = 500  # shuffles before it is settled by the fewest repeats
AUTHORS_PRESENT = {2: 2, 3: 3, 5: 1}
"""People -> questions whose author sits where they are answered, at the fewest. For every other number: none."""


@dataclass(frozen=True, slots=True)
class Deal(Generic[K]):
    """`recipients`: author -> who answers. `tables`: who sits together, two by two and once three where it is odd."""

    recipients: dict[K, K]
    tables: tuple[tuple[K, ...], ...]

    def authors_present(self) -> int:
        """Questions that are answered by a pair in which their author sits."""
        seat = {person: place for place, table in enumerate(self.tables) for person in table}
        return sum(seat[author] == seat[recipient] for author, recipient in self.recipients.items())


def deal(authors: Sequence[K], rng: Random, before: Collection[tuple[K, K]] = ()) -> Deal[K]:
    """Deal one question of each author to another author, and seat the authors in pairs.

    The recipients are a derangement, drawn uniformly from all of those that repeat no (author, recipient) of `before`.
    Where there is none, or so few that `TRIES` shuffles find none, as few pairs as can be are repeated.

    The seating is drawn uniformly from those in which no question is answered by a pair with its author in it. There is
    one for 4 people and for 6 or more, whatever was dealt: with 6 or more (9 where the number is odd) each of the
    others may sit with at least half of the rest (Dirac's theorem), and 4 and 7 are tested deal by deal. With 2,
    3 and 5 people there is none; then it holds for as many questions as can be: see `AUTHORS_PRESENT`.

    Raises RuleError too_few_questions (questions) for fewer than two authors. Who comes twice counts once.
    """
    people = list(dict.fromkeys(authors))
    if len(people) < FEWEST:
        raise RuleError("too_few_questions", questions=len(people))
    recipients = _recipients(people, rng, frozenset(before))
    allowed = AUTHORS_PRESENT.get(len(people), 0)
    while True:  # about one seating in three is good: the number of bad pairs is nearly Poisson with mean 1
        made = Deal(recipients, _tables(people, rng))
        if made.authors_present() <= allowed:
            return made


def _recipients(people: Sequence[K], rng: Random, before: frozenset[tuple[K, K]]) -> dict[K, K]:
    order = list(people)
    for _ in range(TRIES):
        rng.shuffle(order)
        pairs = list(zip(people, order, strict=True))
        if all(author != other and (author, other) not in before for author, other in pairs):
            return dict(pairs)
    return _fewest_repeats(people, rng, before)


def _fewest_repeats(people: Sequence[K], rng: Random, before: frozenset[tuple[K, K]]) -> dict[K, K]:
    """An assignment: a repeat costs more than all that chance adds, one's own question more than all repeats."""
    count = len(people)
    cost = np.array([[rng.random() for _ in people] for _ in people])
    for row, author in enumerate(people):
        for column, other in enumerate(people):
            cost[row, column] += 2 * count**2 if author == other else count * ((author, other) in before)
    rows, columns = linear_sum_assignment(cost)
    return {people[int(row)]: people[int(column)] for row, column in zip(rows, columns, strict=True)}


def _tables(people: Sequence[K], rng: Random) -> tuple[tuple[K, ...], ...]:
    order = list(people)
    rng.shuffle(order)
    ends = list(range(0, len(order) - len(order) % 2, 2))
    tables = [tuple(order[start : start + 2]) for start in ends]
    if len(order) % 2:
        tables[-1] += (order[-1],)
    return tuple(tables)
