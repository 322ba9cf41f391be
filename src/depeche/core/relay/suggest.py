"""Whom to suggest to somebody who is about to ask: up to three people, each with its reasons. The choice stays free.

Two steps, shared by the simulator and the database. Whoever keeps the people hands over a *pool*: of those who stand
highest in the order of `standing`, all, or POOL at the asker's own place among equals (`place`). `suggest` puts the
pool in order, leaves out whom the rules refuse, and gives the reasons. docs/methods/relay-suggestions.md has the
objective, the formula and what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

SHOWN = 3
POOL = 2 * SHOWN  # people from whom the three are drawn
FEW = 2  # so many questions received are few
LEAD = 2  # so many questions more may somebody of another sector have received, and still come first
PLACES = 2**64


class Why(StrEnum):
    """Reasons, in the order in which they count. Words for them belong to the page."""

    NOT_ASKED_YET = "not_asked_yet"
    OTHER_SECTOR = "other_sector"
    FEW_QUESTIONS = "few_questions"  # one or two so far
    NOTHING_WAITING = "nothing_waiting"
    OTHER_GROUP = "other_group"


class Candidate(NamedTuple):
    """One person as seen by the asker. Sectors and groups differ only where both are known."""

    key: str
    received: int  # questions ever put to them
    waiting: int  # of these, unanswered
    other_sector: bool
    other_group: bool


class Suggestion(NamedTuple):
    key: str
    reasons: tuple[Why, ...]  # at least one: nobody is suggested without a reason


Standing = tuple[bool, int, int, bool, bool]


def standing(candidate: Candidate) -> Standing:
    """The objective as an order, least first: coverage, then cross-sector, then load; the other group between equals.

    Load: fewer waiting, then fewer received. Among those asked before, another sector is worth LEAD questions received,
    and no more: otherwise the few of a small sector would carry the questions of everybody else.

    >>> new, busy = Candidate("a", 0, 0, False, False), Candidate("b", 1, 1, True, True)
    >>> standing(new) < standing(busy)
    True
    """
    covered = candidate.received > 0
    handicap = LEAD if covered and not candidate.other_sector else 0
    return (
        covered,
        candidate.waiting,
        candidate.received + handicap,
        not candidate.other_sector,
        not candidate.other_group,
    )


def place(seed: str, *who: str) -> int:
    """A place from 0 to PLACES - 1, the same always and everywhere. Of an asker: where among equals their pool begins;
    of asker and candidate: the last tie-break (rendezvous hashing), so that each asker is shown others.
    """
    return int.from_bytes(blake2b("\0".join((seed, *who)).encode(), digest_size=8).digest(), "big")


def reasons(candidate: Candidate) -> tuple[Why, ...]:
    """What speaks for the candidate.

    >>> [str(why) for why in reasons(Candidate("a", 0, 0, True, False))]
    ['not_asked_yet', 'other_sector']
    """
    found = (
        (candidate.received == 0, Why.NOT_ASKED_YET),
        (candidate.other_sector, Why.OTHER_SECTOR),
        (0 < candidate.received <= FEW, Why.FEW_QUESTIONS),
        (candidate.received > 0 and candidate.waiting == 0, Why.NOTHING_WAITING),
        (candidate.other_group, Why.OTHER_GROUP),
    )
    return tuple(why for holds, why in found if holds)


def suggest(
    pool: Iterable[Candidate],
    may_pick: Callable[[str], bool],
    *,
    seed: str,
    asker: str,
    shown: int = SHOWN,
) -> tuple[Suggestion, ...]:
    """The first `shown` of the pool, in the order of `standing`, whom the rules allow and for whom something speaks.

    `may_pick` asks the rules (`why_not_pick`) about one person; it is called until `shown` are found. Equals come in
    the order of `place(seed, asker, key)`: the same page shown again shows the same people, another asker sees others.
    Whoever the asker has asked before is left out of the pool.
    """
    ordered = sorted(pool, key=lambda candidate: (standing(candidate), place(seed, asker, candidate.key)))
    found: list[Suggestion] = []
    for candidate in ordered:
        if len(found) == shown:
            break
        why = reasons(candidate)
        if why and may_pick(candidate.key):
            found.append(Suggestion(candidate.key, why))
    return tuple(found)
