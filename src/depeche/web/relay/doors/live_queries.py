"""What a phone, the facilitator and the wall read of a live round. A constant number of queries each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q

from depeche.core.relay.window import Phase
from depeche.web.relay.doors.rounds import Step as RoundStep
from depeche.web.relay.doors.rounds import asked_in, current, written
from depeche.web.relay.models import LiveRound, LiveSeat, Participant, Question, Relay
from depeche.web.relay.participant import queries
from depeche.web.relay.participant.queries import Mine, Turn
from depeche.web.relay.rules import phase_of, rules_of

OFTEN = 3  # seconds between two looks of a phone
PHONES_A_SECOND = 50  # that look, at the most: in a large room each looks less often


class Thing(StrEnum):
    """The one thing on a phone."""

    WAIT = "wait"  # for the first round, or the next
    WRITE = "write"
    TIME_UP = "time_up"
    ANSWER = "answer"
    ANSWERED = "answered"
    WATCH = "watch"  # a round goes on without this person


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody at my table, and the question they were dealt."""

    name: str
    question: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Live:
    """What one person sees of the round."""

    thing: Thing
    number: int  # of the round; 0 before the first
    over: bool  # the round has ended
    seconds: int  # left to write
    to_answer: Turn | None
    table: tuple[Companion, ...]  # with whom I answer it; empty where it comes from an earlier round
    asked: Turn | None  # my question of this round
    draft: str
    mine: Mine
    state: str  # see `state_of`
    every: int  # seconds until the phone looks again


def seconds_left(found: LiveRound | None, now: datetime) -> int:
    """To write, rounded up; 0 when no round is being written in."""
    if found is None or found.step != RoundStep.WRITING:
        return 0
    return max(0, math.ceil((found.writing_ends_at - now).total_seconds()))


def live(me: Participant, now: datetime) -> Live:
    """Nine queries at the most."""
    found, mine = current(me.relay), queries.mine(me)
    step = found.step if found else RoundStep.DONE
    left = seconds_left(found, now)
    asked = asked_in(found, me).select_related("answer", "recipient__group", "resent_as").first() if found else None
    seats = _table(found, me) if found and step == RoundStep.ANSWERING else []
    dealt = next((seat.question_id for seat in seats if seat.participant_id == me.pk), None)
    at_table = next((turn for turn in mine.to_answer if turn.id == dealt), None)
    thing = _thing(step, left, mine, seated=bool(seats))
    together = at_table is not None or thing is Thing.ANSWERED
    return Live(
        thing=thing,
        number=found.number if found else 0,
        over=step == RoundStep.DONE,
        seconds=left,
        to_answer=at_table or next(iter(mine.to_answer), None),
        table=tuple(_companion(seat) for seat in seats if together and seat.participant_id != me.pk),
        asked=queries.turn(asked, me) if asked else None,
        draft=mine.draft.text if mine.draft else "",
        mine=mine,
        state=_state(me, found, asked, now),
        every=_every(me.relay),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a phone compares, and how often, while the relay is not open yet."""

    state: str
    every: int


def waiting(me: Participant, now: datetime) -> Waiting | None:
    """Nothing where no rounds are played."""
    return Waiting(state_of(me, now), _every(me.relay)) if rules_of(me.relay).live else None


def _every(relay: Relay) -> int:
    return max(OFTEN, math.ceil(arrived(relay) / PHONES_A_SECOND))


def _thing(step: str, left: int, mine: Mine, *, seated: bool) -> Thing:
    """Writing has its time and comes first; whoever may not write yet answers, and may then."""
    if step == RoundStep.WRITING and mine.rights:
        return Thing.WRITE if left else Thing.TIME_UP
    if mine.to_answer:
        return Thing.ANSWER
    if step == RoundStep.ANSWERING and seated:
        return Thing.ANSWERED
    return Thing.WAIT if step == RoundStep.DONE else Thing.WATCH


def _table(found: LiveRound, me: Participant) -> list[LiveSeat]:
    """The seats of my pair; none where I am not in the round."""
    mine = LiveSeat.objects.filter(round=found, participant=me).values("pair")
    seats = LiveSeat.objects.filter(round=found, pair__in=mine).select_related("participant", "question")
    return list(seats.order_by("participant__name", "pk"))


def _companion(seat: LiveSeat) -> Companion:
    question = seat.question
    shown = question is not None and question.status in {Question.Status.WAITING, Question.Status.ANSWERED}
    return Companion(
        name=seat.participant.name,
        question=question.text if question is not None and shown else "",
        answered=question is not None and question.status == Question.Status.ANSWERED,
    )


def state_of(me: Participant, now: datetime) -> str:
    """Changes when the phone has something else to show. What stands behind `|` changes too when an answer to one's own
    question comes: a reason to look anew only for somebody who is not writing. Two queries.
    """
    found = current(me.relay)
    asked = asked_in(found, me).first() if found else None
    return _state(me, found, asked, now)


def _state(me: Participant, found: LiveRound | None, asked: Question | None, now: datetime) -> str:
    phase = phase_of(me.relay, now)
    if found is None or phase is Phase.CLOSED:
        return f"{phase}.0|"
    ends = int(found.writing_ends_at.timestamp()) if found.step == RoundStep.WRITING else ""
    return f"{phase}.{found.number}.{found.step}.{ends}|{asked.status if asked else ''}"


# The facilitator and the wall: counts alone


@dataclass(frozen=True, slots=True)
class RoomCounts:
    arrived: int  # people who have come in, by whatever door
    written: int  # questions that would be dealt
    dealt: int  # in this round
    answered: int  # of those


def arrived(relay: Relay) -> int:
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE, first_seen_at__isnull=False)
    return people.count()


def room_counts(relay: Relay, found: LiveRound | None) -> RoomCounts:
    """Three queries."""
    answered = Count("pk", filter=Q(question__status=Question.Status.ANSWERED))
    seats = LiveSeat.objects.filter(round=found, question__isnull=False).aggregate(dealt=Count("pk"), answered=answered)
    return RoomCounts(
        arrived=arrived(relay),
        written=written(relay).count() if found and found.step == RoundStep.WRITING else 0,
        dealt=seats["dealt"],
        answered=seats["answered"],
    )
