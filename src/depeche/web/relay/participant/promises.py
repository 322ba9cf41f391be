"""What a relay promises, in the words a participant reads: how it works, and what happens to what they write.

Each value of each rule has its words, or none where it means that something is not there at all. The tests play each
value on the engine and hold the sentence against what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Rules, Start
from depeche.web.common.spoken import spoken_number
from depeche.web.relay.participant.wording import number_word

# How it works


def rules_in_words(rules: Rules) -> tuple[str, ...]:
    """How this relay works, one sentence or two a rule, in the order in which one meets them."""
    choosing = () if rules.live else _choosing(rules)
    sentences = (
        _beginning(rules),
        _("Guests from outside take part too. They can be asked like all others, and may ask when they have answered.")
        if rules.outsiders
        else "",
        *choosing,
        _("When you answer a question, you get one new question to ask."),
        _end_of_thread(rules.hops_per_thread),
        _limit(rules),
        _declining(rules),
        _("If you know somebody who can answer better, you can pass the question on to them. That earns no question.")
        if rules.pass_on
        else "",
        _(
            "If something in a question should not stand there, you can report it to the organiser. Then the question"
            " is held: it goes on, the one who asked puts it in other words, or it is removed and they may ask another."
        )
        if rules.report
        else "",
    )
    return tuple(sentence for sentence in sentences if sentence)


def _beginning(rules: Rules) -> str:
    if rules.live:
        return _(
            "You meet in a room. Everybody writes a question, and the questions are dealt at random: nobody chooses"
            " whom to ask, and nobody gets their own."
        )
    if rules.start is Start.STARTERS:
        return _(
            "The organiser has named some people to begin, each with one question. All others may ask when they have"
            " answered. You choose yourself whom to ask."
        )
    if rules.outsiders:
        return _("Everybody but guests from outside begins with one question, and you choose yourself whom to ask.")
    return _("You begin with one question, and you choose yourself whom to ask.")


def _choosing(rules: Rules) -> tuple[str, ...]:
    return (
        _("Up to three people are suggested to you, each with the reason. The choice is still yours.")
        if rules.suggestions
        else "",
        _RECIPIENT[rules.recipient](),
        _("Choose somebody new each time, as long as there is somebody you have not asked.")
        if rules.new_recipient
        else _("You may ask the same person more than once."),
        _("You cannot send a question back to the person who has just asked you.") if rules.not_back else "",
        _cap(rules.waiting_cap),
        _received(rules.received_cap),
    )


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


def _received(cap: int | None) -> str:
    if cap is None:
        return ""
    return _(
        "Somebody who has had %(count)s questions or more cannot be chosen as long as you can choose others who have"
        " had fewer."
    ) % {"count": number_word(cap)}


def _end_of_thread(hops: int | None) -> str:
    if hops is None:
        return ""
    return _(
        "A thread is at most %(count)s questions long; a question that is passed on counts as one more. The last answer"
        " gives no new question."
    ) % {"count": number_word(hops)}


def _limit(rules: Rules) -> str:
    if rules.answer_within is None:
        return _("A question may be answered for as long as the relay lasts.")
    limit = ngettext(
        "A question is answered within %(count)s hour.",
        "A question is answered within %(count)s hours.",
        rules.answer_within,
    ) % {"count": spoken_number(rules.answer_within)}
    back = (
        _("If it is not, it goes back to the one who asked.")
        if rules.live
        else _("If it is not, it goes back to the one who asked, who may send it to somebody else.")
    )
    return " ".join(filter(None, (limit, *_pauses(rules), back)))


def _pauses(rules: Rules) -> tuple[str, ...]:
    """Hours that do not count, by the clock of the relay; whose clock is said where it is not that of this site."""
    night = _("The time from %(begins)s:00 to %(ends)s:00 does not count.") % {
        "begins": rules.night_from,
        "ends": rules.night_to,
    }
    zone = _("The clock is that of %(zone)s.") % {"zone": rules.timezone.replace("_", " ")}
    pauses = rules.quiet_nights or rules.quiet_weekends
    return (
        night if rules.quiet_nights else "",
        _("Weekends do not count.") if rules.quiet_weekends else "",
        zone if pauses and rules.timezone != settings.TIME_ZONE else "",
    )


def _declining(rules: Rules) -> str:
    if not rules.decline:
        return _("A question cannot be declined.")
    return _("If you are the wrong one to ask, you can decline and say why. Then the question goes back too.")


# What happens to my words


def words_about_words(rules: Rules) -> tuple[str, ...]:
    """What happens to what a participant writes, and who sees the name."""
    chosen = _("The person who asked you knows that the answer is yours, since they chose you.")
    dealt = _("The person who asked you sees that the answer is yours.")
    sentences = (
        _ASKED[rules.anonymity](),
        _("Where only a few are in the room, others may work out which question is yours.")
        if rules.live and rules.anonymity is not Anonymity.NAMED
        else "",
        dealt if rules.live else chosen,
        _("If you pass a question on, the one who asked and the one you pass it on to see that you did.")
        if rules.pass_on
        else "",
        *_READ[rules.anonymity](),
        _QUOTED[rules.quoting](),
        _(
            "The organiser can see who wrote what, and uses it only to run the relay and to write the report. The"
            " organiser can hold a question back, ask for other words, or remove it; whoever wrote it is told why."
        ),
    )
    return tuple(sentence for sentence in sentences if sentence)


_ASKED: Mapping[Anonymity, Callable[[], str]] = {
    Anonymity.HIDDEN: lambda: _(
        "Nobody is shown that you asked: neither the person you ask, nor the other participants, nor readers."
    ),
    Anonymity.GROUP: lambda: _(
        "Whoever gets your question sees which group it comes from, if there are at least five people in it, but not"
        " that it comes from you."
    ),
    Anonymity.NAMED: lambda: _("Whoever gets your question sees that you asked it."),
}


def _guess() -> str:
    return _(
        "If you ask on after an answer, your question stands after it in the thread, so the person who asked you"
        " may guess that it is yours."
    )


_READ: Mapping[Anonymity, Callable[[], tuple[str, ...]]] = {
    Anonymity.HIDDEN: lambda: (
        _("When the relay has closed, all participants may read all questions and answers, without names."),
        _guess(),
        _("An answer may be shown with the group it came from, if there are at least five people in it."),
    ),
    Anonymity.GROUP: lambda: (
        _("When the relay has closed, all participants may read all questions and answers, without names."),
        _guess(),
        _("Questions and answers may be shown with the group they came from, if there are at least five people in it."),
    ),
    Anonymity.NAMED: lambda: (
        _(
            "When the relay has closed, all participants may read all questions and answers: the questions with the"
            " name of the one who asked, the answers without names."
        ),
        _("Questions and answers may be shown with the group they came from, if there are at least five people in it."),
    ),
}


_QUOTED: Mapping[Quoting, Callable[[], str]] = {
    Quoting.FREE: lambda: _("What you write may be quoted in a report on the relay, without your name."),
    Quoting.ASK: lambda: _(
        "You are asked before words of yours are quoted in a report: you see the passage as it would be printed, and"
        " without your yes it is not printed. Until the report is published you can change your mind."
    ),
}
