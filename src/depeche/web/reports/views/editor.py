"""One section at a time: the Markdown, what it becomes, and what it may refer to."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.web.common.spoken import spoken_clock
from depeche.web.projects.doors import person
from depeche.web.reports import actions, build, pages, queries, review
from depeche.web.reports.desk import Desk, desk
from depeche.web.reports.forms import SectionForm
from depeche.web.reports.languages import OTHER
from depeche.web.reports.reflections import joined
from depeche.web.reports.rules import said
from depeche.web.reports.sections import Section


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def section(request: HttpRequest, report_id: int, slug: str, *, other: bool = False) -> HttpResponse:
    """Saving is what shows: without JavaScript by the button, with it as one types. `other`: in the other language."""
    draft = queries.draft(person(request), report_id)
    language = OTHER[draft.language] if other else draft.language
    found = desk(build.Workshop(draft, timezone.now(), language=language), slug)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, SectionForm(initial={"markdown": found.markdown, "base": found.stamp}))
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    written = replace(found, markdown=_fetched(request, found, form.cleaned_data["markdown"]))
    try:
        base = _save(request, written, form.began_from())
    except RuleError as error:
        return _page(request, written, form, refusal=said(error))
    if request.headers.get("HX-Request"):
        context = {"desk": written, "base": base, "saved_at": spoken_clock(timezone.now())}
        return render(request, "reports/editor/answer.html", context)
    messages.success(request, _("The section is saved."))
    return redirect(request.path)


def _fetched(request: HttpRequest, found: Desk, markdown: str) -> str:
    """With the reflection somebody has asked for below it."""
    place = request.POST.get("fetch")
    return next((joined(markdown, one.text) for one in found.reflections if one.place == place), markdown)


def _save(request: HttpRequest, written: Desk, base: str) -> str:
    return actions.save_section(
        actor=person(request),
        report=written.workshop.report,
        section=written.section.key,
        place=written.section.place,
        markdown=written.markdown,
        base=base,
        now=timezone.now(),
    )


def _page(request: HttpRequest, shown: Desk, form: SectionForm, refusal: str = "") -> HttpResponse:
    """The whole page, or to htmx the part beside the field; what was written stays in the field in either case."""
    report = shown.workshop.report
    context = {
        "desk": shown,
        "form": form,
        "report": report,
        "shows_report": True,
        "refusal": refusal,
        "theirs": shown.section.text if refusal else "",
        "margin": None if shown.original else review.margin(report, shown.section),
        "item": next((slot.item for slot in shown.workshop.slots if slot.key == _own(shown).key), ""),
        **pages.staff(report.project, report.title, shown.section.label, report=report),
    }
    if request.headers.get("HX-Request"):
        return render(request, "reports/editor/answer.html", context)
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "reports/editor/section.html", context, status=status)


def _own(shown: Desk) -> Section:
    """The section in the report's own language."""
    return shown.original or shown.section
