"""Where the figures are entered from: the page of a project, and the list of analyses."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.core.relay.window import Phase
from depeche.web.projects.models import Project
from depeche.web.projects.rules import allows
from depeche.web.projects.sections import Row, Section
from depeche.web.relay.models import Relay
from depeche.web.relay.rules import phase_of

LATEST = 5  # relays on the page of a project
RUNNING = (Phase.OPEN, Phase.ANSWERING)


class Door(NamedTuple):
    """A relay whose figures may be seen by that role, and whether it still runs."""

    relay: Relay
    running: bool


def doors(project: Project, role: str, now: datetime) -> tuple[Door, ...]:
    """The newest first: closed ones for everybody, running ones for whoever runs them."""
    if not allows(role, "figures.see"):
        return ()
    begun = project.relays.filter(phase__in=[*RUNNING, Phase.CLOSED]).order_by("-opens_at", "-pk")
    found = [Door(relay, phase_of(relay, now) is not Phase.CLOSED) for relay in begun]
    return tuple(door for door in found if not door.running or allows(role, "relay.run"))


def project_section(project: Project, role: str, now: datetime) -> Section | None:
    """The figures on the page of a project; nothing before there are any."""
    found = doors(project, role, now)
    if not found:
        return None
    return Section(
        title=_("What the data say"),
        rows=tuple(_row(door) for door in found[:LATEST]),
        empty="",
    )


def _row(door: Door) -> Row:
    address = reverse("analysis:insight", args=[door.relay.pk])
    return Row(door.relay.topic, address, _("as it stands now") if door.running else "")
