from __future__ import annotations

import secrets
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
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="later_rounds"
    )  # the round this one starts from
    mail_cap = models.PositiveSmallIntegerField(default=6)  # mails to one person on one day, at the most
    mail_workdays = models.BooleanField(default=True)  # reminders leave on working days only
    anonymised_at = models.DateTimeField(null=True)  # nobody can be found in it any more
    imported_as = models.CharField(
        max_length=12, choices=Phase, blank=True
    )  # the phase it was in when it was put into the file it came from; empty: it was run here

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


def new_link_key() -> str:
    return secrets.token_hex(12)


class Participant(models.Model):
    """A person of one relay. `access_hash` is the SHA-256 of the personal link's secret (see access.py)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="participants")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="participants")
    name = models.CharField(max_length=200)
    search = models.CharField(max_length=500, blank=True)  # casefolded name, title, organisation
    email = models.EmailField(max_length=254)
    title = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    starter = models.BooleanField(default=False)  # begins a thread, where the rules name starters
    outsider = models.BooleanField(default=False)  # a customer, a partner: asked, and asks only what answering earns
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="later"
    )  # the same person in the round before
    mail_stopped_at = models.DateTimeField(null=True)  # wants no more reminders
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    joined_at = models.DateTimeField()
    arrived_with = models.ForeignKey(
        "PeopleImport", on_delete=models.SET_NULL, null=True, related_name="people"
    )  # the long list it stood in, which can be taken back
    first_seen_at = models.DateTimeField(null=True)  # first pressed "Continue"
    link_key = models.CharField(max_length=24, default=new_link_key)  # no secret: what the link is computed from
    link_version = models.PositiveIntegerField(default=1)  # raised to revoke the link
    access_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, and unknown until the link is made
    waiting_count = models.PositiveIntegerField(
        default=0
    )  # questions waiting at them now; raised by condition (the cap)
    received_count = models.PositiveIntegerField(default=0)  # questions ever put to them

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["relay", "email"], name="participant_once")]
        indexes: ClassVar = [
            models.Index(  # holds all that searching by words looks at, so that no other row is read
                fields=["relay", "status", "name", "search"], name="participant_list"
            ),
            models.Index(fields=["relay", "received_count"], name="participant_received"),
            models.Index(
                fields=["relay", "sector", "waiting_count", "received_count", "link_key"], name="participant_suggest"
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
