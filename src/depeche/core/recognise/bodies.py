"""Organisations and places in free text: inflected, in compounds, and by their initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from depeche.core.recognise.gazetteer import ENDINGS, NOT_ON
from depeche.core.recognise.lexicon import SHORTEST_FRONT, Entry, Lexicon
from depeche.core.recognise.names import Range
from depeche.core.recognise.shapes import Atom, fold, is_ordinary, opens, whole, without_genitive
from depeche.core.recognise.values import Kind, Why
from depeche.core.text import split_compound
from depeche.core.text.lemmas import dictionary_lemma

PHRASE, SHORT, WORD, FRONT = 90, 70, 60, 40
SHORTEST_SMALL = 5  # letters of a name that is found without its capital
SHORTEST_SMALL_FRONT = 6
SHORTEST_AUTHORITY = 8
_INSIDE = re.compile(r"[ \u00a0,/&\u2010\u2011-]{1,3}")
_PEOPLE = re.compile(
    r"(?:n?s?er|n?ser|enser|ianer|aner|nser|boer?|borger|itt?|ing)(?:e|en|ens|ne|nes|es|ene|s)?|(?:e|en|i|an|ian)?n?sisk[et]?|(?:i?an)?sk[et]?"
)


class BodyFinder:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._openings = frozenset(front[:SHORTEST_FRONT] for front in lexicon.fronts)

    def find(self, text: str, found: list[Atom]) -> Iterator[tuple[Range, str]]:
        """Each range with the key of what it stands for, "" where that is not on a list."""
        shouting = sum(atom.form.isupper() for atom in found) * 2 > len(found) > 3
        for at, atom in enumerate(found):
            entry, last = self._phrase(text, found, at)
            if entry is not None:
                weight = PHRASE if len(entry.words) > 1 else WORD
                yield Range(atom.start, whole(text, found, last), entry.kind, (entry.why,), weight), entry.key
            elif not shouting and (short := self._short(atom)):
                yield Range(atom.start, whole(text, found, at), short.kind, (short.why,), SHORT), short.key
            elif self._is_authority(atom):
                yield Range(atom.start, whole(text, found, at), Kind.ORGANISATION, (Why.AUTHORITY,), WORD), ""
            elif (made := self._compound(atom)) is not None:
                front, why = made
                yield Range(atom.start, whole(text, found, at), front.kind, (front.why, why), FRONT), front.key

    def _phrase(self, text: str, found: list[Atom], at: int) -> tuple[Entry | None, int]:
        """The longest phrase that begins at an atom, and its last atom."""
        for low in without_genitive(found[at].low):
            for entry in self.lexicon.phrases.get(low, ()):
                last = at + len(entry.words) - 1
                if self._fits(found, at, entry) and self._is_cased(text, found[at : last + 1], entry):
                    return entry, last
        return None, at

    @staticmethod
    def _fits(found: list[Atom], at: int, entry: Entry) -> bool:
        size = len(entry.words)
        if at + size > len(found):
            return False
        for offset, word in enumerate(entry.words):
            atom = found[at + offset]
            if offset and not _INSIDE.fullmatch(atom.gap):
                return False
            if atom.low != word and not (offset == size - 1 and word in without_genitive(atom.low)):
                return False
        return True

    @staticmethod
    def _is_cased(text: str, matched: list[Atom], entry: Entry) -> bool:
        first = matched[0]
        if len(matched) > 1:
            return first.capital or not entry.proper
        if entry.proper:
            genitive = first.low != entry.words[0] and not is_ordinary(first.form)
            return first.capital and (genitive or not opens(text, first))
        if entry.why is Why.AUTHORITY and len(first.low) >= SHORTEST_AUTHORITY:
            return True
        return first.capital or (len(first.low) >= SHORTEST_SMALL and not _is_other(first.form, entry))

    def _short(self, atom: Atom) -> Entry | None:
        form = atom.form[:-1] if atom.form.endswith("s") and len(atom.form) > 2 else atom.form
        return self.lexicon.short.get(form) if form.isupper() else None

    @staticmethod
    def _is_authority(atom: Atom) -> bool:
        """A ministry or agency that is in no list, by its ending."""
        return atom.capital and any(
            low.endswith(end) and len(low) > len(end) + 2 and not low.endswith(NOT_ON)
            for low in without_genitive(atom.low)
            for end in ENDINGS
        )

    def _compound(self, atom: Atom) -> tuple[Entry, Why] | None:
        """*Aalborgskolerne*, *vejlenserne*: the longest first part that is on a list, and a word after it."""
        if len(atom.low) < SHORTEST_FRONT + 2 or atom.low[:SHORTEST_FRONT] not in self._openings:
            return None
        word = atom.form.lower()
        for cut in range(len(word) - 1, SHORTEST_FRONT - 1, -1):
            entry = self.lexicon.fronts.get(fold(word[:cut]))
            if entry is None or (not atom.capital and (entry.proper or cut < SHORTEST_SMALL_FRONT - 1)):
                continue
            rest = word[cut:]
            if entry.kind is Kind.PLACE and not entry.proper and _PEOPLE.fullmatch(fold(rest)):
                return entry, Why.PEOPLE_OF
            if not is_ordinary(atom.form) and is_word(rest.removeprefix("s") if len(rest) > 4 else rest, rest):
                return entry, Why.COMPOUND
        return None


def _is_other(form: str, entry: Entry) -> bool:
    """Whether a word in small letters is an ordinary one; the dictionary has some towns in small letters."""
    return is_ordinary(form) and not (entry.why is Why.MUNICIPALITY and dictionary_lemma(form) == form)


def is_word(*forms: str) -> bool:
    """Whether any of the forms is an ordinary word or a compound of such."""
    for form in forms:
        lemma = dictionary_lemma(form)
        if len(form) > 2 and ((lemma is not None and lemma[:1].islower()) or split_compound(form)):
            return True
    return False
