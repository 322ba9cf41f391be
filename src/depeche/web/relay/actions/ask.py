"""Asking: one right, one question, one recipient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import TURN, Origin, may_ask
from depeche.web.common import audit
from depeche.web.common.prepared import Prepared, PreparedUpdate, insert
from depeche.web.relay import mails
from depeche.web.relay.actions.stays import take_place
from depeche.web.relay.actions.steps import notify
from depeche.web.relay.models import Draft, Hop, Participant, Question, Relay, Right
from depeche.web.relay.rules import (
    NO_CAP,
    ask_facts,
    cap_of,
    check_text,
    due_of,
    hold,
    lock_people,
    phase_of,
    rules_of,
)

_SENT = Prepared(lambda asker, key: Question.objects.filter(asker=asker, client_key=key))
_OPEN_RIGHTS = Prepared(
    lambda person: (
        Right.objects.select_related("source").filter(participant=person, status=Right.Status.OPEN.value).order_by("pk")
    )
)


_USE = PreparedUpdate(
    lambda pk: (
        Right.objects.filter(pk=pk, status=Right.Status.OPEN.value),
        {"status": Right.Status.USED.value},
    )
)


@transaction.atomic
def ask(
    *,
    actor: Participant,
    recipient_id: int,
    text: str,
    client_key: UUID,
    now: datetime,
    resend_of: int | None = None,
    dealt: bool = False,
) -> Question:
    """Put a question to somebody. The same form (`client_key`) sent again gives the question that is there already.

    With `resend_of`, the id of a question that returned to the actor, the right that came back with it is used.
    `dealt`: the recipient was dealt in a live round, not chosen.
    RuleError: the codes of `core.relay.decisions.why_not_ask`, and empty_text, text_too_long, not_returned.
    """
    relay = hold(actor.relay_id)
    people = lock_people(actor.pk, recipient_id)
    me, recipient = people[actor.pk], people.get(recipient_id)
    sent = _SENT.first(me.pk, client_key)
    if sent is not None:
        return sent
    words = check_text(text, empty="empty_text")
    rules = rules_of(relay)
    returned = _returned_to(me, resend_of)
    right = right_to_use(me, returned)
    may_ask(rules, ask_facts(phase_of(relay, now), rules, me, recipient, right, dealt=dealt))
    if right is None or recipient is None:  # may_ask has refused already; said here for the type checker
        raise RuleError("no_right")
    _use(right)
    take_place(recipient, NO_CAP if dealt else cap_of(rules))
    place = _place(right, returned)
    question = insert(
        Question(
            relay=relay,
            right=right,
            asker=me,
            recipient=recipient,
            parent_id=place.parent_id,
            root_id=place.root_id,
            depth=place.depth,
            resent_from=returned,
            text=words,
            client_key=client_key,
            asked_at=now,
            since=now,
            due_at=due_of(relay, rules, now),
        )
    )
    _record(relay, question, now)
    return question


@dataclass(frozen=True)
class _Place:
    """Where in a thread a question stands; see Question."""

    parent_id: int | None = None
    root_id: int | None = None
    depth: int = 0


def _returned_to(me: Participant, question_id: int | None) -> Question | None:
    if question_id is None:
        return None
    question = Question.objects.filter(pk=question_id, asker=me, status=Question.Status.RETURNED).first()
    if question is None:
        raise RuleError("not_returned")
    return question


def right_to_use(me: Participant, returned: Question | None) -> Right | None:
    """The right that came back with the `returned` question; else the first in the order of `TURN`."""
    rights = _OPEN_RIGHTS.all(me.pk)
    if returned is not None:
        return next((r for r in rights if r.origin == Right.Origin.RETURN and r.source_id == returned.pk), None)
    return min(rights, key=lambda right: (TURN[Origin(right.origin)], right.pk), default=None)


def _use(right: Right) -> None:
    if _USE(right.pk) != 1:
        raise RuleError("no_right")


def _place(right: Right, returned: Question | None) -> _Place:
    """As in the core: behind the answer that gave the right, or where the returned question stood."""
    source = returned or right.source
    if source is None:
        return _Place()
    if right.origin == Right.Origin.RETURN:
        return _Place(source.parent_id, source.root_id, source.depth)
    return _Place(source.pk, source.root_id or source.pk, source.depth + 1)


def _record(relay: Relay, question: Question, now: datetime) -> None:
    insert(Hop(question=question, recipient=question.recipient, began_at=now))
    Draft.objects.filter(participant=question.asker, answers=question.resent_from).delete()
    audit.record(
        actor=question.asker, verb="question.asked", target=question, at=now, project_id=relay.project_id,
        recipient=question.recipient_id, right=question.right_id,
    )  # fmt: skip # one record, two lines
    mails.cancel(["reminder_right"], question.asker)
    notify("question", question.recipient, relay, now, question)
