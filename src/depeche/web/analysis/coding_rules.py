"""Who sees and does what in a double coding, as data; and what code book and double coding refuse.

Blind means: until both coders have said that they are done, nobody sees what either of them chose, and neither coder
sees how far the other is.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.models import DoubleCoding, Verdict

MAX_NOTE = 500
MAX_TITLE = 200
MOST_CARDS = 2000
PROPOSED = 100  # cards: see docs/methods/agreement.md, "How many cards"
LARGEST_SEED = 2**31 - 1


class Who(StrEnum):
    CODER = "coder"
    OTHER = "other"  # any other member of the project who may see the analysis


class State(StrEnum):
    """How far a double coding is, as the one who looks at it stands to it."""

    OPEN = "open"  # neither coder is done
    MINE = "mine"  # this coder is done, the other is not; to others: one of the two is
    THEIRS = "theirs"  # the other coder is done, this one is not
    BOTH = "both"
    WRITTEN = "written"  # both, and the result stands in the material


class Do(StrEnum):
    JUDGE = "judge"  # see the cards of the coding one by one with one's own marks, and mark them
    DECLARE = "declare"  # say that one is done
    TAKE_BACK = "take_back"  # be not done again
    PROGRESS = "progress"  # how many cards each coder has judged
    DROP = "drop"  # remove the coding with all that was judged (whoever started it, or an owner)
    READ = "read"  # what the two chose, and how they agree
    SETTLE = "settle"  # decide disagreements
    WRITE = "write"  # put the result into the material


OPEN_STATES = frozenset({State.OPEN, State.MINE, State.THEIRS})
DONE_STATES = frozenset({State.BOTH, State.WRITTEN})
TABLE: dict[Do, dict[Who, frozenset[State]]] = {
    Do.JUDGE: {Who.CODER: frozenset({State.OPEN, State.THEIRS}), Who.OTHER: frozenset()},
    Do.DECLARE: {Who.CODER: frozenset({State.OPEN, State.THEIRS}), Who.OTHER: frozenset()},
    Do.TAKE_BACK: {Who.CODER: frozenset({State.MINE}), Who.OTHER: frozenset()},
    Do.PROGRESS: {Who.CODER: DONE_STATES, Who.OTHER: frozenset(State)},
    Do.DROP: {Who.CODER: OPEN_STATES, Who.OTHER: OPEN_STATES},
    Do.READ: {Who.CODER: DONE_STATES, Who.OTHER: DONE_STATES},
    Do.SETTLE: {Who.CODER: frozenset({State.BOTH}), Who.OTHER: frozenset({State.BOTH})},
    Do.WRITE: {Who.CODER: frozenset({State.BOTH}), Who.OTHER: frozenset({State.BOTH})},
}


def seat_of(coding: DoubleCoding, user: User) -> Verdict.Seat | None:
    """Which of the two coders somebody is."""
    if user.pk == coding.first_id:
        return Verdict.Seat.FIRST
    return Verdict.Seat.SECOND if user.pk == coding.second_id else None


def my_seat(coding: DoubleCoding, user: User) -> Verdict.Seat:
    """The seat of somebody who has to be one of the two."""
    seat = seat_of(coding, user)
    if seat is None:
        raise RuleError("not_a_coder")
    return seat


def state_of(coding: DoubleCoding, user: User) -> State:
    first, second = coding.first_done_at is not None, coding.second_done_at is not None
    if first and second:
        return State.WRITTEN if coding.written and coding.written.undone_at is None else State.BOTH
    if not (first or second):
        return State.OPEN
    seat = seat_of(coding, user)
    done = Verdict.Seat.FIRST if first else Verdict.Seat.SECOND
    return State.THEIRS if seat is not None and seat != done else State.MINE


def allows(coding: DoubleCoding, user: User, do: Do) -> bool:
    who = Who.OTHER if seat_of(coding, user) is None else Who.CODER
    return state_of(coding, user) in TABLE[do][who]


def require(coding: DoubleCoding, user: User, do: Do) -> None:
    """Refuse with the sentence that says why: not a coder, too early, or too late."""
    if allows(coding, user, do):
        return
    state = state_of(coding, user)
    if do in {Do.JUDGE, Do.DECLARE, Do.TAKE_BACK} and seat_of(coding, user) is None:
        raise RuleError("not_a_coder")
    if do in {Do.READ, Do.PROGRESS} or (do in {Do.SETTLE, Do.WRITE} and state in OPEN_STATES):
        raise RuleError("coding_blind")
    if state is State.WRITTEN and do in {Do.SETTLE, Do.WRITE}:
        raise RuleError("coding_written")
    if state in DONE_STATES:
        raise RuleError("coding_both_done")
    raise RuleError("coding_done" if state is State.MINE else "coding_not_done")


def said(error: RuleError) -> str:
    """The sentence of a refusal of code book or double coding; others are the workbench's."""
    figures = {name: str(value) for name, value in error.figures.items()}
    sentences = {
        "note_long": _("The note is longer than %(most)s characters."),
        "codebook_empty": _("There are no themes yet. Make themes on the workbench first."),
        "codebook_unchanged": _("Nothing has changed since version %(number)s, so there is nothing new to freeze."),
        "title_missing": _("Give the double coding a title."),
        "two_coders": _("Choose two different coders."),
        "coder_gone": _("A coder has to be a member of the project who may work on the analysis."),
        "version_gone": _("That version of the code book is not there."),
        "no_cards_to_draw": _(
            "There are no cards to draw from. Cards that the code book shows as examples are left out."
        ),
        "cards_number": _("Choose between 1 and %(most)s cards."),
        "not_a_coder": _("Only the two coders judge the cards."),
        "coding_blind": _("Nothing is shown until both coders have said that they are done."),
        "coding_done": _("You have said that you are done. Take that back first, as long as the other is not done."),
        "coding_both_done": _("Both coders are done, so what they judged stands."),
        "coding_not_done": _("You have not said that you are done."),
        "coding_written": _("The result has been written into the material. Undo that step first."),
        "coding_gone": _("That double coding is not there any more."),
        "not_all_judged": _("Cards not judged yet: %(count)s. Say that you are done when all of them are."),
        "nothing_chosen": _("Choose at least one theme, or “none of them”."),
        "none_and_some": _("A card is either in themes or in none of them."),
        "theme_unknown": _("That theme is not in this version of the code book."),
        "not_disputed": _("The coders agree about that card."),
        "not_settled": _("Disagreements not settled yet: %(count)s."),
        "nothing_to_write": _("The material says the same already, so nothing was changed."),
        "not_yours_to_drop": _("Only who started the double coding, or an owner of the project, can remove it."),
    }
    sentence = sentences.get(error.code)
    return rules.said(error) if sentence is None else sentence % figures
