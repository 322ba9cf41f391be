"""The draft of a report: what may still change."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from depeche.web.analysis.models import Corpus
from depeche.web.projects.models import Project


class Report(models.Model):
    """The draft: the analyst's own words in Markdown. Pairs, counts and charts come from the corpus."""

    class Template(models.TextChoices):
        RELAY = "relay", _("The whole report")
        SUMMARY = "summary", _("A summary of two pages")
        SLIDES = "slides", _("Slides")
        WORKSHOP = "workshop", _("Sheets for a workshop")

    class Stage(models.TextChoices):
        WRITING = "writing", _("Being written")
        REVIEW = "review", _("Being reviewed")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    corpus = models.ForeignKey(Corpus, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="da")
    publisher = models.CharField(max_length=200, blank=True)  # on the title page, e.g. the authority behind it
    texts = models.JSONField(default=dict)  # {slot of core.reporting.text_slots: Markdown}
    remark_on = models.JSONField(default=list)  # list of str: words to compare between the relays
    show_groups = models.BooleanField(default=True)  # the groups of asker and answerer beside a pair, where allowed
    address = models.CharField(max_length=40, unique=True)  # unguessable part of the public address; never changes
    template = models.CharField(max_length=20, choices=Template, default=Template.RELAY)  # what the outline began from
    outline = models.JSONField(
        default=list
    )  # core.reporting.outline.to_plain; empty: the template, as the material is now
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WRITING)
    days_first = models.PositiveSmallIntegerField(default=0)  # that participants read a version before anybody else
    ask_authors = models.BooleanField(default=False)  # no quote without its author's word, whatever the relay promised
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]


class Comment(models.Model):
    """Somebody's comment in the margin of a section. Members read it; it is never part of the report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=200)  # slot of the text, or id of the block it stands beside
    passage = models.CharField(max_length=500, blank=True)  # the words it is about, as they stood
    text = models.TextField(max_length=4000)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["written_at", "id"]


class Finding(models.Model):
    """What was decided about one place, or one small group, by which somebody could be recognised.

    What is found is computed each time; a row stands only for a decision. `key` names the finding by what it rests on,
    so that a changed text is asked about anew.
    """

    class Choice(models.TextChoices):
        KEEP = "keep", _("Keep it")
        MASK = "mask", _("Mask it")
        CUT = "cut", _("Cut it out")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=64)  # SHA-256
    kind = models.CharField(max_length=20)  # of core.recognise
    unit = models.CharField(max_length=120, blank=True)  # text unit, or slot of the analyst's text
    start = models.PositiveIntegerField(null=True)  # code points in the unit
    end = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=4, choices=Choice)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="finding_decided_once")]


class OfficeTemplate(models.Model):
    """A Word or PowerPoint file of the customer's, whose styles and layouts a report is set in."""

    class Kind(models.TextChoices):
        DOCX = "docx", pgettext_lazy("program", "Word")
        PPTX = "pptx", pgettext_lazy("program", "PowerPoint")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="office_templates")
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    choices = models.JSONField(default=dict)  # {part of a report: name of a style or layout}; what is missing is found
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "kind", "name"], name="office_template_named_once")
        ]
