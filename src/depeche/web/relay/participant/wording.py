"""The rules of a relay, and each of its refusals, in the words a participant reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Anonymity, Recipient, Rules
from depeche.web.common.spoken import spoken_number

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SMALL = {
    1: gettext_lazy("one"),
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
    10: gettext_lazy("ten"),
}


def number_word(count: int) -> str:
    """Up to ten as a word, above as figures."""
    return str(SMALL[count]) if count in SMALL else spoken_number(count)


# How it works


def rules_in_words(rules: Rules) -> tuple[str, ...]:
    """How this relay works, one sentence or two a rule, in the order in which one meets them."""
    sentences = (
        _("You begin with one question, and you choose yourself whom to ask."),
        _RECIPIENT[rules.recipient](),
        _("Choose somebody new each time, as long as there is somebody you have not asked.")
        if rules.new_recipient
        else "",
        _("You cannot send a question back to the person who has just asked you.") if rules.not_back else "",
        _("When you answer a question, you get one new question to ask."),
        _cap(rules.waiting_cap),
        _limit(rules),
        _("If you are the wrong one to ask, you can decline and say why. Then the question goes back too.")
        if rules.decline
        else "",
    )
    return tuple(sentence for sentence in sentences if sentence)


_RECIPIENT: Mapping[Recipient, Callable[[], str]] = {
    Recipient.FREE: str,
    Recipient.OTHER_GROUP: lambda: _("You ask somebody from another group than your own."),
    Recipient.OTHER_SECTOR: lambda: _("You ask somebody from another sector than your own."),
}


def _cap(cap: int | None) -> str:
    if cap is None:
        return ""
    return ngettext(
        "Somebody who already has %(count)s unanswered question cannot be chosen until they have answered.",
        "Somebody who already has %(count)s unanswered questions cannot be chosen until they have answered.",
        cap,
    ) % {"count": number_word(cap)}


def _limit(rules: Rules) -> str:
    if rules.answer_within is None:
        return _("A question may be answered for as long as the relay lasts.")
    pauses = {
        (True, True): _("Nights and weekends do not count."),
        (True, False): _("Nights do not count."),
        (False, True): _("Weekends do not count."),
        (False, False): "",
    }[rules.quiet_nights, rules.quiet_weekends]
    limit = ngettext(
        "A question is answered within %(count)s hour.",
        "A question is answered within %(count)s hours.",
        rules.answer_within,
    ) % {"count": spoken_number(rules.answer_within)}
    back = _("If it is not, it goes back to the one who asked, who may send it to somebody else.")
    return " ".join(filter(None, (limit, pauses, back)))


def words_about_words(rules: Rules) -> tuple[str, ...]:
    """What happens to what a participant writes, and who sees the name."""
    hidden = (
        _("Nobody is shown that you asked: neither the person you ask, nor the other participants, nor readers."),
        _("The person who asked you knows that the answer is yours, since they chose you."),
        _("When the relay has closed, all participants may read all questions and answers, without names."),
        _(
            "If you ask on after an answer, your question stands after it in the thread, so the person who asked you"
            " may guess that it is yours."
        ),
        _("An answer may be shown with the group it came from, if there are at least five people in it."),
    )
    shown = (
        _("The person you ask, and the one who asked you, see your name."),
        _("When the relay has closed, all participants may read all questions and answers."),
    )
    return (
        *(hidden if rules.anonymity is Anonymity.HIDDEN else shown),
        _("The organiser can see who wrote what, and uses it only to run the relay and to write the report."),
    )


# When a rule says no


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened, and what can be done. What was written is kept by the page that shows it."""

    happened: str
    todo: str
    elsewhere: bool = False  # the form cannot succeed any more: offer the way on rather than the same button


def refusal_in_words(error: RuleError) -> Refusal:
    """The sentences for a refusal; a code without its own gets one that is true of all."""
    make = REFUSALS.get(error.code)
    return (
        make(error) if make else Refusal(_("This cannot be done just now."), _("Go to the front page and try again."))
    )


def _plain(happened: StrPromise, todo: StrPromise, *, elsewhere: bool = False) -> Callable[[RuleError], Refusal]:
    return lambda _error: Refusal(str(happened), str(todo), elsewhere)


