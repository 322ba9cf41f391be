"""Steps on cards: into a theme, into one more, out of one, shown as an example."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.web.analysis import actions
from depeche.web.analysis.forms import MoveForm
from depeche.web.analysis.models import Corpus, Theme
from depeche.web.analysis.views._access import act, person


@act
def move(request: HttpRequest, corpus: Corpus, now: datetime) -> str:
    """Into a theme instead of those the cards were seen in, or (`also`) as well as those."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise RuleError("no_cards")
    actor, cards, to_id = person(request), form.cleaned_data["cards"], form.cleaned_data["to"]
    if form.cleaned_data["also"]:
        if to_id is None:
            raise RuleError("also_unsorted")
        moved = actions.add_cards(actor=actor, corpus=corpus, cards=cards, to_id=to_id, now=now)
        said = ngettext("%(count)s card is now in %(theme)s too.", "%(count)s cards are now in %(theme)s too.", moved.cards)
    else:
        moved = actions.move_cards(actor=actor, corpus=corpus, cards=cards, to_id=to_id, now=now)
        said = _moved(moved) if to_id else _unsorted(moved)
    name = Theme.objects.get(pk=to_id).name if to_id else ""
    return said % {"count": moved.cards, "theme": name, "codings": moved.codings} + _skipped(moved)


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
