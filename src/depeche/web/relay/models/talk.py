from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from depeche.web.relay.models.setup import Participant, Relay


class Right(models.Model):
    """One right to ask one question. open -> used | lapsed."""

    class Origin(models.TextChoices):
        START = "start"
        ANSWER = "answer"  # earned by answering `source`
        RETURN = "return"  # given back because `source` returned

    class Status(models.TextChoices):
        OPEN = "open"
        USED = "used"
        LAPSED = "lapsed"

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="rights")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="rights")
    origin = models.CharField(max_length=8, choices=Origin)
    source = models.ForeignKey("Question", on_delete=models.CASCADE, null=True, related_name="rights_given")
    number = models.PositiveSmallIntegerField(default=0)  # tells several rights of one origin apart
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["relay", "status", "participant"], name="right_open")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "origin", "source", "number"],
                condition=Q(source__isnull=False),
                name="right_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "origin", "number"],
                condition=Q(source__isnull=True),
                name="right_once_from_start",
            ),
        ]


class Question(models.Model):
    """waiting -> answered | returned | held; held -> waiting | removed.

    A returned question stays; asking again is a new row. `parent` is the question whose answer earned the right that
    was used (None: a right from the start), so a thread is a chain of parents; `root` is the first of it (None on the
    first itself). `resent_from` is the returned question whose text was offered to somebody else; such a question takes
    over the parent of the returned one.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Returned")
        HELD = "held", _("Held")  # reported; waits for the facilitator, or for the asker to rewrite it
        REMOVED = "removed", _("Removed")

    class Returned(models.TextChoices):
        EXPIRED = "expired", _("No answer in time")
        DECLINED = "declined", _("Declined")
        SUSPENDED = "suspended", _("The recipient left")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        PASSED = "passed", _("Passed back")  # passed on to the very person who had asked
        CLOSED = "closed", _("The relay closed")  # gives no right back: there is nothing left to use it for

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="questions")
    right = models.OneToOneField(Right, on_delete=models.PROTECT, related_name="question")
    asker = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="asked")
    recipient = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="received")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="follow_ups")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="thread")
    resent_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="resent_as")
    depth = models.PositiveIntegerField(default=0)  # hops before it in the thread; passing on counts as one
    text = models.TextField()
    client_key = models.UUIDField()  # made by the form; the same form sent twice is one question
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    return_reason = models.CharField(max_length=10, choices=Returned, blank=True)
    decline_reason = models.TextField(blank=True)  # the recipient's word, shown to the asker alone
    asked_at = models.DateTimeField()
    since = models.DateTimeField()  # when it came to its recipient: asked, passed on, or let go on after being held
    due_at = models.DateTimeField(null=True)  # None: no answer deadline but the close
    ended_at = models.DateTimeField(null=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)  # 0, 1 after half time, 2 after the last
    rewrite_asked_at = models.DateTimeField(null=True)  # held, and the asker's turn

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["relay", "status", "due_at"], name="question_due"),
            models.Index(fields=["recipient", "status"], name="question_recipient"),
            models.Index(fields=["asker", "recipient"], name="question_pair"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "client_key"], name="question_sent_once"),
            models.CheckConstraint(condition=~Q(asker=F("recipient")), name="question_not_to_oneself"),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(ended_at__isnull=False) | Q(status="held"),
                name="question_ended_has_time",
            ),
        ]


class Hop(models.Model):
    """One stay of a question with one recipient; passing on adds hops, so the whole way can be read."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="hops")
    recipient = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="hops")
    number = models.PositiveSmallIntegerField(default=1)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # answered, passed, removed, or a Returned

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "number"], name="hop_numbered")]


class Answer(models.Model):
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer")
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    answered_at = models.DateTimeField()


class Draft(models.Model):
    """What somebody has begun to write; saved as they type, gone when it is sent."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="drafts")
    answers = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, related_name="drafts"
    )  # None: a new question
    recipient = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "answers"], condition=Q(answers__isnull=False), name="draft_answer_once"
            ),
            models.UniqueConstraint(
                fields=["participant"], condition=Q(answers__isnull=True), name="draft_question_once"
            ),
        ]
