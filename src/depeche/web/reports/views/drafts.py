"""The list of reports, one report's overview, its title page, and the draft as it would look."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.web.analysis.models import Corpus
from depeche.web.projects.doors import person
from depeche.web.projects.queries import project_for
from depeche.web.projects.rules import allows, require
from depeche.web.reports import actions, build, pages, queries
from depeche.web.reports.forms import FrontForm, NewReportForm


@require_safe
@login_required
def report_list(request: HttpRequest, project_id: int) -> HttpResponse:
    found = queries.report_list(person(request), project_id)
    return render(request, "reports/list.html", {"list": found, **pages.staff(found.project)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, project_id: int) -> HttpResponse:
    project = project_for(person(request), project_id, "report.write")
    corpora = Corpus.objects.filter(project=project).order_by("-created_at", "-pk")
    form = NewReportForm(request.POST or None, corpora=corpora, initial=pages.first_front(project, corpora.first()))
    if request.method == "POST" and form.is_valid():
        made = actions.create(
            actor=person(request),
            project=project,
            corpus=form.cleaned_data["corpus"],
            front=form.front(),
            now=timezone.now(),
        )
        messages.success(request, _("The report is made. Nobody but the project sees it until you publish it."))
        return redirect("reports:report", made.pk)
    return render(request, "reports/new.html", {"form": form, **pages.staff(project, _("New report"))})


@require_safe
@login_required
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The overview: sections, claims, versions."""
    user = person(request)
    draft = queries.draft(user, report_id)
    workshop = build.Workshop(draft, timezone.now())
    context = {
        "row": queries.row(draft),
        "report": draft,
        "sections": workshop.listing,
        "claims": workshop.claims_by_section,
        "may_publish": allows(require(user, draft.project, "report.write").role, "report.publish"),
        **pages.staff(draft.project, draft.title),
    }
    return render(request, "reports/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def front(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    form = FrontForm(request.POST) if request.method == "POST" else FrontForm.of(draft)
    if request.method == "POST" and form.is_valid():
        actions.change_front(actor=person(request), report=draft, front=form.front(), now=timezone.now())
        messages.success(request, _("The title page is saved."))
        return redirect("reports:report", draft.pk)
    staff = pages.staff(draft.project, draft.title, _("Title page and choices"), report=draft)
    return render(request, "reports/front.html", {"form": form, "report": draft, **staff})


@require_safe
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    """The whole draft as its readers would see it."""
    draft = queries.draft(person(request), report_id)
    workshop = build.Workshop(draft, timezone.now())
    context = {
        "report": draft,
        "body": build.page(workshop.model, pages.draft_charts(draft)),
        "claims": workshop.claims,
        "shows_report": True,
        **pages.staff(draft.project, draft.title, _("Draft"), report=draft),
    }
    return render(request, "reports/draft.html", context)


@require_safe
@login_required
def pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    content = build.Workshop(draft, timezone.now()).draft_pdf()
    return pages.file(content, "application/pdf", pages.file_name(draft.title, _("draft"), "pdf"))


@require_safe
@login_required
def chart(request: HttpRequest, report_id: int, name: str, size: str = "wide") -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    drawn = build.chart(build.Workshop(draft, timezone.now()).model, name, size)
    if drawn is None:
        raise Http404
    return pages.file(drawn, "image/svg+xml")
