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
from depeche.web.reports import actions, build, gates, pages, queries, recognise
from depeche.web.reports.forms import PublishForm, WithdrawForm
from depeche.web.reports.models import Version
from depeche.web.reports.rules import said

AGAIN = frozenset({"comments_open", "publishing_blocked", "changes_missing"})  # refusals after which one may go on here


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id, "report.publish")
    row = queries.row(draft)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.publish(
                actor=person(request),
                report=draft,
                audience=data["audience"],
                after=data["after"],
                changes=data.get("changes", ""),
                comments=(data["comments"] or 0) if data.get("despite") else 0,
                now=timezone.now(),
            )
        except ClaimError as error:
            return _page(request, row, form, refused=error.claims)
        except RuleError as error:
            messages.info(request, said(error))
            if error.code in AGAIN:
                return _page(request, row, _form(request, row, anew=True))
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
        return redirect("reports:report", report_id)
    return _page(request, row, form)


def _form(request: HttpRequest, row: queries.ReportRow, *, anew: bool = False) -> PublishForm:
    """`anew`: what was chosen is kept, what was agreed to is asked again. A form that was sent is read as what it was
    made for: a second press is told that it is one.
    """
    newest, unresolved = row.versions[0].number if row.versions else 0, actions.open_comments(row.report)
    if request.POST.get("after") == "0" and not anew:
        newest = 0
    if request.method != "POST" or anew:
        kept = {name: request.POST[name] for name in ("audience", "changes") if name in request.POST}
        return PublishForm(newest=newest, unresolved=unresolved, initial=kept)
    return PublishForm(request.POST, newest=newest, unresolved=unresolved)


def _page(
    request: HttpRequest, row: queries.ReportRow, form: PublishForm, refused: tuple[str, ...] = ()
) -> HttpResponse:
    """`refused` are the claims that stopped it, in case the material has been mended in the meantime."""
    draft = row.report
    workshop = build.Workshop(draft, timezone.now())
    context = {
        "report": draft,
        "row": row,
        "form": form,
        "stopped": gates.stopped(workshop),
        "recognition": recognise.progress(workshop),
        "withheld": workshop.withheld,
        "claims": workshop.claims_by_section,
        "unplaced": tuple(claim.describe(draft.language) for claim in workshop.unplaced),
        "refused": () if workshop.claims else refused,
        "was_public": any(version.audience == Version.Audience.PUBLIC for version in row.versions),
        "address": request.build_absolute_uri(reverse("public_reports:newest", args=[draft.address])),
        **pages.staff(draft.project, draft.title, _("Publish"), report=draft),
    }
    status = 422 if form.is_bound else 409 if request.method == "POST" else 200
    return render(request, "reports/publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    version = queries.version_of(person(request), report_id, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.withdraw(actor=person(request), version=version, because=because, now=timezone.now())
        except RuleError as error:
            messages.info(request, said(error))
        else:
            messages.success(request, _("Version %(number)s is withdrawn.") % {"number": number})
        return redirect("reports:report", report_id)
    context = {"confirmation": _confirmation(version), "form": form}
    return render(request, "common/confirm.html", context, status=422 if form.is_bound else 200)


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
