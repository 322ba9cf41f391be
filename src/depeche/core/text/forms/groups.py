"""How groups of people ask, as far as it may be shown: forms and kinds of their questions through `release()`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from depeche.core.stats import Cell, Figure, Grid, Series, Shown, release

from .values import Form, Kind

FORMS = tuple(Form)
KINDS = tuple(Kind)
Values = tuple[int | None, ...]


class AskedBy(NamedTuple):
    """One question: index of the asker's group, an opaque key of the asker, and how it asks."""

    group: int
    person: int
    form: Form
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class ShownForms:
    """Questions by group (rows) and form or kind (columns, in the order of the enumeration); None may not be shown.

    `kinds` are those of the open questions by group, empty where they would give a hidden figure away; then `all_kinds`
    may still tell them for all groups together.
    """

    forms: tuple[Values, ...]
    asked: Values
    all_forms: Values
    total: int | None
    kinds: tuple[Values, ...]
    all_kinds: Values

    def share(self, group: int, form: Form) -> float | None:
        """Share of a group's questions that have this form."""
        count, asked = self.forms[group][FORMS.index(form)], self.asked[group]
        return count / asked if count is not None and asked else None

    def beside(self, asked: Sequence[int | None]) -> ShownForms:
        """What may be shown beside another table that tells how much each group asked (None: hidden there).

        The totals of the two are nearly the same figures. A group hidden in either is hidden in both, whole, so that
        neither helps to subtract one out of the other.
        """
        gone = [mine is None or other is None for mine, other in zip(self.asked, asked, strict=True)]
        if not any(gone):
            return self
        hidden: Values = (None,) * len(FORMS)
        return replace(
            self,
            forms=tuple(hidden if out else row for out, row in zip(gone, self.forms, strict=True)),
            asked=tuple(None if out else mine for out, mine in zip(gone, self.asked, strict=True)),
            kinds=(),
        )


def shown_forms(questions: Sequence[AskedBy], groups: int) -> ShownForms:
    """Count the questions of `groups` groups and release the counts.

    Two tables that share their margins can be taken together. So the kinds by group are shown only where every margin
    they share with the forms (the open questions of each group, and of all) is shown in both: then either table is all
    there is to know of its own cells.
    """
    forms = release(_grid([(q.group, q.person, FORMS.index(q.form)) for q in questions], groups, len(FORMS)))
    by_group = tuple(_values(row) for row in forms.cells)
    all_forms = _values(forms.column_totals)
    opened = [(q.group, q.person, KINDS.index(q.kind)) for q in questions if q.kind is not None]
    kinds, all_kinds = _kinds(opened, [row[0] for row in by_group], all_forms[0])
    return ShownForms(by_group, _values(forms.row_totals), all_forms, _value(forms.total), kinds, all_kinds)


def _kinds(
    opened: Sequence[tuple[int, int, int]], shared: Sequence[int | None], whole: int | None
) -> tuple[tuple[Values, ...], Values]:
    unknown: Values = (None,) * len(KINDS)
    if whole is None:
        return (), unknown
    grid = release(_grid(opened, len(shared), len(KINDS)))
    if None not in shared and all(isinstance(margin, Shown) for margin in (*grid.row_totals, grid.total)):
        return tuple(_values(row) for row in grid.cells), _values(grid.column_totals)
    people = [[person for _group, person, at in opened if at == kind] for kind in range(len(KINDS))]
    cells = tuple(Figure(len(some), len(set(some))) for some in people)
    series = release(Series(cells, total_people=len({person for some in people for person in some})))
    return (), _values(series.cells) if isinstance(series.total, Shown) else unknown


def _grid(rows: Sequence[tuple[int, int, int]], height: int, width: int) -> Grid:
    """(group, person, column) counted, with the distinct people behind every cell and margin."""
    cells: list[list[list[int]]] = [[[] for _ in range(width)] for _ in range(height)]
    for group, person, column in rows:
        cells[group][column].append(person)
    return Grid(
        tuple(tuple(Figure(len(people), len(set(people))) for people in row) for row in cells),
        row_people=tuple(len({person for people in row for person in people}) for row in cells),
        column_people=tuple(len({person for row in cells for person in row[at]}) for at in range(width)),
        total_people=len({person for _group, person, _column in rows}),
    )


def _value(cell: Cell) -> int | None:
    return cell.value if isinstance(cell, Shown) else None


def _values(cells: Iterable[Cell]) -> Values:
    return tuple(_value(cell) for cell in cells)
