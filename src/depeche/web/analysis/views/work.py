"""Every step of work on a corpus: one form, one action, one sentence."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.corpus import Span
from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries, spans
from depeche.web.analysis.forms import MoveForm, PassageForm, ThemeForm
from depeche.web.analysis.models import Corpus, TextUnit, Theme
from depeche.web.analysis.views._access import Done, act, person, search_key


@act
def move(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise RuleError("no_cards")
    to_id = form.cleaned_data["to"]
    moved = actions.move_cards(
        actor=person(request), corpus=corpus, cards=form.cleaned_data["cards"], to_id=to_id, now=now
    )
    name = Theme.objects.get(pk=to_id).name if to_id else ""
    return _moved(moved, name)


def _moved(moved: actions.Moved, name: str) -> str:
    figures = {"count": moved.cards, "theme": name, "skipped": moved.skipped}
    if name:
        said = ngettext("%(count)s card moved to %(theme)s.", "%(count)s cards moved to %(theme)s.", moved.cards)
    else:
        said = ngettext("%(count)s card is unsorted again.", "%(count)s cards are unsorted again.", moved.cards)
    if moved.skipped:
        said += " " + ngettext(
            "%(skipped)s had been moved by somebody else and stays there.",
            "%(skipped)s had been moved by somebody else and stay there.",
            moved.skipped,
        )
    return said % figures


def _theme_form(request: HttpRequest) -> ThemeForm:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        raise RuleError("theme_name_missing" if "name" in form.errors else "definition_long", most=2000)
    return form


@act
def create_theme(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    data = _theme_form(request).cleaned_data
    theme = actions.create_theme(
        actor=person(request),
        corpus=corpus,
        name=data["name"],
        definition=data["definition"],
        cue_words=data["cue_words"],
        now=now,
    )
    return _("The theme “%(name)s” has been made.") % {"name": theme.name}


@act
def edit_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    data = _theme_form(request).cleaned_data
    theme = actions.edit_theme(
        actor=person(request),
        corpus=corpus,
        theme_id=theme_id,
        name=data["name"],
        definition=data["definition"],
        cue_words=data["cue_words"],
        seen=data["seen"] or None,
        now=now,
    )
    return _("“%(name)s” has been saved.") % {"name": theme.name}


@act
def merge_themes(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    into_id = _chosen(request, "into")
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
    origins = {card.seen for card in cards}
    origin = origins.pop() if len(origins) == 1 else None
    units = [card.unit_id for card in cards]
    theme = (
        actions.split_theme(actor=person(request), corpus=corpus, theme_id=origin, units=units, name=name, now=now)
        if origin
        else actions.gather_theme(actor=person(request), corpus=corpus, cards=cards, name=name, now=now)
    )
    return _("The chosen cards are now the theme “%(name)s”.") % {"name": theme.name}


@act
def delete_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    count = actions.delete_theme(actor=person(request), corpus=corpus, theme_id=theme_id, now=now)
    said = ngettext(
        "The theme has been removed; %(count)s card is unsorted again.",
        "The theme has been removed; %(count)s cards are unsorted again.",
        count,
    )
    return said % {"count": count}


@act
def place_theme(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    place = _chosen(request, "place")
    actions.place_theme(actor=person(request), corpus=corpus, theme_id=theme_id, place=place, now=now)
    return ""


@act
def highlight(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    passage = _passage(request, corpus, unit_id)
    on = request.POST.get("on", "1") == "1"
    actions.highlight(
        actor=person(request),
        corpus=corpus,
        unit_id=unit_id,
        side=passage.side,
        span=passage.span,
        phrase=passage.phrase,
        on=on,
        now=now,
    )
    return _("Highlighted.") if on else _("The highlight has been taken away.")


@act
def leave_out(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    passage = _passage(request, corpus, unit_id)
    out = request.POST.get("on", "1") == "1"
    actions.leave_out(
        actor=person(request),
        corpus=corpus,
        unit_id=unit_id,
        side=passage.side,
        span=passage.span,
        phrase=passage.phrase,
        out=out,
        now=now,
    )
    return _("The report will show [...] there.") if out else _("The passage is back.")


@act
def quote(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    chosen = request.POST.get("on", "1") == "1"
    actions.choose_quote(actor=person(request), corpus=corpus, unit_id=unit_id, chosen=chosen, now=now)
    return _("Marked for the report.") if chosen else _("Taken out of the report.")


@act
def place_quote(request: HttpRequest, corpus: Corpus, now: datetime, unit_id: int) -> str:
    after = request.POST.get("after") == "1"
    actions.place_quote(actor=person(request), corpus=corpus, unit_id=unit_id, after=after, now=now)
    return ""


@act
def undo(request: HttpRequest, corpus: Corpus, now: datetime) -> Done:
    seen = _chosen(request, "seen") if request.POST.get("seen") else None
    change = actions.undo(actor=person(request), corpus=corpus, seen=seen, now=now)
    said = _("Undone: %(what)s.") % {"what": queries.sentence(change.kind, change.data["figures"])}
    return Done(said, actions.card_of(change))


@act
def undo_to(request: HttpRequest, corpus: Corpus, now: datetime, change_id: int) -> str:
    seen = _chosen(request, "seen") if request.POST.get("seen") else None
    count = actions.undo_to(actor=person(request), corpus=corpus, change_id=change_id, seen=seen, now=now)
    return ngettext("%(count)s step undone.", "%(count)s steps undone.", count) % {"count": count}


@act
def redo(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    change = actions.redo(actor=person(request), corpus=corpus, now=now)
    return _("Done again: %(what)s.") % {"what": queries.sentence(change.kind, change.data["figures"])}


@act
def search(request: HttpRequest, corpus: Corpus, now: datetime) -> str:  # noqa: ARG001 - the signature of a step
    """What to search for is kept in the session: participants' words do not belong in addresses and logs."""
    request.session[search_key(corpus)] = request.POST.get("q", "").strip()[:200]
    return ""


def _chosen(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not value.isdecimal() or len(value) > 18:
        raise RuleError("theme_gone" if name == "into" else "changed_meanwhile")
    return int(value)


class Passage:
    """A passage as sent: by its place with the words seen there, or by its words alone."""

    def __init__(self, side: actions.Side, span: Span, phrase: str | None) -> None:
        self.side, self.span, self.phrase = side, span, phrase


def _passage(request: HttpRequest, corpus: Corpus, unit_id: int) -> Passage:
    form = PassageForm(request.POST)
    if not form.is_valid():
        raise RuleError("outside_text")
    data = form.cleaned_data
    side = cast("actions.Side", data["side"])
    if data["start"] is not None and data["end"] is not None:
        return Passage(side, Span(data["start"], data["end"]), data["phrase"] or None)
    units = TextUnit.objects.filter(corpus=corpus)
    unit = units.filter(pk=unit_id) if side == "question" else units.filter(question=unit_id)
    found = spans.find(unit.values_list("text", flat=True).first() or "", data["phrase"])
    if found is None:
        raise RuleError("phrase_missing")
    return Passage(side, found, None)
