"""Work on what was written: all of it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from depeche.web.analysis.models.material import Corpus, TextUnit


class Theme(models.Model):
    """A theme card; also an entry of the code book (`include`, `exclude`). `parent` makes it a sub-theme, one level."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    include = models.TextField(blank=True)  # what belongs here, though one might doubt it
    exclude = models.TextField(blank=True)  # what does not, and where it goes
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    cue_words = models.JSONField(default=list)  # list of str
    position = models.PositiveSmallIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)  # merged or removed; kept for undo

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corpus", "name"], condition=Q(deleted_at__isnull=True), name="theme_once"),
        ]


class Coding(models.Model):
    """A person's judgement that a card belongs to a theme; it may belong to several. No coding: it is unsorted.

    `example`: the card is shown in the code book as an example of the theme.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codings")
    unit = models.ForeignKey(TextUnit, on_delete=models.CASCADE, related_name="codings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    example = models.BooleanField(default=False)

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


class WordChoice(models.Model):
    """A word of the lists that is excluded (`into` empty), or counted as another word (`into`); remembered."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="word_choices")
    lemma = models.CharField(max_length=80)
    into = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["lemma"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "lemma"], name="word_choice_once")]


class Reflection(models.Model):
    """What an analyst writes beside the cross-reading. `place`: "" for the whole, else what it stands beside."""

    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="reflections")
    place = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "place"], name="reflection_once")]


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
