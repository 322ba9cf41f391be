from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Self

from django.db import models, transaction
from django.utils import timezone

from depeche.core.relay.window import Act, Phase
from depeche.web.common import audit, outbox
from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.relay.mails.markup import MailPreview
from depeche.web.relay.mails.quiet import quiet_until
from depeche.web.relay.mails.rendering import Sheet, organiser_name, render_with, saved_text
from depeche.web.relay.mails.returned import SUBJECT_TYPE, settle_returned
from depeche.web.relay.mails.wording import KINDS, REMINDERS
from depeche.web.relay.models import Participant, Question, Relay
from depeche.web.relay.rules import check_phase

TO_RECIPIENT = frozenset({"question", "reminder_question"})


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
    """The queued mail; None where it was queued before, or the participant is suspended or has stopped such mails.

    The same kind goes once to a participant, once more for each question, for each `number` (default: the round of
    reminders; see `key_of`) and for each `again`, which a person's explicit wish to send it once more brings.
    """
    if not _wanted(kind, participant):
        return None
    preview = render_with(kind, participant, question, saved_text(participant.relay, kind))
    key = key_of(kind, participant, now, question, number=number, again=again)
    post = Post.of(kind, participant.relay, now, not_before, question)
    return outbox.put(post.mail(participant, preview, key), now)


def enqueue_many(
    kind: str,
    participants: Iterable[Participant],
    now: datetime,
    *,
    again: str = "",
    number: int | None = None,
    by: datetime | None = None,
    not_before: datetime | None = None,
) -> int:
    """How many were queued. All participants are fetched with `select_related("relay__project")`.

    `by` is the moment some kinds speak of; a reminder is worth nothing after it.
    """

    def mails() -> Iterator[outbox.Mail]:
        written: dict[int, tuple[Sheet, Post]] = {}
        for participant in participants:
            if _wanted(kind, participant):
                relay = participant.relay
                if relay.pk not in written:
                    sheet = Sheet(kind, relay, saved_text(relay, kind), by)
                    written[relay.pk] = sheet, Post.of(kind, relay, now, not_before, by=by)
                sheet, post = written[relay.pk]
                key = key_of(kind, participant, now, number=number, again=again)
                yield post.mail(participant, sheet.to(participant), key)

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


def forget(people: Collection[int]) -> int:
    """Remove every mail to those who are taken out of the relay for good; how many. One in the sender's hands stays:
    its link opens nothing.
    """
    theirs = OutboxMail.objects.filter(subject_type=SUBJECT_TYPE, subject_id__in=people)
    return theirs.exclude(status=OutboxMail.Status.SENDING).delete()[0]


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
        if actor is not None:
            resent, bounced = InboundMail.Handled.RESENT, InboundMail.What.BOUNCED
            settle_returned(actor=actor, participant=participant, handled=resent, what=bounced, now=now)
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
    """Reminders come in rounds: of a question by its count, of unused rights one a day, of the close by its day.

    A mail about an act that may come again bears the moment of the act, and one to the recipient of a question that was
    let go on after being held, the moment at which it came to them anew.
    """
    parts = [_stem(kind, participant)]
    if question is not None:
        parts.append(f"q{question.pk}")
        if kind in TO_RECIPIENT and question.since != question.asked_at:
            parts.append(f"s{question.since.timestamp():.6f}")
    if kind == "reminder_question" and question is not None:
        parts.append(f"n{question.reminders_sent if number is None else number}")
    elif kind == "reminder_right":
        parts.append(f"d{timezone.localdate(now).isoformat()}" if number is None else f"n{number}")
    elif kind == "closing" and participant.relay.closes_at:
        parts.append(f"d{timezone.localdate(participant.relay.closes_at).isoformat()}")
    elif number is not None:
        parts.append(f"n{number}")
    elif KINDS[kind].repeats:
        parts.append(f"t{now.timestamp():.6f}")
    if again:
        parts.append(f"again-{again}")
    return "/".join(parts) + "/"


def references(relay: Relay) -> str:
    """Gathers the mails of a relay to one conversation in the recipient's mail program."""
    return f"<relay-{relay.pk}@{outbox.domain()}>"


def _stem(kind: str, participant: Participant) -> str:
    return f"relay/{participant.relay_id}/{participant.pk}/{kind}"


def _wanted(kind: str, participant: Participant) -> bool:
    active = participant.status == Participant.Status.ACTIVE
    return active and (participant.mail_stopped_at is None or kind not in REMINDERS)


class Post(NamedTuple):
    """What mails of one kind in one relay have in common."""

    kind: str
    relay: Relay
    from_name: str
    references: str
    not_before: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(
        cls,
        kind: str,
        relay: Relay,
        now: datetime,
        not_before: datetime | None,
        question: Question | None = None,
        by: datetime | None = None,
    ) -> Self:
        """A reminder disturbs nobody's night, and is worth nothing when the time for what it reminds of has run out."""
        expires_at = None
        if kind in REMINDERS:
            not_before, expires_at = not_before or quiet_until(kind, relay, now), by or relay.closes_at
            if question is not None:
                expires_at = question.due_at or relay.answers_close_at
        return cls(kind, relay, f"{organiser_name(relay)} via Depeche", references(relay), not_before, expires_at)

    def mail(self, participant: Participant, preview: MailPreview, key: str) -> outbox.Mail:
        return outbox.Mail(
            key=key,
            kind=self.kind,
            project_id=self.relay.project_id,
            subject_type=SUBJECT_TYPE,
            subject_id=participant.pk,
            to_name=participant.name,
            to_email=participant.email,
            language=self.relay.language,
            subject=preview.subject,
            text=preview.text,
            html=preview.html,
            reply_to=self.relay.reply_to,
            from_name=self.from_name,
            references=self.references,
            priority=6 if self.kind in REMINDERS else 5,
            not_before=self.not_before,
            expires_at=self.expires_at,
        )


def _fitting(participant: Participant, phase: Phase) -> tuple[str, Question | None]:
    if phase is Phase.INVITED:
        return "invitation", None
    if phase is Phase.CLOSED:
        return "closed", None
    waiting = Question.objects.filter(recipient=participant, status=Question.Status.WAITING)
    question = waiting.select_related("recipient").order_by("due_at", "pk").first()
    return ("question", question) if question is not None else ("link", None)
