"""The code book in versions, and two coders who do not see each other."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from depeche.web.analysis.models.material import Corpus, TextUnit


class CodebookVersion(models.Model):
    """The themes as they stood: name, definition, include, exclude, cue words, examples. Never changed."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="codebooks")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    content = models.JSONField()  # list of theme entries, in order
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "number"], name="codebook_number")]


class DoubleCoding(models.Model):
    """The same cards coded by two people, each without seeing the other's work, by one version of the code book."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="double_codings")
    version = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_done_at = models.DateTimeField(null=True)
    second_done_at = models.DateTimeField(null=True)
    machine = models.JSONField(
        default=dict
    )  # unit key -> theme keys: frozen before anyone codes, shown when both are done
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(first=F("second")), name="two_coders")]


class CodingTask(models.Model):
    """A card of a double coding, in the order both coders see it."""

    coding = models.ForeignKey(DoubleCoding, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["coding", "unit"], name="coding_task_once")]


class Verdict(models.Model):
    """Which themes somebody gave a card: a coder, or (`adjudicated`) whoever settled a disagreement. [] is none."""

    task = models.ForeignKey(CodingTask, on_delete=models.CASCADE, related_name="verdicts")
    themes = models.JSONField(default=list)  # keys of themes
    adjudicated = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "by"], condition=Q(adjudicated=False), name="verdict_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(adjudicated=True), name="adjudicated_once"),
        ]
