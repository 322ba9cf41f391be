"""Reading: one thread in one scroll, and after the close everything, with as much of the askers as was said."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from depeche.core.relay.window import Phase
from depeche.web.relay.models import Participant
from depeche.web.relay.participant import queries
from depeche.web.relay.participant.forms import ReadingForm
from depeche.web.relay.participant.session import participant_only
from depeche.web.relay.participant.views import standing

PAIRS_PER_PAGE = 20
WANTED = {"search": "q", "group": "group", "asked_by": "asked_by"}  # what to look for -> field of the form


@require_safe
@participant_only
def thread(request: HttpRequest, me: Participant, thread_id: int) -> HttpResponse:
    now = standing(me.relay, timezone.now())
    whole = now.phase is Phase.CLOSED
    turns = queries.thread(me, thread_id, whole=whole)
    if not turns:
        raise Http404
    context = {
        "me": me,
        "now": now,
        "turns": turns,
        "notices": queries.notices(turns),
        "goes_on": not whole and queries.thread_goes_on(me, turns),
    }
    return render(request, "relay/participant/thread.html", context)


@require_safe
@participant_only
def pairs(request: HttpRequest, me: Participant) -> HttpResponse:
    """All questions and answers, once the relay has closed."""
    now = standing(me.relay, timezone.now())
    if now.phase is not Phase.CLOSED:
        return redirect("participant:home")
    groups = queries.readable_groups(me.relay)
    seen = queries.sight(me.relay, whole=True)
    form = ReadingForm(request.GET, groups, askers=bool(seen.asked_by))
    form.is_valid()
    wanted = {name: form.cleaned_data.get(field) for name, field in WANTED.items()}
    page = Paginator(queries.all_pairs(me.relay, **wanted), PAIRS_PER_PAGE).get_page(request.GET.get("page", "1"))
    turns = [queries.turn(question, me, seen) for question in page.object_list]
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "me": me,
        "now": now,
        "area": "pairs",
        "form": form,
        "groups": groups,
        "narrowed": any(wanted.values()),
        "page": page,
        "turns": turns,
        "lengths": queries.lengths(me.relay, (t.thread_id for t in turns)),
        "query": f"{address.urlencode()}&" if address else "",
    }
    part = request.headers.get("HX-Request")
    return render(request, f"relay/participant/{'_pairs' if part else 'pairs'}.html", context)
