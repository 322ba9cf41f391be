"""Piles: which cards are shown, in which order, and which of them is being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from depeche.web.analysis.models import Coding, Corpus, Quote, TextUnit
from depeche.web.analysis.queries.cards import with_card_fields
from depeche.web.analysis.queries.suggestions.loaded import Loaded
from depeche.web.analysis.queries.suggestions.offers import ALL_LIKES, like_units

PAGE = 50  # cards
MOST_TWINS = 2_000  # cards of their pile; more come up when these are sorted
UNSORTED, ALL, QUOTES, SEARCH, NEXT, LIKE, TWINS = "unsorted", "all", "quotes", "search", "next", "like", "twins"
PILES = (UNSORTED, ALL, QUOTES, SEARCH, NEXT, LIKE, TWINS)


@dataclass(frozen=True, slots=True)
class Where:
    """Which cards are shown: a pile or the key of a theme as text, of one source or of all, and the place in it.

    `unit` is the card being read; where it is not in the pile (any more) the one that follows it is read. `page` is
    used where no card is named. `chosen` are the cards of the pile `next`, `like` is the card the pile of that name is
    about.
    """

    pile: str = UNSORTED
    source: int | None = None
    unit: int | None = None
    page: int = 1
    search: str = ""
    chosen: tuple[int, ...] = ()
    like: int | None = None

    @property
    def theme_id(self) -> int | None:
        return int(self.pile) if self.pile.isdecimal() else None


class Found(NamedTuple):
    """The cards of one page in their order, how many the pile has, and the card being read with its number from 1."""

    rows: tuple[TextUnit, ...]
    total: int
    page: int
    unit: int | None
    number: int


def questions(corpus: Corpus, source: int | None) -> QuerySet[TextUnit]:
    """The cards of one source or of all."""
    units = TextUnit.objects.cards().filter(corpus=corpus)
    return units.filter(source=source) if source else units


def pile_of(corpus: Corpus, where: Where) -> QuerySet[TextUnit]:
    """The cards of a pile in reading order."""
    units = questions(corpus, where.source).order_by("position", "pk")
    if where.theme_id is not None:
        return units.filter(Exists(Coding.objects.filter(unit=OuterRef("pk"), theme=where.theme_id)))
    if where.pile == QUOTES:
        return units.filter(Exists(Quote.objects.filter(unit=OuterRef("pk"))))
    if where.pile == SEARCH:
        return units.filter(_containing(where.search)) if where.search else units.none()
    return units if where.pile == ALL else units.filter(_loose())


def unsorted(corpus: Corpus) -> int:
    """How many cards are in no theme."""
    return pile_of(corpus, Where()).count()


def find(corpus: Corpus, where: Where, loaded: Loaded | None) -> Found:
    """The page of the pile that holds the card being read."""
    if where.pile in {NEXT, LIKE, TWINS}:
        return _find_listed(corpus, where, listed(where, loaded))
    pile = pile_of(corpus, where)
    total = pile.count()
    unit, number = _current(pile, where, total)
    page = _page(number)
    return Found(tuple(with_card_fields(pile)[(page - 1) * PAGE : page * PAGE]), total, page, unit, number)


def listed(where: Where, loaded: Loaded | None) -> tuple[int, ...]:
    """The cards of a pile that has an order of its own."""
    if where.pile == NEXT:
        return where.chosen
    if loaded is None:
        return ()
    if where.pile == TWINS:
        return tuple(loaded.rows[row] for group in open_groups(loaded) for row in group)[:MOST_TWINS]
    return () if where.like is None else (where.like, *like_units(loaded, where.like, ALL_LIKES))


def open_groups(loaded: Loaded) -> list[tuple[int, ...]]:
    """Rows that say nearly the same, while one of them is unsorted; large groups first."""
    groups = loaded.near.groups if loaded.near else ()
    loose = (group for group in groups if any(not loaded.labels.get(row) for row in group))
    return sorted(loose, key=lambda group: (-len(group), group[0]))


def _find_listed(corpus: Corpus, where: Where, units: Sequence[int]) -> Found:
    pile = questions(corpus, where.source).filter(pk__in=units)
    if where.pile == NEXT:
        pile = pile.filter(_loose())
    here = set(pile.order_by().values_list("pk", flat=True))
    keys = [unit for unit in units if unit in here]
    number = min(_place(units, here, where), len(keys))
    page = _page(number)
    shown = keys[(page - 1) * PAGE : page * PAGE]
    rows = {unit.pk: unit for unit in with_card_fields(pile.filter(pk__in=shown))}
    return Found(
        tuple(rows[key] for key in shown if key in rows), len(keys), page, keys[number - 1] if keys else None, number
    )


def _place(units: Sequence[int], here: set[int], where: Where) -> int:
    """The number, from 1, of the card being read, or of the first one after it that is still here."""
    if where.unit not in units:
        return max(0, where.page - 1) * PAGE + 1
    return sum(unit in here for unit in units[: units.index(where.unit)]) + 1


def _page(number: int) -> int:
    return (number - 1) // PAGE + 1 if number else 1


def _loose() -> Q:
    return Q(~Exists(Coding.objects.filter(unit=OuterRef("pk"))))


def _containing(search: str) -> Q:
    """In question or answer, whatever the case: SQLite knows no case of æ, ø and å, so the usual ones are tried."""
    found = Q(key__iexact=search)
    forms = {search} if search.isascii() else {search, search.lower(), search.upper(), search.capitalize()}
    for form in forms:
        found |= Q(text__icontains=form) | Q(answer__text__icontains=form)
    return found


def _current(pile: QuerySet[TextUnit], where: Where, total: int) -> tuple[int | None, int]:
    """The card being read and its number in the pile, from 1; (None, 0) in an empty pile."""
    if not total:
        return None, 0
    if where.unit is None:
        number = min(max(0, where.page - 1) * PAGE, (total - 1) // PAGE * PAGE)
        return pile.values_list("pk", flat=True)[number], number + 1
    place = TextUnit.objects.filter(pk=where.unit).values_list("position", flat=True).first() or 0
    before = pile.filter(Q(position__lt=place) | Q(position=place, pk__lt=where.unit)).count()
    number = min(before, total - 1)
    return pile.values_list("pk", flat=True)[number], number + 1
