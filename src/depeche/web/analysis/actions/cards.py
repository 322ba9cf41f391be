"""Cards: which themes a text belongs to. It may belong to several; in none it is unsorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis import rules
from depeche.web.analysis.actions._journal import Step
from depeche.web.analysis.actions._lock import theme_of, working
from depeche.web.analysis.models import Coding, Corpus, Theme


class Card(NamedTuple):
    """A card, and the theme it was seen in (None: unsorted) when somebody decided what to do with it.

    `also`: the further themes it was seen in, where no single theme was being looked at. A move takes it out of those
    it was seen in and leaves it in all others.
    """

    unit_id: int
    seen: int | None
    also: tuple[int, ...] = ()

    @property
    def themes(self) -> frozenset[int]:
        return frozenset(self.also) if self.seen is None else frozenset({self.seen, *self.also})


class Moved(NamedTuple):
    """How many `cards` were moved or added; `skipped` are those that somebody else had put elsewhere meanwhile: they
    stay there. `codings` were taken away: more than the cards where some of them stood in several themes.
    """

    cards: int
    skipped: int
    codings: int = 0


class Taken(NamedTuple):
    """How many `cards` were taken out of a theme; of them `unsorted` are in no theme now. `skipped` were not in it."""

    cards: int
    unsorted: int
    skipped: int = 0


def move_cards(*, actor: User, corpus: Corpus, cards: Sequence[Card], to_id: int | None, now: datetime) -> Moved:
    """Put cards into a theme instead of those they were seen in; `to_id` None: out of all themes, unsorted."""
    _few(cards)
    with working(actor, corpus.pk) as step:
        theme = None if to_id is None else theme_of(step.corpus, to_id)
        found = still_there(step.corpus, cards)
        replaced = {card.unit_id: card.themes for card in cards}
        gone = [
            coding
            for unit, codings in found.items()
            for coding in codings
            if theme is None or (coding.theme_id in replaced[unit] and coding.theme_id != theme.pk)
        ]
        new = [] if theme is None else _missing(found, theme)
        step.delete(gone)
        put(step, actor, theme, new, now)
        count = len({coding.unit_id for coding in gone} | set(new))
        name = "" if theme is None else theme.name
        step.save("cards_moved", actor=actor, now=now, count=count, theme=name, codings=len(gone))
        return Moved(count, _skipped(cards, found), len(gone))


def add_cards(*, actor: User, corpus: Corpus, cards: Sequence[Card], to_id: int, now: datetime) -> Moved:
    """Put cards into a theme and leave them in those they are in."""
    _few(cards)
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, to_id)
        found = still_there(step.corpus, cards)
        new = _missing(found, theme)
        put(step, actor, theme, new, now)
        step.save("cards_added", actor=actor, now=now, count=len(new), theme=theme.name)
        return Moved(len(new), _skipped(cards, found))


def take_out(*, actor: User, corpus: Corpus, units: Sequence[int], theme_id: int, now: datetime) -> Taken:
    """Take cards out of one theme; they stay in the others, and who is in no other is unsorted again."""
    _few(units)
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        own(step.corpus, units)
        inside = theme.codings.filter(unit_id__in=units).order_by("pk")
        codings, loose = list(inside), alone(inside)
        step.delete(codings)
        step.save("cards_taken_out", actor=actor, now=now, count=len(codings), theme=theme.name, unsorted=loose)
        return Taken(len(codings), loose, len(set(units)) - len(codings))


def show_example(*, actor: User, corpus: Corpus, unit_id: int, theme_id: int, on: bool, now: datetime) -> None:
    """Show a card on the theme card as an example of it, or no longer."""
    with working(actor, corpus.pk) as step:
        theme = theme_of(step.corpus, theme_id)
        coding = theme.codings.filter(unit=unit_id).select_related("unit").first()
        if coding is None:
            raise RuleError("not_in_theme")
        if on and not coding.example and theme.codings.filter(example=True).count() >= rules.MAX_EXAMPLES:
            raise RuleError("examples_many", most=rules.MAX_EXAMPLES)
        step.update(coding, example=on)
        kind = "example_chosen" if on else "example_removed"
        step.save(kind, actor=actor, now=now, key=coding.unit.key, theme=theme.name)


def put(step: Step, actor: User, theme: Theme | None, units: Iterable[int], now: datetime) -> None:
    if theme is not None:
        step.create(Coding(theme=theme, unit_id=unit, by=actor, at=now) for unit in units)


def alone(codings: QuerySet[Coding]) -> int:
    """How many of these codings, all of one theme, are the only one of their card."""
    others = Coding.objects.filter(unit=OuterRef("unit")).exclude(theme=OuterRef("theme"))
    return codings.filter(~Exists(others)).count()


def own(corpus: Corpus, units: Iterable[int]) -> None:
    """Refuse a card that is not of this corpus."""
    wanted = set(units)
    if corpus.units.cards().filter(pk__in=wanted).count() != len(wanted):
        raise RuleError("card_gone")


def still_there(corpus: Corpus, cards: Sequence[Card]) -> dict[int, list[Coding]]:
    """The codings of each card that is still where it was seen, in the order given; a foreign card is refused."""
    seen = {card.unit_id: card.themes for card in cards}
    own(corpus, seen)
    codings: dict[int, list[Coding]] = {unit: [] for unit in seen}
    for coding in Coding.objects.filter(unit_id__in=seen).order_by("pk"):
        codings[coding.unit_id].append(coding)
    return {
        unit: found
        for unit, found in codings.items()
        if (seen[unit] <= {coding.theme_id for coding in found} if seen[unit] else not found)
    }


def _few(cards: Sequence[object]) -> None:
    if not cards:
        raise RuleError("no_cards")
    if len(cards) > rules.MAX_MOVE:
        raise RuleError("too_many_cards", most=rules.MAX_MOVE)


def _missing(found: dict[int, list[Coding]], theme: Theme) -> list[int]:
    """Cards that are not in the theme."""
    return [unit for unit, codings in found.items() if theme.pk not in {coding.theme_id for coding in codings}]


def _skipped(cards: Sequence[Card], found: dict[int, list[Coding]]) -> int:
    return len({card.unit_id for card in cards}) - len(found)
