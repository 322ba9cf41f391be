"""Cards: which theme a question belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.models import Coding, Corpus


class Card(NamedTuple):
    """A question, and the theme it was in (None: unsorted) when somebody decided to move it."""

    unit_id: int
    seen: int | None


class Moved(NamedTuple):
    """How many `cards` went; `skipped` are those somebody else had put elsewhere meanwhile. They stay there."""

    cards: int
    skipped: int


def move_cards(*, actor: User, corpus: Corpus, cards: Sequence[Card], to_id: int | None, now: datetime) -> Moved:
    """Put cards into a theme, or back among the unsorted (`to_id` None)."""
    if not cards:
        raise RuleError("no_cards")
    if len(cards) > rules.MAX_MOVE:
        raise RuleError("too_many_cards", most=rules.MAX_MOVE)
    with working(actor, corpus.pk) as step:
        theme = None if to_id is None else theme_of(step.corpus, to_id)
        found = still_there(step.corpus, cards)
        moving = {unit: codings for unit, codings in found.items() if {c.theme_id for c in codings} != _wanted(to_id)}
        step.delete(coding for codings in moving.values() for coding in codings)
        if theme is not None:
            step.create(Coding(theme=theme, unit_id=unit, by=actor, at=now) for unit in moving)
        name = "" if theme is None else theme.name
        step.save("cards_moved", actor=actor, now=now, count=len(moving), theme=name)
        return Moved(len(moving), len({card.unit_id for card in cards}) - len(found))


def _wanted(to_id: int | None) -> set[int]:
    return set() if to_id is None else {to_id}


def still_there(corpus: Corpus, cards: Sequence[Card]) -> dict[int, list[Coding]]:
    """The codings of each card that is still where it was seen, in the order given; a foreign card is refused."""
    seen = dict(cards)
    own = set(corpus.units.cards().filter(pk__in=seen).values_list("pk", flat=True))
    if own != seen.keys():
        raise RuleError("card_gone")
    codings: dict[int, list[Coding]] = {unit: [] for unit in seen}
    for coding in Coding.objects.filter(unit_id__in=seen).order_by("pk"):
        codings[coding.unit_id].append(coding)
    return {
        unit: found
        for unit, found in codings.items()
        if (seen[unit] in {coding.theme_id for coding in found} if found else seen[unit] is None)
    }
