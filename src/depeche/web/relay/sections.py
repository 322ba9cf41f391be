"""What a project's page shows of relays."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.web.projects.models import Project
from depeche.web.projects.rules import allows
from depeche.web.projects.sections import Row, Section
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.rules import phase_of


def relays(project: Project, role: str, now: datetime) -> Section | None:
    """The project's relays, newest first."""
    if not allows(role, "relay.see"):
        return None
    found = Relay.objects.filter(project=project).annotate(people=Count("participants")).order_by("-created_at", "-pk")
    rows = tuple(_row(relay, relay.people, now) for relay in found)
    may_run = allows(role, "relay.run")
    return Section(
        title=_("Relays"),
        rows=rows,
        empty=_("No relays yet. A relay needs a topic and some people."),
        create_url=reverse("relay:new", args=[project.pk]) if may_run else "",
        create_label=_("New relay"),
        more_url=reverse("archive:bring_in", args=[project.pk]) if may_run else "",
        more_label=_("Bring in a relay from a file"),
    )


def _row(relay: Relay, people: int, now: datetime) -> Row:
    phase = phase_of(relay, now)
    said = ngettext("%(count)s participant", "%(count)s participants", people) % {"count": people}
    label = str(Phase(phase).label)
    return Row(relay.topic, reverse("relay:relay", args=[relay.pk]), note=said, state=phase, state_label=label)
