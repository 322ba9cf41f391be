"""Proposed groups: looked at, named, accepted in whole or part, or dismissed. Only accepting changes anything."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.analysis import actions
from depeche.web.analysis.actions.undo import done
from depeche.web.analysis.forms import cue_words
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries import proposals as query
from depeche.web.analysis.queries.proposals import Asked
from depeche.web.analysis.views._access import act, page, person
from depeche.web.analysis.views._typed import keeping, typed

LONGEST = 400_000  # characters of the list of cards a group sends: 20,000 keys
DIGITS = 18


@page
def proposals(request: HttpRequest, corpus: Corpus) -> HttpResponse:
    found = query.proposed(corpus, asked_of(request.GET))
    kept = [(group, typed(request, corpus, -group.number)) for group in found.groups or ()]
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "workbench",
        "proposed": found,
        "rows": kept,
        "fewest": query.FEWEST,
        "most": query.MOST,
        "place": place(found.asked),
        "waiting": found.groups is None and not found.few and not query.failed(corpus, found.asked),
        "undo": done(corpus).values_list("pk", flat=True).first(),
    }
    return render(request, "analysis/proposals/page.html", context)


@act
def accept(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    """The whole group but what was deselected, or only what was chosen (`take` is "chosen")."""
    sent = request.POST
    shown, chosen = set(_numbers(sent.get("shown", ""))), set(_numbers(",".join(sent.getlist("card"))))
    units = _numbers(sent.get("units", ""))
    only = sent.get("take") == "chosen"
    wanted = [unit for unit in units if unit in chosen or (unit not in shown and not only)]
    with keeping(request, corpus, -(_number(sent.get("group")) or 0), left=sorted(shown - chosen)):
        done_ = actions.accept_group(
            actor=person(request),
            corpus=corpus,
            units=wanted,
            name=sent.get("name", ""),
            cue_words=cue_words(sent.get("cue_words", "")),
            now=now,
        )
    said = ngettext(
        "“%(name)s” is now a theme with %(count)s card.", "“%(name)s” is now a theme with %(count)s cards.", done_.cards
    )
    if done_.skipped:
        said += " " + ngettext(
            "%(skipped)s had been sorted by somebody else and stays there.",
            "%(skipped)s had been sorted by somebody else and stay there.",
            done_.skipped,
        )
    return said % {"name": done_.theme.name, "count": done_.cards, "skipped": done_.skipped}


def asked_of(params: QueryDict) -> Asked:
    """Which proposal an address or a form names; what it says wrongly is read as if it said nothing."""
    groups = _number(params.get("antal"))
    return Asked(
        groups=groups if groups and query.FEWEST <= groups <= query.MOST else None,
        since=_number(params.get("fra")),
        mark=params.get("aftryk", "")[:12],
        dismissed=frozenset(_numbers(params.get("afvist", ""))),
        opened=_number(params.get("vis")) or 0,
        upto=_number(params.get("til")) or query.SHOWN,
    )


def place(asked: Asked) -> dict[str, str]:
    """The parameters that name a proposal, for links and forms."""
    return {
        "antal": str(asked.groups or ""),
        "fra": "" if asked.since is None else str(asked.since),
        "aftryk": asked.mark,
        "afvist": ",".join(map(str, sorted(asked.dismissed))),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


def _numbers(text: str) -> list[int]:
    if len(text) > LONGEST:
        raise RuleError("too_many_cards", most=20_000)
    found = (_number(part) for part in text.split(","))
    return [number for number in found if number is not None]
