"""Recipes of who asks, by group, and of days. What may not be shown is decided in `grouped` and `days`."""

from __future__ import annotations

from typing import Final

from depeche.core.reporting.days import Stretch
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.grouped import NOT_TOLD, OTHERS, ByTheme, GroupFlow
from depeche.core.reporting.people import released_group, released_people
from depeche.core.reporting.recipes.base import UnknownFigureError, Value, known, recipe
from depeche.core.reporting.values import Standing

RULE: Final = "by as many groups as may be shown; * are the others gathered, ? those of no known group"


def _flow(evidence: Evidence, source: str) -> GroupFlow:
    known(evidence, source)
    found = evidence.flow(source)
    if found is None:
        raise UnknownFigureError("flow")
    return found


def _place(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise UnknownFigureError(name)
    return names.index(name)


def _told(value: float | None) -> Value:
    return Standing.HIDDEN if value is None else value


@recipe("flow", "relay", "asker", "answerer", means=f"answered questions from one group to another, {RULE}")
def _flow_cell(evidence: Evidence, source: str, asker: str, answerer: str) -> Value:
    flow = _flow(evidence, source)
    row = _place(flow.groups[: len(flow.counts)], asker)
    return _told(flow.counts[row][_place(flow.groups, answerer)])


@recipe("flow_people", "relay", "group", means="people of a group in the flow; the gathered where all others are shown")
def _flow_people(evidence: Evidence, source: str, group: str) -> Value:
    flow = _flow(evidence, source)
    _place(flow.groups, group)
    if group not in {OTHERS, NOT_TOLD}:
        return released_group(evidence, source, group) if group in evidence.people(source)[0] else Standing.UNKNOWN
    if group == NOT_TOLD or {OTHERS, NOT_TOLD} <= set(flow.groups):
        return Standing.UNKNOWN
    everybody = released_people(evidence, source)
    named = [_flow_people(evidence, source, name) for name in flow.groups if name != OTHERS]
    parts = [value for value in (everybody, *named) if not isinstance(value, Standing)]
    if len(parts) <= len(named) or 2 * parts[0] - sum(parts) < 1:
        return Standing.HIDDEN
    return 2 * parts[0] - sum(parts)


@recipe("flow_shown", "relay", means="answered questions in those cells of the flow that are shown")
def _flow_shown(evidence: Evidence, source: str) -> Value:
    return _flow(evidence, source).shown


@recipe(
    "flow_asked", "relay", "[group]", means="answered questions of the groups whose own share can be told, or of one"
)
def _flow_asked(evidence: Evidence, source: str, group: str = "") -> Value:
    flow = _flow(evidence, source)
    return flow.own(_rows(flow, group))[1]


@recipe("flow_own", "relay", "[group]", means="of these, questions to one's own group")
def _flow_own(evidence: Evidence, source: str, group: str = "") -> Value:
    flow = _flow(evidence, source)
    return flow.own(_rows(flow, group))[0] if _rows(flow, group) else Standing.HIDDEN


@recipe("own_share", "relay", "[group]", means="per cent of these questions that went to one's own group")
def _own_share(evidence: Evidence, source: str, group: str = "") -> Value:
    flow = _flow(evidence, source)
    own, asked = flow.own(_rows(flow, group))
    return round(100 * own / asked, 6) if asked else Standing.HIDDEN


@recipe("ei", "relay", means="E-I index of these questions: -1 all within groups, 1 all across", decimals=2)
def _ei(evidence: Evidence, source: str) -> Value:
    value = _flow(evidence, source).ei
    return Standing.HIDDEN if value is None else round(value, 6)


def _rows(flow: GroupFlow, group: str) -> tuple[int, ...]:
    """The rows that can be told, or that of one group if it can."""
    if not group:
        return flow.told
    row = _place(flow.groups[: len(flow.counts)], group)
    return (row,) if row in flow.told else ()


def _cross(evidence: Evidence, source: str) -> ByTheme:
    known(evidence, source)
    found = evidence.by_theme(source)
    if found is None:
        raise UnknownFigureError("cross")
    return found


@recipe("cross", "relay", "theme", "group", means=f"questions of a theme by the group that asked, {RULE}")
def _cross_cell(evidence: Evidence, source: str, theme: str, group: str) -> Value:
    cross = _cross(evidence, source)
    return _told(cross.table.counts[_place(cross.themes, theme)][_place(cross.groups, group)])


@recipe("cross_theme", "relay", "theme", means="questions of a theme in the table by group; * are the themes gathered")
def _cross_theme(evidence: Evidence, source: str, theme: str) -> Value:
    cross = _cross(evidence, source)
    return cross.table.row_totals[_place(cross.themes, theme)]


@recipe("cross_group", "relay", "group", means=f"questions of a group in the table of themes, {RULE}")
def _cross_group(evidence: Evidence, source: str, group: str) -> Value:
    cross = _cross(evidence, source)
    return cross.table.column_totals[_place(cross.groups, group)]


@recipe("cross_total", "relay", means="questions in the table of themes by group: those with an answer, or all")
def _cross_total(evidence: Evidence, source: str) -> Value:
    return _cross(evidence, source).table.total


def _stretch(evidence: Evidence, source: str, first: str, last: str) -> Stretch:
    """One of the stretches of the relay: any other could be subtracted from one, and give a day away."""
    known(evidence, source)
    for found in evidence.stretches(source):
        if (found.first.isoformat(), found.last.isoformat()) == (first, last):
            return found
    raise UnknownFigureError(f"{first}/{last}")


@recipe("asked_between", "relay", "from", "to", means="questions put in a stretch of days in which five people asked")
def _asked_between(evidence: Evidence, source: str, first: str, last: str) -> Value:
    return _told(_stretch(evidence, source, first, last).questions)


@recipe(
    "answered_between", "relay", "from", "to", means="answers given in a stretch of days in which five people answered"
)
def _answered_between(evidence: Evidence, source: str, first: str, last: str) -> Value:
    return _told(_stretch(evidence, source, first, last).answers)


@recipe("dated", "relay", means="questions of the relay whose day is known")
def _dated(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return sum(bool(pair.asked_at) for pair in evidence.of(source))


@recipe("dated_answers", "relay", means="answers of the relay whose day is known")
def _dated_answers(evidence: Evidence, source: str) -> Value:
    known(evidence, source)
    return sum(bool(pair.answered_at and pair.answer and pair.answer.strip()) for pair in evidence.of(source))
