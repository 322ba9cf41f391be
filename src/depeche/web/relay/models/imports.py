from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from depeche.web.relay.models.setup import Relay


class PeopleImport(models.Model):
    """A long list of people on its way in: reading -> ready -> taking -> done. The worker reads it and takes it in,
    in batches; the file is dropped as soon as it is not needed. What had come in when it failed or was undone is taken
    out again.
    """

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Ready")
        TAKING = "taking", _("Being taken in")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Could not be taken in")
        UNDONE = "undone", _("Taken back")

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    data = models.BinaryField(null=True)
    name = models.CharField(max_length=200)  # of the file: its ending tells what it is
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    total = models.PositiveIntegerField(default=0)  # rows that can be used
    done = models.PositiveIntegerField(default=0)  # of them, people who are in
    faults = models.JSONField(default=list)  # the rows that cannot be used, each [row, code, code, …]
    refusal = models.CharField(max_length=40, blank=True)  # code
    refused_row = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state"], name="import_under_way", condition=Q(state__in=["reading", "taking"])),
        ]
