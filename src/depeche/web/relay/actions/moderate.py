"""What happens to a question between asking and answering: passed on, reported, held, and what becomes of it then.

Passing on and reporting are the recipient's, rewriting is the asker's, the rest the facilitator's. The log of a relay
is its rows of ModerationAct; events hold codes only.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from depeche.core.errors import RuleError
from depeche.core.relay import decisions
from depeche.core.relay.decisions import Status
from depeche.web.common import audit
from depeche.web.relay import mails
from depeche.web.relay.actions.stays import STAY, begin_stay, take_place
from depeche.web.relay.actions.steps import give_right, notify, send_back
from depeche.web.relay.models import Draft, Hop, ModerationAct, Participant, Question, Relay, Right
from depeche.web.relay.rules import (
    cap_of,
    check_text,
    find_question,
    had_it,
    is_active,
    lock_people,
    may_run,
    pass_facts,
    phase_of,
    question_at_hand,
    reply_facts,
    rules_of,
)
from depeche.web.relay.rules import hold as hold_relay

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

Act = ModerationAct.Act
LONGEST_NOTE = 2_000


# The recipient


@transaction.atomic
def pass_on(*, actor: Participant, question_id: int, to_id: int, now: datetime) -> Question:
    """Send a question put to the actor on to somebody better placed; the same again changes nothing.

    Named the asker, it returns; whoever passes it on is not told. RuleError: see `decisions.why_not_pass_on`, and
    no_such_question.
    """
    relay = hold_relay(actor.relay_id)
    people = lock_people(actor.pk, to_id)
    me, to = people[actor.pk], people.get(to_id)
    question = find_question(relay.pk, question_id)
    if _passed_on_to(question, me, to_id):
        return question
    rules = rules_of(relay)
    facts = reply_facts(phase_of(relay, now), question, me)
    decisions.may_pass_on(rules, facts, pass_facts(question, me, to))
    if to is None:  # may_pass_on has refused already; said here for the type checker
        raise RuleError("not_participant")
    Draft.objects.filter(participant=me, answers=question).delete()
    if to.pk == question.asker_id:
        send_back(relay, question, Question.Returned.PASSED, now, actor=me)
        return question
    take_place(to, cap_of(rules))
    _move(relay, question, to, now)
    audit.record(
        actor=me, verb="question.passed_on", target=question, at=now, project_id=relay.project_id, recipient=to.pk
    )
    mails.cancel(["question", "reminder_question"], me, question)
    notify("question", to, relay, now, question)
    notify("passed_on", question.asker, relay, now, question)
    return question


def _passed_on_to(question: Question, me: Participant, to_id: int) -> bool:
    """The actor passed it on to this person, and it is still there or has returned."""
    back = question.return_reason == Question.Returned.PASSED and question.recipient_id == me.pk
    there = question.asker_id if back else question.recipient_id
    return there == to_id != me.pk and had_it(question.pk).filter(recipient=me).exists()


def _move(relay: Relay, question: Question, to: Participant, now: datetime) -> None:
    """The place at `to` is taken already. One more hop, and time begins anew."""
    before = question.recipient_id
    begin_stay(relay, question, now)
    stay = {name: getattr(question, name) for name in STAY}
    waiting = Question.objects.filter(pk=question.pk, status=Question.Status.WAITING, recipient=before)
    if waiting.update(recipient=to, depth=F("depth") + 1, **stay) != 1:
        raise RuleError("not_recipient")
    question.recipient, question.depth = to, question.depth + 1
    Participant.objects.filter(pk=before).update(waiting_count=F("waiting_count") - 1)
    _end_stay(question, Question.Returned.PASSED, now)
    Hop.objects.create(question=question, recipient=to, number=question.hops.count() + 1, began_at=now)


def _end_stay(question: Question, outcome: str, now: datetime) -> None:
    Hop.objects.filter(question=question, ended_at=None).update(ended_at=now, outcome=outcome)


@transaction.atomic
def report(*, actor: Participant, question_id: int, reason: ModerationAct.Reason, note: str, now: datetime) -> Question:
    """Have a question put to the actor held for the facilitator; the same again changes nothing.

    RuleError: see `decisions.why_not_report`, and no_such_question, text_too_long.
    """
    relay = hold_relay(actor.relay_id)
    me = lock_people(actor.pk)[actor.pk]
    question = find_question(relay.pk, question_id)
    last = question.moderation.last()
    if question.status == Question.Status.HELD and last and (last.act, last.participant_id) == (Act.REPORTED, me.pk):
        return question
    decisions.may_report(rules_of(relay), reply_facts(phase_of(relay, now), question, me))
    _hold(relay, question, now)
    _note(relay, question, Act.REPORTED, now, by=me, reason=reason, note=_short(note))
    return question


# The facilitator


@transaction.atomic
def hold(*, actor: User, question: Question, reason: ModerationAct.Reason, now: datetime) -> Question:
    """Take a waiting question out of everybody's hands. RuleError: see `decisions.may_hold`."""
    relay, held = _at_hand(actor, question)
    decisions.may_hold(phase=phase_of(relay, now), status=Status(held.status))
    _hold(relay, held, now)
    _note(relay, held, Act.HELD, now, by=actor, reason=reason)
    return held


