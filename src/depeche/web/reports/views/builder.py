"""The builder: the report as blocks, its acts, and what the chosen block looks like."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.web.projects.doors import person
from depeche.web.projects.rules import allows, require
from depeche.web.reports import acts, blocks, build, gates, pages, preview, queries
from depeche.web.reports.actions import arranging
from depeche.web.reports.arrange_forms import ArrangeForm, UndoForm
from depeche.web.reports.arranged import Arranged, arranged
from depeche.web.reports.models import Report, Step

SIDES: Final = ("add", "whole", "look")  # what may stand beside the outline instead of the overview; look: on a phone


@require_safe
@login_required
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The blocks, and beside them the chosen one, the whole report, what can be added, or the overview."""
    user = person(request)
    draft = queries.draft(user, report_id)
    workshop = build.Workshop(draft, timezone.now())
    found = arranged(workshop, request.GET.get("block", ""))
    wanted = request.GET.get("show", "")
    side = wanted if wanted in SIDES else ""
    partial = request.headers.get("HX-Request") == "true"
    context = {
        "report": draft,
        "row": queries.row(draft),
        "board": found,
        "base": arranging.outline_stamp(workshop.outline),
        "side": side,
        "said": [str(message) for message in messages.get_messages(request)] if partial else [],
        "shows_report": True,
        "may_publish": allows(require(user, draft.project, "report.write").role, "report.publish"),
        **_beside(found, side),
        **pages.staff(draft.project, draft.title),
    }
    return render(request, "reports/builder/inside.html" if partial else "reports/report.html", context)


def _beside(found: Arranged, side: str) -> dict[str, object]:
    """What the part beside the outline shows."""
    workshop = found.workshop
    if side == "add":
        return {"adding": preview.adding(workshop)}
    if side == "whole":
        return {"body": build.page(workshop.model, pages.draft_charts(workshop.report))}
    if found.chosen is not None:
        return {"look": preview.block(workshop, found.chosen.item)}
    return {
        "claims": workshop.claims_by_section,
        "unplaced": workshop.unplaced,
        "templates": preview.templates(),
    }


@require_safe
@login_required
def reasons(request: HttpRequest, report_id: int) -> HttpResponse:
    """What stands in the way of publishing besides orphan claims, as a part of the overview."""
    draft = queries.draft(person(request), report_id)
    stopped = gates.stopped(build.Workshop(draft, timezone.now()))
    context = {"stopped": tuple(one.reason for one in stopped if one.code != "claims")}
    return render(request, "reports/builder/gates.html", context)


@require_POST
@login_required
def arrange(request: HttpRequest, report_id: int) -> HttpResponse:
    """One act on one block; afterwards the builder stands at the block it was about."""
    draft = queries.draft(person(request), report_id)
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _invalid(form))
        return redirect(_place(draft, request.POST.get("item", "")))
    wish, workshop = form.wish(), build.Workshop(draft, timezone.now())
    try:
        item = _do(request, workshop, wish, form.cleaned_data["base"])
    except RuleError as error:
        messages.error(request, " ".join(filter(None, (acts.refused(error), _typed(wish)))))
        return redirect(_place(draft, wish.item))
    return redirect(_place(draft, item))


def _do(request: HttpRequest, workshop: build.Workshop, wish: acts.Wish, base: str) -> str:
    """Carry a wish out, say so, and return the block to go to."""
    draft, outline = workshop.report, workshop.outline
    if wish.act is acts.Act.RESTART:
        arranging.begin_again(
            actor=person(request),
            report=draft,
            following=outline,
            base=base,
            template=wish.template,
            now=workshop.now,
        )
        messages.success(request, acts.done(wish.act, "", 0))
        return ""
    made = acts.made(wish, outline, workshop.evidence, draft.texts)
    after = arranging.arrange(
        actor=person(request),
        report=draft,
        following=outline,
        base=base,
        act=wish.act,
        item=made.item,
        edit=made.edit,
        now=workshop.now,
    )
    item = after.item(made.item) or outline.item(made.item)
    name = blocks.name_of(item, workshop.corpus, workshop.language, draft.texts.get(item.id, "")) if item else ""
    place = after.items.index(item) + 1 if item in after.items else 0
    messages.success(request, acts.done(wish.act, name, place))
    if item is not None and not place:  # removed: the one that has taken its place
        at = min(outline.items.index(item), len(after.items) - 1)
        return after.items[at].id
    return made.item


@require_POST
@login_required
def undo(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take the newest step back, whoever made it."""
    draft = queries.draft(person(request), report_id)
    workshop = build.Workshop(draft, timezone.now())
    form = UndoForm(request.POST)
    try:
        step = arranging.undo_step(
            actor=person(request),
            report=draft,
            following=workshop.outline,
            base=form.cleaned_data["base"] if form.is_valid() else "",
            now=workshop.now,
        )
    except RuleError as error:
        messages.error(request, acts.refused(error))
        return redirect(_place(draft, ""))
    draft.refresh_from_db()
    after = build.Workshop(draft, workshop.now, corpus=workshop.corpus)
    item = after.outline.item(step.item) or workshop.outline.item(step.item)
    name = blocks.name_of(item, workshop.corpus, workshop.language, draft.texts.get(item.id, "")) if item else ""
    messages.success(request, acts.undone(step.act, name, _other(request, step)))
    return redirect(_place(draft, step.item))


def _other(request: HttpRequest, step: Step) -> str:
    """Whose step it was, when it was somebody else's."""
    return step.by.get_full_name() if step.by is not None and step.by != request.user else ""


def _place(draft: Report, item: str) -> str:
    query = f"?{urlencode({'block': item})}" if item else ""
    return reverse("reports:report", args=[draft.pk]) + query


def _typed(wish: acts.Wish) -> str:
    """Words that would be lost with a refused act."""
    return _("You had written: “%(title)s”.") % {"title": wish.title} if wish.title else ""


def _invalid(form: ArrangeForm) -> str:
    """Nothing was done: what was wrong, in a sentence."""
    if "most" in form.errors:
        return _("Nothing was changed: the size must be a number from 0 to 500, or empty.")
    if "title" in form.errors:
        return _("Nothing was changed: a heading has at most 200 characters.")
    return _("Nothing was changed: the page did not say what to do. Load it again and try once more.")
