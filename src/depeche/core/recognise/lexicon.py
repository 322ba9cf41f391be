"""Organisations, places and titles of the list and of the gazetteer, indexed by their first word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from depeche.core.recognise.gazetteer import authorities, cues, municipalities, titles
from depeche.core.recognise.people import is_everybodys, place_of
from depeche.core.recognise.shapes import atoms, fold, is_ordinary, pieces
from depeche.core.recognise.values import Kind, Person, Why
from depeche.core.stats.disclosure import Figure, Suppressed, release
from depeche.core.text import split_compound, stop_words
from depeche.core.text.lemmas import dictionary_lemma

SHORTEST_ABBREVIATION = 3
SHORTEST_FRONT = 4  # letters of the first part of a compound


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase to be found. `proper`: all its words are ordinary ones, so that it needs its capital."""

    words: tuple[str, ...]
    kind: Kind
    why: Why
    proper: bool = False
    key: str = ""  # the folded value it stands for: of the organisation, the place or the title


@dataclass(slots=True)
class Lexicon:
    """`phrases` by first word; `fronts` are the single words that may begin a compound."""

    phrases: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    fronts: dict[str, Entry] = field(default_factory=dict)
    short: dict[str, Entry] = field(default_factory=dict)
    held: dict[tuple[str, ...], Entry] = field(default_factory=dict)  # titles
    offices: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    def add(self, name: str, kind: Kind, why: Why, *, proper: bool | None = None, key: str = "") -> None:
        """One phrase; of a single word also as the first part of compounds."""
        words = pieces(name)
        if not words or len("".join(words)) < 3:
            return
        forms = [atom.form for atom in atoms(name)]
        ordinary = all(is_ordinary(form) for form in forms) if proper is None else proper
        entry = Entry(words, kind, why, ordinary, key or " ".join(words))
        known = self.phrases[words[0]]
        if all(entry.words != other.words for other in known):
            known.append(entry)
            known.sort(key=lambda one: -len(one.words))
        if len(words) == 1 and len(words[0]) >= SHORTEST_FRONT:
            self.fronts.setdefault(words[0], entry)


def build_lexicon(people: Sequence[Person]) -> Lexicon:
    """What the list and the gazetteer say together; the list first, so that its reasons are given."""
    lexicon = Lexicon()
    towns = {" ".join(pieces(name)) for one in municipalities() for name in one.names}
    employers = dict.fromkeys(person.organisation for person in people if person.organisation)
    for organisation in employers:
        if place := place_of(organisation):
            towns.add(place)
    for organisation in employers:
        _employer(lexicon, organisation, towns)
    for authority in authorities():
        for name in authority.names:
            lexicon.add(name, Kind.ORGANISATION, Why.AUTHORITY, proper=False, key=fold(authority.names[0]))
        for letters in authority.abbreviations:
            entry = Entry((fold(letters),), Kind.ORGANISATION, Why.ABBREVIATION, key=fold(authority.names[0]))
            lexicon.short.setdefault(letters, entry)
    for one in municipalities():
        for name in one.names:
            place = " ".join(pieces(one.names[0]))
            lexicon.add(f"{name} Kommune", Kind.ORGANISATION, Why.MUNICIPALITY, proper=False, key=f"{place} kommune")
            lexicon.add(name, Kind.PLACE, Why.MUNICIPALITY, proper=name in one.ordinary, key=place)
    _titles(lexicon, people)
    return lexicon


def _employer(lexicon: Lexicon, organisation: str, towns: set[str]) -> None:
    key = fold(organisation)
    for part in dict.fromkeys((organisation, *organisation.replace("(", ",").replace(")", ",").split(","))):
        forms = [atom.form for atom in atoms(part)]
        while forms and forms[-1].lower() in cues("company"):
            forms.pop()
        if not forms:
            continue
        lexicon.add(" ".join(forms), Kind.ORGANISATION, Why.EMPLOYER, key=key)
        for name in _proper_parts(forms, towns):
            lexicon.add(name, Kind.ORGANISATION, Why.EMPLOYER, key=key)
        for letters in _initials(forms):
            if letters not in cues("short"):
                entry = Entry((fold(letters),), Kind.ORGANISATION, Why.ABBREVIATION, key=key)
                lexicon.short.setdefault(letters, entry)
    if (place := place_of(organisation)) and "region" not in pieces(organisation)[:1]:
        written = [atom.form for atom in atoms(organisation)][: len(place.split())]
        name = " ".join(written) if fold(" ".join(written)) == place else place
        known = any(place == " ".join(pieces(one.names[0])) for one in municipalities())
        if not known:
            proper = is_ordinary(name) and dictionary_lemma(name.lower()) != name.lower()  # some towns are in it
            lexicon.add(name, Kind.PLACE, Why.EMPLOYER, proper=proper, key=place)


def _proper_parts(forms: Sequence[str], towns: set[str]) -> Iterator[str]:
    """The name within the name: *Solstrålen* of *Børnehuset Solstrålen*, *Nordvejr* of *Nordvejr Energi*."""
    signs = [form for form in forms if form[0].isupper() and form.lower() not in cues("sign") and len(form) > 3]
    signs = [form for form in signs if fold(form) not in towns]
    if len(forms) == 1 or not signs:
        return
    if len(forms) == 2 and fold(forms[0]) not in towns and fold(forms[1]) not in {"kommune", "sogn"}:
        if is_ordinary(forms[0]) or split_compound(forms[0].lower()):
            if forms[1] in signs and forms[0].lower() != "region":
                yield forms[1]
        else:
            yield forms[0]
        return
    yield from (form for form in signs if not is_ordinary(form) and not split_compound(form.lower()))


def _initials(forms: Sequence[str]) -> Iterator[str]:
    """Abbreviations people make of a name of several words: with and without the small words and parts of compounds."""
    content = [form for form in forms if form.lower() not in stop_words("da")]
    split = [part for form in content for part in (split_compound(form.lower()) or (form,))]
    for words in (forms, content, split):
        letters = "".join(word[0] for word in words).upper()
        if len(words) > 1 and len(letters) >= SHORTEST_ABBREVIATION:
            yield letters


def _titles(lexicon: Lexicon, people: Sequence[Person]) -> None:
    lexicon.offices = frozenset(fold(one) for one in titles().office)
    lexicon.common = frozenset(fold(one) for one in titles().common)
    holders = Counter(words for person in people if (words := pieces(person.title)))
    for title, entry in _specific(holders):
        lexicon.held.setdefault(title, entry)


def _specific(holders: Counter[tuple[str, ...]]) -> Iterable[tuple[tuple[str, ...], Entry]]:
    """Titles that fewer than k people of the list have; of *vejchef for nord* the first word too."""
    heads: Counter[str] = Counter()
    for words, count in holders.items():
        heads[words[0]] += count
    for words, count in holders.items():
        key = " ".join(words)
        few = isinstance(release(Figure(count)), Suppressed)
        if few and not (len(words) == 1 and is_everybodys(words[0])):
            yield words, Entry(words, Kind.TITLE, Why.FEW_HOLD, key=key)
        head = words[0]
        few_alike = isinstance(release(Figure(heads[head])), Suppressed)
        if len(words) > 1 and len(head) > 6 and not is_everybodys(head) and few_alike:
            yield (head,), Entry((head,), Kind.TITLE, Why.FEW_HOLD, key=head)


def longest_first(entries: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Titles by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(set(entries), key=lambda words: (-len(words), words)):
        found[words[0]].append(words)
    return found
