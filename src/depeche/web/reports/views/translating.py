"""The report in the other language: its titles and headings in one list, and which texts are written in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.web.projects.doors import person
from depeche.web.reports import build, pages, queries
from depeche.web.reports import languages as words
from depeche.web.reports.actions import translating
from depeche.web.reports.arrange_forms import TitlesForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def languages(request: HttpRequest, report_id: int) -> HttpResponse:
    """Where one sees what the report lacks in the other language, and writes its titles."""
    draft = queries.draft(person(request), report_id)
    workshop = build.Workshop(draft, timezone.now())
    other = words.OTHER[draft.language]
    lines = words.titles(draft, workshop.outline)
    form = TitlesForm(request.POST if request.method == "POST" else None, lines=lines, language=other)
    if request.method == "POST" and form.is_valid():
        translating.translate_titles(
            actor=person(request), report=draft, titles=form.titles(), language=other, now=workshop.now
        )
        messages.success(request, _("The titles are saved."))
        return redirect("reports:languages", report_id)
    context = {
        "report": draft,
        "form": form,
        "other": other,
        "texts": words.text_lines(draft, workshop.places),
        "lacking": words.lacking(draft, workshop.outline, other),
        **pages.staff(draft.project, draft.title, _("The report in English and Danish"), report=draft),
    }
    return render(request, "reports/languages.html", context, status=422 if form.is_bound else 200)
