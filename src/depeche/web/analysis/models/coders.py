"""The code book in versions, and two coders who do not see each other."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from depeche.web.analysis.models.material import Corpus, TextUnit
from depeche.web.analysis.models.work import Change


class CodebookVersion(models.Model):
    """The themes as they stood. Never changed; examples are kept as keys of cards, so that no text is kept twice."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="codebooks")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    content = models.JSONField()  # list of theme entries, in order: see `queries.codebook.Entry`
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "number"], name="codebook_number")]


class DoubleCoding(models.Model):
    """The same cards coded by two people, each without seeing the other's work, by one version of the code book."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="double_codings")
    version = models.ForeignKey(CodebookVersion, on_delete=models.RESTRICT, related_name="+")
    title = models.CharField(max_length=200)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    first_done_at = models.DateTimeField(null=True)
    second_done_at = models.DateTimeField(null=True)
    pile = models.CharField(max_length=20)  # what the cards were drawn from: "all", "unsorted", or the key of a theme
    drawn_from = models.PositiveIntegerField()  # cards in it
    seed = models.PositiveIntegerField()  # the same seed draws the same cards in the same order
    machine = models.JSONField(default=dict)  # what was suggested for the cards, frozen when the coding started
    written = models.ForeignKey(Change, on_delete=models.SET_NULL, null=True, related_name="+")  # into the material
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(first=F("second")), name="two_coders")]


class CodingTask(models.Model):
    """A card of a double coding, in the order both coders see it."""

    coding = models.ForeignKey(DoubleCoding, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()  # from 1

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["coding", "unit"], name="coding_task_once"),
            models.UniqueConstraint(fields=["coding", "position"], name="coding_task_place"),
        ]


class Verdict(models.Model):
    """Which themes somebody gave a card. [] is none of them; no row is not judged."""

    class Seat(models.IntegerChoices):
        SETTLED = 0  # a disagreement that somebody settled; both originals stay
        FIRST = 1
        SECOND = 2

    task = models.ForeignKey(CodingTask, on_delete=models.CASCADE, related_name="verdicts")
    seat = models.PositiveSmallIntegerField(choices=Seat)
    themes = models.JSONField(default=list)  # keys of themes, in the order of the code book
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "seat"], name="verdict_once")]
