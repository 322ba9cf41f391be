"""A double coding that both have finished: disagreements, the result in the material, and the verdicts as a file."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.analysis import coding_rules
from depeche.web.analysis.actions import coding as actions
from depeche.web.analysis.coding_forms import VerdictForm
from depeche.web.analysis.coding_rules import Do
from depeche.web.analysis.models import Corpus, DoubleCoding
from depeche.web.analysis.queries import agreed
from depeche.web.analysis.queries import coding as query
from depeche.web.analysis.queries.agreed import Judged
from depeche.web.analysis.views._access import page, person
from depeche.web.analysis.views._agreement import coder_names, said_themes, table, theme_names
from depeche.web.analysis.views._coding import file_of, found, step, tab

PER_PAGE = 20


class Dispute(NamedTuple):
    """A card the coders differ about, with what each of them said in words."""

    row: Judged
    first: str
    second: str
    settled: str
    choice: str  # which of the choices stands: first, second, other, or none yet


@page
def disputes(request: HttpRequest, corpus: Corpus, coding_id: int) -> HttpResponse:
    """Every card they differ about, side by side with its text."""
    one = found(corpus, coding_id)
    try:
        rows = agreed.judged(one, person(request))
    except RuleError as error:
        messages.error(request, coding_rules.said(error))
        return redirect("analysis:coding", corpus.pk, one.pk)
    disputed = [row for row in rows if row.disputed]
    pages = Paginator(disputed, PER_PAGE).get_page(request.GET.get("page"))
    names = theme_names(one)
    context = tab(corpus, "coding") | {
        "coding": one,
        "pages": pages,
        "disputes": [_dispute(row, names) for row in pages.object_list],
        "names": coder_names(query.row(one, person(request))),
        "themes": names,
        "count": len(disputed),
        "settled": sum(row.settled is not None for row in disputed),
        "may": coding_rules.allows(one, person(request), Do.SETTLE),
    }
    return render(request, "analysis/coding/disputes.html", context)


def _dispute(row: Judged, names: dict[int, str]) -> Dispute:
    choices = {row.first: "first", row.second: "second"}
    choice = "" if row.settled is None else choices.get(row.settled, "other")
    said = [said_themes(themes, names) for themes in (row.first, row.second, row.settled)]
    return Dispute(row, said[0], said[1], said[2], choice)


@step("coding_disputes")
def settle(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int, task_id: int) -> str:
    one = found(corpus, coding_id)
    rows = {row.task: row for row in agreed.judged(one, person(request))}
    if task_id not in rows:
        raise RuleError("card_gone")
    themes, comment = _chosen(request, one, rows[task_id])
    actions.settle(actor=person(request), coding=one, task_id=task_id, themes=themes, comment=comment, now=now)
    messages.success(request, _("Card %(key)s is settled.") % {"key": rows[task_id].key})
    place = request.POST.get("page", "")
    query_string = f"?page={place}" if place.isascii() and place.isdecimal() else ""
    return reverse("analysis:coding_disputes", args=[corpus.pk, coding_id]) + f"{query_string}#card-{task_id}"


def _chosen(request: HttpRequest, one: DoubleCoding, row: Judged) -> tuple[list[int], str]:
    """The one coder's themes, the other's, or a set of one's own; and the note."""
    form = VerdictForm(request.POST, themes=[entry["id"] for entry in one.version.content])
    if not form.is_valid():
        raise RuleError("note_long" if "note" in form.errors else "theme_unknown", most=coding_rules.MAX_NOTE)
    data = form.cleaned_data
    choice = request.POST.get("choice", "")
    if choice in {"first", "second"}:
        return list(row.first if choice == "first" else row.second), data["note"]
    if choice != "other" or not (data["theme"] or data["none"]):
        raise RuleError("nothing_chosen")
    if data["theme"] and data["none"]:
        raise RuleError("none_and_some")
    return data["theme"], data["note"]


@page
def write_page(request: HttpRequest, corpus: Corpus, coding_id: int) -> HttpResponse:
    """What writing the result would do, before it is done."""
    one = found(corpus, coding_id)
    if not coding_rules.allows(one, person(request), Do.WRITE):
        return redirect("analysis:coding", corpus.pk, one.pk)
    rows = agreed.judged(one, person(request))
    plan = agreed.writing(one, rows)
    context = tab(corpus, "coding") | {
        "coding": one,
        "plan": plan,
        "missing": sum(row.result is None for row in rows),
        "unsorted": sum(row.result == frozenset() for row in rows),
    }
    return render(request, "analysis/coding/write.html", context)


@step("coding")
def write(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int) -> str:
    plan = actions.write_coding(actor=person(request), coding=found(corpus, coding_id), now=now)
    said = ngettext(
        "The result is in the material: %(count)s card changed. It can be undone like any step.",
        "The result is in the material: %(count)s cards changed. It can be undone like any step.",
        plan.cards,
    )
    messages.success(request, said % {"count": plan.cards})
    return reverse("analysis:coding", args=[corpus.pk, coding_id])


@page
def verdicts_file(request: HttpRequest, corpus: Corpus, coding_id: int, form: str) -> HttpResponse:
    """Card by card; the coders are numbers unless their names are asked for."""
    one = found(corpus, coding_id)
    if form not in {"csv", "xlsx"} or not coding_rules.allows(one, person(request), Do.READ):
        raise Http404
    rows = agreed.judged(one, person(request))
    named = request.GET.get("navne") == "1"
    names = coder_names(query.row(one, person(request))) if named else (_("Coder 1"), _("Coder 2"))
    head, lines = table(one, rows, names)
    return file_of(f"{corpus.title} {one.title}", one.title, head, lines, form, one.second_done_at or one.at)
