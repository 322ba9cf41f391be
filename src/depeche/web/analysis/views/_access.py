"""The door to every page of a corpus: signed in, member of its project, and allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from depeche.core.errors import RuleError
from depeche.web.analysis import rules
from depeche.web.analysis.models import Corpus, Theme
from depeche.web.analysis.queries.piles import NEXT, PILES, SEARCH, Where
from depeche.web.projects.doors import person
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require

__all__ = [
    "Done",
    "act",
    "address",
    "corpus_for",
    "next_key",
    "number",
    "page",
    "page_number",
    "person",
    "project_for",
    "search_key",
    "shown",
    "where",
]

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Corpus, P], HttpResponse]
Act = Callable[Concatenate[HttpRequest, Corpus, datetime, P], "str | Done"]
DIGITS = 19  # of a key the database can hold
PROPOSAL = ("antal", "fra", "aftryk", "afvist")  # the parameters of the page of proposed groups
PLAIN = re.compile(r"[0-9a-f,]{1,120}")
SIDES = re.compile(r"[0-9a-z]{1,40}")  # of the page of words: never a word itself
SHOWN = ("themes", "cards", "reading")


class Done(NamedTuple):
    """What was done, in words, and the card to read now where it is another than before."""

    said: str
    unit: int | None = None


def project_for(request: HttpRequest, project_id: int, permission: str) -> Project:
    project = get_object_or_404(Project, pk=project_id)
    require(person(request), project, permission)
    return project


def corpus_for(request: HttpRequest, corpus_id: int, permission: str) -> Corpus:
    corpus = get_object_or_404(Corpus.objects.select_related("project"), pk=corpus_id)
    require(person(request), corpus.project, permission)
    return corpus


def page(view: Page[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
    """A page of a corpus for those who may see the analysis."""

    @wraps(view)
    def door(request: HttpRequest, corpus_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, corpus_for(request, corpus_id, "analysis.see"), *args, **kwargs)

    return require_safe(login_required(door))  # type: ignore[return-value] # Django gives the id by name; Concatenate cannot say so


def act(step: Act[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
    """One step of work: it returns what happened in words, and the person is back where they were."""

    @wraps(step)
    def door(request: HttpRequest, corpus_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        corpus = corpus_for(request, corpus_id, "analysis.work")
        unit = None
        try:
            done = step(request, corpus, timezone.now(), *args, **kwargs)
        except RuleError as error:
            messages.error(request, rules.said(error))
        else:
            said, unit = done if isinstance(done, Done) else (done, None)
            if said:
                messages.success(request, said)
        return HttpResponseRedirect(back(request, corpus, unit))

    return require_POST(login_required(door))  # type: ignore[return-value] # as above


def where(request: HttpRequest, corpus: Corpus, params: QueryDict) -> Where:
    """The place in the material an address names; what it says wrongly is read as the beginning."""
    pile = params.get("pile", "")
    if pile not in PILES and _number(pile) is None:
        pile = PILES[0]
    search = str(request.session.get(search_key(corpus), "")) if pile == SEARCH else ""
    chosen = request.session.get(next_key(corpus), []) if pile == NEXT else []
    return Where(
        pile=pile,
        source=_number(params.get("source")),
        unit=_number(params.get("unit")),
        page=_number(params.get("page")) or 1,
        search=search,
        chosen=tuple(chosen),
        like=_number(params.get("like")),
    )


def search_key(corpus: Corpus) -> str:
    """Where the session keeps what somebody searched for: participants' words do not belong in addresses."""
    return f"analysis.search.{corpus.pk}"


def next_key(corpus: Corpus) -> str:
    """Where the session keeps the ten cards somebody is working through."""
    return f"analysis.next.{corpus.pk}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < DIGITS else None


def number(request: HttpRequest, name: str) -> int:
    """A key that a form of our own sends; without it the form was not ours, or is out of date."""
    value = _number(request.POST.get(name))
    if value is None:
        raise RuleError("theme_gone" if name == "into" else "changed_meanwhile")
    return value


def page_number(params: QueryDict) -> int:
    """The page an address names; 1 where it names none."""
    return _number(params.get("page")) or 1


def shown(params: QueryDict) -> str:
    """The column a phone shows."""
    found = params.get("show", "")
    return found if found in SHOWN else "cards"


def address(corpus: Corpus, view: str = "workbench", /, **params: object) -> str:
    """An address of a corpus with its parameters; those without a value are left out."""
    query = urlencode({name: value for name, value in params.items() if value})
    return reverse(f"analysis:{view}", args=[corpus.pk]) + (f"?{query}" if query else "")


def back(request: HttpRequest, corpus: Corpus, unit: int | None = None) -> str:
    """The page a form was sent from, from the form's own hidden fields; never an address somebody else wrote."""
    sent = request.POST
    if sent.get("view") in {"board", "quotes", "history", "themes"}:
        return address(corpus, sent["view"], source=_number(sent.get("source")))
    if sent.get("view") == "theme_card" and (theme := _number(sent.get("theme"))):
        there = Theme.objects.filter(corpus=corpus, pk=theme, deleted_at=None).exists()  # undoing may have removed it
        return reverse("analysis:theme_card", args=[corpus.pk, theme]) if there else address(corpus, "themes")
    if sent.get("view") == "quote_candidates" and (theme := _number(sent.get("theme"))):
        return f"{reverse('analysis:quote_candidates', args=[corpus.pk, theme])}?page={_number(sent.get('page')) or 1}"
    if sent.get("view") == "proposals":
        named = {name: sent.get(name, "") for name in PROPOSAL}
        return address(corpus, "proposals", **{name: text for name, text in named.items() if PLAIN.fullmatch(text)})
    if sent.get("view") == "words":
        named = {name: sent.get(name, "") for name in ("of", "than", "order")}
        return address(corpus, "words", **{name: text for name, text in named.items() if SIDES.fullmatch(text)})
    place = where(request, corpus, sent)
    return address(
        corpus, pile=place.pile, source=place.source, like=place.like, unit=unit or place.unit, show=shown(sent)
    )
