"""The theme card, and every step on themes: one form, one action, one sentence."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries
from depeche.web.analysis.actions.undo import done
from depeche.web.analysis.forms import MoveForm, ThemeForm, cue_words
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.views._access import act, number, page, person
from depeche.web.analysis.views._typed import keeping, typed


@page
def theme_card(request: HttpRequest, corpus: Corpus, theme_id: int) -> HttpResponse:
    card = queries.theme_card(corpus, theme_id)
    if card is None:
        raise Http404
    context = {
        "corpus": corpus,
        "project": corpus.project,
        "tab": "workbench",
        "card": card,
        "theme": card.theme,
        "typed": typed(request, corpus, theme_id),
        "undo": done(corpus).values_list("pk", flat=True).first(),
    }
    return render(request, "analysis/theme_card.html", context)


def _theme_form(request: HttpRequest) -> ThemeForm:
    form = ThemeForm(request.POST)
    if not form.is_valid():  # only a parent that is no number
        raise RuleError("theme_gone")
    return form


@act
def create_theme(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    with keeping(request, corpus):
        data = _theme_form(request).cleaned_data
        theme = actions.create_theme(
            actor=person(request),
            corpus=corpus,
            name=data["name"],
            definition=data["definition"],
            cue_words=data["cue_words"],
            parent_id=data["parent"],
            now=now,
        )
    return _("The theme “%(name)s” has been made.") % {"name": theme.name}


@act
def edit_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    """Save the theme card; the words of the buttons (`add`) are saved with what was typed."""
    with keeping(request, corpus, theme_id):
        data = _theme_form(request).cleaned_data
        added = cue_words(request.POST.get("add", ""))
        have = {word.casefold() for word in data["cue_words"]}
        theme = actions.edit_theme(
            actor=person(request),
            corpus=corpus,
            theme_id=theme_id,
            words=actions.ThemeWords(
                data["name"],
                data["definition"],
                [*data["cue_words"], *(word for word in added if word.casefold() not in have)],
                data["include"],
                data["exclude"],
            ),
            seen=data["seen"] or None,
            now=now,
        )
    return _("“%(name)s” has been saved.") % {"name": theme.name}


@act
def nest_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    parent_id = number(request, "into") if request.POST.get("into") else None
    theme = actions.nest_theme(actor=person(request), corpus=corpus, theme_id=theme_id, parent_id=parent_id, now=now)
    if theme.parent is None:
        return _("“%(name)s” is a theme of its own.") % {"name": theme.name}
    return _("“%(name)s” is now a sub-theme of “%(parent)s”.") % {"name": theme.name, "parent": theme.parent.name}


@act
def merge_themes(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    into_id = number(request, "into")
    into = actions.merge_themes(actor=person(request), corpus=corpus, theme_id=theme_id, into_id=into_id, now=now)
    return _("The two themes are now one: “%(name)s”.") % {"name": into.name}


@act
def split_theme(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    """The chosen cards become a new theme, whether they come from a theme or from the unsorted."""
    form = MoveForm(request.POST)
    cards = form.cleaned_data["cards"] if form.is_valid() else []
    if not cards:
        raise RuleError("no_cards")
    name = request.POST.get("name", "")
    origins = {card.themes for card in cards}
    origin = cards[0].seen if len(origins) == 1 and not cards[0].also else None
    units = [card.unit_id for card in cards]
    theme = (
        actions.split_theme(actor=person(request), corpus=corpus, theme_id=origin, units=units, name=name, now=now)
        if origin
        else actions.gather_theme(actor=person(request), corpus=corpus, cards=cards, name=name, now=now)
    )
    return _("The chosen cards are now the theme “%(name)s”.") % {"name": theme.name}


@act
def delete_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    taken = actions.delete_theme(actor=person(request), corpus=corpus, theme_id=theme_id, now=now)
    said = ngettext(
        "The theme has been removed; %(count)s card is unsorted again.",
        "The theme has been removed; %(count)s cards are unsorted again.",
        taken.unsorted,
    )
    kept = taken.cards - taken.unsorted
    if kept:
        said += " " + ngettext("%(kept)s is still in another theme.", "%(kept)s are still in other themes.", kept)
    return said % {"count": taken.unsorted, "kept": kept}


@act
def place_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    place = number(request, "place")
    actions.place_theme(actor=person(request), corpus=corpus, theme_id=theme_id, place=place, now=now)
    return ""
