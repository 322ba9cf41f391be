"""Refusals, warnings and faults of lists as an organiser reads them; the lower layers hand up codes and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Advice, Rules, Start
from depeche.reading.people import Problem
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.rules import rules_of

Words = str | Promise
ALL_PURPOSES = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence about the set-up and the page of the wizard where it is mended."""

    text: str
    step: str


def refusal(error: RuleError | InputError) -> str:
    """One sentence. An InputError of the actions is written for people already, and translated."""
    if isinstance(error, InputError):
        return error.message
    make = REFUSALS.get(error.code)
    return make(error) if make else _("This cannot be done just now. Nothing has been changed.")


def _same(words: Words) -> Callable[[RuleError], str]:
    return lambda _error: str(words)


def _count(error: RuleError, name: str) -> int:
    value = error.figures.get(name)
    return value if isinstance(value, int) else 0


def _already(error: RuleError) -> str:
    count = _count(error, "count")
    return ngettext(
        "%(count)s address is in the relay already or comes twice. Nobody has been added.",
        "%(count)s addresses are in the relay already or come twice. Nobody has been added.",
        count,
    ) % {"count": count}


def _purpose(error: RuleError) -> str:
    count = _count(error, "missing")
    if count == ALL_PURPOSES:
        return _("The purpose is missing: why, what is in it for the participants, and how it will be used.")
    return ngettext(
        "%(count)s of the three texts on the purpose is missing.",
        "%(count)s of the three texts on the purpose are missing.",
        count,
    ) % {"count": count}


def _few(error: RuleError) -> str:
    if not _count(error, "people"):
        return _("There are no participants yet.")
    return _("There must be at least three participants; there are %(count)s.") % {"count": _count(error, "people")}


def _groupless(error: RuleError) -> str:
    count = _count(error, "people")
    return ngettext(
        "%(count)s participant is not in a group yet.", "%(count)s participants are not in a group yet.", count
    ) % {"count": count}


def _outsiders(error: RuleError) -> str:
    count = _count(error, "people")
    return ngettext(
        "%(count)s participant is from outside, and the rules do not let people from outside be asked.",
        "%(count)s participants are from outside, and the rules do not let people from outside be asked.",
        count,
    ) % {"count": count}


def _moment(error: RuleError) -> str:
    name = str(error.figures.get("moment", ""))
    return _("“%(moment)s” lies in the past.") % {"moment": MOMENTS.get(name, name)}


def _passed(error: RuleError) -> str:
    name = str(error.figures.get("moment", ""))
    return _("“%(moment)s” has passed and can no longer be moved.") % {"moment": MOMENTS.get(name, name)}


MOMENTS: Mapping[str, Words] = {
    "invite": gettext_lazy("Invitations are sent"),
    "open": gettext_lazy("The relay opens"),
    "close": gettext_lazy("Asking closes"),
    "answers_close": gettext_lazy("Answering closes"),
}
REFUSALS: Mapping[str, Callable[[RuleError], str]] = {
    "no_topic": _same(gettext_lazy("The relay has no topic.")),
    "no_purpose": _purpose,
    "no_window": _same(gettext_lazy("The four moments of the relay are not set.")),
    "moment_in_past": _moment,
    "moment_passed": _passed,
    "too_few_people": _few,
    "without_group": _groupless,
    "participant_already": _already,
    "no_group": _same(
        gettext_lazy(
            "The relay is scheduled, so everybody but people from outside must have a group. Nobody has been added."
        )
    ),
    "not_open": _same(gettext_lazy("That cannot be done before the relay has opened.")),
    "closed": _same(gettext_lazy("It is too late for that: the relay has moved on. Nothing has been changed.")),
    "quoting_loosened": _same(
        gettext_lazy("People have been invited with a promise that they are asked before they are quoted. It stays.")
    ),
    "anonymity_loosened": _same(
        gettext_lazy("People have been invited with a promise about who sees their name. It can only be tightened.")
    ),
    "no_starters": _same(gettext_lazy("Nobody is named to begin a thread.")),
    "outsiders_off": _outsiders,
    "marks_fixed": _same(
        gettext_lazy("Who begins and who is from outside is fixed when the relay opens. Nothing has been changed.")
    ),
    "not_closed": _same(gettext_lazy("A new round starts from a relay that has closed.")),
    "anonymised": _same(gettext_lazy("Nobody can be found in this relay any more, so no round can start from it.")),
    "not_held": _same(gettext_lazy("This question is not held any more: somebody was faster. Nothing is changed.")),
    "recipient_suspended": _same(
        gettext_lazy(
            "The one who was asked takes part no more. Let them take part again first, or remove the question."
        )
    ),
    "answered_already": _same(gettext_lazy("The question has been answered in the meantime. Nothing is changed.")),
    "returned_already": _same(
        gettext_lazy("The question has gone back to the one who asked in the meantime. Nothing has been changed.")
    ),
    "held_already": _same(gettext_lazy("The question is held already.")),
    "removed_already": _same(gettext_lazy("The question has been removed already.")),
    "text_too_long": _same(gettext_lazy("The note is too long. Shorten it; nothing has been changed.")),
    "invited_already": _same(gettext_lazy("People have been invited, so the relay cannot go back to being set up.")),
}
STEP_OF: Mapping[str, str] = {
    "no_topic": "topic",
    "no_purpose": "topic",
    "no_window": "window",
    "moment_in_past": "window",
    "too_few_people": "people",
    "without_group": "groups",
    "no_starters": "groups",
    "outsiders_off": "rules",
    "people_few": "people",
    "people_many": "people",
    "groups_few": "groups",
    "groups_many": "groups",
    "group_small": "groups",
    "topic_is_question": "topic",
}


