"""The threads of a relay with named starters: how far each has come, who holds the baton, and whether it stands still.

For the facilitator alone: it names people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from depeche.core.relay.rules import Start
from depeche.web.relay.models import Participant, Question, Relay, Right
from depeche.web.relay.rules import rules_of

MOST = 200  # threads that are listed one by one
MARKS = 40  # of ? and ! that are drawn
IDLE = timedelta(hours=24)  # a right unused for so long holds its thread up
WAITING, ANSWERED, HELD = Question.Status.WAITING, Question.Status.ANSWERED, Question.Status.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """`state`: to_ask, waiting, held or ended; the holder has the baton since `since`, nobody has it when it ended."""

    starter: Participant
    pairs: int  # answered
    marks: str  # ?!?!, as far as it is drawn
    state: str
    holder: Participant | None
    since: datetime | None
    stalled: bool


def has_threads(relay: Relay) -> bool:
    return rules_of(relay).start is Start.STARTERS


def threads(relay: Relay, now: datetime) -> tuple[Thread, ...] | None:
    """By the starter's name; three queries. None where there are too many to list."""
    start = Right.objects.filter(relay=relay, origin=Right.Origin.START).select_related("participant")
    begun = list(start.order_by("participant__name", "pk")[: MOST + 1])
    if len(begun) > MOST:
        return None
    questions = Question.objects.filter(relay=relay).select_related("right", "recipient").order_by("pk")
    owner, steps = _owners(questions)
    free = Right.objects.filter(relay=relay, status=Right.Status.OPEN).select_related("participant")
    batons = {right.pk if right.source_id is None else owner.get(right.source_id): right for right in free}
    return tuple(_thread(right, steps.get(right.pk, []), batons.get(right.pk), now) for right in begun)


def _owners(questions: Iterable[Question]) -> tuple[dict[int, int], dict[int, list[Question]]]:
    """Question -> the start right its thread began with, and that right's questions in the order asked.

    A question belongs where the one belongs that gave its right: by its answer, or by returning.
    """
    owner: dict[int, int] = {}
    steps: dict[int, list[Question]] = {}
    for question in questions:
        source = question.right.source_id
        begun = question.right_id if source is None else owner.get(source)
        if begun is not None:
            owner[question.pk] = begun
            steps.setdefault(begun, []).append(question)
    return owner, steps


def _thread(right: Right, steps: Sequence[Question], free: Right | None, now: datetime) -> Thread:
    pairs = sum(question.status == ANSWERED for question in steps)
    at_hand = next((question for question in reversed(steps) if question.status in {WAITING, HELD}), None)
    marks = "?!" * pairs + ("?" if at_hand else "")
    holder: Participant | None = None
    since: datetime | None = None
    state = "ended"
    if at_hand is not None:
        holder, since, state = at_hand.recipient, at_hand.since, "waiting" if at_hand.status == WAITING else "held"
    elif free is not None:
        holder, since, state = free.participant, free.created_at, "to_ask"
    return Thread(
        starter=right.participant,
        pairs=pairs,
        marks=marks if len(marks) <= MARKS else f"{marks[:MARKS]}…",
        state=state,
        holder=holder,
        since=since,
        stalled=_stalled(state, holder, since, at_hand, now),
    )


def _stalled(
    state: str, holder: Participant | None, since: datetime | None, at_hand: Question | None, now: datetime
) -> bool:
    """Nothing will happen by itself soon: held, out of time, unused for a day, or with somebody who is suspended."""
    if holder is None or since is None:
        return False
    out_of_time = at_hand is not None and at_hand.due_at is not None and at_hand.due_at <= now
    idle = (state == "to_ask" or (at_hand is not None and at_hand.due_at is None)) and now - since >= IDLE
    return state == "held" or out_of_time or idle or holder.status == Participant.Status.SUSPENDED
