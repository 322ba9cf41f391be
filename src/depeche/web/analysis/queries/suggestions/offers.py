"""What stands beside the card being read: the themes suggested for it, the texts that are like it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db.models.functions import Substr

from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.analysis.queries.suggestions.loaded import Loaded, failed
from depeche.web.analysis.queries.themes import InTheme, ThemeRow, themes_of

OFFERS = 3
LIKES = 5  # beside the card
ALL_LIKES = 40  # in their pile
LEAST_LIKE = 0.1  # cosine: less has but a common word or two in common
TEN = 10
MORE = 8  # times as many are looked at where one source alone is wanted
EXCERPT = 140  # code points


class State(StrEnum):
    READY = "ready"
    READING = "reading"  # large material is being read for the first time
    FAILED = "failed"


class Offer(NamedTuple):
    """A theme suggested for the card, with the words of the text that speak for it."""

    rank: int
    theme: ThemeRow
    words: tuple[str, ...]


class Like(NamedTuple):
    """A text that is like the one being read."""

    id: int
    key: str
    text: str
    themes: tuple[InTheme, ...]


class Beside(NamedTuple):
    """`learned`: sorted cards behind the suggestions. `twins`: other texts that say nearly the same. `machine`: the
    model of the project's embedder, where it has one.
    """

    state: State
    offers: tuple[Offer, ...] = ()
    likes: tuple[Like, ...] = ()
    twins: int = 0
    learned: int = 0
    machine: str = ""


def beside(
    corpus: Corpus, loaded: Loaded | None, unit: int, themes: Sequence[ThemeRow], inside: Sequence[ThemeRow]
) -> Beside:
    """For the card `unit`, which is in the themes `inside`. `loaded`: see `suggester`."""
    row = loaded.row_of(unit) if loaded else None
    if loaded is None or row is None:  # a card without a row came in while the index is being made anew
        return Beside(State.FAILED if failed(corpus) else State.READING)
    return Beside(
        State.READY,
        offers(loaded, row, themes, {theme.id for theme in inside}),
        _likes(corpus, like_units(loaded, unit, LIKES)),
        len(loaded.twins_of(unit)),
        len(loaded.labels),
        loaded.machine,
    )


def offers(loaded: Loaded, row: int, themes: Sequence[ThemeRow], inside: set[int]) -> tuple[Offer, ...]:
    """The three best themes that the card is not in yet. A theme the model does not know yet is not among them."""
    known = {str(theme.id): theme for theme in themes if theme.id not in inside}
    found = loaded.model.suggest(row, most=OFFERS + len(inside))
    best = [(known[one.theme], one.words) for one in found if one.theme in known][:OFFERS]
    return tuple(Offer(rank, theme, words) for rank, (theme, words) in enumerate(best, 1))


def like_units(loaded: Loaded, unit: int, most: int) -> tuple[int, ...]:
    """Keys of the units most like this one, the most like first."""
    row = loaded.row_of(unit)
    if row is None:
        return ()
    found = loaded.index.similar(row, most=most)
    return tuple(loaded.rows[near.row] for near in found if near.similarity >= LEAST_LIKE)


def most_useful(corpus: Corpus, loaded: Loaded, source: int | None) -> tuple[int, ...]:
    """Keys of the ten unsorted units whose sorting teaches the model most, of one source or of all."""
    most = TEN if source is None else TEN * MORE
    units = [loaded.rows[row] for row in loaded.model.next_texts(most)]
    cards = TextUnit.objects.cards().filter(corpus=corpus, pk__in=units, codings=None)
    found = set((cards.filter(source=source) if source else cards).order_by().values_list("pk", flat=True))
    return tuple(unit for unit in units if unit in found)[:TEN]


def _likes(corpus: Corpus, units: Sequence[int]) -> tuple[Like, ...]:
    rows = TextUnit.objects.filter(corpus=corpus, pk__in=units).order_by()
    found = {pk: (key, begins) for pk, key, begins in rows.values_list("pk", "key", Substr("text", 1, EXCERPT + 1))}
    themes = themes_of(units)
    return tuple(
        Like(unit, found[unit][0], _excerpt(found[unit][1]), themes.get(unit, ())) for unit in units if unit in found
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(maxsplit=1)[0] + " …"
