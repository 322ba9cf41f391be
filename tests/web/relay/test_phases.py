"""Phases, windows and people of a relay, and who may do what in which phase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Window
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Membership, Role
from depeche.web.relay import actions, work
from depeche.web.relay.models import Participant, Question, Relay, Right
from depeche.web.relay.rules import phase_of, why_not_schedule, window_of
from tests.web.relay import world
from tests.web.relay.balance import check

pytestmark = pytest.mark.django_db
CLOSES = world.START + 4 * world.DAY
ENDS = world.START + 5 * world.DAY


def phase(w: world.World) -> str:
    return Relay.objects.get(pk=w.relay.pk).phase


def test_time_takes_a_relay_through_its_phases() -> None:
    w = world.make(opened=False)
    seen = []
    for moment in (world.START - 2 * world.HOUR, world.START - world.HOUR, world.START, CLOSES, ENDS):
        work.tick(moment - timedelta(microseconds=1))
        work.tick(moment)
        seen.append(phase(w))
    assert seen == ["scheduled", "invited", "open", "answering", "closed"]
    verbs = Event.objects.filter(object_type="relay", verb__startswith="relay.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [f"relay.{name}" for name in seen]
    assert [OutboxMail.objects.filter(kind=kind).count() for kind in ("invitation", "opening", "closed")] == [5, 5, 5]


def test_a_worker_that_slept_through_a_relay_catches_up_in_order() -> None:
    w = world.make(opened=False)
    for _ in range(2):
        work.tick(ENDS + world.HOUR)
    assert phase(w) == "closed"
    assert set(Right.objects.filter(relay=w.relay).values_list("status", flat=True)) == {"lapsed"}


def test_closing_by_the_clock_does_not_wait_for_the_worker() -> None:
    w = world.make()
    w.ask(0, 1)
    w.now = CLOSES
    with pytest.raises(RuleError, match="closed"):
        w.ask(2, 3)
    assert (phase(w), phase_of(w.relay, w.now)) == ("open", "answering")


def test_an_answer_after_asking_closed_earns_a_right_that_lapses_at_once() -> None:
    w = world.make(rules=Rules(answer_within=48))
    w.now = CLOSES - world.HOUR
    question = w.ask(0, 1)
    w.now = CLOSES  # the worker is late
    w.answer(1, question)
    assert Right.objects.get(origin="answer").status == "lapsed"
    w.wait(world.HOUR)
    assert not Right.objects.filter(status="open").exists()
    check(w.relay)


def test_at_the_close_what_waits_ends_unanswered_and_what_was_late_returned() -> None:
    w = world.make(rules=Rules(answer_within=24))
    late = w.ask(0, 1)
    w.now = CLOSES - world.HOUR / 2  # its 24 hours end before answers close
    due_before = w.ask(1, 2)
    w.now = CLOSES - world.HOUR / 4
    actions.move_window(
        actor=w.user, relay=w.relay, window=replace(_window(w), answers_close=CLOSES + 23 * world.HOUR), now=w.now
    )
    w.now = ENDS
    work.tick(w.now)
    reasons = {q.pk: q.return_reason for q in Question.objects.all()}
    assert reasons == {late.pk: "expired", due_before.pk: "closed"}
    assert Participant.objects.filter(waiting_count__gt=0).count() == 0
    assert OutboxMail.objects.filter(kind="late").count() == 0  # it is over: nobody is told off
    check(w.relay)


def _window(w: world.World) -> Window:
    window = window_of(w.relay)
    assert window is not None
    return window


def test_extending_gives_waiting_questions_their_time() -> None:
    w = world.make()
    w.now = CLOSES - world.HOUR
    actions.extend(actor=w.user, relay=w.relay, closes_at=CLOSES, answers_close_at=CLOSES + world.HOUR, now=w.now)
    question = w.ask(0, 1)
    assert question.due_at == CLOSES + world.HOUR
    actions.extend(actor=w.user, relay=w.relay, closes_at=ENDS, answers_close_at=ENDS + world.DAY, now=w.now)
    question.refresh_from_db()
    assert question.due_at == CLOSES + 23 * world.HOUR
    w.wait(2 * world.HOUR)
    assert phase(w) == "open"
    with pytest.raises(RuleError, match="moment_in_past"):
        actions.extend(actor=w.user, relay=w.relay, closes_at=CLOSES, answers_close_at=ENDS, now=w.now)


def test_a_relay_is_never_reopened() -> None:
    w = world.make()
    w.now = CLOSES
    work.tick(w.now)
    later = replace(_window(w), close=ENDS, answers_close=ENDS)
    with pytest.raises(RuleError, match="moment_passed"):
        actions.move_window(actor=w.user, relay=w.relay, window=later, now=w.now)
    actions.move_window(
        actor=w.user, relay=w.relay, window=replace(_window(w), answers_close=ENDS + world.DAY), now=w.now
    )


@pytest.mark.parametrize("clock", [timedelta(0), timedelta(seconds=-2)])
def test_a_relay_may_be_closed_in_the_instant_in_which_it_opens(clock: timedelta) -> None:
    """Also by a server whose clock is behind that of the worker which opened it."""
    w = world.make()
    relay = actions.close_now(actor=w.user, relay=w.relay, now=world.START + clock)
    assert relay.phase == "closed"
    assert relay.closed_at
    assert relay.closed_at - world.START < timedelta(milliseconds=1)
    assert set(Right.objects.values_list("status", flat=True)) == {"lapsed"}
    check(w.relay)


def test_close_now_closes_at_once() -> None:
    w = world.make()
    w.ask(0, 1)
    w.wait(world.HOUR)
    relay = actions.close_now(actor=w.user, relay=w.relay, now=w.now)
    assert (relay.phase, relay.closed_at, relay.closes_at) == ("closed", w.now, w.now)
    with pytest.raises(RuleError, match="closed"):
        actions.close_now(actor=w.user, relay=w.relay, now=w.now)
    closed = Event.objects.get(verb="relay.closed")
    assert (closed.actor_kind, closed.actor_id) == ("user", w.user.pk)
    check(w.relay)


def test_suspending_returns_what_waits_and_restoring_lets_in_again() -> None:
    w = world.make()
    w.ask(0, 2)
    w.ask(1, 2)
    for _ in range(2):
        actions.suspend(actor=w.user, participant=w.people[2], now=w.now)
    assert Right.objects.filter(origin="return").count() == 2
    assert OutboxMail.objects.filter(kind="returned").count() == 2
    assert Event.objects.filter(verb="participant.suspended").count() == 1
    check(w.relay)
    for _ in range(2):
        actions.restore(actor=w.user, participant=w.people[2], now=w.now)
    w.ask(3, 2)
    assert Event.objects.filter(verb="participant.restored").count() == 1


def test_people_who_join_late_get_a_right_and_the_opening_mail() -> None:
    w = world.make(3)
    group = w.people[0].group_id
    new = actions.NewParticipant(name="Ny Nielsen", email=" NY@example.test", group_id=group, title="Rektor")
    (person,) = actions.add_participants(actor=w.user, relay=w.relay, people=[new], now=w.now)
    assert (person.email, person.search) == ("ny@example.test", "ny nielsen rektor")
    assert Right.objects.filter(participant=person, origin="start", status="open").count() == 1
    w.wait(world.HOUR)
    assert OutboxMail.objects.filter(kind="opening", subject_id=person.pk).count() == 1
    with pytest.raises(RuleError, match="participant_already") as refusal:
        actions.add_participants(actor=w.user, relay=w.relay, people=[new, replace(new, email="b@x.test")], now=w.now)
    assert refusal.value.figures == {"count": 1}
    with pytest.raises(RuleError, match="no_group"):
        actions.add_participants(
            actor=w.user, relay=w.relay, people=[replace(new, email="c@x.test", group_id=None)], now=w.now
        )
    assert Participant.objects.filter(relay=w.relay).count() == 4


def test_scheduling_says_everything_that_is_missing() -> None:
    w = world.make()
    relay = Relay.objects.create(project=w.project, topic=" ", purpose_why="x", created_at=w.now)
    Participant.objects.create(relay=relay, name="A", email="a@x.test", joined_at=w.now)
    found = {refusal.code: refusal.figures for refusal in why_not_schedule(relay, w.now)}
    assert found == {
        "no_topic": {},
        "no_purpose": {"missing": 2},
        "no_window": {},
        "too_few_people": {"people": 1},
        "without_group": {"people": 1},
    }
    with pytest.raises(RuleError, match="no_topic"):
        actions.schedule(actor=w.user, relay=relay, now=w.now)


def test_a_scheduled_relay_goes_back_to_set_up_until_people_are_invited() -> None:
    w = world.make(opened=False)
    actions.unschedule(actor=w.user, relay=w.relay, now=w.now)
    assert phase(w) == "draft"
    with pytest.raises(RuleError, match="moment_in_past"):
        actions.schedule(actor=w.user, relay=w.relay, now=ENDS)
    actions.schedule(actor=w.user, relay=w.relay, now=w.now)
    w.wait(world.HOUR)
    with pytest.raises(RuleError, match="invited_already"):
        actions.unschedule(actor=w.user, relay=w.relay, now=w.now)


# Who may do what, when

Act = Callable[[world.World, User, datetime], object]
STAFF: dict[str, Act] = {
    "schedule": lambda w, user, now: actions.schedule(actor=user, relay=w.relay, now=now),
    "unschedule": lambda w, user, now: actions.unschedule(actor=user, relay=w.relay, now=now),
    "close_now": lambda w, user, now: actions.close_now(actor=user, relay=w.relay, now=now),
    "move_window": lambda w, user, now: actions.move_window(actor=user, relay=w.relay, window=_window(w), now=now),
    "suspend": lambda w, user, now: actions.suspend(actor=user, participant=w.people[4], now=now),
    "restore": lambda w, user, now: actions.restore(actor=user, participant=w.people[4], now=now),
    "add": lambda w, user, now: actions.add_participants(
        actor=user,
        relay=w.relay,
        people=[actions.NewParticipant(name="Ny", email="ny@x.test", group_id=w.people[0].group_id)],
        now=now,
    ),
}
PEOPLE: dict[str, Act] = {
    "ask": lambda w, _, now: actions.ask(
        actor=w.people[2], recipient_id=w.people[3].pk, text="?", client_key=uuid4(), now=now
    ),
    "answer": lambda w, _, now: actions.answer(actor=w.people[1], question_id=_first(w), text="!", now=now),
    "decline": lambda w, _, now: actions.decline(actor=w.people[1], question_id=_first(w), reason="-", now=now),
    "withdraw": lambda w, _, now: actions.withdraw(actor=w.people[0], question_id=_first(w), now=now),
    "draft": lambda w, _, now: actions.save_draft(
        actor=w.people[2], text="H", answers=None, recipient_id=None, now=now
    ),
}


def _first(w: world.World) -> int:
    question = Question.objects.filter(relay=w.relay).first()
    return question.pk if question else 0


def at(name: str) -> world.World:
    """A relay in the phase of that name, with a question from 0 to 1 that waits while the phase allows it."""
    w = world.make(opened=False, rules=Rules(answer_within=None))
    if name == "draft":
        actions.unschedule(actor=w.user, relay=w.relay, now=w.now)
    moments = {"invited": world.START - world.HOUR, "open": world.START, "answering": CLOSES, "closed": ENDS}
    for phase_name, moment in moments.items():
        if w.relay.phase == name or name in {"draft", "scheduled"}:
            break
        w.now = moment
        work.tick(moment)
        w.relay.refresh_from_db()
        if phase_name == "open":
            w.ask(0, 1)
            w.now += world.HOUR
    w.relay.refresh_from_db()
    assert w.relay.phase == name
    return w


TABLE = {  # act: what it gives in draft, scheduled, invited, open, answering, closed
    "schedule": ("", "closed", "closed", "closed", "closed", "closed"),
    "unschedule": ("", "", "invited_already", "invited_already", "invited_already", "invited_already"),
    "close_now": ("not_open", "not_open", "not_open", "", "", "closed"),
    "move_window": ("not_open", "", "", "", "", "closed"),
    "suspend": ("", "", "", "", "", "closed"),
    "restore": ("", "", "", "", "", "closed"),
    "add": ("", "", "", "", "closed", "closed"),
    "ask": ("not_open", "not_open", "not_open", "", "closed", "closed"),
    "answer": ("no_such_question", "no_such_question", "no_such_question", "", "", "returned_already"),
    "decline": ("no_such_question", "no_such_question", "no_such_question", "", "", "returned_already"),
    "withdraw": ("no_such_question", "no_such_question", "no_such_question", "", "closed", "returned_already"),
    "draft": ("not_open", "not_open", "not_open", "", "", "closed"),
}
PHASES = ("draft", "scheduled", "invited", "open", "answering", "closed")


@pytest.mark.parametrize("name", PHASES)
@pytest.mark.parametrize("act", TABLE)
def test_what_may_be_done_in_which_phase(act: str, name: str) -> None:
    w = at(name)
    now = w.now + timedelta(minutes=1)
    expected = TABLE[act][PHASES.index(name)]
    try:
        (STAFF | PEOPLE)[act](w, w.user, now)
        got = ""
    except RuleError as refusal:
        got = refusal.code
    assert got == expected
    check(w.relay)


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (Role.OWNER, None),
        (Role.FACILITATOR, None),
        (Role.ANALYST, PermissionDenied),
        (Role.READER, PermissionDenied),
        (None, Http404),
    ],
)
@pytest.mark.parametrize("act", STAFF)
def test_who_of_the_staff_may_do_it(act: str, role: Role | None, refusal: type[Exception] | None) -> None:
    w = at({"schedule": "draft", "unschedule": "scheduled"}.get(act, "open"))
    user = User.objects.create_user("other@organiser.test", "Ole")
    if role is not None:
        Membership.objects.create(project=w.project, user=user, role=role, since=w.now)
    before = Event.objects.count()
    if refusal is None:
        STAFF[act](w, user, w.now)
    else:
        with pytest.raises(refusal):
            STAFF[act](w, user, w.now)
        assert Event.objects.count() == before
