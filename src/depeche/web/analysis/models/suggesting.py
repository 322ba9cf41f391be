"""What the machine proposes: never a coding, always counted against what people decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from depeche.embedding import Backend
from depeche.web.analysis.models.material import Corpus, TextUnit
from depeche.web.analysis.models.work import Change, Theme
from depeche.web.projects.models import Project


class Decision(models.Model):
    """An analyst put a card into a theme while suggestions were shown: where among them did the theme stand?

    `rank` is 1 to 3, or 0 where it was none of them. A decision whose `change` is undone does not count.
    """

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="decisions")
    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="decisions")
    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    offered = models.JSONField(default=list)  # keys of themes, best first
    rank = models.PositiveSmallIntegerField()
    embedder = models.CharField(max_length=200, default="lexical")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["corpus", "id"], name="decision_latest")]


class EmbedderChoice(models.Model):
    """What turns texts into numbers in a project. No row: our own lexical way, and nothing leaves the server."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="embedder")
    backend = models.CharField(max_length=30, choices=[(backend, backend) for backend in Backend])
    model = models.CharField(max_length=300)  # name of a folder of the server's, or the name the endpoint knows
    endpoint = models.CharField(max_length=300, blank=True)
    accepted_text = models.TextField(blank=True)  # the data-protection text as it was accepted
    trouble = models.CharField(max_length=200, blank=True)  # why the last try failed; no word of a text
    tried_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Vector(models.Model):
    """A text as numbers: float32, little-endian. Found by the hash of the text, so that a changed text has none."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    embedder = models.CharField(max_length=64)  # SHA-256 of back-end, model and endpoint
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "embedder", "sha256"], name="vector_once")]
