from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depeche.web.relay import actions, queries
from tests.web.relay import world

pytestmark = pytest.mark.django_db


def test_the_monitor_counts_by_group() -> None:
    w = world.make(6)  # 0, 2, 4 are of the first group; 1, 3, 5 of the second
    answered = w.ask(0, 1)
    w.answer(1, answered)
    w.ask(2, 3)
    w.wait(25 * world.HOUR)  # 3 let it run out
    w.ask(4, 3)
    actions.suspend(actor=w.user, participant=w.people[5], now=w.now)
    seen = queries.monitor(w.relay, w.now)
    first, second = (row.counts for row in seen.groups)
    assert [row.name for row in seen.groups] == ["Top", "Drift"]
    assert (first.people, first.asked, first.answered, first.rights, first.silent) == (3, 3, 0, 1, 0)
    assert (second.people, second.suspended, second.silent, second.answered) == (3, 1, 1, 1)
    assert (second.waiting, second.overdue, second.rights, second.rights_given) == (1, 1, 4, 4)
    assert seen.counts == first + second
    assert [(p.asked, p.answered) for p in seen.hours] == [(2, 1), (3, 1)]


def test_the_monitor_takes_as_many_queries_for_many_as_for_few() -> None:
    counts = []
    for people in (3, 40):
        w = world.make(people)
        for asker in range(people - 1):
            w.ask(asker, asker + 1)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.monitor(w.relay, w.now)
            queries.needs_you(w.relay)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 13


def test_people_at_whom_questions_run_out_need_the_organiser() -> None:
    w = world.make(5)
    w.ask(0, 4)
    w.ask(1, 4)
    w.ask(2, 3)
    w.wait(25 * world.HOUR)
    needs = queries.needs_you(w.relay)
    assert [person.pk for person in needs.ran_out] == [w.people[4].pk]
    assert needs.ran_out_total == 1
    assert needs.mails_total == 0
