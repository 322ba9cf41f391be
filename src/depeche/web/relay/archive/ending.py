"""The end of a relay: look at what it touches, decide, and keep the receipt. Owners only."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.web.common.components import Crumb
from depeche.web.projects.doors import person
from depeche.web.projects.rules import require
from depeche.web.relay.archive import actions, wording
from depeche.web.relay.archive.actions import Ending
from depeche.web.relay.archive.forms import EndForm
from depeche.web.relay.archive.plans import named_in_texts, plan
from depeche.web.relay.models import Erasure
from depeche.web.relay.organiser.doors import Desk, draw, relay_page

Kind = Erasure.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@relay_page("project.manage")
def delete(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _end(request, desk, Kind.DELETED)


@require_http_methods(["GET", "HEAD", "POST"])
@relay_page("project.manage")
def anonymise(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _end(request, desk, Kind.ANONYMISED)


def _end(request: HttpRequest, desk: Desk, kind: Erasure.Kind) -> HttpResponse:
    touched = plan(desk.relay, deleted=kind is Kind.DELETED)
    copies = any(holding.goes for holding in touched.holdings)
    form = EndForm(request.POST or None, copies=copies)
    if request.method == "POST" and form.is_valid():
        ending = Ending(kind, form.cleaned_data["topic"], texts=form.cleaned_data.get("texts", False))
        try:
            receipt = actions.erase(actor=desk.user, relay=desk.relay, ending=ending, now=timezone.now())
        except RuleError as error:
            form.add_error("topic" if error.code == "other_topic" else None, wording.refusal(error))
        else:
            done = _("The relay has been deleted.") if kind is Kind.DELETED else _("The relay has been made anonymous.")
            messages.success(request, done)
            return redirect("archive:receipt", receipt.pk)
    crumbs = (
        Crumb(_("Archive and export"), reverse("archive:page", args=[desk.relay.pk])),
        Crumb(_("Delete") if kind is Kind.DELETED else _("Make anonymous")),
    )
    context = {
        "form": form,
        "deletes": kind is Kind.DELETED,
        "counts": wording.counted(touched.counts),
        "holdings": touched.holdings,
        "named": named_in_texts(desk.relay) if kind is Kind.ANONYMISED else None,
    }
    return draw(request, desk, "relay/archive/end.html", *crumbs, **context)


@require_safe
@login_required
def receipt(request: HttpRequest, erasure_id: int) -> HttpResponse:
    found = _receipt(request, erasure_id)
    crumbs = (
        Crumb(_("Projects"), reverse("projects:list")),
        Crumb(found.project.name, reverse("projects:project", args=[found.project_id])),
        Crumb(_("Receipt")),
    )
    context = _context(found) | {"project": found.project, "crumbs": crumbs, "nav_area": "projects"}
    return render(request, "relay/archive/receipt.html", context)


@require_safe
@login_required
def receipt_text(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """To be kept in a file of one's own."""
    found = _receipt(request, erasure_id)
    text = render_to_string("relay/archive/receipt.txt", _context(found))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{found.pk}.txt"'
    return response


def _receipt(request: HttpRequest, erasure_id: int) -> Erasure:
    found = get_object_or_404(Erasure.objects.select_related("project", "user"), pk=erasure_id)
    require(person(request), found.project, "project.manage")
    return found


def _context(found: Erasure) -> dict[str, object]:
    return {"receipt": found, "deleted": found.kind == Kind.DELETED, "counts": wording.counted(found.counts)}
