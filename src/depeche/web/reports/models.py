from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from depeche.web.analysis.models import Corpus
from depeche.web.projects.models import Project


class Report(models.Model):
    """The draft: the analyst's own words in Markdown. Pairs, counts and charts come from the corpus."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="da")
    texts = models.JSONField(default=dict)  # section -> Markdown, see core.reporting.ReportTexts
    address = models.CharField(max_length=40, unique=True)  # unguessable part of the public address; never changes
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Version(models.Model):
    """A published version. Nothing of it changes but whether it may be read."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody who has the address")
        MEMBERS = "members", _("Members of the project only")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    model = models.JSONField()  # core.reporting: the whole report as data
    sha256 = models.CharField(max_length=64)  # of the model's canonical JSON
    pdf = models.BinaryField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MEMBERS)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="version_numbered"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(withdrawn_at__isnull=True), name="version_one_current"
            ),
        ]