def hint(error: RuleError) -> Hint:
    return Hint(refusal(error), STEP_OF.get(error.code, "topic"))


def advice_hint(advice: Advice) -> Hint:
    """A warning stops nothing."""
    figures = {"count": advice.figure, "group": advice.subject}
    return Hint(str(ADVICE[advice.code]) % figures, STEP_OF.get(advice.code, "topic"))


def unused_starters(rules: Rules, starters: int) -> tuple[Hint, ...]:
    """People are named to begin, and the rules let everybody begin."""
    if not starters or rules.start is Start.STARTERS:
        return ()
    said = ngettext(
        "%(count)s is named to begin a thread, but the rules let everybody begin.",
        "%(count)s are named to begin a thread, but the rules let everybody begin.",
        starters,
    )
    return (Hint(said % {"count": starters}, "rules"),)


ADVICE: Mapping[str, Words] = {
    "people_few": gettext_lazy("There are %(count)s participants. A relay comes alive with at least 10."),
    "people_many": gettext_lazy("There are %(count)s participants. Above 500 the reading becomes heavy."),
    "groups_few": gettext_lazy("There are fewer than two groups, so nothing can be said about who asks whom."),
    "groups_many": gettext_lazy("There are %(count)s groups. More than 10 are hard to tell apart."),
    "group_small": gettext_lazy("“%(group)s” has only %(count)s in it. Figures about so few are not shown."),
    "topic_is_question": gettext_lazy(
        "The topic is a question. People then answer yours instead of asking their own; a few words work better."
    ),
}


def on_joining(relay: Relay) -> tuple[str, ...]:
    """What somebody gets who joins now; empty before people are invited, when nothing happens yet."""
    rules = rules_of(relay)
    if relay.phase == Phase.INVITED:
        return (_("People have been invited: each of these is sent the invitation within a few minutes."),)
    if relay.phase != Phase.OPEN:
        return ()
    right = (
        _("Each gets one question to ask, but people from outside, who ask what they earn by answering.")
        if rules.start is Start.EVERYONE and rules.outsiders
        else _("Each gets one question to ask.")
        if rules.start is Start.EVERYONE
        else _("Those named as starters begin a thread each; the others can be asked at once.")
    )
    return (_("The relay is open."), right, _("The opening mail with the personal link is sent within a few minutes."))


PROBLEMS: Mapping[Problem, Words] = {
    Problem.MISSING_NAME: gettext_lazy("The name is missing"),
    Problem.MISSING_EMAIL: gettext_lazy("The e-mail is missing"),
    Problem.BAD_EMAIL: gettext_lazy("The e-mail is not an address"),
    Problem.DUPLICATE_EMAIL: gettext_lazy("The e-mail comes more than once in the list"),
    Problem.MISSING_GROUP: gettext_lazy("The others have a group, this one has none"),
    Problem.UNKNOWN_GROUP: gettext_lazy("There is no such group"),
    Problem.UNKNOWN_SECTOR: gettext_lazy("There is no such sector"),
    Problem.TOO_LONG: gettext_lazy("A field is too long"),
    Problem.UNCLEAR_MARK: gettext_lazy("Starter and from outside are said with yes or no"),
    Problem.CPR: gettext_lazy("This looks like a CPR number; it must not be here"),
}


def unreadable(error: InputError) -> str:
    """Why a list as a whole cannot be read."""
    if error.column == "e-mail":
        return _("No column is called “E-mail”. Give the columns headings in the first row: Name, E-mail, Group.")
    if error.column == "navn":
        return _("No column is called “Name”. Give the columns headings in the first row: Name, E-mail, Group.")
    if error.row:
        return _("Row %(row)s cannot be read. Check it, save the list anew, or paste the lines instead.") % {
            "row": error.row
        }
    return _("The list cannot be read. Save it as XLSX, or as CSV in UTF-8, or paste the lines instead.")


def field_refusal(error: InputError) -> str:
    """A rule of the relay or a moment that does not fit; the column says which."""
    return str(FIELDS.get(error.column or "", gettext_lazy("This does not fit with the rest.")))


FIELDS: Mapping[str, Words] = {
    "invite": gettext_lazy("Invitations must be sent before the relay opens, or as it opens."),
    "close": gettext_lazy("Asking must close later than the relay opens, and not in the past."),
    "answers_close": gettext_lazy("Answering cannot close before asking does."),
    "waiting_cap": gettext_lazy("Choose 1 to 50, or leave it empty."),
    "received_cap": gettext_lazy("Choose 2 to 50, or leave it empty."),
    "answer_within": gettext_lazy("Choose 1 to 336 hours, or leave it empty."),
    "hops_per_thread": gettext_lazy("Choose 2 to 100, or leave it empty."),
    "night_to": gettext_lazy("The night must end at another hour than it begins."),
    "not_back": gettext_lazy("This gives away who asked. Let askers be shown with their name, or leave it out."),
    "live": gettext_lazy("In a room everybody writes. Let everybody begin, or leave this out."),
}
