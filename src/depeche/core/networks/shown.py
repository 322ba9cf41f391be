"""What may be shown of a flow, and the measures computed from that alone.

What is computed from shown figures gives no hidden one away; so no measure of this module ever sees a hidden cell.
Where one is missing, the measure covers fewer questions and says how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depeche.core.networks.mixing import assortativity, expected, external_internal, mixing
from depeche.core.networks.talk import Talk
from depeche.core.stats import Cell, K, Series, Shown, release

Values = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A coefficient (None: cannot be computed from what is shown) with what free mixing would give.

    `groups` are the indices of those it is about; `questions` how many it rests on.
    """

    value: float | None
    free: float | None
    groups: tuple[int, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class ShownFlow:
    """A flow after `release()`; None is a figure that may not be shown. Rows ask, columns are asked."""

    groups: tuple[str, ...]
    counts: tuple[Values, ...]
    asked: Values
    received: Values
    total: int | None
    sizes: Values
    people: int | None
    free: tuple[tuple[float | None, ...], ...]  # counts as free mixing would give them

    @property
    def own(self) -> Values:
        return tuple(row[at] for at, row in enumerate(self.counts))

    @property
    def anything(self) -> bool:
        return any(value is not None for row in self.counts for value in row)

    def inward(self, group: int) -> float | None:
        """Share of a group's questions that it put to its own people."""
        own, asked = self.own[group], self.asked[group]
        return own / asked if own is not None and asked else None

    def inward_free(self, group: int) -> float | None:
        free, asked = self.free[group][group], self.asked[group]
        return free / asked if free is not None and asked else None

    def ei(self) -> Measure:
        """The E-I index of the questions of those groups whose own and whole figures are shown."""
        groups = tuple(g for g in range(len(self.groups)) if self.own[g] is not None and self.asked[g])
        asked = sum(self.asked[g] or 0 for g in groups)
        own = sum(self.own[g] or 0 for g in groups)
        free = [self.free[g][g] for g in groups]
        by_chance = None if None in free else sum(value or 0.0 for value in free)
        return Measure(
            external_internal(asked - own, own),
            None if by_chance is None else external_internal(asked - by_chance, by_chance),
            groups,
            asked,
        )

    def assortativity(self) -> Measure:
        """Newman's r: of all questions where diagonal and margins are shown; else of those among groups shown whole.

        Groups are left out one by one, the one with most hidden figures first (ties: the last), until none is hidden.
        """
        groups = tuple(range(len(self.groups)))
        margins = (self.own, self.asked, self.received)
        if all(value is not None for values in margins for value in values):
            own, asked, received = (tuple(value or 0 for value in values) for values in margins)
        else:
            groups = self._whole()
            own = tuple(self.counts[g][g] or 0 for g in groups)
            asked = tuple(sum(self.counts[g][h] or 0 for h in groups) for g in groups)
            received = tuple(sum(self.counts[h][g] or 0 for h in groups) for g in groups)
        value = assortativity(own, asked, received) if len(groups) > 1 else None
        return Measure(value, 0.0 if value is not None else None, groups, sum(asked))

    def _whole(self) -> tuple[int, ...]:
        kept = list(range(len(self.groups)))
        while kept:
            hidden = {g: sum((self.counts[g][h] is None) + (self.counts[h][g] is None) for h in kept) for g in kept}
            worst = max(kept, key=lambda g: (hidden[g], g))
            if not hidden[worst]:
                break
            kept.remove(worst)
        return tuple(kept)


def shown_flow(talk: Talk, *, own: bool = True, k: int = K) -> ShownFlow:
    """Release the flow of `talk`. `own` False where the rules let only other groups be asked."""
    table = release(mixing(talk).grid, k=k)
    sizes = release(Series.of_people(talk.sizes), k=k)
    asked, people = values(table.row_totals), values(sizes.cells)
    return ShownFlow(
        groups=talk.groups,
        counts=tuple(values(row) for row in table.cells),
        asked=asked,
        received=values(table.column_totals),
        total=value(table.total),
        sizes=people,
        people=value(sizes.total),
        free=_free(asked, people, value(sizes.total), own=own),
    )


def value(cell: Cell) -> int | None:
    """The figure, or None where it may not be shown."""
    return cell.value if isinstance(cell, Shown) else None


def values(cells: Sequence[Cell]) -> Values:
    return tuple(value(cell) for cell in cells)


def _free(asked: Values, sizes: Values, people: int | None, *, own: bool) -> tuple[tuple[float | None, ...], ...]:
    """What free mixing gives where shown figures tell: a row needs what its group asked, and every cell two sizes."""
    if people is None:
        return tuple((None,) * len(sizes) for _ in asked)
    unknown = people - sum(size or 0 for size in sizes)  # the hidden groups as one: they weigh in the denominator
    table = expected([questions or 0 for questions in (*asked, 0)], [*(size or 0 for size in sizes), unknown], own=own)
    return tuple(
        tuple(
            table[row][column] if questions is not None and sizes[row] is not None and size is not None else None
            for column, size in enumerate(sizes)
        )
        for row, questions in enumerate(asked)
    )
