"""The duties of the worker: each done once, whenever it comes, however often."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from depeche.core.errors import InputError
from depeche.core.relay.rules import Rules
from depeche.web.common.models import OutboxMail
from depeche.web.relay import actions, work
from depeche.web.relay.models import Question, Relay, Right
from tests.web.relay import world

pytestmark = pytest.mark.django_db
CLOSES = world.START + 4 * world.DAY


def mails(kind: str) -> int:
    return OutboxMail.objects.filter(kind=kind).count()


def test_a_tick_says_what_it_did_and_does_it_once() -> None:
    w = world.make(4, opened=False)
    assert work.tick(world.START - world.HOUR) == work.TickReport(invited=1, mailed=4)
    assert work.tick(world.START) == work.TickReport(opened=1, mailed=4)
    assert work.tick(world.START) == work.TickReport()
    w.now = world.START
    w.ask(0, 1)
    assert work.tick(world.START + world.DAY).returned == 1
    assert work.tick(world.START + world.DAY).returned == 0


def test_a_waiting_question_is_remembered_at_half_time_and_near_the_end() -> None:
    w = world.make()
    question = w.ask(0, 1)
    due = {}
    for hour in (11, 12, 13, 20, 21, 22):
        w.now = world.START + hour * world.HOUR
        work.tick(w.now)
        due[hour] = mails("reminder_question")
    assert due == {11: 0, 12: 1, 13: 1, 20: 1, 21: 2, 22: 2}
    w.answer(1, question)
    states = Counter(OutboxMail.objects.filter(kind="reminder_question").values_list("status", flat=True))
    assert states == {"cancelled": 2}


def test_a_worker_that_slept_reminds_once_of_one_question() -> None:
    w = world.make()
    w.ask(0, 1)
    w.now = world.START + 22 * world.HOUR
    for _ in range(2):
        work.tick(w.now)
    assert mails("reminder_question") == 1
    assert Question.objects.get().reminders_sent == 2


def test_reminders_do_not_leave_at_night() -> None:
    """Half of 24 hours from 12.00 in Copenhagen is midnight; the mail leaves at 7.00, that is 5.00 UTC."""
    w = world.make()
    w.now = world.START + 3 * world.HOUR
    w.ask(0, 1)
    w.wait(12 * world.HOUR)
    assert OutboxMail.objects.get(kind="reminder_question").not_before == world.START + 22 * world.HOUR


def test_where_nights_are_quiet_no_mail_leaves_at_night() -> None:
    w = world.make(rules=Rules(quiet_nights=True))
    w.now = world.START + 14 * world.HOUR  # 23.00 in Copenhagen
    w.ask(0, 1)
    assert OutboxMail.objects.get(kind="question").not_before == world.START + 22 * world.HOUR


def test_an_unused_right_is_remembered_once_a_person() -> None:
    w = world.make(4)
    for asker in (1, 2, 3):
        w.ask(asker, (asker + 1) % 3)
    w.wait(24 * world.HOUR)
    reminded = OutboxMail.objects.filter(kind="reminder_right")
    assert list(reminded.values_list("subject_id", flat=True)) == [w.people[0].pk]
    w.wait(24 * world.HOUR)
    assert reminded.filter(subject_id=w.people[0].pk).count() == 1
    assert not Right.objects.filter(participant=w.people[0], reminded_at=None).exists()


def test_those_who_can_still_do_something_hear_that_it_closes_soon() -> None:
    w = world.make(4)
    w.answer(0, w.ask(1, 0))
    w.ask(0, 2)
    w.ask(0, 3)
    w.answer(2, w.ask(3, 2))
    w.now = CLOSES - 25 * world.HOUR
    work.tick(w.now)
    assert mails("closing") == 0
    for hour in (24, 23):
        work.tick(CLOSES - hour * world.HOUR)
    assert mails("closing") > 0
    has_something = {p.pk for p in w.people if Right.objects.filter(participant=p, status="open").exists()}
    told = set(OutboxMail.objects.filter(kind="closing").values_list("subject_id", flat=True))
    assert told >= has_something


def test_suspended_people_get_no_mails() -> None:
    w = world.make(4, opened=False)
    actions.suspend(actor=w.user, participant=w.people[0], now=w.now)
    work.tick(world.START)
    work.tick(world.START)
    assert OutboxMail.objects.filter(subject_id=w.people[0].pk).count() == 0
    assert mails("opening") == 3


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), InputError("rules of version 9")])
def test_one_relay_in_trouble_does_not_stop_another(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    first, second = world.make(3, opened=False), world.make(3, opened=False)
    real = actions.invite

    def invite(*, relay: Relay, now: object) -> bool:
        if relay.pk == first.relay.pk:
            raise trouble
        return real(relay=relay, now=now)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(actions, "invite", invite)
    report = work.tick(world.START - world.HOUR)
    assert (report.failed, report.invited) == (1, 1)
    assert Relay.objects.get(pk=second.relay.pk).phase == "invited"


def test_a_quiet_tick_takes_few_queries_however_many_people() -> None:
    counts = []
    for people in (3, 60):
        w = world.make(people)
        for asker in range(people - 1):
            w.ask(asker, asker + 1)
        w.wait(timedelta(minutes=1))
        with CaptureQueriesContext(connection) as captured:
            work.tick_relay(Relay.objects.get(pk=w.relay.pk), w.now)
        counts.append(len(captured))
    assert counts[0] == counts[1] < 45
