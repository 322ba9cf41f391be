from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from depeche.web.relay.models.setup import Participant
from depeche.web.relay.models.talk import Question


class QuoteConsents(models.QuerySet["QuoteConsent"]):
    def of(self, author: Participant) -> QuoteConsents:
        """What this person is asked about."""
        return self.filter(
            Q(side="question", question__asker=author) | Q(side="answer", question__answer__author=author)
        )


class QuoteConsent(models.Model):
    """The author of a question, or of its answer, is asked whether a passage may be quoted.

    It holds for exactly these words: another passage of the same text is another row, and is asked about anew. Who the
    author is follows from the question; no reply is no consent. Who would rather see other words in print says no and
    writes a `wish`: the report stays word for word, so it can only be met by leaving words out, or by not quoting.
    """

    class Side(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"

    class Decision(models.TextChoices):
        YES = "yes"
        BARE = "bare"  # yes, but without the group
        NO = "no"

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="consents")
    side = models.CharField(max_length=8, choices=Side)
    kept = models.JSONField(default=list)  # [[start, end], …] of the text; empty keeps it all
    sha256 = models.CharField(max_length=64)  # of the passage as it is printed, [...] in it
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)  # asked to reply by then; a later reply counts too, until it is printed
    reminded_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    wish = models.TextField(max_length=1000, blank=True)  # the author's own wording; read by analysts, never printed
    printed_at = models.DateTimeField(null=True)  # published with it; the decision stands

    objects = QuoteConsents.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "side", "sha256"], name="consent_once"),
            models.CheckConstraint(condition=Q(decision="") | Q(decided_at__isnull=False), name="consent_decided"),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True) | Q(decision__in=["yes", "bare"]), name="consent_before_print"
            ),
            models.CheckConstraint(condition=Q(wish="") | Q(decision="no"), name="consent_wish_is_no_yes"),
        ]
