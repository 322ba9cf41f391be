"""The live form: a round begins, everybody writes, the questions are dealt, pairs answer, the round ends.

A dealt question is a question like any other (`actions.ask`): it uses a right, of which everybody has one to begin with
and earns one by answering. So in a later round those write who have answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from depeche.core.errors import RuleError
from depeche.core.relay.live import Deal, deal
from depeche.core.relay.window import Act
from depeche.web.common import audit
from depeche.web.relay.actions import ask, save_draft
from depeche.web.relay.models import Draft, LiveRound, LiveSeat, Participant, Question, Relay, Right
from depeche.web.relay.rules import check_phase, hold, hold_alone, lock_people, may_run, rules_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

WRITING = timedelta(minutes=2)
MORE = timedelta(minutes=1)
GRACE = timedelta(seconds=5)  # words that are on their way when time is up still count
KEYS = UUID("6d0f3f3e-7a58-4c43-9a53-0f5a3f6a1c11")  # what the keys of dealt questions are made from
Step = LiveRound.Step


def current(relay: Relay) -> LiveRound | None:
    """The round that is under way, else the last one."""
    return LiveRound.objects.filter(relay=relay).order_by("-number").first()


def written(relay: Relay) -> QuerySet[Draft]:
    """The questions that would be dealt now: of active people who have a right to ask."""
    may_ask = Right.objects.filter(participant=OuterRef("participant"), status=Right.Status.OPEN)
    active = Draft.objects.filter(participant__relay=relay, participant__status=Participant.Status.ACTIVE)
    return active.filter(Exists(may_ask), answers=None).exclude(text="")


@transaction.atomic
def start_round(*, actor: User, relay: Relay, number: int, now: datetime) -> LiveRound:
    """Begin round `number`, ending the one before it. Pressed twice, it is one round.

    RuleError: not_live, not_open, closed, not_dealt_yet, no_such_round.
    """
    relay = _at_hand(actor, relay, Act.LIVE_ROUND, now)
    last = current(relay)
    reached = last.number if last else 0
    if last is not None and number == reached:
        return last
    if number != reached + 1:
        raise RuleError("no_such_round")
    if last is not None and last.step == Step.WRITING:
        raise RuleError("not_dealt_yet")
    if last is not None:
        _end(last, now)
    begun = LiveRound.objects.create(relay=relay, number=number, began_at=now, writing_ends_at=now + WRITING)
    _record(actor, begun, "begun", now)
    return begun


@transaction.atomic
def stop_writing(*, actor: User, relay: Relay, number: int, now: datetime) -> LiveRound:
    """Time is up now, for everybody. RuleError: as `give_more_time`."""
    found = _writing(_at_hand(actor, relay, Act.LIVE_ROUND, now), number)
    if now < found.writing_ends_at:
        found.writing_ends_at = now
        found.save(update_fields=["writing_ends_at"])
        _record(actor, found, "writing_stopped", now)
    return found


@transaction.atomic
def give_more_time(*, actor: User, relay: Relay, number: int, now: datetime) -> LiveRound:
    """A minute more to write, also when time was up. RuleError: not_live, not_open, closed, no_such_round, dealt."""
    found = _writing(_at_hand(actor, relay, Act.LIVE_ROUND, now), number)
    found.writing_ends_at = max(now, found.writing_ends_at) + MORE
    found.save(update_fields=["writing_ends_at"])
    _record(actor, found, "time_given", now)
    return found


@transaction.atomic
def deal_round(*, actor: User, relay: Relay, number: int, now: datetime, rng: Random) -> LiveRound:
    """Deal the questions of the round and seat their authors in pairs (see core.relay.live). Pressed twice, they are
    dealt once.

    RuleError: not_live, not_open, closed, no_such_round, still_writing, too_few_questions (questions).
    """
    relay = hold(relay.pk)
    _check(actor, relay, Act.LIVE_ROUND, now)
    found = LiveRound.objects.select_for_update(no_key=True).filter(relay=relay, number=number).first()
    if found is None:
        raise RuleError("no_such_round")
    if found.step != Step.WRITING:
        return found
    if now < found.writing_ends_at + GRACE:
        raise RuleError("still_writing")
    people = _lock_authors(relay)
    texts = dict(written(relay).filter(participant__in=people).values_list("participant_id", "text"))
    made = deal(sorted(texts), rng, dealt_before(relay))
    _seat(found, made, _ask_all(found, people, made, texts, now))
    found.step, found.dealt_at = Step.ANSWERING, now
    found.save(update_fields=["step", "dealt_at"])
    _record(actor, found, "dealt", now, questions=len(texts), tables=len(made.tables))
    return found


@transaction.atomic
def end_round(*, actor: User, relay: Relay, number: int, now: datetime) -> LiveRound:
    """The round is over; what was written and not dealt is kept for the next one, what waits may still be answered.

    RuleError: not_live, not_open, closed, no_such_round.
    """
    relay = _at_hand(actor, relay, Act.END_ROUND, now)
    found = _numbered(relay, number)
    if found.step != Step.DONE:
        _end(found, now)
        _record(actor, found, "ended", now)
    return found


@transaction.atomic
def save_words(*, actor: Participant, text: str, now: datetime) -> bool:
    """Keep what somebody writes for the round. True: in time; False: kept for the round after this one.

    RuleError: question_dealt (theirs is with somebody already), and the codes of `save_draft`.
    """
    check_phase(Act.SAVE_DRAFT, hold(actor.relay_id), now)
    lock_people(actor.pk)  # dealing holds this lock: what is read below is from before it or after it
    found = current(actor.relay)
    if found is not None and found.step == Step.ANSWERING and asked_in(found, actor).exists():
        raise RuleError("question_dealt")
    save_draft(actor=actor, text=text.strip(), answers=None, recipient_id=None, now=now)
    return found is not None and found.step == Step.WRITING and now < found.writing_ends_at + GRACE


def asked_in(found: LiveRound, person: Participant) -> QuerySet[Question]:
    """Their question of this round, once it is dealt."""
    return Question.objects.filter(asker=person, live_seat__round=found)


def dealt_before(relay: Relay) -> set[tuple[int, int]]:
    """(author, recipient) of all rounds so far."""
    return set(Question.objects.filter(live_seat__round__relay=relay).values_list("asker_id", "recipient_id"))


def _check(actor: User, relay: Relay, act: Act, now: datetime) -> None:
    may_run(actor, relay)
    if not rules_of(relay).live:
        raise RuleError("not_live")
    check_phase(act, relay, now)


def _at_hand(actor: User, relay: Relay, act: Act, now: datetime) -> Relay:
    """The relay with nobody else acting in it."""
    relay = hold_alone(relay.pk)
    _check(actor, relay, act, now)
    return relay


def _numbered(relay: Relay, number: int) -> LiveRound:
    found = LiveRound.objects.filter(relay=relay, number=number).first()
    if found is None:
        raise RuleError("no_such_round")
    return found


def _writing(relay: Relay, number: int) -> LiveRound:
    found = _numbered(relay, number)
    if found.step != Step.WRITING:
        raise RuleError("dealt")
    return found


def _lock_authors(relay: Relay) -> dict[int, Participant]:
    """Those who have written, locked together and in order, as `ask` locks them two by two."""
    ids = list(written(relay).values_list("participant_id", flat=True))
    return lock_people(*ids) if ids else {}


def _ask_all(
    found: LiveRound, people: Mapping[int, Participant], made: Deal[int], texts: Mapping[int, str], now: datetime
) -> dict[int, Question]:
    """Recipient -> the question they were dealt."""
    return {
        recipient: ask(
            actor=people[author],
            recipient_id=recipient,
            text=texts[author],
            client_key=uuid5(KEYS, f"{found.pk}/{author}"),
            now=now,
            dealt=True,
        )
        for author, recipient in made.recipients.items()
    }


def _seat(found: LiveRound, made: Deal[int], questions: Mapping[int, Question]) -> None:
    LiveSeat.objects.bulk_create(
        LiveSeat(round=found, participant_id=person, pair=pair, question=questions[person])
        for pair, table in enumerate(made.tables, 1)
        for person in table
    )


def _end(found: LiveRound, now: datetime) -> None:
    found.step, found.done_at = Step.DONE, now
    found.save(update_fields=["step", "done_at"])


def _record(actor: User, found: LiveRound, what: str, now: datetime, **figures: int) -> None:
    audit.record(
        actor=actor, verb=f"live_round.{what}", target=found, at=now, project_id=found.relay.project_id,
        number=found.number, **figures,
    )  # fmt: skip # one record, two lines
