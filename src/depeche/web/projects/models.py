from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    FACILITATOR = "facilitator", _("Facilitator")
    ANALYST = "analyst", _("Analyst")
    READER = "reader", _("Reader")


class Project(models.Model):
    """The container and the wall: everything belongs to one, and nobody sees another's."""

    name = models.CharField(max_length=200)
    controller = models.CharField(max_length=200, blank=True)  # dataansvarlig: the authority that answers for the data
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="da")
    created_at = models.DateTimeField()
    invented = models.BooleanField(default=False)  # demo content: every page of it says so
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="projects")


class Membership(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "user"], name="membership_once")]
