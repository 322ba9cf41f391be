"""The page on which it is decided, place by place, what becomes of words by which somebody could be recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.core.recognise import Kind
from depeche.web.projects.doors import person
from depeche.web.reports import build, pages, queries
from depeche.web.reports.actions import recognise as actions
from depeche.web.reports.recognise import Place, Recognition
from depeche.web.reports.recognise_forms import DecisionForm
from depeche.web.reports.recognise_words import kinds_said
from depeche.web.reports.rules import said

EACH: Final = 40  # places on one page
UNDECIDED: Final = "mangler"


class KindRow(NamedTuple):
    """One kind in the list of kinds: in words, how many are decided, and a place to decide them all alike from."""

    kind: Kind
    said: str
    total: int
    decided: int
    sample: Place | None  # undecided

    @property
    def undecided(self) -> int:
        return self.total - self.decided


@require_safe
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    found = Recognition(build.Workshop(draft, timezone.now()))
    kind, only = request.GET.get("slags", ""), request.GET.get("vis", "") == UNDECIDED
    chosen = [one for one in found.places if (not kind or one.kind == kind) and not (only and one.row)]
    shown = Paginator(chosen, EACH).get_page(request.GET.get("page"))
    listed = list(shown.object_list)
    context = {
        "report": draft,
        "progress": found.progress,
        "kinds": _kinds(found.places),
        "kind": kind,
        "only": only,
        "page": shown,
        "query": "".join(f"{name}={value}&" for name, value in _filters(kind, only=only)),
        "sections": found.sections(listed),
        "following": {one.key: later.key for one, later in pairwise(listed)} if only else {},
        "people_known": bool(found.people),
        **pages.staff(draft.project, draft.title, _("Who could be recognised?"), report=draft),
    }
    return render(request, "reports/recognise/page.html", context)


def _filters(kind: str, *, only: bool) -> tuple[tuple[str, str], ...]:
    known = kind in set(Kind)
    return (*((("slags", kind),) if known else ()), *((("vis", UNDECIDED),) if only else ()))


def _kinds(places: Sequence[Place]) -> tuple[KindRow, ...]:
    total = Counter(one.kind for one in places)
    decided = Counter(one.kind for one in places if one.row)
    left: dict[Kind, Place] = {}
    for one in places:
        if not one.row and (one.kind not in left or len(one.choices) > len(left[one.kind].choices)):
            left[one.kind] = one
    return tuple(
        KindRow(kind, kinds_said(kind, total[kind]), total[kind], decided[kind], left.get(kind))
        for kind in Kind
        if total[kind]
    )


@require_POST
@login_required
def decide(request: HttpRequest, report_id: int) -> HttpResponse:
    """One decision, for one place or for all alike; back to the next place that waits."""
    draft = queries.draft(person(request), report_id)
    form = DecisionForm(request.POST)
    address = reverse("reports:recognise", args=[report_id])
    if not form.is_valid():
        messages.error(request, said(RuleError("finding_choice")))
        return redirect(address)
    place = form.cleaned_data["place"]
    try:
        done = actions.decide(
            actor=person(request),
            report=draft,
            place=place,
            choice=form.chosen(),
            scope=form.reach(),
            now=timezone.now(),
        )
    except RuleError as error:
        messages.error(request, said(error))
        return redirect(address)
    if len(done) > 1:
        words = ngettext("%(count)s place is decided alike.", "%(count)s places are decided alike.", len(done))
        messages.success(request, words % {"count": len(done)})
    query, target = form.cleaned_data["back"], form.cleaned_data["next"] or place
    return redirect(f"{address}{'?' + query if _is_query(query) else ''}#p-{target[:12]}")


def _is_query(text: str) -> bool:
    """Nothing but our own filters is put back into an address."""
    return bool(text) and all(
        name in {"slags", "vis", "page"} and value.replace("_", "").isalnum()
        for name, _equals, value in (part.partition("=") for part in text.strip("&").split("&"))
    )
