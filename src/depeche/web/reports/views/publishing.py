"""Publishing and taking back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import ClaimError, RuleError
from depeche.web.common.components import Confirmation
from depeche.web.common.spoken import spoken_moment
from depeche.web.projects.doors import person
from depeche.web.reports import actions, build, pages, queries
from depeche.web.reports.forms import PublishForm
from depeche.web.reports.models import Version
from depeche.web.reports.rules import said


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id, "report.publish")
    row = queries.row(draft)
    form = PublishForm(request.POST or None, initial={"after": row.versions[0].number if row.versions else 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish(
                actor=person(request),
                report=draft,
                audience=form.cleaned_data["audience"],
                after=form.cleaned_data["after"],
                now=timezone.now(),
            )
        except ClaimError as error:
            return _page(request, row, form, refused=error.claims)
        except RuleError as error:
            messages.info(request, said(error))
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
        return redirect("reports:report", report_id)
    return _page(request, row, form)


def _page(
    request: HttpRequest, row: queries.ReportRow, form: PublishForm, refused: tuple[str, ...] = ()
) -> HttpResponse:
    """`refused` are the claims that stopped it, in case the material has been mended in the meantime."""
    draft = row.report
    workshop = build.Workshop(draft, timezone.now())
    blocked = len(workshop.claims) or len(refused)
    context = {
        "report": draft,
        "row": row,
        "form": form,
        "blocked": blocked,
        "withheld": workshop.withheld,
        "claims": workshop.claims_by_section,
        "unplaced": tuple(claim.describe(draft.language) for claim in workshop.unplaced),
        "refused": () if workshop.claims else refused,
        "address": request.build_absolute_uri(reverse("public_reports:newest", args=[draft.address])),
        **pages.staff(draft.project, draft.title, _("Publish"), report=draft),
    }
    return render(request, "reports/publish.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    version = queries.version_of(person(request), report_id, number)
    if request.method == "POST":
        try:
            actions.withdraw(actor=person(request), version=version, now=timezone.now())
        except RuleError as error:
            messages.info(request, said(error))
        else:
            messages.success(request, _("Version %(number)s is withdrawn.") % {"number": number})
        return redirect("reports:report", report_id)
    return render(request, "common/confirm.html", {"confirmation": _confirmation(version)})


def _confirmation(version: Version) -> Confirmation:
    others = Version.objects.readable().filter(report=version.report).exclude(pk=version.pk).light()
    left = others.first()
    if left is None:
        after = _("The report's address will say that it was withdrawn, and when.")
    elif left.number > version.number:
        after = _("The report's address goes on showing version %(number)s.") % {"number": left.number}
    else:
        after = _("The report's address will show version %(number)s, which is older.") % {"number": left.number}
    lines = (
        _("Nobody can read the page, the PDF or the charts of this version any more."),
        after,
        _("Copies that people have saved or printed are not called back."),
    )
    published = {"number": version.number, "moment": spoken_moment(version.published_at)}
    return Confirmation(
        title=_("Withdraw version %(number)s?") % published,
        text=_("It was published on %(moment)s.") % published,
        consequences=lines,
        undo=_("It cannot be brought back, but you can publish the draft again as a new version."),
        button=_("Withdraw"),
        cancel_url=reverse("reports:report", args=[version.report_id]),
    )
