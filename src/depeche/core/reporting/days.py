"""Questions and answers day by day, in stretches long enough that at least five people stand behind each figure.

See docs/methods/disclosure.md. The stretches follow one another without gaps and are the same whoever asks, so that no
two figures can be subtracted from each other to give a day away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from depeche.core.corpus import Pair
from depeche.core.stats import Figure, K, Series, Shown, release

BY_DAY: Final = 45  # days; a longer relay is told week by week


class Stretch(NamedTuple):
    """From the first to the last day, both included. None is a figure that may not be shown."""

    first: date
    last: date
    questions: int | None
    answers: int | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def iso(self) -> str:
        """ISO 8601: a day, or a stretch of days."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return first if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written on a day or in some following ones: how much, and by whom as far as that is known."""

    first: date
    last: date
    questions: int = 0
    answers: int = 0
    askers: frozenset[str] = frozenset()
    answerers: frozenset[str] = frozenset()

    def __add__(self, later: _Written) -> _Written:
        return _Written(
            self.first,
            later.last,
            self.questions + later.questions,
            self.answers + later.answers,
            self.askers | later.askers,
            self.answerers | later.answerers,
        )


def stretches(pairs: Iterable[Pair]) -> tuple[Stretch, ...]:
    """The days of `pairs` in order, gathered; () where too few of those who wrote are known.

    A day is closed when at least five known people asked and five answered (where anything was answered at all); until
    then the next day joins it. What is left at the end joins the last one. Over `BY_DAY` days weeks take the place of
    days, from Monday to Sunday.
    """
    written = _by_day(pairs)
    if not written:
        return ()
    answered = any(day.answers for day in written)
    closed: list[_Written] = []
    open_: _Written | None = None
    for unit in written if len(written) <= BY_DAY else _weeks(written):
        open_ = unit if open_ is None else open_ + unit
        if len(open_.askers) >= K and (not answered or len(open_.answerers) >= K):
            closed.append(open_)
            open_ = None
    if not closed:
        return ()
    if open_ is not None:
        closed[-1] += open_
    questions = _released([Figure(one.questions, len(one.askers)) for one in closed])
    answers = _released([Figure(one.answers, len(one.answerers)) for one in closed])
    return tuple(
        Stretch(one.first, one.last, asked, replied)
        for one, asked, replied in zip(closed, questions, answers, strict=True)
    )


def _released(figures: Sequence[Figure]) -> list[int | None]:
    cells = release(Series(tuple(figures))).cells
    return [cell.value if isinstance(cell, Shown) else None for cell in cells]


def _by_day(pairs: Iterable[Pair]) -> list[_Written]:
    """Every day from the first to the last on which something was written."""
    days: dict[date, _Written] = {}

    def add(one: _Written) -> None:
        days[one.first] = days[one.first] + one if one.first in days else one

    for pair in pairs:
        if pair.asked_at:
            day = date.fromisoformat(pair.asked_at)
            add(_Written(day, day, questions=1, askers=_known(pair.asker)))
        if pair.answered_at and pair.answer and pair.answer.strip():
            day = date.fromisoformat(pair.answered_at)
            add(_Written(day, day, answers=1, answerers=_known(pair.answerer)))
    if not days:
        return []
    first, last = min(days), max(days)
    calendar = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return [days.get(day) or _Written(day, day) for day in calendar]


def _known(person: str) -> frozenset[str]:
    return frozenset({person}) if person else frozenset()


def _weeks(days: Sequence[_Written]) -> list[_Written]:
    weeks: dict[tuple[int, int], _Written] = {}
    for day in days:
        year, week, _ = day.first.isocalendar()
        weeks[year, week] = weeks[year, week] + day if (year, week) in weeks else day
    return list(weeks.values())
