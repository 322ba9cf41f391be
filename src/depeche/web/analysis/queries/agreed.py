"""What two coders chose, once both are done: card by card, measured, and as it would stand in the material."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.core.cache import caches

from depeche.core.stats.agreement import Agreement, agreement
from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.coding_rules import Do
from depeche.web.analysis.models import Coding, DoubleCoding, TextUnit, Theme, Verdict
from depeche.web.analysis.queries.machine import OFFERED

KEPT = 3600.0  # seconds
Themes = frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A card and what was said of it. Both originals stay, whatever is settled."""

    task: int
    position: int
    unit: int
    key: str
    text: str
    answer: str | None
    first: Themes
    second: Themes
    notes: tuple[str, str]
    settled: Themes | None
    settled_by: str
    settled_note: str
    machine: tuple[int, ...]  # themes, best first

    @property
    def disputed(self) -> bool:
        return self.first != self.second

    @property
    def result(self) -> Themes | None:
        """What goes into the material; None where a disagreement is not settled."""
        return self.settled if self.disputed else self.first


class Machine(NamedTuple):
    """The machine's first theme of each card against either coder; how often a coder's theme was among its three."""

    taught: int
    against: tuple[Agreement, Agreement]
    first: tuple[int, int]  # cards whose first proposal is one of that coder's themes
    three: tuple[int, int]
    asked: tuple[int, int]  # cards that coder put into a theme


class Measured(NamedTuple):
    coders: Agreement
    machine: Machine | None


class Writing(NamedTuple):
    """What writing the result would do: codings to make (unit, theme) and codings to take away.

    `gone`: themes of the version that have been removed since; what was given to them cannot be written.
    """

    new: tuple[tuple[int, int], ...]
    old: tuple[Coding, ...]
    cards: int
    gone: tuple[str, ...]


def judged(coding: DoubleCoding, user: User) -> tuple[Judged, ...]:
    """Every card with both verdicts: two queries. Refused until both coders are done."""
    coding_rules.require(coding, user, Do.READ)
    verdicts: dict[int, dict[int, Verdict]] = {}
    for verdict in Verdict.objects.filter(task__coding=coding).select_related("by"):
        verdicts.setdefault(verdict.task_id, {})[verdict.seat] = verdict
    given = coding.machine.get("given", {})
    tasks = coding.tasks.select_related("unit__answer")
    return tuple(
        _judged(task.pk, task.position, task.unit, verdicts.get(task.pk, {}), given.get(str(task.unit_id), ()))
        for task in tasks
    )


def _judged(task: int, position: int, unit: TextUnit, said: dict[int, Verdict], machine: Sequence[int]) -> Judged:
    first, second = said[Verdict.Seat.FIRST], said[Verdict.Seat.SECOND]
    settled = said.get(Verdict.Seat.SETTLED)
    answer: TextUnit | None = getattr(unit, "answer", None)
    return Judged(
        task,
        position,
        unit.pk,
        unit.key,
        unit.text,
        answer.text if answer else None,
        frozenset(first.themes),
        frozenset(second.themes),
        (first.note, second.note),
        None if settled is None else frozenset(settled.themes),
        settled.by.get_full_name() if settled and settled.by else "",
        settled.note if settled else "",
        tuple(machine),
    )


def measured(coding: DoubleCoding, rows: Sequence[Judged]) -> Measured:
    """The coefficients; verdicts of coders never change once both are done, so they are kept."""
    key = f"analysis.agreement.{coding.pk}.{_stamp(coding.first_done_at)}.{_stamp(coding.second_done_at)}.{len(rows)}"
    kept: Measured | None = caches["rendered"].get(key)
    if kept is None:
        kept = _measure(coding, rows)
        caches["rendered"].set(key, kept, KEPT)
    return kept


def _stamp(moment: datetime | None) -> int:
    return int(moment.timestamp() * 1e6) if moment else 0


def _measure(coding: DoubleCoding, rows: Sequence[Judged]) -> Measured:
    themes = [str(entry["id"]) for entry in coding.version.content]
    first, second = ([_names(row.first) for row in rows], [_names(row.second) for row in rows])

    def compare(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> Agreement:
        return agreement(one, other, themes, rng=np.random.default_rng(coding.pk))

    coders = compare(first, second)
    if not any(row.machine for row in rows):
        return Measured(coders, None)
    top = [_names(row.machine[:1]) for row in rows]
    return Measured(
        coders,
        Machine(
            int(coding.machine.get("taught", 0)),
            (compare(first, top), compare(second, top)),
            _hits(rows, 1),
            _hits(rows, OFFERED),
            (sum(map(bool, first)), sum(map(bool, second))),
        ),
    )


def _hits(rows: Sequence[Judged], most: int) -> tuple[int, int]:
    """Cards where one of the first `most` proposals is a theme of the one coder, and of the other."""
    offered = [set(row.machine[:most]) for row in rows]
    first = sum(bool(row.first & given) for row, given in zip(rows, offered, strict=True))
    return first, sum(bool(row.second & given) for row, given in zip(rows, offered, strict=True))


def _names(themes: Sequence[int] | Themes) -> frozenset[str]:
    return frozenset(map(str, themes))


def writing(coding: DoubleCoding, rows: Sequence[Judged]) -> Writing:
    """What the result changes in the material: two queries. Themes that are not in the version are left as they are."""
    known = {int(entry["id"]): str(entry["name"]) for entry in coding.version.content}
    living = set(Theme.objects.filter(pk__in=known, deleted_at=None).values_list("pk", flat=True))
    results = {row.unit: row.result & living for row in rows if row.result is not None}
    standing: dict[int, list[Coding]] = {unit: [] for unit in results}
    for coding_row in Coding.objects.filter(unit__in=results, theme__in=living).order_by("pk"):
        standing[coding_row.unit_id].append(coding_row)
    have = {unit: {row.theme_id for row in found} for unit, found in standing.items()}
    new = tuple((unit, theme) for unit, wanted in results.items() for theme in sorted(wanted - have[unit]))
    old = tuple(row for unit, found in standing.items() for row in found if row.theme_id not in results[unit])
    given = {theme for row in rows if row.result is not None for theme in row.result}
    cards = len({unit for unit, _ in new} | {row.unit_id for row in old})
    return Writing(new, old, cards, tuple(name for key, name in known.items() if key in given - living))
