"""The page of a long list: being read, looked through, taken in with done and total, taken back."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act, why_not_now
from depeche.web.common.components import Crumb
from depeche.web.relay.imports import actions
from depeche.web.relay.models import PeopleImport
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.sheets import FAULTS
from depeche.web.relay.organiser.wording import Words
from depeche.web.relay.rules import phase_of

FAULTS_SHOWN = 200
State = PeopleImport.State
UNDER_WAY = frozenset({State.READING, State.TAKING})

REFUSALS: Mapping[str, Words] = {
    "no_email_column": gettext_lazy(
        "No column is called “E-mail”. Give the columns headings in the first row: Name, E-mail, Group."
    ),
    "no_name_column": gettext_lazy(
        "No column is called “Name”. Give the columns headings in the first row: Name, E-mail, Group."
    ),
    "unreadable": gettext_lazy("The list cannot be read. Save it as XLSX, or as CSV in UTF-8, and hand it in again."),
    "participant_already": gettext_lazy(
        "Somebody of the list was added by other means in the meantime. Hand the list in again: it will be left out."
    ),
    "no_group": gettext_lazy(
        "The relay was scheduled in the meantime, so everybody needs a group. Add the column, then hand in the list."
    ),
    "closed": gettext_lazy("The relay has closed in the meantime, so nobody can be added."),
    "not_allowed": gettext_lazy("Whoever began this may no longer run the relay. Hand the list in again."),
}


@require_safe
@relay_page("relay.run")
def state(request: HttpRequest, desk: Desk, import_id: int) -> HttpResponse:
    """Where the list stands; with htmx only the part that changes."""
    handed = get_object_or_404(PeopleImport.objects.defer("data"), pk=import_id, relay=desk.relay)
    phase = phase_of(desk.relay, timezone.now())
    faults = [(number, [FAULTS[code] for code in codes]) for number, *codes in handed.faults[:FAULTS_SHOWN]]
    context = {
        "handed": handed,
        "under_way": handed.state in UNDER_WAY,
        "faults": faults,
        "faults_shown": FAULTS_SHOWN,
        "refusal": REFUSALS.get(handed.refusal, REFUSALS["unreadable"]) if handed.refusal else "",
        "may_take_back": not why_not_now(Act.REMOVE_PERSON, phase),
    }
    if request.headers.get("HX-Request") == "true":
        return draw(request, desk, "people/import_state.html", **context)
    people = Crumb(_("Participants"), reverse("relay:people", args=[desk.relay.pk]))
    return draw(request, desk, "people/import.html", people, Crumb(_("A long list")), **context)


@require_POST
@relay_page("relay.run")
def decide(request: HttpRequest, desk: Desk, import_id: int) -> HttpResponse:
    """Take the list in, or take it back."""
    handed = get_object_or_404(PeopleImport.objects.select_related("relay__project"), pk=import_id, relay=desk.relay)
    try:
        if request.POST.get("act") == "take_in":
            actions.take_in(actor=desk.user, handed=handed, now=timezone.now())
        else:
            count = actions.take_back(actor=desk.user, handed=handed, now=timezone.now())
            said = ngettext("%(count)s participant was taken out.", "%(count)s participants were taken out.", count)
            messages.success(request, said % {"count": count} if count else _("The list was dropped."))
    except RuleError as error:
        refused(request, error)
    return redirect("relay:import", desk.relay.pk, handed.pk)
