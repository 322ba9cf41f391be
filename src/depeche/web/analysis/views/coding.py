"""Double coding: the list, a new one, one card at a time, and being done."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.core.stats.agreement import half_width
from depeche.web.analysis import coding_rules
from depeche.web.analysis.actions import coding as actions
from depeche.web.analysis.coding_forms import NOW, StartCodingForm, VerdictForm
from depeche.web.analysis.coding_rules import PROPOSED, Do, State
from depeche.web.analysis.models import Corpus, DoubleCoding
from depeche.web.analysis.queries import codebook
from depeche.web.analysis.queries import coding as query
from depeche.web.analysis.views._access import corpus_for, page, person
from depeche.web.analysis.views._agreement import results
from depeche.web.analysis.views._coding import found, step, tab
from depeche.web.projects.models import Role
from depeche.web.projects.rules import require

COMMON, RARE = 0.2, 0.05  # shares of the cards that a theme has, for which the width is foretold


@page
def codings(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    rows = query.codings(corpus, person(request))
    return render(request, "analysis/coding/list.html", tab(corpus, "coding") | {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, corpus_id: int) -> HttpResponse:
    corpus = corpus_for(request, corpus_id, "analysis.work")
    piles = query.piles(corpus)
    form = _start_form(request, corpus, piles)
    if form.is_valid():
        try:
            made = actions.start_coding(actor=person(request), corpus=corpus, plan=form.plan(), now=timezone.now())
        except RuleError as error:
            form.add_error(None, coding_rules.said(error))
        else:
            return redirect("analysis:coding", corpus.pk, made.pk)
    cards = min(PROPOSED, piles[0].cards)
    context = tab(corpus, "coding") | {
        "form": form,
        "cards": piles[0].cards,
        "proposed": cards,
        "common": half_width(cards, COMMON) if cards else None,
        "rare": half_width(cards, RARE) if cards else None,
        "enough": query.may_code(corpus.project).count() > 1,
        "themes": bool(codebook.content_of(corpus)),
    }
    return render(request, "analysis/coding/start.html", context)


def _start_form(request: HttpRequest, corpus: Corpus, piles: tuple[query.Pile, ...]) -> StartCodingForm:
    names = {query.ALL: _("All cards"), query.UNSORTED: _("Unsorted")}
    shown = [(pile.code, f"{names.get(pile.code, pile.name)} ({pile.cards})") for pile in piles]
    versions = [
        (version.number, _("Version %(number)s") % {"number": version.number}) for version in codebook.versions(corpus)
    ]
    number = corpus.double_codings.count() + 1
    initial = {
        "title": _("Double coding %(number)s") % {"number": number},
        "most": min(PROPOSED, piles[0].cards),
        "seed": number,
        "first": person(request).pk,
    }
    return StartCodingForm(
        request.POST or None,
        versions=[(NOW, _("As it is now (frozen as a new version where it has changed)")), *versions],
        piles=shown,
        coders=query.may_code(corpus.project),
        initial=initial,
    )


@page
def coding(request: HttpRequest, corpus: Corpus, coding_id: int) -> HttpResponse:
    """How far a double coding is; once both coders are done, how they agree."""
    one = found(corpus, coding_id)
    row = query.row(one, person(request))
    context = tab(corpus, "coding") | {"coding": one, "row": row, "owns": _owns(request, one)}
    if Do.READ in row.may:
        return render(request, "analysis/coding/agreement.html", context | results(one, person(request), row))
    context["all_judged"] = bool(row.mine and row.mine.judged == row.cards)
    return render(request, "analysis/coding/open.html", context)


def _owns(request: HttpRequest, one: DoubleCoding) -> bool:
    user = person(request)
    return one.by_id == user.pk or require(user, one.corpus.project, "analysis.work").role == Role.OWNER


@page
def take_up(request: HttpRequest, corpus: Corpus, coding_id: int) -> HttpResponse:
    """To the first card that is not judged."""
    one = found(corpus, coding_id)
    if not coding_rules.allows(one, person(request), Do.JUDGE):
        return _refused(request, one)
    return redirect("analysis:coding_desk", corpus.pk, one.pk, query.first_open(one, person(request)))


@page
def desk(request: HttpRequest, corpus: Corpus, coding_id: int, position: int) -> HttpResponse:
    """One card and the code book. Nothing here comes from the other coder, the material or the machine."""
    one = found(corpus, coding_id)
    try:
        card = query.desk(one, person(request), position)
    except RuleError:
        return _refused(request, one)
    typed = request.session.pop(_typed(one), None)
    if typed and typed["position"] == position:
        context = {"typed": typed["note"], "refused": typed["said"]}
    else:
        context = {"typed": card.note, "refused": ""}
    return render(request, "analysis/coding/desk.html", tab(corpus, "coding") | context | {"coding": one, "card": card})


def _refused(request: HttpRequest, one: DoubleCoding) -> HttpResponse:
    try:
        coding_rules.require(one, person(request), Do.JUDGE)
    except RuleError as error:
        messages.error(request, coding_rules.said(error))
    return redirect("analysis:coding", one.corpus_id, one.pk)


@step("coding")
def judge(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int, position: int) -> str:
    """Keep what was chosen, if anything was, and go on."""
    one = found(corpus, coding_id)
    coding_rules.require(one, person(request), Do.JUDGE)
    form = VerdictForm(request.POST, themes=[entry["id"] for entry in one.version.content])
    if not form.is_valid():
        raise RuleError("note_long" if "note" in form.errors else "theme_unknown", most=coding_rules.MAX_NOTE)
    data = form.cleaned_data
    if not form.empty or query.has_judged(one, person(request), position):
        try:
            actions.judge(
                actor=person(request),
                coding=one,
                position=position,
                themes=data["theme"],
                none=data["none"],
                comment=data["note"],
                now=now,
            )
        except RuleError as error:
            if error.code not in {"nothing_chosen", "none_and_some"}:
                raise
            request.session[_typed(one)] = {
                "position": position,
                "note": data["note"],
                "said": coding_rules.said(error),
            }
            return reverse("analysis:coding_desk", args=[corpus.pk, one.pk, position])
    return _onward(one, position, request.POST.get("go", "next"))


def _typed(one: DoubleCoding) -> str:
    return f"analysis.coding.{one.pk}"


def _onward(one: DoubleCoding, position: int, go: str) -> str:
    """The next card or the one before (some may have been erased); after the last, where one says that one is done."""
    back = go == "previous"
    tasks = one.tasks.filter(position__lt=position).reverse() if back else one.tasks.filter(position__gt=position)
    to = tasks.values_list("position", flat=True).first()
    if to is None:
        return reverse("analysis:coding", args=[one.corpus_id, one.pk])
    return reverse("analysis:coding_desk", args=[one.corpus_id, one.pk, to])


@step("coding")
def declare(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int) -> str:
    one = actions.declare_done(actor=person(request), coding=found(corpus, coding_id), now=now)
    both = coding_rules.state_of(one, person(request)) is State.BOTH
    messages.success(
        request, _("Both coders are done.") if both else _("You are done. The result comes when both are.")
    )
    return reverse("analysis:coding", args=[corpus.pk, coding_id])


@step("coding")
def take_back(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int) -> str:
    actions.take_back(actor=person(request), coding=found(corpus, coding_id), now=now)
    messages.success(request, _("You are not done any more, and can change what you judged."))
    return reverse("analysis:coding", args=[corpus.pk, coding_id])


@page
def drop_page(request: HttpRequest, corpus: Corpus, coding_id: int) -> HttpResponse:
    one = found(corpus, coding_id)
    row = query.row(one, person(request))
    return render(request, "analysis/coding/drop.html", tab(corpus, "coding") | {"coding": one, "row": row})


@step("coding")
def drop(request: HttpRequest, corpus: Corpus, now: datetime, coding_id: int) -> str:
    actions.drop_coding(actor=person(request), coding=found(corpus, coding_id), now=now)
    messages.success(request, _("The double coding has been removed."))
    return reverse("analysis:codings", args=[corpus.pk])
