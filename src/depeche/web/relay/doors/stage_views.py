"""The facilitator of a live relay, who drives the rounds, and the wall, which shows counts alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Crumb, Figure
from depeche.web.relay.doors import live_queries, queries, rounds
from depeche.web.relay.doors.desk_views import room_address
from depeche.web.relay.doors.wording import refused
from depeche.web.relay.models import LiveRound, Relay
from depeche.web.relay.organiser.doors import Desk, draw, relay_page
from depeche.web.relay.rules import phase_of, rules_of


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the round stands, for the facilitator and the wall."""

    number: int  # of the round under way or the last one; 0 before the first
    step: str  # writing, answering, done
    seconds: int  # left to write
    settling: int  # seconds until the words that are on their way have come, and the questions can be dealt
    figures: tuple[Figure, ...]
    written: int

    @property
    def next_number(self) -> int:
        return self.number + 1


def stage_of(relay: Relay, now: datetime) -> Stage:
    found = rounds.current(relay)
    counts = live_queries.room_counts(relay, found)
    step = found.step if found else LiveRound.Step.DONE
    figures = [Figure(_("in the room"), counts.arrived)]
    if step == LiveRound.Step.WRITING:
        figures.append(Figure(_("have written"), counts.written, tone="asked"))
    elif found:
        figures += [
            Figure(_("questions dealt"), counts.dealt, tone="asked"),
            Figure(_("answered"), counts.answered, tone="answered"),
        ]
    return Stage(
        number=found.number if found else 0,
        step=step,
        seconds=live_queries.seconds_left(found, now),
        settling=live_queries.seconds_left(found, now - rounds.GRACE),
        figures=tuple(figures),
        written=counts.written,
    )


@require_safe
@relay_page("relay.run")
def stage(request: HttpRequest, desk: Desk) -> HttpResponse:
    now = timezone.now()
    phase = phase_of(desk.relay, now)
    context = {
        "stage": stage_of(desk.relay, now),
        "live": rules_of(desk.relay).live,
        "may_play": why_not_now(Act.LIVE_ROUND, phase) is None,
        "room": queries.open_room_of(desk.relay, now),
        "phase": phase,
        "now": now,
    }
    part = request.headers.get("HX-Request") == "true"  # the figures alone: a button must not change under a finger
    return draw(request, desk, f"stage/{'_figures' if part else 'page'}.html", Crumb(_("Live rounds")), **context)


@require_safe
@relay_page("relay.run")
def wall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For the projector. Counts, the time left, and the way in while the door is open; nobody's name or word."""
    now = timezone.now()
    door = queries.open_room_of(desk.relay, now)
    context = {"stage": stage_of(desk.relay, now), "room": door, "address": room_address(), "now": now}
    part = request.headers.get("HX-Request") == "true"
    return draw(request, desk, f"stage/{'_wall' if part else 'wall'}.html", Crumb(_("Live rounds")), **context)


def _deal(**known: object) -> LiveRound:
    return rounds.deal_round(**known, rng=secrets.SystemRandom())  # type: ignore[arg-type] # as the other acts


ACTS: Mapping[str, Callable[..., LiveRound]] = {
    "begynd": rounds.start_round,
    "stop": rounds.stop_writing,
    "mere-tid": rounds.give_more_time,
    "del-ud": _deal,
    "slut": rounds.end_round,
}


@require_POST
@relay_page("relay.run")
def stage_act(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """`number` is that of the round the button stood under: pressed late, it touches no other round."""
    number = request.POST.get("number", "")
    if act not in ACTS or not number.isdecimal() or len(number) > 4:
        raise Http404
    try:
        ACTS[act](actor=desk.user, relay=desk.relay, number=int(number), now=timezone.now())
    except RuleError as error:
        refused(request, error)
    return redirect(reverse("relay:stage", args=[desk.relay.pk]))
