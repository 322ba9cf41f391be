"""The list of participants as the rules need it: who is called what, and what people have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from depeche.core.recognise.gazetteer import municipalities, regions, titles
from depeche.core.recognise.shapes import Atom, atoms, fold, pieces, plain, uninflected
from depeche.core.recognise.values import Level, Person

PARTICLES = frozenset({"von", "van", "de", "den", "der", "af", "la", "le", "du", "di", "bin", "ibn", "el", "al", "da"})
TYPO = 7  # letters of the shortest name that is also found with one letter wrong

_BODIES = frozenset({"kommune", "sogn", "by"})
_LEVELS = (
    (Level.TOP, ("direktoer", "borgmester", "departementschef", "minister", "rektor", "biskop", "topleder", "ceo")),
    (Level.CHIEF, ("chef",)),
    (Level.LEADER, ("leder", "forstander", "bestyrer", "inspektoer", "formand")),
)


@dataclass(frozen=True, slots=True)
class Names:
    """Folded parts of names and the people who have them, by their places on the list."""

    given: dict[str, frozenset[int]]
    family: dict[str, frozenset[int]]
    given_initials: dict[str, frozenset[str]]  # of those with this family name
    family_initials: dict[str, frozenset[str]]  # of those with this given name
    close: dict[str, tuple[str, ...]]  # a long name less one letter -> the names
    particles: frozenset[tuple[str, str]]  # (particle, the part after it): von Bülow

    def of(self, low: str) -> frozenset[int]:
        """Everybody in whose name a word stands."""
        return self.given.get(low, frozenset()) | self.family.get(low, frozenset())


def index_names(people: Sequence[Person]) -> Names:
    given: dict[str, set[int]] = defaultdict(set)
    family: dict[str, set[int]] = defaultdict(set)
    given_initials: dict[str, set[str]] = defaultdict(set)
    family_initials: dict[str, set[str]] = defaultdict(set)
    particles: set[tuple[str, str]] = set()
    for at, person in enumerate(people):
        parts = [atoms(part) for part in person.name.split()]
        parts = [part for part in parts if part]
        if not parts:
            continue
        first, *others = parts
        _note(given, first, at)
        rest = [atom for part in others for atom in part]
        _note(family, rest, at)
        for atom in rest:
            for key in _keys(atom):
                given_initials[key].add(first[0].low[0])
        for key in (key for atom in first for key in _keys(atom)):
            family_initials[key].update(atom.low[0] for atom in rest)
        particles.update((a.low, b.low) for a, b in pairwise(rest) if a.low in PARTICLES)
    close: dict[str, set[str]] = defaultdict(set)
    for name in {*given, *family}:
        if len(name) >= TYPO:
            for short in less_one(name):
                close[short].add(name)
    return Names(
        _frozen(given),
        _frozen(family),
        {key: frozenset(found) for key, found in given_initials.items()},
        {key: frozenset(found) for key, found in family_initials.items()},
        {key: tuple(sorted(found)) for key, found in close.items()},
        frozenset(particles),
    )


def less_one(word: str) -> set[str]:
    """The word itself, and less each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _note(index: dict[str, set[int]], found: Iterable[Atom], at: int) -> None:
    for atom in found:
        if len(atom.low) > 1 and atom.low not in PARTICLES:
            for key in _keys(atom):
                index[key].add(at)


def _keys(atom: Atom) -> set[str]:
    return {atom.low, plain(atom.form)}


def _frozen(index: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {key: frozenset(found) for key, found in index.items()}


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a person beside the name, folded."""

    organisation: str
    place: str  # of the municipality, or the body's own: Fjordby of Fjordby Kommune
    region: str
    level: Level
    title: str


def traits(person: Person) -> Traits:
    """The region follows from the municipality named in the organisation; the level from the title."""
    place = place_of(person.organisation)
    return Traits(
        organisation=fold(person.organisation),
        place=place,
        region=_region(person.organisation, place),
        level=level_of(person.title),
        title=" ".join(pieces(person.title)),
    )


def place_of(organisation: str) -> str:
    """The folded name of the place in *Odder Kommune*; "" where there is none."""
    words = pieces(organisation)
    officials = _officials()
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            if name in officials:
                return officials[name]
    body = next((at for at, word in enumerate(words) if at and word in _BODIES), 0)
    return " ".join(words[:body])


@cache
def _officials() -> dict[str, str]:
    """Every name of a municipality, folded, to its official one."""
    return {" ".join(pieces(name)): " ".join(pieces(one.names[0])) for one in municipalities() for name in one.names}


def _region(organisation: str, place: str) -> str:
    """Folded; both parts of Region Østdanmark are one."""
    words = pieces(organisation)
    if words[:1] == ("region",) and len(words) > 1 and words[1] in areas():
        return areas()[words[1]]
    return _of_places().get(place, "")


@cache
def areas() -> dict[str, str]:
    """Every name of a region, folded, to its key."""
    return {fold(name): region_key(name) for name in regions()}


@cache
def _of_places() -> dict[str, str]:
    """The folded official name of a municipality to the key of its region."""
    return {" ".join(pieces(one.names[0])): region_key(one.region_after) for one in municipalities()}


def region_key(name: str) -> str:
    """One key for a region and those it has been."""
    return fold(regions()[name])


def level_of(title: str) -> Level:
    """Told by the last part of the first word that says one: *skoleleder* is a leader, *chefkonsulent* is none.

    >>> level_of("Vicedirektør"), level_of("chefkonsulent")
    (<Level.TOP: 'top'>, <Level.STAFF: 'staff'>)
    """
    for word in pieces(title):
        for stem in uninflected(word):
            for level, ends in _LEVELS:
                if stem.endswith(ends):
                    return level
    return Level.STAFF


@cache
def _everybodys() -> frozenset[str]:
    return frozenset(fold(one) for one in titles().everybodys)


def is_everybodys(title: str) -> bool:
    """Whether a title points at nobody by itself, however few on the list have it."""
    return title in _everybodys()
