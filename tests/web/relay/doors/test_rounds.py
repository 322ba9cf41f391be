"""The live form: who may do what when, that dealing keeps every invariant, and that nothing written is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Phase
from depeche.web.accounts.models import User
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Membership, Role
from depeche.web.relay import actions
from depeche.web.relay.doors import live_queries, rounds
from depeche.web.relay.models import Draft, LiveRound, LiveSeat, Question, Relay, Right
from tests.web.relay import world as worlds
from tests.web.relay.balance import check
from tests.web.relay.doors.room import LIVE, SECOND, Stage, a_stage, tables

pytestmark = pytest.mark.django_db
Act = Callable[[Stage, User], object]


def known(stage: Stage, user: User) -> dict[str, object]:
    return {"actor": user, "relay": stage.world.relay, "number": stage.number, "now": stage.world.now}


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def test_a_round_from_start_to_end() -> None:
    stage = a_stage(6)
    questions = stage.play(0, 1, 2, 3, 4, 5)
    assert len(questions) == 6
    assert {q.asker_id for q in questions} == {q.recipient_id for q in questions} == {p.pk for p in stage.world.people}
    assert not Draft.objects.exists()
    found = rounds.current(stage.world.relay)
    assert found is not None
    assert (found.step, found.dealt_at) == ("answering", stage.world.now)
    for table in tables(found):
        assert len(table) == 2
        ids = {person.pk for person in table}
        assert not [q for q in questions if {q.asker_id, q.recipient_id} <= ids], "an author sits where it is answered"
    for seat in LiveSeat.objects.select_related("question"):
        assert seat.question is not None
        assert seat.question.recipient_id == seat.participant_id
    check(stage.world.relay)
    stage.answer_all()
    assert live_queries.room_counts(stage.world.relay, found) == live_queries.RoomCounts(6, 0, 6, 6)
    assert stage.end().step == "done"
    check(stage.world.relay)
    verbs = Counter(Event.objects.filter(verb__startswith="live_round.").values_list("verb", flat=True))
    assert verbs == {"live_round.begun": 1, "live_round.dealt": 1, "live_round.ended": 1}


def test_a_second_round_uses_what_answering_earned_and_avoids_the_same_recipients() -> None:
    stage = a_stage(6)
    first = stage.play(0, 1, 2, 3, 4, 5)
    stage.answer_all()
    second = stage.play(0, 1, 2, 3, 4, 5, seed=2)
    pairs = {(q.asker_id, q.recipient_id) for q in first}
    assert not pairs & {(q.asker_id, q.recipient_id) for q in second}
    assert all(q.parent_id in {one.pk for one in first} for q in second), "asked on after what one has answered"
    check(stage.world.relay)
    assert LiveRound.objects.get(number=1).step == "done"


def test_who_has_not_answered_keeps_their_words_for_later() -> None:
    stage = a_stage(4)
    first = stage.play(0, 1, 2, 3)
    lazy, *others = first
    people = [person.pk for person in stage.world.people]
    for question in others:
        stage.world.answer(people.index(question.recipient_id), question)
    behind = people.index(lazy.recipient_id)
    second = stage.play(0, 1, 2, 3, seed=3)
    assert len(second) == 3
    assert stage.world.people[behind].pk not in {q.asker_id for q in second}
    assert Draft.objects.get().participant == stage.world.people[behind]
    stage.world.answer(behind, lazy)
    stage.answer_all()
    third = stage.play(*(n for n in range(4) if n != behind), seed=4)
    assert f"Hvad lærte {behind}?" in {q.text for q in third}
    check(stage.world.relay)


@pytest.mark.parametrize(("people", "sizes"), [(2, [2]), (3, [3]), (5, [2, 3]), (7, [2, 2, 3])])
def test_odd_numbers_make_one_table_of_three(people: int, sizes: list[int]) -> None:
    stage = a_stage(max(people, 3))
    stage.play(*range(people))
    found = rounds.current(stage.world.relay)
    assert found is not None
    assert sorted(len(table) for table in tables(found)) == sizes
    check(stage.world.relay)


@pytest.mark.parametrize("people", [(), (2,)])
def test_fewer_than_two_questions_are_not_dealt_and_stay(people: tuple[int, ...]) -> None:
    stage = a_stage(4)
    stage.start()
    stage.write(*people)
    stage.time_up()
    assert code_of(stage.deal) == "too_few_questions"
    assert Draft.objects.count() == len(people)
    found = rounds.give_more_time(actor=stage.world.user, relay=stage.world.relay, number=1, now=stage.world.now)
    assert found.writing_ends_at == stage.world.now + rounds.MORE
    stage.write(0, 1)
    stage.time_up()
    assert stage.deal().step == "answering"


def test_what_is_written_at_the_last_moment_counts() -> None:
    stage = a_stage(4)
    stage.start()
    stage.write(0)
    stage.world.now += rounds.WRITING
    assert code_of(stage.deal) == "still_writing"
    stage.world.now += rounds.GRACE - SECOND
    me = stage.world.people[1]
    assert rounds.save_words(actor=me, text="Lige før tid?", now=stage.world.now)
    assert code_of(stage.deal) == "still_writing"
    stage.world.now += SECOND
    assert not rounds.save_words(actor=stage.world.people[2], text="Lige efter tid?", now=stage.world.now)
    stage.deal()
    assert len(stage.dealt()) == 3, "late, but before the deal: what is there is dealt"


def test_words_after_the_deal_wait_for_the_next_round() -> None:
    stage = a_stage(4)
    stage.play(0, 1)
    assert code_of(lambda: stage.write(0)) == "question_dealt"
    assert not rounds.save_words(actor=stage.world.people[2], text="For sent?", now=stage.world.now)
    stage.answer_all()
    stage.start()
    stage.write(0)
    stage.time_up()
    stage.deal()
    assert {q.text for q in stage.dealt()} == {"For sent?", "Hvad lærte 0?"}


def test_stopping_early_leaves_time_for_what_is_on_its_way() -> None:
    stage = a_stage(4)
    stage.start()
    stage.write(0, 1)
    stage.world.now += 30 * SECOND
    for _ in range(2):
        found = rounds.stop_writing(actor=stage.world.user, relay=stage.world.relay, number=1, now=stage.world.now)
        assert found.writing_ends_at == stage.world.now
    assert Event.objects.filter(verb="live_round.writing_stopped").count() == 1
    assert code_of(stage.deal) == "still_writing"
    stage.world.now += rounds.GRACE
    assert stage.deal().step == "answering"


def test_empty_words_are_no_question() -> None:
    stage = a_stage(4)
    stage.start()
    stage.write(0, 1)
    stage.write(2, text="  \n ")
    stage.time_up()
    stage.deal()
    assert len(stage.dealt()) == 2


def test_the_suspended_are_not_dealt_to() -> None:
    stage = a_stage(5)
    stage.start()
    stage.write(0, 1, 2, 3, 4)
    actions.suspend(actor=stage.world.user, participant=stage.world.people[4], now=stage.world.now)
    stage.time_up()
    stage.deal()
    gone = stage.world.people[4].pk
    assert not [q for q in stage.dealt() if gone in {q.asker_id, q.recipient_id}]
    check(stage.world.relay)


def test_no_rule_of_choosing_stops_a_deal() -> None:
    """Caps, new recipients and other groups are rules for those who choose."""
    rules = Rules(live=True, waiting_cap=1, new_recipient=True, recipient="other_group")  # type: ignore[arg-type] # a code
    stage = Stage(worlds.make(4, rules))
    for person in stage.world.people:
        person.group = stage.world.people[0].group
        person.save(update_fields=["group"])
    assert len(stage.play(0, 1, 2, 3)) == 4
    stage.answer_all()
    for _ in range(4):
        stage.play(0, 1, 2, 3, seed=stage.number)
        stage.answer_all()
    assert Question.objects.count() == 20


def test_in_a_live_relay_nobody_chooses_and_in_others_nobody_deals() -> None:
    stage = a_stage(4)
    assert code_of(lambda: stage.world.ask(0, 1)) == "dealt_only"
    plain = worlds.make(4)
    begin = {"actor": plain.user, "relay": plain.relay, "number": 1, "now": plain.now}
    for act in (rounds.start_round, rounds.stop_writing, rounds.give_more_time, rounds.end_round):
        with pytest.raises(RuleError, match="not_live"):
            act(**begin)  # type: ignore[arg-type] # by name
    with pytest.raises(RuleError, match="not_live"):
        rounds.deal_round(**begin, rng=Random(1))  # type: ignore[arg-type] # by name


def test_nobody_is_mailed_about_what_the_phone_in_the_room_says() -> None:
    stage = a_stage(4)
    stage.play(0, 1, 2, 3)
    stage.answer_all()
    stage.world.wait(30 * worlds.HOUR)
    assert not OutboxMail.objects.filter(kind__in=["question", "answered", "reminder_right"]).exists()


def test_a_question_left_unanswered_is_reminded_of_and_comes_back() -> None:
    stage = a_stage(4)
    first = stage.play(0, 1)
    stage.world.wait(20 * worlds.HOUR)
    assert OutboxMail.objects.filter(kind="reminder_question").exists()
    stage.world.wait(5 * worlds.HOUR)
    assert Question.objects.get(pk=first[0].pk).status == "returned"
    assert Right.objects.filter(origin="return", status="open").count() == 2
    assert len(stage.play(0, 1, 2, seed=2)) == 3
    check(stage.world.relay)


ACTS: dict[str, Act] = {
    "start": lambda stage, user: rounds.start_round(**(known(stage, user) | {"number": stage.number + 1})),  # type: ignore[arg-type] # by name
    "stop": lambda stage, user: rounds.stop_writing(**known(stage, user)),  # type: ignore[arg-type] # by name
    "more": lambda stage, user: rounds.give_more_time(**known(stage, user)),  # type: ignore[arg-type] # by name
    "deal": lambda stage, user: rounds.deal_round(**known(stage, user), rng=Random(1)),  # type: ignore[arg-type] # by name
    "end": lambda stage, user: rounds.end_round(**known(stage, user)),  # type: ignore[arg-type] # by name
}
REFUSED = {Role.OWNER: None, Role.FACILITATOR: None, Role.ANALYST: PermissionDenied, Role.READER: PermissionDenied}


def written_stage() -> Stage:
    stage = a_stage(4)
    stage.start()
    stage.write(0, 1, 2)
    return stage


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_drive_a_round(act: str, role: Role | None) -> None:
    stage = written_stage()
    if act != "stop":
        stage.time_up()
    if act == "start":
        stage.end()
    user = User.objects.create_user("staff@example.test", "Bo Berg")
    if role is not None:
        Membership.objects.create(project=stage.world.project, user=user, role=role, since=stage.world.now)
    refusal = Http404 if role is None else REFUSED[role]
    events = Event.objects.count()
    if refusal is None:
        ACTS[act](stage, user)
        assert Event.objects.count() > events
        return
    with pytest.raises(refusal):
        ACTS[act](stage, user)
    assert Event.objects.count() == events
    assert not Question.objects.exists()


EARLY, LATE = "not_open", "closed"
PHASES = {
    Phase.DRAFT: (EARLY, EARLY),
    Phase.SCHEDULED: (EARLY, EARLY),
    Phase.INVITED: (EARLY, EARLY),
    Phase.OPEN: (None, None),
    Phase.ANSWERING: (LATE, None),
    Phase.CLOSED: (LATE, LATE),
}


@pytest.mark.parametrize("phase", Phase)
def test_in_which_phases_a_round_is_driven(phase: Phase) -> None:
    """(all but ending, ending)"""
    for name, act in ACTS.items():
        stage = written_stage()
        if name != "stop":
            stage.time_up()
        if name == "start":
            stage.end()
        Relay.objects.filter(pk=stage.world.relay.pk).update(phase=phase.value)
        code = PHASES[phase][name == "end"]
        if code is None:
            act(stage, stage.world.user)
            continue
        with pytest.raises(RuleError) as refusal:
            act(stage, stage.world.user)
        assert refusal.value.code == code, name


def test_pressing_twice_and_pressing_late_touch_no_other_round() -> None:
    stage = written_stage()
    user, relay = stage.world.user, stage.world.relay
    again = rounds.start_round(actor=user, relay=relay, number=1, now=stage.world.now)
    assert LiveRound.objects.get() == again
    assert code_of(stage.start) == "not_dealt_yet"
    assert code_of(stage.start) == "no_such_round"
    stage.number = 1
    stage.time_up()
    stage.deal()
    assert stage.deal(seed=9).step == "answering"
    assert Question.objects.count() == 3
    assert Event.objects.filter(verb="live_round.dealt").count() == 1
    assert code_of(lambda: rounds.stop_writing(actor=user, relay=relay, number=1, now=stage.world.now)) == "dealt"
    stage.start()
    assert rounds.deal_round(actor=user, relay=relay, number=1, now=stage.world.now, rng=Random(1)).step == "done"
    for _ in range(2):
        stage.end()
    assert Event.objects.filter(verb="live_round.ended").count() == 1
    assert code_of(lambda: rounds.end_round(actor=user, relay=relay, number=7, now=stage.world.now)) == "no_such_round"


def test_dropping_a_round_keeps_what_was_written() -> None:
    stage = written_stage()
    stage.end()
    stage.start()
    stage.time_up()
    stage.deal()
    assert len(stage.dealt()) == 3


def test_the_close_of_the_relay_ends_everything_as_usual() -> None:
    stage = a_stage(4)
    stage.play(0, 1, 2, 3)
    actions.close_now(actor=stage.world.user, relay=stage.world.relay, now=stage.world.now)
    check(stage.world.relay)
    assert set(Question.objects.values_list("status", "return_reason")) == {("returned", "closed")}
    assert code_of(lambda: stage.write(0)) == "closed"


def test_the_deal_records_codes_and_numbers_alone() -> None:
    stage = a_stage(4)
    stage.play(0, 1, 2, 3)
    event = Event.objects.get(verb="live_round.dealt")
    assert event.data == {"number": 1, "questions": 4, "tables": 2}


def test_late_comers_write_in_the_round_that_is_under_way() -> None:
    stage = Stage(worlds.make(4, LIVE))
    stage.start()
    stage.world.now += timedelta(seconds=90)
    stage.write(3, 2)
    stage.time_up()
    stage.deal()
    assert len(stage.dealt()) == 2