@transaction.atomic
def release(*, actor: User, question: Question, reason: ModerationAct.Reason, now: datetime) -> Question:
    """Let a held question go on; its time to answer begins anew. RuleError: see `decisions.may_release`."""
    relay, held = _at_hand(actor, question)
    active = is_active(held.recipient)
    decisions.may_release(phase=phase_of(relay, now), status=Status(held.status), recipient_active=active)
    _let_go_on(relay, held, now)
    _note(relay, held, Act.RELEASED, now, by=actor, reason=reason)
    notify("released", held.asker, relay, now, held)
    return held


@transaction.atomic
def ask_for_rewrite(
    *, actor: User, question: Question, reason: ModerationAct.Reason, note: str, now: datetime
) -> Question:
    """Ask the asker to put a held question in other words. RuleError: see `decisions.may_settle`, text_too_long."""
    relay, held = _at_hand(actor, question)
    decisions.may_settle(phase=phase_of(relay, now), status=Status(held.status))
    _change_held(held, rewrite_asked_at=now)
    _note(relay, held, Act.REWRITE, now, by=actor, reason=reason, note=_short(note))
    notify("rewrite", held.asker, relay, now, held)
    return held


@transaction.atomic
def remove(*, actor: User, question: Question, reason: ModerationAct.Reason, note: str, now: datetime) -> Question:
    """Take a held question out for good; its asker gets a right back. RuleError: as `ask_for_rewrite`."""
    relay, held = _at_hand(actor, question)
    decisions.may_settle(phase=phase_of(relay, now), status=Status(held.status))
    _change_held(held, status=Question.Status.REMOVED, ended_at=now, rewrite_asked_at=None)
    _end_stay(held, Question.Status.REMOVED, now)
    give_right(relay, held.asker_id, Right.Origin.RETURN, held, now)
    Draft.objects.filter(participant=held.asker_id, answers=held).delete()
    _note(relay, held, Act.REMOVED, now, by=actor, reason=reason, note=_short(note))
    notify("removed", held.asker, relay, now, held)
    return held


# The asker


@transaction.atomic
def rewrite(*, actor: Participant, question_id: int, text: str, now: datetime) -> Question:
    """Put a held question in other words; it goes on to its recipient. The same again changes nothing.

    RuleError: see `decisions.may_rewrite`, and no_such_question, empty_text, text_too_long.
    """
    relay = hold_relay(actor.relay_id)
    question = question_at_hand(relay.pk, question_id)
    words = check_text(text, empty="empty_text")
    mine, before = question.asker_id == actor.pk, question.text
    last = question.moderation.last()
    if mine and before == words and last is not None and last.act == Act.REWRITTEN:
        return question
    decisions.may_rewrite(
        phase=phase_of(relay, now),
        is_asker=mine,
        status=Status(question.status),
        asked_for=question.rewrite_asked_at is not None,
        recipient_active=is_active(question.recipient),
    )
    question.text = words
    _let_go_on(relay, question, now, text=words)
    Draft.objects.filter(participant=actor, answers=question).delete()
    _note(relay, question, Act.REWRITTEN, now, by=actor, text_before=before)
    return question


# Steps


def _at_hand(actor: User, question: Question) -> tuple[Relay, Question]:
    """The relay held, its recipient locked, and the question as it is now; the actor may run the relay."""
    relay = hold_relay(question.relay_id)
    may_run(actor, relay)
    return relay, question_at_hand(relay.pk, question.pk)


def _hold(relay: Relay, question: Question, now: datetime) -> None:
    """Waiting -> held, by condition. It waits for nobody now; the stay with its recipient is only interrupted."""
    waiting = Question.objects.filter(pk=question.pk, status=Question.Status.WAITING)
    if waiting.update(status=Question.Status.HELD) != 1:
        raise RuleError("not_held")
    question.status = Question.Status.HELD
    Participant.objects.filter(pk=question.recipient_id).update(waiting_count=F("waiting_count") - 1)
    mails.cancel(["question", "reminder_question"], question.recipient, question)
    notify("held", question.asker, relay, now, question)


def _let_go_on(relay: Relay, question: Question, now: datetime, **changed: str) -> None:
    """Held -> waiting, by condition; whoever lets it go on knows that it may be one more than the cap."""
    begin_stay(relay, question, now)
    stay = {name: getattr(question, name) for name in STAY}
    _change_held(question, status=Question.Status.WAITING, rewrite_asked_at=None, **stay, **changed)
    Participant.objects.filter(pk=question.recipient_id).update(waiting_count=F("waiting_count") + 1)
    notify("question", question.recipient, relay, now, question)


def _change_held(question: Question, **changed: str | int | datetime | None) -> None:
    if Question.objects.filter(pk=question.pk, status=Question.Status.HELD).update(**changed) != 1:
        raise RuleError("not_held")
    for name, value in changed.items():
        setattr(question, name, value)


def _note(
    relay: Relay,
    question: Question,
    act: ModerationAct.Act,
    now: datetime,
    *,
    by: User | Participant,
    reason: str = "",
    note: str = "",
    text_before: str = "",
) -> None:
    """A row in the log, and an event that holds its codes alone."""
    who = {"participant": by} if isinstance(by, Participant) else {"user": by}
    ModerationAct.objects.create(
        relay=relay, question=question, act=act, reason=reason, note=note, text_before=text_before, at=now, **who
    )
    audit.record(
        actor=by, verb=f"question.{act}", target=question, at=now, project_id=relay.project_id, reason=str(reason)
    )


def _short(note: str) -> str:
    words = note.strip()
    if len(words) > LONGEST_NOTE:
        raise RuleError("text_too_long", longest=LONGEST_NOTE, length=len(words))
    return words
