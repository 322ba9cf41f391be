"""Each refusal of a relay in the words a participant reads. What the rules promise: see promises.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from depeche.core.errors import RuleError
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


# When a rule says no


class Doing(Enum):
    """What was tried, where the way on is another than when asking or answering."""

    PASSING_ON = auto()
    REWRITING = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened, and what can be done. What was written is kept by the page that shows it."""

    happened: str
    todo: str
    elsewhere: bool = False  # the form cannot succeed any more: offer the way on rather than the same button


def refusal_in_words(error: RuleError, doing: Doing | None = None) -> Refusal:
    """The sentences for a refusal; a code without its own gets one that is true of all. Most acts share them: `doing`
    says which was tried, where that makes a difference.
    """
    make = (_DOING[doing].get(error.code) if doing else None) or REFUSALS.get(error.code)
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
    "outsider": _plain(
        gettext_lazy("That person is a guest from outside, and guests are not asked in this relay."), _CHOOSE_ANOTHER
    ),
    "dealt_only": _plain(
        gettext_lazy("In this relay questions are dealt in the room; nobody chooses whom to ask."),
        gettext_lazy("Wait for the next round in the room. Your text is kept as a draft."),
        elsewhere=True,
    ),
    "not_dealt": _plain(
        gettext_lazy("In this relay you choose yourself whom to ask; questions are not dealt."),
        gettext_lazy("Go to the front page and choose whom to ask."),
        elsewhere=True,
    ),
    "already_asked": _plain(
        gettext_lazy("You have asked this person before, and there are others you have not asked."), _CHOOSE_ANOTHER
    ),
    "asked_enough": _plain(
        gettext_lazy("This person has had enough questions for now: there are others who have had fewer."),
        _CHOOSE_ANOTHER,
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
    "pass_on_off": _plain(
        gettext_lazy("In this relay a question cannot be passed on."),
        gettext_lazy("Answer as well as you can, or let the time run out; then it goes back to the one who asked."),
    ),
    "last_hop": _plain(
        gettext_lazy("The thread has come to its last question, so this one cannot be passed on."),
        gettext_lazy("Answer as well as you can, or let the time run out; then it goes back to the one who asked."),
    ),
    "had_it_already": _plain(
        gettext_lazy("That person has had the question already and passed it on."),
        gettext_lazy("Choose somebody else."),
    ),
    "report_off": _plain(
        gettext_lazy("In this relay a question cannot be reported here."),
        gettext_lazy("Write to the organiser: just answer one of the mails from the relay."),
    ),
    "not_held": _plain(
        gettext_lazy("The question is not held any more, so there is nothing to rewrite."), _COPY, elsewhere=True
    ),
    "no_rewrite_asked": _plain(
        gettext_lazy("The organiser is still looking at this question and has not asked for other words."),
        gettext_lazy("Your text is kept as a draft. Come back later."),
        elsewhere=True,
    ),
    "not_asker": _plain(gettext_lazy("This question is not yours."), _COPY, elsewhere=True),
    "not_returned": _plain(
        gettext_lazy("This question has not come back to you, so it cannot be sent again."), _COPY, elsewhere=True
    ),
    "asked_already": _plain(gettext_lazy("This question has been sent already."), _COPY, elsewhere=True),
    "no_such_question": _plain(gettext_lazy("This question is not in this relay."), _COPY, elsewhere=True),
    "no_such_passage": _plain(
        gettext_lazy("You are not asked about this passage any more, so the reply was not kept."),
        gettext_lazy("Look at the passages as they are now."),
    ),
    "passage_printed": _plain(
        gettext_lazy("The report has been published, so the reply was not changed."),
        gettext_lazy("Write to the organiser if you have second thoughts."),
    ),
    "empty_text": _plain(gettext_lazy("There was no text to send."), gettext_lazy("Write something, then send it.")),
    "text_too_long": _plain(
        gettext_lazy("The text is too long."), gettext_lazy("Shorten it, then send it. Nothing is lost.")
    ),
    "empty_reason": _plain(gettext_lazy("There was no reason."), gettext_lazy("Say in a sentence why you decline.")),
}


def _without_text(error: RuleError) -> Refusal:
    """Whom one may not pass a question on to: as when asking, only that no text goes along."""
    return replace(REFUSALS[error.code](error), todo=_("Choose somebody else."))


_DOING: Mapping[Doing, Mapping[str, Callable[[RuleError], Refusal]]] = {
    Doing.PASSING_ON: {
        "self": _plain(gettext_lazy("You have this question already."), gettext_lazy("Choose somebody else.")),
        "not_participant": _without_text,
        "recipient_suspended": _without_text,
        "outsider": _without_text,
        "recipient_full": _without_text,
        "not_recipient": _plain(
            gettext_lazy("You do not have this question any more, so it was not passed on."),
            gettext_lazy("Perhaps you have passed it on already, from another device."),
            elsewhere=True,
        ),
    },
    Doing.REWRITING: {
        "recipient_suspended": _plain(
            gettext_lazy("The person you asked no longer takes part in the relay, so the question cannot go on."),
            gettext_lazy("Your text is kept as a draft. The organiser can give you your question back: answer a mail."),
            elsewhere=True,
        ),
        "closed": _plain(gettext_lazy("The relay has closed, so the question does not go on."), _COPY, elsewhere=True),
    },
}
