"""The monitor: what happens in the relay now, and what waits for the organiser."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Figure
from depeche.web.relay import queries
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.organiser.chart import course
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.organiser.outlook import outlook
from depeche.web.relay.organiser.setup import BEFORE
from depeche.web.relay.organiser.threads import has_threads, threads
from depeche.web.relay.queries import Counts
from depeche.web.relay.rules import phase_of, rules_of


@require_safe
@relay_page("relay.see")
def relay(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """Where the relay stands: being set up, or running."""
    if desk.relay.phase == Phase.DRAFT and desk.may_run:
        return redirect("relay:topic", desk.relay.pk)
    if desk.relay.phase in BEFORE and desk.may_run:
        return redirect("relay:start", desk.relay.pk)
    return redirect("relay:monitor", desk.relay.pk)


@require_safe
@relay_page("relay.see")
def monitor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The whole page, or with htmx the figures alone; they come anew by themselves unless `paused`."""
    now = timezone.now()
    seen = queries.monitor(desk.relay, now)
    phase = phase_of(desk.relay, now)
    band = outlook(desk.relay, seen.groups, seen.counts.answered, now)
    acts = {act: desk.may_run and why_not_now(act, phase) is None for act in Act}
    groups = queries.shown_groups(seen.groups)
    context = {
        "now": now,
        "phase": phase,
        "phase_label": Phase(phase).label,
        "figures": _figures(desk.relay, seen.counts),
        "counts": seen.counts,
        "groups": groups,
        "hidden_groups": any(group.counts is None for group in groups),
        "course": course(desk.relay, seen.hours, band, now),
        "needs": queries.needs_you(desk.relay) if desk.may_run else None,
        "paused": "paused" in request.GET,
        "acts": {act.value: allowed for act, allowed in acts.items()},
        "begun": desk.relay.phase not in BEFORE,
        "rounds": _rounds(desk.relay),
        "with_threads": desk.may_run and has_threads(desk.relay),
        "hops": rules_of(desk.relay).hops_per_thread,
        "live": rules_of(desk.relay).live,
        "may_start_round": desk.may_run and phase == "closed" and desk.relay.anonymised_at is None,
        "running": phase in {"open", "answering"},
    }
    if context["with_threads"]:
        context["threads"] = threads(desk.relay, now)
    template = "monitor/live.html" if request.headers.get("HX-Request") == "true" else "monitor/page.html"
    return draw(request, desk, template, **context)


def _rounds(relay: Relay) -> list[tuple[str, Relay]]:
    """The rounds beside this one, with what they are to it; one query."""
    near = Relay.objects.filter(Q(pk=relay.previous_id) | Q(previous=relay)).order_by("pk")
    return [(_("The round before") if each.pk == relay.previous_id else _("The round after"), each) for each in near]


def _figures(relay: Relay, counts: Counts) -> tuple[Figure, ...]:
    people = reverse("relay:people", args=[relay.pk])
    return (
        Figure(_("questions asked"), counts.asked, tone="asked"),
        Figure(_("answered"), counts.answered, tone="answered"),
        Figure(_("waiting"), counts.waiting, url=f"{people}?only=waiting"),
        Figure(_("ran out of time"), counts.overdue, tone="care" if counts.overdue else ""),
        Figure(_("unused questions"), counts.rights),
        Figure(_("silent people"), counts.silent, url=f"{people}?only=silent", note=_("neither asked nor answered")),
    )
