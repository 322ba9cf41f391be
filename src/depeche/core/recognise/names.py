"""Names of the people on the list, in free text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from depeche.core.recognise.gazetteer import after_a_name, cues
from depeche.core.recognise.people import PARTICLES, TYPO, Names, less_one
from depeche.core.recognise.shapes import Atom, is_ordinary, opens, plain, whole, without_genitive
from depeche.core.recognise.values import Kind, Why
from depeche.core.text.lemmas import dictionary_lemma, infinitive

SHORTEST_SMALL = 4  # letters of a name alone that is found without its capital
REMEMBERED = 200_000  # words whose people are looked up once
SHORTEST_CAPS = 4  # letters of a name alone that is found all in capitals: PER, DAN may be anything


class Range(NamedTuple):
    """What one rule has found, before it is held against what others have; higher `weight` wins."""

    start: int
    end: int
    kind: Kind
    why: tuple[Why, ...]
    weight: int


FULL, ALONE, CLOSE = 80, 30, 20


class NameFinder:
    """Looks through one text at a time; each word is looked up, so the length of the list does not matter."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._seen: dict[str, frozenset[int]] = {}

    def find(self, text: str, found: list[Atom]) -> Iterator[Range]:
        at = 0
        while at < len(found):
            last = self._run(found, at)
            if last is None:
                last = self._with_initial(text, found, at)
            if last is not None:
                yield Range(self._start(found, at), whole(text, found, last), Kind.NAME, (Why.PARTICIPANT,), FULL)
                at = last + 1
                continue
            yield from self._single(text, found, at)
            at += 1

    def _start(self, found: list[Atom], at: int) -> int:
        """Where the name begins: a particle of this very name belongs to it."""
        atom, before = found[at], found[at - 1] if at else None
        if before is None or not atom.joined:
            return atom.start
        belongs = any((before.low, low) in self.names.particles for low in without_genitive(atom.low))
        return before.start if belongs else atom.start

    def _people(self, atom: Atom) -> frozenset[int]:
        """Everybody in whose name the word stands, in the genitive or not."""
        known = self._seen.get(atom.form)
        if known is None:
            lows = {*without_genitive(atom.low), *without_genitive(plain(atom.form))}
            known = frozenset[int]().union(*map(self.names.of, lows))
            if len(self._seen) < REMEMBERED:
                self._seen[atom.form] = known
        return known

    def _run(self, found: list[Atom], at: int) -> int | None:
        """Where two or more parts of one person's name end that begin at `at`; initials may stand between."""
        people = self._people(found[at])
        if not people:
            return None
        last, parts = at, [found[at]]
        for place in range(at + 1, min(len(found), at + 6)):
            atom = found[place]
            if len(atom.low) == 1 and atom.capital and atom.gap in {" ", ". ", "."}:
                continue
            if atom.low in PARTICLES and atom.joined:
                continue
            both = people & self._people(atom)
            after_initial = place > last + 1 and atom.gap in {". ", "."}
            if not both or not (atom.joined or after_initial):
                break
            people, last = both, place
            parts.append(atom)
        if len(parts) < 2:
            return None
        written_small = not any(atom.capital for atom in parts)
        if written_small and (all(is_ordinary(atom.form) for atom in parts) or not self._is_whole(parts)):
            return None
        return last if parts[-1].capital or written_small else None

    def _is_whole(self, parts: list[Atom]) -> bool:
        """A given name and a family name, not two middle names."""
        return parts[0].low in self.names.given and any(
            low in self.names.family for low in without_genitive(parts[-1].low)
        )

    def _with_initial(self, text: str, found: list[Atom], at: int) -> int | None:
        """*M. Holm*, *M.H. Holm*, *Mette H.*"""
        atom = found[at]
        if not atom.capital:
            return None
        if len(atom.form) == 1:
            last = at + 1
            while (
                last < min(len(found), at + 4)
                and len(found[last].form) == 1
                and found[last].gap in {".", ". ", "", " "}
            ):
                last += 1
            if last < len(found) and last <= at + 3 and found[last].capital and found[last].gap in {". ", ".", " "}:
                initials = {
                    letter
                    for low in without_genitive(found[last].low)
                    for letter in self.names.given_initials.get(low, ())
                }
                return last if atom.low in initials else None
            return None
        following = found[at + 1] if at + 1 < len(found) else None
        if following is None or len(following.form) != 1 or not following.capital or following.gap != " ":
            return None
        dotted = text[following.end : following.end + 1] == "."
        return at + 1 if dotted and following.low in self.names.family_initials.get(atom.low, ()) else None

    def _single(self, text: str, found: list[Atom], at: int) -> Iterator[Range]:
        atom = found[at]
        if self._people(atom):
            if self._is_name(text, found, at):
                yield Range(self._start(found, at), whole(text, found, at), Kind.NAME, (Why.PARTICIPANT,), ALONE)
        elif self._is_close(atom):
            yield Range(atom.start, whole(text, found, at), Kind.NAME, (Why.PARTICIPANT, Why.MISSPELT), CLOSE)

    def _is_name(self, text: str, found: list[Atom], at: int) -> bool:
        atom = found[at]
        if len(atom.low) < 2 or _begins_house(found, at):
            return False
        if not atom.capital:
            return len(atom.low) >= SHORTEST_SMALL and not is_ordinary(atom.form) and not atom.hyphened
        if len(atom.form) > 1 and atom.form.isupper() and len(atom.form) < SHORTEST_CAPS:
            return False
        if not opens(text, atom) or not self._is_ordinary(atom):
            return True
        following = found[at + 1] if at + 1 < len(found) else None
        if following is None or not following.joined:
            return False
        given = atom.low in self.names.given and not _is_noun(atom.form.lower())
        return following.form in after_a_name(given=given) or (given and _is_passive(following.form))

    def _is_ordinary(self, atom: Atom) -> bool:
        """An ordinary word in the very form in which it is a name: *Storm*, *Lykke*; of *Aagaards* it is Aagaard."""
        if self.names.of(atom.low):
            return is_ordinary(atom.form)
        return is_ordinary(atom.form[:-1])

    def _is_close(self, atom: Atom) -> bool:
        """One letter from a long name of the list, and no word or other name that the dictionary knows."""
        if not atom.capital or len(atom.low) < TYPO - 1 or dictionary_lemma(atom.form.lower()) is not None:
            return False
        return any(
            _one_apart(low, name)
            for low in without_genitive(atom.low)
            for short in less_one(low)
            for name in self.names.close.get(short, ())
        )


def _is_noun(word: str) -> bool:
    return any(dictionary_lemma(word + ending) == word for ending in ("en", "et", "n", "t"))


def _is_passive(word: str) -> bool:
    """*nævnes*: of a person, and never of an imperative or a pronoun."""
    return word.endswith("es") and infinitive(word) == dictionary_lemma(word) is not None


def _begins_house(found: list[Atom], at: int) -> bool:
    following = found[at + 1] if at + 1 < len(found) else None
    return following is not None and following.joined and following.capital and following.low in cues("house")


def _one_apart(one: str, other: str) -> bool:
    """At most one letter more, less or other, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, others = one[at:], other[at:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped
