"""What a project's page shows of relays that ended: their receipts."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.web.common.spoken import spoken_moment
from depeche.web.projects.models import Project
from depeche.web.projects.rules import allows
from depeche.web.projects.sections import Row, Section
from depeche.web.relay.models import Erasure

SHOWN = 10


def receipts(project: Project, role: str, now: datetime) -> Section | None:  # noqa: ARG001 - the signature of a provider
    """For owners, and only when there are any."""
    if not allows(role, "project.manage"):
        return None
    rows = tuple(_row(receipt) for receipt in Erasure.objects.filter(project=project).order_by("-pk")[:SHOWN])
    return Section(title=_("Relays that have ended"), rows=rows, empty="") if rows else None


def _row(receipt: Erasure) -> Row:
    label = _("Relay %(number)s") % {"number": receipt.relay_id}
    url = reverse("archive:receipt", args=[receipt.pk])
    return Row(label, url, note=spoken_moment(receipt.at), state="closed", state_label=str(receipt.get_kind_display()))
