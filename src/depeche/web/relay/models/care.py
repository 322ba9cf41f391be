from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from depeche.web.projects.models import Project
from depeche.web.relay.models.setup import Participant, Relay
from depeche.web.relay.models.talk import Question


class ModerationAct(models.Model):
    """One step in looking after a question; the log of a relay is its acts in order. Rows are added, never changed."""

    class Act(models.TextChoices):
        REPORTED = "reported", _("Reported by the recipient")
        HELD = "held", _("Held by the facilitator")
        RELEASED = "released", _("Released")
        REWRITE = "rewrite", _("Asked for a rewrite")
        REWRITTEN = "rewritten", _("Rewritten by the asker")
        REMOVED = "removed", _("Removed")

    class Reason(models.TextChoices):
        PERSONAL = "personal", _("It tells something private about somebody")
        SECRET = "secret", _("It tells something confidential")
        OFFENSIVE = "offensive", _("It is hurtful")
        OFF_TOPIC = "off_topic", _("It is not about the topic")
        UNCLEAR = "unclear", _("It cannot be understood")
        UNFOUNDED = "unfounded", _("There was nothing wrong with it")  # for releasing
        OTHER = "other", _("Something else")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="moderation")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="moderation")
    act = models.CharField(max_length=10, choices=Act)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    note = models.TextField(blank=True)  # to the asker, or from the one who reported; never in the exported log
    text_before = models.TextField(blank=True)  # what stood there before a rewrite
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["relay", "at"], name="moderation_log")]


class Erasure(models.Model):
    """The receipt of a relay that was deleted or anonymised: counts and a digest, no word and no name of it."""

    class Kind(models.TextChoices):
        DELETED = "deleted", _("Deleted")
        ANONYMISED = "anonymised", _("Anonymised")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="erasures")
    relay_id = models.BigIntegerField()  # no foreign key: the receipt outlives the relay
    kind = models.CharField(max_length=10, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)  # table -> rows deleted or changed
    digest = models.CharField(max_length=64)  # SHA-256 of the receipt's own content, so that a copy can be checked
