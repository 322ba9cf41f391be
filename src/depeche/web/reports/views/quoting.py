"""The authors of what a report quotes: asking them, until when, and how far they have replied."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions.consent import ask_authors, move_reply_deadline
from depeche.web.projects.doors import person
from depeche.web.reports import asked, pages, queries
from depeche.web.reports.actions.asking import promise_authors
from depeche.web.reports.models import Report
from depeche.web.reports.review_forms import DeadlineForm
from depeche.web.reports.rules import said


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request: HttpRequest, report_id: int) -> HttpResponse:
    user = person(request)
    draft = queries.draft(user, report_id)
    now = timezone.now()
    form = DeadlineForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and (request.POST.get("act") == "promise" or form.is_valid()):
        try:
            messages.success(request, _act(request, user, draft, form, now))
        except RuleError as error:
            messages.error(request, said(error))
        return redirect("reports:quotes", report_id)
    context = {
        "report": draft,
        "progress": asked.progress(draft.corpus),
        "form": form,
        **pages.staff(draft.project, draft.title, _("Quotes and their authors"), report=draft),
    }
    return render(request, "reports/review/quotes.html", context, status=422 if form.is_bound else 200)


def _act(request: HttpRequest, user: User, draft: Report, form: DeadlineForm, now: datetime) -> str:
    """Do what was pressed; what happened, in words."""
    if request.POST.get("act") == "promise":
        promise_authors(actor=user, report=draft, now=now)
        return _("Nothing is quoted without its author's yes from now on. Choose until when they are to reply.")
    by = form.moment()
    if request.POST.get("act") == "more":
        moved = move_reply_deadline(actor=user, corpus=draft.corpus, answer_by=by, now=now)
        words = ngettext("%(count)s passage is waited for.", "%(count)s passages are waited for.", moved)
        return words % {"count": moved}
    made = ask_authors(actor=user, corpus=draft.corpus, units=None, answer_by=by, now=now)
    words = ngettext(
        "The author of %(count)s passage is asked by mail.",
        "The authors of %(count)s passages are asked by mail.",
        made.passages,
    ) % {"count": made.passages}
    if made.unreachable:
        unreached = ngettext("%(count)s cannot be reached.", "%(count)s cannot be reached.", made.unreachable)
        words += " " + unreached % {"count": made.unreachable}
    return words
