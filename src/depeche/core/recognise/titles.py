"""Titles in free text that point at somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from depeche.core.recognise.bodies import is_word
from depeche.core.recognise.gazetteer import cues
from depeche.core.recognise.lexicon import Entry, Lexicon, longest_first
from depeche.core.recognise.names import Range
from depeche.core.recognise.shapes import Atom, fold, is_definite, uninflected, whole
from depeche.core.recognise.values import Kind, Why
from depeche.core.text import lemma

HELD, OFFICE, OF_A_PLACE = 50, 48, 46
SHORTEST_FRONT = 7  # letters of a title that is the first part of a compound
SHORTEST_LAST = 4  # letters of a title that ends a longer one: *skole-leder*


class TitleFinder:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._phrases = longest_first(words for words in lexicon.held if len(words) > 1)
        self._ends = tuple(word for word in lexicon.common | lexicon.offices if len(word) >= SHORTEST_LAST)
        self._openings = frozenset(words[0][:SHORTEST_FRONT] for words in lexicon.held if len(words) == 1)

    def find(self, text: str, found: list[Atom], bodies: Collection[int]) -> Iterator[tuple[Range, str]]:
        """`bodies` are the places where an organisation or place begins. Each range with the folded title."""
        for at, atom in enumerate(found):
            stems = _stems(atom)
            entry, last = self._held(found, at, stems)
            if entry is not None:
                yield Range(atom.start, whole(text, found, last), Kind.TITLE, (entry.why,), HELD), entry.key
            elif (why := self._pointing(found, at, stems, bodies)) is not None:
                yield Range(atom.start, whole(text, found, at), Kind.TITLE, (why,), OFFICE), atom.low
            elif (front := self._front(atom)) is not None:
                why = Why.COMPOUND
                yield Range(atom.start, whole(text, found, at), Kind.TITLE, (front.why, why), OF_A_PLACE), front.key

    def _held(self, found: list[Atom], at: int, stems: tuple[str, ...]) -> tuple[Entry | None, int]:
        for words in self._phrases.get(found[at].low, ()):
            last = at + len(words) - 1
            if last < len(found) and all(
                atom.joined and (atom.low == word or (place == len(words) - 2 and word in _stems(atom)))
                for place, (atom, word) in enumerate(zip(found[at + 1 : last + 1], words[1:], strict=True))
            ):
                return self.lexicon.held[words], last
        for stem in stems:
            if (stem,) in self.lexicon.held:
                return self.lexicon.held[stem,], at
        return None, at

    def _pointing(self, found: list[Atom], at: int, stems: tuple[str, ...], bodies: Collection[int]) -> Why | None:
        """An office in the definite, or any title in the definite with its place; *som rektor* is as definite."""
        atom = found[at]
        being = at > 0 and found[at - 1].low in cues("being") and atom.gap == " "
        for stem in stems:
            if not being and not is_definite(atom.low, stem):
                continue
            if stem in self.lexicon.offices or (stem.endswith("minister") and len(stem) > 8):
                return Why.OFFICE
            if _belongs(found[at + 1 : at + 3], bodies) and self._is_common(stem):
                return Why.OF_A_PLACE
        return None

    def _is_common(self, stem: str) -> bool:
        return stem in self.lexicon.common or stem.endswith(self._ends)

    def _front(self, atom: Atom) -> Entry | None:
        """*kommunaldirektørmødet*"""
        if atom.low[:SHORTEST_FRONT] not in self._openings:
            return None
        word = atom.form.lower()
        for cut in range(len(word) - 3, SHORTEST_FRONT - 1, -1):
            entry = self.lexicon.held.get((fold(word[:cut]),))
            if entry is not None and is_word(word[cut:], word[cut:].removeprefix("s")):
                return entry
        return None


def _belongs(after: Sequence[Atom], bodies: Collection[int]) -> bool:
    """*i Odder*, *på Museum Strandholm*: what follows a title that belongs to a house or place."""
    return (
        len(after) == 2
        and all(atom.joined for atom in after)
        and after[0].low in cues("between")
        and after[1].start in bodies
    )


def _stems(atom: Atom) -> tuple[str, ...]:
    """Folded, from the word itself to its stems and its lemma (*jordemødre*, *jordemoder*)."""
    return (*uninflected(atom.low), fold(lemma(atom.form)))
