"""Groups of few, and what is printed of a text that fits fewer than k people together: docs/methods/recognise.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

from depeche.core.corpus import Span
from depeche.core.recognise.finding import Mention, Recogniser
from depeche.core.recognise.gazetteer import cues
from depeche.core.recognise.people import areas, level_of, traits
from depeche.core.recognise.shapes import Atom, atoms, fold, uninflected
from depeche.core.recognise.values import Finding, Kind, Passage, Person, Sector, Why
from depeche.core.stats.disclosure import Figure, K, Suppressed, release

Traits = Mapping[Why, frozenset[str]]  # what a text says of whoever wrote it: all values it names of each kind
_Index = Mapping[tuple[str, Why, str], frozenset[int]]

MOST = 3  # values of one kind that are tried; a text that lists more places says of nobody where they are
_WHERE = frozenset({"i", "paa"})
_SECTORS = {
    "stat": Sector.STATE,
    "ministeri": Sector.STATE,
    "ministerium": Sector.STATE,
    "styrelse": Sector.STATE,
    "region": Sector.REGION,
    "kommun": Sector.MUNICIPALITY,
    "kommune": Sector.MUNICIPALITY,
    "virksomhed": Sector.PRIVATE,
    "erhvervsliv": Sector.PRIVATE,
    "forening": Sector.CIVIL,
    "civilsamfund": Sector.CIVIL,
}
_LEVELS = frozenset({"leder", "chef", "direktoer", "topleder", "mellemleder", "medarbejder"})


def few(
    passages: Sequence[Passage],
    people: Sequence[Person],
    recogniser: Recogniser,
    *,
    hidden: Mapping[str, Sequence[Span]] | None = None,
    language: str = "da",
    k: int = K,
) -> tuple[Finding, ...]:
    """Small groups and combinations of the passages of a report, in order; `hidden` are words already masked or cut.

    Each combination is the least that is needed: no part of it would be too few people by itself. A combination that
    nobody on the list fits is none. How many people there are is not told.
    """
    index = _index(tuple(people))
    hidden = hidden or {}
    found: list[Finding] = []
    for passage in passages:
        if passage.prose:
            continue
        said = _said(passage, recogniser.mentions(passage.text, language), hidden.get(passage.unit, ()))
        if passage.group:
            said = {Why.GROUP: frozenset({fold(passage.group)}), **said}
        for why in _too_few(said, index, passage.source, k):
            kind = Kind.SMALL_GROUP if why == (Why.GROUP,) else Kind.COMBINATION
            found.append(Finding(kind, passage.unit, None, None, why))
    return tuple(found)


def _too_few(said: Traits, index: _Index, source: str, k: int) -> Iterator[tuple[Why, ...]]:
    """The least sets of kinds that fit fewer than k people; of one kind alone only the group counts."""
    reported: list[frozenset[Why]] = []
    for size in range(1, len(said) + 1):
        for kinds in combinations(said, size):
            if size == 1 and kinds != (Why.GROUP,):
                continue
            if any(before <= set(kinds) for before in reported):
                continue
            values = product(*(sorted(said[kind])[:MOST] for kind in kinds))
            if any(_fits_few(index, source, tuple(zip(kinds, one, strict=True)), k) for one in values):
                reported.append(frozenset(kinds))
                yield kinds


def _fits_few(index: _Index, source: str, traits_: tuple[tuple[Why, str], ...], k: int) -> bool:
    sets = [index.get((source, kind, value), frozenset()) for kind, value in traits_]
    fitting = frozenset.intersection(*sets)
    return bool(fitting) and isinstance(release(Figure(len(fitting)), k=k), Suppressed)


@lru_cache(maxsize=8)
def _index(people: tuple[Person, ...]) -> _Index:
    found: dict[tuple[str, Why, str], set[int]] = defaultdict(set)
    for at, person in enumerate(people):
        one = traits(person)
        values = {
            Why.GROUP: fold(person.group),
            Why.ORGANISATION: one.organisation,
            Why.PLACE: one.place,
            Why.REGION: one.region,
            Why.SECTOR: person.sector,
            Why.LEVEL: one.level,
            Why.TITLE: one.title,
        }
        for kind, value in values.items():
            if value:
                found[person.source, kind, value].add(at)
        head = one.title.partition(" ")[0]
        if head:
            found[person.source, Why.TITLE, head].add(at)
    return {key: frozenset(those) for key, those in found.items()}


def _said(passage: Passage, mentions: Sequence[Mention], hidden: Sequence[Span]) -> Traits:
    """What the printed, unmasked words say of where somebody is and what they are."""
    found: dict[Why, set[str]] = defaultdict(set)
    kinds = {Kind.ORGANISATION: Why.ORGANISATION, Kind.PLACE: Why.PLACE, Kind.TITLE: Why.TITLE}

    def shown(start: int, end: int) -> bool:
        return passage.shows(start, end) and not any(start < span.end and span.start < end for span in hidden)

    for mention in mentions:
        if mention.key and mention.kind in kinds and shown(mention.start, mention.end):
            found[kinds[mention.kind]].add(mention.key)
    words = [atom for atom in atoms(passage.text) if shown(atom.start, atom.end)]
    for kind, value in _of_oneself(words):
        found[kind].add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def _of_oneself(words: Sequence[Atom]) -> Iterator[tuple[Why, str]]:
    """*som leder*, *vi chefer*, *hos os i regionen*, *her i Midtjylland*."""
    for at, atom in enumerate(words):
        before = words[at - 1].low if at else ""
        if atom.capital and atom.low in areas() and before != "region":
            yield Why.REGION, areas()[atom.low]
        stems = uninflected(atom.low)
        if before in cues("oneself") and _LEVELS.intersection(stems):
            yield Why.LEVEL, level_of(atom.low)
        if before in _WHERE and at > 1 and words[at - 2].low in cues("here"):
            yield from ((Why.SECTOR, _SECTORS[stem]) for stem in stems if stem in _SECTORS)
