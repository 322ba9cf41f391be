"""The workbench as rows. What was written is copied in once and never changes; all else is work on it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from depeche.web.projects.models import Project
from depeche.web.relay.models import Relay


class Corpus(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="corpora")
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="da")
    origin = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    days = models.PositiveIntegerField(null=True)
    contributions = models.PositiveIntegerField(null=True)  # as stated by the origin of an imported file
    created_at = models.DateTimeField()


class Source(models.Model):
    """One relay inside a corpus, run here (`relay`) or imported."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="sources")
    relay = models.ForeignKey(Relay, on_delete=models.PROTECT, null=True, related_name="sources")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    participants = models.PositiveIntegerField(null=True)
    roles = models.JSONField(default=list)  # list of str
    groups = models.JSONField(default=list)  # list of [name, people]
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "key"], name="source_once")]


class Theme(models.Model):
    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    cue_words = models.JSONField(default=list)  # list of str
    position = models.PositiveSmallIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)  # merged or removed; kept for undo

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corpus", "name"], condition=Q(deleted_at__isnull=True), name="theme_once"),
        ]


class TextUnit(models.Model):
    """A question or an answer. An answer's `question` is the unit it answers."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="units")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="units")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=80)  # of the pair, as people see it: "T01", "17"
    position = models.PositiveIntegerField(default=0)
    question = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="answer")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    author_key = models.CharField(max_length=40, blank=True)  # opaque; counts distinct people, never shown
    group = models.CharField(max_length=120, blank=True)  # the author's
    written_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "kind", "key"], name="unit_once")]
        indexes: ClassVar = [models.Index(fields=["corpus", "kind", "position"], name="unit_list")]


class Coding(models.Model):
    """A person's judgement that a question belongs to a theme. No coding: the question is unsorted."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codings")
    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="codings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "theme"], name="coding_once")]


class Highlight(models.Model):
    """Code points [start, end) of the unit's text, shown bold in the report."""

    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="highlights")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["start"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "start", "end"], name="highlight_once"),
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="highlight_not_empty"),
        ]


class Quote(models.Model):
    """A pair marked for the report. `kept_*` are [[start, end], …], gaps are shown as [...]; empty keeps it all."""

    unit = models.OneToOneField(TextUnit, on_delete=models.CASCADE, related_name="quote")  # the question
    kept_question = models.JSONField(default=list)
    kept_answer = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Change(models.Model):
    """One step of work: who, when, what, and what it takes to undo it. Identifiers, offsets, names of themes."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["corpus", "undone_at", "-id"], name="change_undo")]


class Upload(models.Model):
    """A file between being sent and being read: kept until its columns are chosen, at most a day."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()
