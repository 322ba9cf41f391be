"""Reading a draft together: its sections with what is written in their margins."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.web.projects.doors import person
from depeche.web.reports import actions, build, pages, queries, review
from depeche.web.reports.models import Report
from depeche.web.reports.review_forms import ReviewForm
from depeche.web.reports.rules import said


@require_safe
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id, "report.review")
    return _page(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose who is to read it."""
    user = person(request)
    draft = queries.draft(user, report_id)
    form = ReviewForm(request.POST if request.method == "POST" else None, members=review.reviewers(draft, user))
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.ask_for_review(actor=user, report=draft, members=form.chosen(), now=timezone.now())
        except RuleError as error:
            messages.error(request, said(error))
        else:
            words = ngettext("%(count)s member gets a mail.", "%(count)s members get a mail.", told)
            messages.success(request, words % {"count": told})
        return redirect("reports:review", report_id)
    context = {
        "form": form,
        "report": draft,
        **pages.staff(draft.project, draft.title, _("Ask for review"), report=draft),
    }
    return render(request, "reports/review/ask.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def end(request: HttpRequest, report_id: int) -> HttpResponse:
    draft = queries.draft(person(request), report_id)
    if actions.end_review(actor=person(request), report=draft, now=timezone.now()):
        messages.success(request, _("The draft is being written again. The comments stay."))
    return redirect("reports:review", report_id)


@require_POST
@login_required
def comment(request: HttpRequest, report_id: int, slug: str) -> HttpResponse:
    """Write in the margin of a section. What cannot be taken stands in the field again."""
    user = person(request)
    draft = queries.draft(user, report_id, "report.review")
    section = next((one for one in review.places(build.Workshop(draft, timezone.now())) if one.slug == slug), None)
    if section is None:
        raise Http404
    passage, text = request.POST.get("passage", ""), request.POST.get("text", "")
    try:
        actions.comment(actor=user, report=draft, section=section.key, passage=passage, text=text, now=timezone.now())
    except RuleError as error:
        messages.error(request, said(error))
        return _page(request, draft, kept={"slug": slug, "passage": passage, "text": text})
    return redirect(_back(request, report_id, slug))


@require_POST
@login_required
def answer(request: HttpRequest, report_id: int, comment_id: int) -> HttpResponse:
    """Answer a comment, resolve it, or open it again."""
    user, now = person(request), timezone.now()
    found = review.comment_of(user, report_id, comment_id)
    try:
        match request.POST.get("act", ""):
            case "reply":
                actions.reply(actor=user, parent=found, text=request.POST.get("text", ""), now=now)
            case "resolve":
                actions.resolve(actor=user, found=found, now=now)
            case "reopen":
                actions.reopen(actor=user, found=found, now=now)
            case _:
                raise Http404
    except RuleError as error:
        messages.error(request, said(error))
        if request.POST.get("text", "").strip():
            kept = {"comment": str(comment_id), "text": request.POST["text"]}
            return _page(request, found.report, kept=kept)
    return redirect(_back(request, report_id, request.POST.get("slug", "")))


def _page(request: HttpRequest, draft: Report, kept: dict[str, str] | None = None) -> HttpResponse:
    """`kept`: what somebody has just written and could not send."""
    workshop = build.Workshop(draft, timezone.now())
    everything = request.GET.get("vis") == "alle"
    found = review.review(draft, review.places(workshop), everything=everything)
    context = {
        "report": draft,
        "review": found,
        "margins": [(margin, workshop.preview(margin.section.text)) for margin in found.margins],
        "kept": kept or {},
        "shows_report": True,
        **pages.staff(draft.project, draft.title, _("Review"), report=draft),
    }
    return render(request, "reports/review/page.html", context, status=422 if kept else 200)


def _back(request: HttpRequest, report_id: int, slug: str) -> str:
    """To the editor of the section where one came from there, else to its place in the review."""
    if request.POST.get("from") == "editor" and slug:
        return reverse("reports:section", args=[report_id, slug]) + "#margin"
    everything = "?vis=alle" if request.POST.get("from") == "everything" else ""
    return f"{reverse('reports:review', args=[report_id])}{everything}#{slug}"
