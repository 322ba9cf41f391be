from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from depeche.core.relay.window import Act, Phase
from depeche.web.common import audit, outbox
from depeche.web.common.models import OutboxMail
from depeche.web.relay.mails.rendering import Own, organiser_name, render_with, saved_text
from depeche.web.relay.mails.wording import KINDS
from depeche.web.relay.models import Participant, Question, Relay
from depeche.web.relay.rules import check_phase

SUBJECT_TYPE = "participant"


def enqueue(
    kind: str,
    participant: Participant,
    now: datetime,
    question: Question | None = None,
    *,
    number: int | None = None,
    again: str = "",
    not_before: datetime | None = None,
) -> OutboxMail | None:
    """The queued mail; None where it was queued before, or the participant is suspended.

    The same kind goes once to a participant, once more for each question, for each `number` (default: the round of
    reminders; see `key_of`) and for each `again`, which a person's explicit wish to send it once more brings.
    """
    if participant.status != Participant.Status.ACTIVE:
        return None
    own = saved_text(participant.relay, kind)
    key = key_of(kind, participant, now, question, number=number, again=again)
    return outbox.put(_mail(kind, participant, question, own, key, not_before), now)


def enqueue_many(
    kind: str,
    participants: Iterable[Participant],
    now: datetime,
    *,
    again: str = "",
    not_before: datetime | None = None,
) -> int:
    """How many were queued. All participants are of one relay, fetched with `select_related("relay__project")`."""

    def mails() -> Iterator[outbox.Mail]:
        own: dict[int, Own | None] = {}
        for participant in participants:
            if participant.status == Participant.Status.ACTIVE:
                relay = participant.relay
                if relay.pk not in own:
                    own[relay.pk] = saved_text(relay, kind)
                key = key_of(kind, participant, now, again=again)
                yield _mail(kind, participant, None, own[relay.pk], key, not_before)

    return outbox.put_many(mails(), now)


def cancel(kinds: Collection[str], participant: Participant, question: Question | None = None) -> int:
    """Take back what has not left, of these kinds to this participant (and about this question); how many."""
    mails = OutboxMail.objects.filter(subject_type=SUBJECT_TYPE, subject_id=participant.pk, kind__in=kinds)
    if question is not None:
        mails = mails.filter(key__contains=f"/q{question.pk}/")
    return outbox.cancel(mails)


def readdress(participant: Participant) -> int:
    """Send what has not left to the participant's address as it is now; how many."""
    status = OutboxMail.Status
    mine = OutboxMail.objects.filter(subject_type=SUBJECT_TYPE, subject_id=participant.pk)
    return mine.filter(status__in=[status.QUEUED, status.UNSURE]).update(to_email=participant.email)


def forget(participant: Participant) -> int:
    """Remove every mail to somebody who is taken out of the relay for good; how many. One in the sender's hands stays:
    its link opens nothing.
    """
    mine = OutboxMail.objects.filter(subject_type=SUBJECT_TYPE, subject_id=participant.pk)
    return mine.exclude(status=OutboxMail.Status.SENDING).delete()[0]


@transaction.atomic
def resend(participant: Participant, now: datetime, *, actor: models.Model | None) -> OutboxMail | None:
    """The mail that fits where the participant stands now, once more: a lost mail locks nobody out.

    None where the participant is suspended; RuleError `not_open` before anybody has been invited.
    """
    kind, question = _fitting(participant, check_phase(Act.RESEND, participant.relay, now))
    row = enqueue(kind, participant, now, question, again=secrets.token_hex(6))
    if row is not None:
        project_id = participant.relay.project_id
        audit.record(actor=actor, verb="mail.resent", target=participant, at=now, project_id=project_id, kind=kind)
    return row


def key_of(
    kind: str,
    participant: Participant,
    now: datetime,
    question: Question | None = None,
    *,
    number: int | None = None,
    again: str = "",
) -> str:
    """Reminders come in rounds: of a question by its count, of unused rights one a day, of the close by its day."""
    parts = [_stem(kind, participant)]
    if question is not None:
        parts.append(f"q{question.pk}")
    if kind == "reminder_question" and question is not None:
        parts.append(f"n{question.reminders_sent if number is None else number}")
    elif kind == "reminder_right":
        parts.append(f"d{timezone.localdate(now).isoformat()}" if number is None else f"n{number}")
    elif kind == "closing" and participant.relay.closes_at:
        parts.append(f"d{timezone.localdate(participant.relay.closes_at).isoformat()}")
    elif number is not None:
        parts.append(f"n{number}")
    if again:
        parts.append(f"again-{again}")
    return "/".join(parts) + "/"


def references(relay: Relay) -> str:
    """Gathers the mails of a relay to one conversation in the recipient's mail program."""
    return f"<relay-{relay.pk}@{outbox.domain()}>"


def _stem(kind: str, participant: Participant) -> str:
    return f"relay/{participant.relay_id}/{participant.pk}/{kind}"


def _mail(
    kind: str,
    participant: Participant,
    question: Question | None,
    own: Own | None,
    key: str,
    not_before: datetime | None,
) -> outbox.Mail:
    relay = participant.relay
    preview = render_with(kind, participant, question, own)
    return outbox.Mail(
        key=key,
        kind=kind,
        project_id=relay.project_id,
        subject_type=SUBJECT_TYPE,
        subject_id=participant.pk,
        to_name=participant.name,
        to_email=participant.email,
        language=relay.language,
        subject=preview.subject,
        text=preview.text,
        html=preview.html,
        reply_to=relay.reply_to,
        from_name=f"{organiser_name(relay)} via Depeche",
        references=references(relay),
        priority=6 if KINDS[kind].reminder else 5,
        not_before=not_before,
    )


def _fitting(participant: Participant, phase: Phase) -> tuple[str, Question | None]:
    if phase is Phase.INVITED:
        return "invitation", None
    if phase is Phase.CLOSED:
        return "closed", None
    waiting = Question.objects.filter(recipient=participant, status=Question.Status.WAITING)
    question = waiting.select_related("recipient").order_by("due_at", "pk").first()
    return ("question", question) if question is not None else ("link", None)
