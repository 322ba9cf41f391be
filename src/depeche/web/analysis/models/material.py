"""What was written: copied in once, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from depeche.core.corpus import Material
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
    """A collection inside a corpus: one relay run here (`relay`) or imported, one survey, one round of interviews."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="sources")
    relay = models.ForeignKey(Relay, on_delete=models.PROTECT, null=True, related_name="sources")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    material = models.CharField(max_length=10, choices=[(kind, kind) for kind in Material], default=Material.RELAY)
    participants = models.PositiveIntegerField(null=True)
    roles = models.JSONField(default=list)  # list of str
    groups = models.JSONField(default=list)  # list of [name, people]
    asks = models.BooleanField(default=False)  # people were promised to be asked before they are quoted
    granted = models.JSONField(
        default=dict
    )  # once its relay is deleted: "<key>/q" or "/a" -> {SHA-256 of a passage: what its author said}
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "key"], name="source_once")]


class TextUnits(models.QuerySet["TextUnit"]):
    def cards(self) -> TextUnits:
        """What is sorted: every unit but the answers of a relay, which go where their question goes."""
        return self.filter(question=None)


class TextUnit(models.Model):
    """Something a person wrote or said. An answer's `question` is the unit it answers; all others are cards."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"
        RESPONSE = "response"  # an open survey answer
        PASSAGE = "passage"  # of an interview
        STATEMENT = "statement"

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

    objects = TextUnits.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "kind", "key"], name="unit_once")]
        indexes: ClassVar = [
            models.Index(fields=["corpus", "position", "id"], condition=Q(question=None), name="unit_cards"),
            models.Index(fields=["corpus", "sha256"], name="unit_hash"),
        ]


class Upload(models.Model):
    """A file between being sent and being read: kept until its columns are chosen, at most a day."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, null=True, related_name="+")  # null: a new one
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()
