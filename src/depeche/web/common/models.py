from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """Append-only audit record: who did what to which object, when. Never free text, never a participant's word."""

    class ActorKind(models.TextChoices):
        USER = "user"
        PARTICIPANT = "participant"
        SYSTEM = "system"

    at = models.DateTimeField(db_index=True)
    project_id = models.BigIntegerField(
        null=True, db_index=True
    )  # no foreign key: the record outlives what it is about
    actor_kind = models.CharField(max_length=12, choices=ActorKind)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)  # e.g. "relay.opened": area, dot, past tense
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    data = models.JSONField(default=dict)  # numbers, codes and identifiers; audit.record() refuses sentences

    class Meta:
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id", "at"], name="event_object")]


class OutboxMail(models.Model):
    """One mail to one recipient. It is a row before it is a mail, so that it is neither lost nor sent twice.

    queued -> sending -> sent | refused | unsure ; queued -> cancelled ; sent | unsure -> bounced. A transient refusal
    goes back to queued with `not_before` later. `unsure`: it was handed over, but nobody knows whether the server took
    it; a person decides. sender.py tells how. `bounced`: a notice came that it could not be delivered, see InboundMail.
    `text` and `html` hold the mark `[[link]]` where a personal link belongs: capabilities are
    put in as the mail leaves and are never stored.
    """

    class Status(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        REFUSED = "refused"
        UNSURE = "unsure"
        BOUNCED = "bounced"
        CANCELLED = "cancelled"

    key = models.CharField(max_length=200, unique=True)  # recipient, subject matter and kind: the same mail never twice
    kind = models.CharField(max_length=40)
    project_id = models.BigIntegerField(null=True, db_index=True)
    subject_type = models.CharField(max_length=40)  # what it is about and whose link it bears: "participant", "user"
    subject_id = models.BigIntegerField()
    to_name = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField(max_length=254)
    from_name = models.CharField(max_length=200, blank=True)  # shown before our own address; empty: MAIL_FROM's name
    reply_to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=5, default="da")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    references = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.QUEUED)
    priority = models.PositiveSmallIntegerField(default=5)  # smaller leaves first: 0 for a log-in code
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    handed_at = models.DateTimeField(null=True)  # noted before the last byte leaves: without it nothing was delivered
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reply_code = models.CharField(max_length=20, blank=True)  # a mail server's own code, e.g. "550 5.1.1"
    expires_at = models.DateTimeField(null=True)  # not worth sending after this; e.g. a log-in code

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["status", "priority", "not_before", "id"], name="outbox_due"),
            models.Index(fields=["subject_type", "subject_id", "kind"], name="outbox_subject"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(status="sent") | Q(sent_at__isnull=False), name="outbox_sent_has_time"),
        ]


class InboundMail(models.Model):
    """What came back for a mail of ours. Of an automatic answer its words are kept until somebody has dealt with it; of
    anything else none are. They are never logged.
    """

    class What(models.TextChoices):
        BOUNCED = "bounced"  # it could not be delivered
        DELAYED = "delayed"  # a server on the way keeps trying
        AUTO_REPLY = "auto_reply"
        OTHER = "other"  # a person wrote, or nobody can tell

    class Handled(models.TextChoices):
        RESENT = "resent"
        SUSPENDED = "suspended"
        IGNORED = "ignored"

    mark = models.CharField(max_length=64, unique=True)  # SHA-256 of its Message-ID: the same message is taken once
    what = models.CharField(max_length=12, choices=What)
    code = models.CharField(max_length=20, blank=True)  # the mail server's own, e.g. "5.1.1"
    text = models.TextField(blank=True)
    at = models.DateTimeField()  # when it was taken in
    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, null=True, related_name="came_back")
    handled_at = models.DateTimeField(null=True)
    handled_as = models.CharField(max_length=12, choices=Handled, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["what", "handled_at"], name="inbound_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(text="") | Q(what="auto_reply", handled_at=None), name="inbound_words_until_handled"
            ),
        ]
