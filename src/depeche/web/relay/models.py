"""A relay as rows.

    Relay ─┬─ Group ── Participant ─┬─ Right ── Question ─┬─ Answer
           ├─ Keyword               └─ Draft              └─ Hop
           └─ MailText

Division of labour: what may be done is decided by `depeche.core.relay` alone; `rules.py` gathers the facts it asks
for; `actions/` writes by condition and counts the rows. Rights are rows too: used + open + lapsed = start + answers +
returns can be read off the table, and a double click finds its right already used.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from depeche.web.projects.models import Project


class Phase(models.TextChoices):
    """As in core.relay. The worker moves a relay forward as its moments pass; never back."""

    DRAFT = "draft", _("Being set up")
    SCHEDULED = "scheduled", _("Scheduled")
    INVITED = "invited", _("Invited")
    OPEN = "open", _("Open")
    ANSWERING = "answering", _("Last answers")  # no new questions, waiting ones may still be answered
    CLOSED = "closed", _("Closed")


class Sector(models.TextChoices):
    STATE = "state", _("State")
    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Municipality")
    PRIVATE = "private", _("Private")
    CIVIL = "civil", _("Civil society")
    OTHER = "other", _("Other")


class Relay(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="relays")
    topic = models.CharField(max_length=200)
    purpose_why = models.TextField(blank=True)
    purpose_gain = models.TextField(blank=True)  # what is in it for you
    purpose_use = models.TextField(blank=True)  # how what you write will be used
    language = models.CharField(max_length=5, default="da")
    video_url = models.URLField(blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)  # the facilitator's address; mails are answered to it
    sender_name = models.CharField(max_length=120, blank=True)
    rules = models.JSONField(default=dict)  # core.relay.Rules.to_dict(); fixed when the relay opens
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.DRAFT)
    invites_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    answers_close_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # when it really closed, for "close now"
    reminded_closing_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phase"], name="relay_phase")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relay_moments_in_order",
                condition=Q(phase=Phase.DRAFT)
                | Q(
                    invites_at__lte=F("opens_at"),
                    opens_at__lt=F("closes_at"),
                    closes_at__lte=F("answers_close_at"),
                ),
            ),
        ]


class Keyword(models.Model):
    """A word the organiser expects; held against what was written."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="keywords")
    word = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["relay", "word"], name="keyword_once")]


class Group(models.Model):
    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["relay", "name"], name="group_once")]


class Participant(models.Model):
    """A person of one relay. `access_hash` is the SHA-256 of the personal link's secret (see access.py)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="participants")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="participants")
    name = models.CharField(max_length=200)
    search = models.CharField(max_length=500, db_index=True, blank=True)  # casefolded name, title, organisation
    email = models.EmailField(max_length=254)
    title = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    joined_at = models.DateTimeField()
    first_seen_at = models.DateTimeField(null=True)  # first pressed "Continue"
    link_version = models.PositiveIntegerField(default=1)  # raised to revoke the link
    access_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, and unknown until the link is made
    waiting_count = models.PositiveIntegerField(
        default=0
    )  # questions waiting at them now; raised by condition (the cap)
    received_count = models.PositiveIntegerField(default=0)  # questions ever put to them

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["relay", "email"], name="participant_once")]
        indexes: ClassVar = [
            models.Index(fields=["relay", "status", "name"], name="participant_list"),
            models.Index(fields=["relay", "received_count"], name="participant_received"),
        ]


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
        HELD = "held", _("Held")  # a later issue: reported, waits for the facilitator
        REMOVED = "removed", _("Removed")

    class Returned(models.TextChoices):
        EXPIRED = "expired", _("No answer in time")
        DECLINED = "declined", _("Declined")
        SUSPENDED = "suspended", _("The recipient left")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CLOSED = "closed", _("The relay closed")  # gives no right back: there is nothing left to use it for

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="questions")
    right = models.OneToOneField(Right, on_delete=models.PROTECT, related_name="question")
    asker = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="asked")
    recipient = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="received")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="follow_ups")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="thread")
    resent_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="resent_as")
    depth = models.PositiveIntegerField(default=0)
    text = models.TextField()
    client_key = models.UUIDField()  # made by the form; the same form sent twice is one question
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    return_reason = models.CharField(max_length=10, choices=Returned, blank=True)
    decline_reason = models.TextField(blank=True)  # the recipient's word, shown to the asker alone
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # None: no answer deadline but the close
    ended_at = models.DateTimeField(null=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)  # 0, 1 after half time, 2 after the last

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
    """One stay of a question with one recipient; passing on (a later issue) adds hops, so the whole way can be read."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="hops")
    recipient = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="hops")
    number = models.PositiveSmallIntegerField(default=1)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # answered, or a Returned

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


class MailText(models.Model):
    """The organiser's own wording of one kind of mail; where there is none the standard text of mails.py is used."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="mail_texts")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["relay", "kind"], name="mail_text_once")]
