"""The deal pressed twice, a phone that saves while it happens, two devices that answer: one of each."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from depeche.core.errors import RuleError
from depeche.web.common.models import Event
from depeche.web.relay import actions
from depeche.web.relay.doors import rounds
from depeche.web.relay.models import Answer, Draft, LiveRound, LiveSeat, Participant, Question, Relay
from tests.web.relay.balance import check
from tests.web.relay.doors.room import Stage, a_stage
from tests.web.relay.test_races import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("racing_db")]
again = pytest.mark.parametrize("number", range(3))  # a race may be won by chance


def dealing(stage: Stage, seed: int) -> Callable[[], object]:
    world, relay = stage.world, Relay.objects.get(pk=stage.world.relay.pk)
    return lambda: (
        rounds.deal_round(actor=world.user, relay=relay, number=stage.number, now=world.now, rng=Random(seed)).step
    )


def saving(stage: Stage, person: int, text: str) -> Callable[[], object]:
    me = Participant.objects.select_related("relay").get(pk=stage.world.people[person].pk)
    return lambda: rounds.save_words(actor=me, text=text, now=stage.world.now)


@again
def test_the_deal_pressed_twice_deals_once(number: int) -> None:
    stage = a_stage(6)
    stage.start()
    stage.write(*range(6))
    stage.time_up()
    assert together(*[dealing(stage, number + press) for press in range(3)]) == ["answering"] * 3
    assert Question.objects.count() == LiveSeat.objects.count() == 6
    assert Event.objects.filter(verb="live_round.dealt").count() == 1
    check(stage.world.relay)


@again
def test_a_round_begun_twice_is_one(number: int) -> None:
    world = a_stage(3).world

    def begin() -> object:
        relay = Relay.objects.get(pk=world.relay.pk)
        return rounds.start_round(actor=world.user, relay=relay, number=1, now=world.now).pk

    assert len(set(together(begin, begin, begin))) == 1
    assert LiveRound.objects.count() == 1


@again
def test_words_saved_while_the_deal_is_made_are_dealt_or_kept(number: int) -> None:
    """Never both, and never neither."""
    stage = a_stage(6)
    stage.start()
    stage.write(0, 1, 2, 3)
    stage.time_up()
    together(saving(stage, 0, "Rettet?"), dealing(stage, number), saving(stage, 4, "Ny?"), saving(stage, 5, "Også ny?"))
    dealt = {q.asker_id: q.text for q in Question.objects.all()}
    kept = {draft.participant_id: draft.text for draft in Draft.objects.all()}
    assert not dealt.keys() & kept.keys()
    assert dealt.keys() | kept.keys() == {person.pk for person in stage.world.people}
    assert dealt[stage.world.people[0].pk] in {"Rettet?", "Hvad lærte 0?"}
    check(stage.world.relay)


@again
def test_two_devices_that_answer_one_dealt_question_give_one_answer(number: int) -> None:
    stage = a_stage(4)
    question = stage.play(0, 1, 2, 3, seed=number)[0]
    me = next(person for person in stage.world.people if person.pk == question.recipient_id)

    def answering(text: str) -> Callable[[], object]:
        return lambda: actions.answer(actor=me, question_id=question.pk, text=text, now=stage.world.now).text

    got = together(answering("Det ene."), answering("Det andet."))
    assert "answered_already" in got
    assert Answer.objects.count() == 1
    check(stage.world.relay)


@again
def test_the_relay_closed_while_a_round_is_dealt_is_whole(number: int) -> None:
    stage = a_stage(4)
    stage.start()
    stage.write(0, 1, 2, 3)
    stage.time_up()
    world = stage.world

    def close() -> object:
        try:
            return actions.close_now(actor=world.user, relay=Relay.objects.get(pk=world.relay.pk), now=world.now).phase
        except RuleError as refusal:
            return refusal.code

    together(dealing(stage, number), close)
    assert Question.objects.count() in {0, 4}
    check(world.relay)
