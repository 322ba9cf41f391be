"""Expected keywords: which of the words an organiser entered do people use, where, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .compounds import split_compound
from .inflected import Word, words_in
from .words import Count, TextUnit


class KeywordHit(NamedTuple):
    """Where a keyword stands: `text[start:end]` in the unit's own text. Not `whole`: as part of a longer word."""

    text_id: str
    start: int
    end: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword as entered. `count` is of the word itself in any form, `inside` of longer words that contain it."""

    word: str
    count: Count
    inside: Count
    hits: tuple[KeywordHit, ...]


@dataclass(frozen=True, slots=True)
class KeywordTable:
    """Keywords in the order entered; two that are forms of one word (*leder, ledere*) are one, under the first."""

    rows: tuple[Keyword, ...]

    @property
    def entered(self) -> int:
        """Distinct keywords."""
        return len(self.rows)

    @property
    def found(self) -> int:
        """Keywords that occur as a word of their own."""
        return sum(row.count.tokens > 0 for row in self.rows)

    @property
    def only_inside(self) -> int:
        """Keywords that occur in longer words alone."""
        return sum(row.count.tokens == 0 < row.inside.tokens for row in self.rows)


class _Sought(NamedTuple):
    word: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]  # of a compound, or the one lemma; empty for several words


class _Tally:
    __slots__ = ("authors", "hits", "texts", "tokens")

    def __init__(self) -> None:
        self.tokens = {True: 0, False: 0}
        self.texts: dict[bool, set[str]] = {True: set(), False: set()}
        self.authors: dict[bool, set[str]] = {True: set(), False: set()}
        self.hits: list[KeywordHit] = []

    def add(self, unit: TextUnit, hit: KeywordHit) -> None:
        self.hits.append(hit)
        self.tokens[hit.whole] += 1
        self.texts[hit.whole].add(unit.id)
        self.authors[hit.whole].add(unit.author)

    def count(self, *, whole: bool, known: bool) -> Count:
        people = len(self.authors[whole] - {""}) if known else None
        return Count(self.tokens[whole], len(self.texts[whole]), people)


def find_keywords(texts: Iterable[TextUnit], keywords: Sequence[str], *, language: str = "da") -> KeywordTable:
    """Every occurrence of each keyword in `texts`, matched by lemma; compounds that contain it are counted apart.

    A keyword of several words is found where its lemmas stand in a row. Entries without a letter are left out.
    Definitions: docs/methods/keywords.md.

    >>> table = find_keywords([TextUnit("a", "Tillid? Tillidsreformen!")], ["tillid", "mod"])
    >>> table.found, table.entered, table.rows[0].count.tokens, table.rows[0].inside.tokens
    (1, 2, 1, 1)
    """
    sought = _sought(keywords, language)
    by_first: dict[str, list[_Sought]] = {}
    for keyword in sought:
        by_first.setdefault(keyword.lemmas[0], []).append(keyword)
    tallies = {keyword.lemmas: _Tally() for keyword in sought}
    known = False
    for unit in texts:
        known = known or bool(unit.author)
        words = words_in(unit.text, language)
        for keyword, start, end, whole in _matches(words, by_first, sought, language):
            tallies[keyword.lemmas].add(unit, KeywordHit(unit.id, start, end, whole))
    return KeywordTable(
        tuple(
            Keyword(
                keyword.word,
                tallies[keyword.lemmas].count(whole=True, known=known),
                tallies[keyword.lemmas].count(whole=False, known=known),
                tuple(tallies[keyword.lemmas].hits),
            )
            for keyword in sought
        )
    )


def _sought(keywords: Sequence[str], language: str) -> tuple[_Sought, ...]:
    found: dict[tuple[str, ...], _Sought] = {}
    for keyword in keywords:
        lemmas = tuple(word.lemma for word in words_in(keyword, language))
        if not any(letter.isalpha() for lemma in lemmas for letter in lemma):
            continue
        parts = _parts(lemmas[0], language) if len(lemmas) == 1 else ()
        found.setdefault(lemmas, _Sought(" ".join(keyword.split()), lemmas, parts))
    return tuple(found.values())


@lru_cache(maxsize=50_000)
def _parts(lemma: str, language: str) -> tuple[str, ...]:
    return (split_compound(lemma) if language == "da" else None) or (lemma,)


def _matches(
    words: Sequence[Word], by_first: dict[str, list[_Sought]], sought: Sequence[_Sought], language: str
) -> Iterator[tuple[_Sought, int, int, bool]]:
    for at, word in enumerate(words):
        for keyword in by_first.get(word.lemma, ()):
            last = at + len(keyword.lemmas)
            if tuple(follower.lemma for follower in words[at:last]) == keyword.lemmas:
                yield keyword, word.start, words[last - 1].end, True
        parts = _parts(word.lemma, language)
        if len(parts) == 1:
            continue
        for keyword in sought:
            if keyword.parts and keyword.lemmas != (word.lemma,) and _contains(parts, keyword.parts):
                yield keyword, word.start, word.end, False


def _contains(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(parts[at : at + len(wanted)] == wanted for at in range(len(parts) - len(wanted) + 1))
