"""The arranging of a report, step by step."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from depeche.web.reports.models.drafts import Report


class Step(models.Model):
    """One act of arranging, with the outline as it was before it: to undo is to take the newest one back."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)  # of reports.acts
    item = models.CharField(max_length=80, blank=True)  # id of the block it was done to
    outline = models.JSONField(default=list)  # before; empty: it followed the material
    template = models.CharField(max_length=20)  # before
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
