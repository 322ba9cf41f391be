"""What the pages of quotes say, each code in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depeche.core.quotes import Candidate, Fault, Length, Why
from depeche.core.text.hints import HintKind
from depeche.web.analysis.queries.quotes.consents import State


def reasons(one: Candidate, themes: tuple[str, ...], group: str, source: str) -> tuple[str, ...]:
    """Why a text is a candidate. `group` is "" where it may not be told, `source` where there is only one."""
    why = {
        Why.MIDDLE: _("Like much of what the theme holds"),
        Why.EDGE: _("Unlike most of what the theme holds"),
        Why.BETWEEN: _("Also in %(themes)s") % {"themes": ", ".join(themes)},
        Why.REST: _("In the theme"),
    }[one.why]
    return tuple(
        words
        for words in (
            why,
            _("the first from %(group)s") % {"group": group} if group and one.new_group else "",
            _("the first from %(source)s") % {"source": source} if source and one.new_source else "",
            {Length.SHORT: _("very short"), Length.FITS: "", Length.LONG: _("long: trim it")}[one.length],
        )
        if words
    )


def fault_in_words(fault: Fault) -> str:
    """Why a quote is not printed, and what to do."""
    return {
        Fault.CHANGED: _(
            "The text is no longer the one that was brought in, so the quote is not printed. Take it out, and bring the"
            " material in anew."
        ),
        Fault.RANGES: _(
            "What is kept of the text does not fit it, so the quote is not printed. Take it out of the report, mark it"
            " again, and trim it anew."
        ),
        Fault.NOTHING: _(
            "Nothing is left of the text, so the quote is not printed. Bring a passage back, or take it out."
        ),
    }[fault]


def hint_in_words(kind: HintKind) -> str:
    return {
        HintKind.CPR: _("a number like a civil registration number"),
        HintKind.EMAIL: _("an e-mail address"),
        HintKind.PHONE: _("a phone number"),
        HintKind.ADDRESS: _("an address"),
        HintKind.NAME: _("a name"),
        HintKind.SHORT: _("few words"),
        HintKind.LONG: _("many words"),
    }[kind]


def state_in_words(state: State, *, answer: bool) -> str:
    """Where the consent of the author stands; who it is, nobody is told."""
    words = {
        State.FREE: _("need not be asked"),
        State.UNASKED: _("not asked yet"),
        State.ASKED: _("asked, no reply yet"),
        State.YES: _("has said yes"),
        State.BARE: _("has said yes, without the group"),
        State.NO: _("has said no"),
        State.WISH: _("has said no, and would rather see other words"),
        State.NOBODY: _("cannot be asked any more"),
    }[state]
    who = _("Who answered") if answer else _("Who asked")
    return f"{who}: {words}"
