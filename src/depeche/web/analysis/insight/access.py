"""The door to the figures of a relay: who is let in when, and what they see inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from depeche.core.relay.window import Phase
from depeche.web.analysis.insight.material import corpora_of
from depeche.web.projects.doors import person
from depeche.web.projects.rules import allows, require
from depeche.web.relay.models import Relay
from depeche.web.relay.rules import phase_of

P = ParamSpec("P")
DIGITS = 19  # of a key the database can hold


class Viewer(NamedTuple):
    """Whoever has come in, at `now`. `runs` the relay; `reads` its texts; `corpora` (id, title) have its themes."""

    relay: Relay
    now: datetime
    closed: bool
    runs: bool
    reads: bool
    corpora: tuple[tuple[int, str], ...]
    corpus: int | None


View = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]
Door = Callable[Concatenate[HttpRequest, int, P], HttpResponse]


def figures_page(view: View[P]) -> Door[P]:
    """Any member once the relay has closed; until then whoever runs it. Texts are for those who see the analysis."""

    @wraps(view)
    def door(request: HttpRequest, relay_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        relay = get_object_or_404(Relay.objects.select_related("project"), pk=relay_id)
        closed = phase_of(relay, now) is Phase.CLOSED
        role = require(person(request), relay.project, "figures.see" if closed else "relay.run").role
        analyst = allows(role, "analysis.see")
        corpora = corpora_of(relay) if analyst else ()
        wanted = request.GET.get("corpus", "")
        chosen = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < DIGITS else None
        keys = [key for key, _title in corpora]
        viewer = Viewer(
            relay=relay,
            now=now,
            closed=closed,
            runs=allows(role, "relay.run"),
            reads=closed and analyst,
            corpora=corpora,
            corpus=chosen if chosen in keys else next(iter(keys), None),
        )
        return view(request, viewer, *args, **kwargs)

    return require_safe(login_required(door))  # type: ignore[return-value] # Django gives the id by name; Concatenate cannot say so
