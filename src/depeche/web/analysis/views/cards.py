"""Steps on cards: into a theme, into one more, out of one, shown as an example."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.analysis import actions, queries
from depeche.web.analysis.forms import MoveForm
from depeche.web.analysis.models import Corpus, Theme
from depeche.web.analysis.views._access import Done, act, person


@act
def move(request: HttpRequest, corpus: Corpus, now: datetime) -> Done:
    """Into a theme instead of those the cards were seen in, or (`also`) as well as those; as suggested or not."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise RuleError("no_cards")
    data = form.cleaned_data
    cards, to_id, also = data["cards"], data["to"], data["also"]
    if also and to_id is None:
        raise RuleError("also_unsorted")
    actor, offered = person(request), data["offered"]
    moved = actions.sort_cards(
        actor=actor, corpus=corpus, cards=cards, to_id=to_id, also=also, offered=offered, now=now
    )
    said = _added(moved) if also else _moved(moved) if to_id else _unsorted(moved)
    name = Theme.objects.get(pk=to_id).name if to_id else ""
    said = said % {"count": moved.cards, "theme": name, "codings": moved.codings} + _skipped(moved)
    sorted_now = moved.cards and any(card.seen is None for card in cards)
    return Done(said + (_left(corpus) if sorted_now else ""), data["onward"] if sorted_now else None)


def _left(corpus: Corpus) -> str:
    left = queries.unsorted(corpus)
    return " " + ngettext("%(left)s unsorted left.", "%(left)s unsorted left.", left) % {"left": left}


def _added(moved: actions.Moved) -> str:
    return ngettext("%(count)s card is now in %(theme)s too.", "%(count)s cards are now in %(theme)s too.", moved.cards)


def _moved(moved: actions.Moved) -> str:
    return ngettext("%(count)s card moved to %(theme)s.", "%(count)s cards moved to %(theme)s.", moved.cards)


def _unsorted(moved: actions.Moved) -> str:
    if moved.codings == moved.cards:
        return ngettext("%(count)s card is unsorted again.", "%(count)s cards are unsorted again.", moved.cards)
    return ngettext(
        "%(count)s card is unsorted again; it stood in %(codings)s themes.",
        "%(count)s cards are unsorted again; they stood in %(codings)s places.",
        moved.cards,
    )


def _skipped(moved: actions.Moved) -> str:
    if not moved.skipped:
        return ""
    said = ngettext(
        "%(skipped)s had been moved by somebody else and stays there.",
        "%(skipped)s had been moved by somebody else and stay there.",
        moved.skipped,
    )
    return " " + said % {"skipped": moved.skipped}


@act
def take_out(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    form = MoveForm(request.POST)
    units = [card.unit_id for card in form.cleaned_data["cards"]] if form.is_valid() else []
    taken = actions.take_out(actor=person(request), corpus=corpus, units=units, theme_id=theme_id, now=now)
    said = ngettext(
        "%(count)s card has been taken out of the theme.",
        "%(count)s cards have been taken out of the theme.",
        taken.cards,
    )
    if taken.unsorted:
        said += " " + ngettext(
            "%(unsorted)s is in no other theme and is unsorted again.",
            "%(unsorted)s are in no other theme and are unsorted again.",
            taken.unsorted,
        )
    return said % {"count": taken.cards, "unsorted": taken.unsorted}


@act
def example(request: HttpRequest, corpus: Corpus, now: datetime, theme_id: int) -> str:
    form = MoveForm(request.POST)
    cards = form.cleaned_data["cards"] if form.is_valid() else []
    if len(cards) != 1:
        raise RuleError("no_cards")
    on = request.POST.get("on", "1") == "1"
    unit_id = cards[0].unit_id
    actions.show_example(actor=person(request), corpus=corpus, unit_id=unit_id, theme_id=theme_id, on=on, now=now)
    return _("Shown on the theme card as an example.") if on else _("No longer an example.")
