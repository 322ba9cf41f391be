"""What of the published versions still holds: a page of what does not, block by block."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.web.projects.doors import person
from depeche.web.projects.rules import allows, require
from depeche.web.reports import pages, queries, standing
from depeche.web.reports.actions.standing import acknowledge
from depeche.web.reports.models import Version


@require_safe
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    user = person(request)
    report = queries.draft(user, report_id)
    context = {
        "report": report,
        "standings": standing.standings(report, timezone.now()),
        "may_publish": allows(require(user, report.project, "report.write").role, "report.publish"),
        **pages.staff(report.project, report.title, _("Does it still hold?"), report=report),
    }
    return render(request, "reports/trace/standing.html", context)


@require_POST
@login_required
def known(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    report = queries.draft(person(request), report_id)
    version = get_object_or_404(
        Version.objects.readable().defer("pdf").select_related("report__project"), report=report, number=number
    )
    try:
        acknowledge(actor=person(request), version=version, marks=request.POST.get("marks", ""), now=timezone.now())
    except RuleError:
        text = _("More has changed since you opened the page. Here is what is different now; nothing was noted.")
        messages.info(request, text)
    else:
        messages.success(request, _("Noted that you know. It is said again when something else changes."))
    return redirect("reports:standing", report_id)