def _full(error: RuleError) -> Refusal:
    waiting = error.figures.get("waiting")
    count = waiting if isinstance(waiting, int) else 2
    happened = ngettext(
        "Somebody was faster: %(count)s question now waits for this person, who can get no more until they answer.",
        "Somebody was faster: %(count)s questions now wait for this person, who can get no more until they answer.",
        count,
    ) % {"count": number_word(count)}
    return Refusal(happened, _("Choose somebody else. Your text goes along."))


_CHOOSE_ANOTHER = gettext_lazy("Choose somebody else. Your text goes along.")
_COPY = gettext_lazy("Copy your text if you want to keep it.")
REFUSALS: Mapping[str, Callable[[RuleError], Refusal]] = {
    "not_open": _plain(
        gettext_lazy("The relay has not opened yet."), gettext_lazy("Come back when it opens. Your text is kept.")
    ),
    "closed": _plain(gettext_lazy("The relay has closed, so this was not sent."), _COPY, elsewhere=True),
    "suspended": _plain(
        gettext_lazy("You have been taken out of this relay, so this was not sent."),
        gettext_lazy("Write to the organiser if you think it is a mistake."),
        elsewhere=True,
    ),
    "no_right": _plain(
        gettext_lazy("You have no question left just now."),
        gettext_lazy("You get one when you answer, or when a question of yours returns. Your text is kept as a draft."),
        elsewhere=True,
    ),
    "not_participant": _plain(gettext_lazy("That person does not take part in this relay."), _CHOOSE_ANOTHER),
    "self": _plain(gettext_lazy("You cannot ask yourself."), _CHOOSE_ANOTHER),
    "recipient_suspended": _plain(gettext_lazy("That person no longer takes part in the relay."), _CHOOSE_ANOTHER),
    "same_group": _plain(gettext_lazy("In this relay you ask somebody from another group."), _CHOOSE_ANOTHER),
    "same_sector": _plain(gettext_lazy("In this relay you ask somebody from another sector."), _CHOOSE_ANOTHER),
    "asked_me_just_now": _plain(
        gettext_lazy("You cannot send a question back to the person who has just asked you."), _CHOOSE_ANOTHER
    ),
    "recipient_full": _full,
    "already_asked": _plain(
        gettext_lazy("You have asked this person before, and there are others you have not asked."), _CHOOSE_ANOTHER
    ),
    "not_recipient": _plain(gettext_lazy("This question was not put to you."), _COPY, elsewhere=True),
    "answered_already": _plain(
        gettext_lazy("This question has been answered already, perhaps from another device."), _COPY, elsewhere=True
    ),
    "returned_already": _plain(
        gettext_lazy("The time ran out: the question has gone back to the one who asked, so the answer was not sent."),
        gettext_lazy("Copy your text if you want to keep it. You may still be asked by others."),
        elsewhere=True,
    ),
    "held_already": _plain(
        gettext_lazy("The organiser is looking at this question, so it cannot be answered just now."),
        gettext_lazy("Your text is kept as a draft. Come back later."),
        elsewhere=True,
    ),
    "removed_already": _plain(gettext_lazy("The organiser has removed this question."), _COPY, elsewhere=True),
    "decline_off": _plain(
        gettext_lazy("In this relay a question cannot be declined."),
        gettext_lazy("Answer as well as you can, or let the time run out; then it goes to somebody else."),
    ),
    "not_asker": _plain(gettext_lazy("This question is not yours."), _COPY, elsewhere=True),
    "not_returned": _plain(
        gettext_lazy("This question has not come back to you, so it cannot be sent again."), _COPY, elsewhere=True
    ),
    "asked_already": _plain(gettext_lazy("This question has been sent already."), _COPY, elsewhere=True),
    "no_such_question": _plain(gettext_lazy("This question is not in this relay."), _COPY, elsewhere=True),
    "empty_text": _plain(gettext_lazy("There was no text to send."), gettext_lazy("Write something, then send it.")),
    "text_too_long": _plain(
        gettext_lazy("The text is too long."), gettext_lazy("Shorten it, then send it. Nothing is lost.")
    ),
    "empty_reason": _plain(gettext_lazy("There was no reason."), gettext_lazy("Say in a sentence why you decline.")),
}
