"""The rows of a corpus as the values cross-reading starts from: six queries, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, Max

from depeche.core.across import CodedCard
from depeche.core.relay.rules import Anonymity
from depeche.web.analysis.models import Change, Coding, Corpus, Source, Theme
from depeche.web.relay.rules import rules_of

MAKING = ("theme_created", "theme_split", "theme_gathered", "group_accepted")  # steps whose first row is a new theme


class Named(NamedTuple):
    """A theme as it is read: with its sub-themes in it, or each by itself."""

    id: int
    name: str
    made_at: datetime | None  # None: it came with the material
    members: tuple[int, ...]  # keys of the themes whose cards it holds


class Place(NamedTuple):
    """A source with its cards. `hidden`: its people were promised that nothing tells who asked."""

    id: int
    title: str
    hidden: bool
    cards: tuple[CodedCard, ...]
    sorted: int
    coded_at: datetime | None  # when it was last sorted


@dataclass(frozen=True, slots=True)
class Material:
    """`themes` in the order of the code book; `fine`: sub-themes stand by themselves."""

    corpus: int
    language: str
    places: tuple[Place, ...]
    themes: tuple[Named, ...]
    fine: bool
    nested: bool  # there are sub-themes

    @property
    def apart(self) -> bool:
        """Sub-themes do stand by themselves."""
        return self.fine and self.nested

    @property
    def names(self) -> dict[int, str]:
        return {theme.id: theme.name for theme in self.themes}

    def place(self, source: int | None) -> Place | None:
        return next((place for place in self.places if place.id == source), None)

    def unseen(self, place: Place) -> frozenset[int]:
        """Keys of the themes made after the source was last sorted, with no card of it in them."""
        found = {key for card in place.cards for key in card.themes}
        return frozenset(
            theme.id
            for theme in self.themes
            if theme.made_at and place.coded_at and theme.made_at > place.coded_at and theme.id not in found
        )


class State(NamedTuple):
    """Changes with every step of work, every undoing, and every text that comes in."""

    change: int | None
    undone: int
    undone_at: datetime | None
    units: int
    unit: int | None


def state(corpus: Corpus) -> State:
    changes = Change.objects.filter(corpus=corpus).order_by()
    done = changes.aggregate(last=Max("pk"), undone=Count("undone_at"), undone_last=Max("undone_at"))
    units = corpus.units.order_by().aggregate(cards=Count("pk"), last=Max("pk"))
    return State(done["last"], done["undone"], done["undone_last"], units["cards"], units["last"])


def material(corpus: Corpus, *, fine: bool = False) -> Material:
    """Everything at once. `fine` False: a card in a sub-theme counts in the theme above it."""
    themes, nested = _themes(corpus, fine=fine)
    into = {member: theme.id for theme in themes for member in theme.members}
    coded, last = _codings(corpus, into)
    cards: dict[int, list[CodedCard]] = defaultdict(list)
    columns = ("pk", "source_id", "group", "author_key", "answer__group", "answer__author_key", "answer__pk")
    units = corpus.units.cards().order_by("position", "pk")
    for pk, source, group, person, other_group, other, answer in units.values_list(*columns):
        who = "" if answer is None else other or f"?{answer}"
        cards[source].append(CodedCard(pk, group, person, coded.get(pk, ()), other_group or "", who))
    places = tuple(_place(source, cards[source.pk], last) for source in corpus.sources.select_related("relay"))
    return Material(corpus.pk, corpus.language, places, themes, fine, nested)


def _place(source: Source, cards: list[CodedCard], last: Mapping[int, datetime]) -> Place:
    coded = [card for card in cards if card.themes]
    moments = [last[card.id] for card in coded]
    hidden = source.relay is not None and rules_of(source.relay).anonymity is Anonymity.HIDDEN
    return Place(source.pk, source.title, hidden, tuple(cards), len(coded), max(moments, default=None))


def _themes(corpus: Corpus, *, fine: bool) -> tuple[tuple[Named, ...], bool]:
    rows = list(Theme.objects.filter(corpus=corpus, deleted_at=None))
    living = {theme.pk for theme in rows}
    under: dict[int, list[int]] = defaultdict(list)
    for theme in rows:
        if theme.parent_id in living and theme.parent_id is not None:
            under[theme.parent_id].append(theme.pk)
    made = _made(corpus)
    names = {theme.pk: theme.name for theme in rows}
    subs = {sub: parent for parent, found in under.items() for sub in found}
    found = []
    for theme in rows:
        if fine:
            name = f"{names[subs[theme.pk]]} › {theme.name}" if theme.pk in subs else theme.name
            found.append(Named(theme.pk, name, made.get(theme.pk), (theme.pk,)))
        elif theme.pk not in subs:
            found.append(Named(theme.pk, theme.name, made.get(theme.pk), (theme.pk, *under[theme.pk])))
    return tuple(found), bool(subs)


def _made(corpus: Corpus) -> dict[int, datetime]:
    """When themes were made, from the steps that made them; one that came with a file is in none."""
    steps = Change.objects.filter(corpus=corpus, undone_at=None, kind__in=MAKING).order_by("pk")
    rows = steps.annotate(first=F("data__rows__0")).values_list("at", "first")
    return {row[1]: at for at, row in rows if row and row[0] == "theme" and row[2] is None}


def _codings(corpus: Corpus, into: Mapping[int, int]) -> tuple[dict[int, tuple[int, ...]], dict[int, datetime]]:
    """Themes of each card, each once, and when it was last put into one."""
    coded: dict[int, tuple[int, ...]] = {}
    last: dict[int, datetime] = {}
    rows = Coding.objects.filter(theme__corpus=corpus, theme__deleted_at=None).order_by("pk")
    for unit, theme, at in rows.values_list("unit_id", "theme_id", "at"):
        key = into[theme]
        before = coded.get(unit, ())
        if key not in before:
            coded[unit] = (*before, key)
        last[unit] = max(at, last.get(unit, at))
    return coded, last
