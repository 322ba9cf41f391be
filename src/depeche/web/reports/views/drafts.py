"""The list of reports, one report's overview, its title page, and the draft as it would look."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from depeche.core.errors import RuleError
from depeche.web.analysis.models import Corpus
from depeche.web.projects.doors import person
from depeche.web.projects.queries import project_for
from depeche.web.reports import actions, build, pages, preview, queries
from depeche.web.reports.forms import FrontForm, NewReportForm
from depeche.web.reports.languages import LANGUAGES, lacking
from depeche.web.reports.models import Report
from depeche.web.reports.rules import said


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
            template=form.cleaned_data["template"] or Report.Template.RELAY,
        )
        messages.success(request, _("The report is made. Nobody but the project sees it until you publish it."))
        return redirect("reports:report", made.pk)
    chosen = form["template"].value() or Report.Template.RELAY
    context = {"form": form, "templates": preview.templates(), "chosen": chosen}
    return render(request, "reports/new.html", {**context, **pages.staff(project, _("New report"))})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def front(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    form = FrontForm(request.POST) if request.method == "POST" else FrontForm.of(draft)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_front(actor=person(request), report=draft, front=form.front(), now=timezone.now())
        except RuleError as error:
            form.add_error("days_first" if error.code == "days_lowered" else "ask_authors", said(error))
        else:
            messages.success(request, _("The title page is saved."))
            return redirect("reports:report", draft.pk)
    staff = pages.staff(draft.project, draft.title, _("Title page and choices"), report=draft)
    return render(request, "reports/front.html", {"form": form, "report": draft, **staff})


@require_safe
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    """The whole draft as its readers would see it, in either language."""
    draft = queries.draft(person(request), report_id)
    language = _language(request, draft)
    workshop = build.Workshop(draft, timezone.now(), language=language)
    context = {
        "report": draft,
        "body": build.page(workshop.model, pages.draft_charts(draft, language), pages.draft_grounds(draft, language)),
        "claims": workshop.claims,
        "shows_report": True,
        "language": language,
        "lacking": lacking(draft, workshop.outline, language),
        **pages.staff(draft.project, draft.title, _("Draft"), report=draft),
    }
    return render(request, "reports/draft.html", context)


@require_safe
@login_required
def pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    language = _language(request, draft)
    content = build.Workshop(draft, timezone.now(), language=language).draft_pdf()
    return pages.file(content, "application/pdf", _name(draft, language, "pdf"))


@require_safe
@login_required
def html(request: HttpRequest, report_id: int) -> HttpResponse:
    """The draft as one file that opens without a network."""
    draft = queries.draft(person(request), report_id)
    language = _language(request, draft)
    content = build.Workshop(draft, timezone.now(), language=language).draft_html()
    return pages.file(content, "text/html; charset=utf-8", _name(draft, language, "html"), save=True)


def _name(draft: Report, language: str, ending: str) -> str:
    return pages.file_name(draft.title, _("draft"), *([language] if language != draft.language else []), ending)


@require_safe
@login_required
def chart(request: HttpRequest, report_id: int, name: str, size: str = "wide") -> HttpResponse:
    """A chart of the draft; with `block` that of one block alone, which is quicker and finds those of hidden ones."""
    draft = queries.draft(person(request), report_id)
    workshop = build.Workshop(draft, timezone.now(), language=_language(request, draft))
    item = workshop.outline.item(request.GET.get("block", ""))
    drawn = build.chart(workshop.alone(item) if item else workshop.model, name, size)
    if drawn is None:
        raise Http404
    return pages.file(drawn, "image/svg+xml")


def _language(request: HttpRequest, draft: Report) -> str:
    """The one asked for in the address, else the report's own."""
    wanted = request.GET.get("sprog", "")
    return wanted if wanted in LANGUAGES else draft.language
