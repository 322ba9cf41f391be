"""Most frequent words: how often, in how many texts, by how many people; side by side for several sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from depeche.core.corpus import Pair

from .collation import danish_key
from .compounds import split_compound
from .inflected import words_in
from .keyness import Keyness, LogOdds, holm, keyness, log_odds
from .stopwords import stop_words


class TextUnit(NamedTuple):
    """A text to count in. `author` is an opaque key, "" where unknown."""

    id: str
    text: str
    source: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class WordRow:
    """One lemma. `people` counts distinct known authors and is `None` where no author is known.

    `forms` are the spellings met, lower-cased, most frequent first. `parts` are those of a compound, else empty.
    """

    lemma: str
    tokens: int
    texts: int
    people: int | None
    forms: tuple[tuple[str, int], ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words of one source, most frequent first. `size` counts all running words, stop words included."""

    source: str
    size: int
    texts: int
    people: int | None
    rows: tuple[WordRow, ...]

    def row(self, word: str) -> WordRow | None:
        """The row of a lemma, or `None` where it does not occur."""
        return next((row for row in self.rows if row.lemma == word), None)


class Count(NamedTuple):
    """A word in one source; all zero (people `None` where unknown) when it does not occur."""

    tokens: int
    texts: int
    people: int | None


@dataclass(frozen=True, slots=True)
class ComparedWord:
    """One lemma in every source of a comparison. The last three are there when two sources are compared."""

    lemma: str
    parts: tuple[str, ...]
    counts: tuple[Count, ...]
    keyness: Keyness | None = None
    p_holm: float | None = None
    log_odds: LogOdds | None = None

    @property
    def tokens(self) -> int:
        """Times used in all sources."""
        return sum(count.tokens for count in self.counts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sources side by side. `tests` is m, the number of words tested: Holm's correction is over these."""

    sources: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[ComparedWord, ...]
    tests: int
    least: int

    def row(self, word: str) -> ComparedWord | None:
        """The row of a lemma, or `None` where it occurs nowhere."""
        return next((row for row in self.rows if row.lemma == word), None)


def questions(pairs: Iterable[Pair]) -> tuple[TextUnit, ...]:
    """The questions of some pairs as text units; the author is the asker."""
    return tuple(TextUnit(pair.id, pair.question, pair.source, pair.asker) for pair in pairs)


class _Tally:
    __slots__ = ("authors", "forms", "texts")

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.texts = 0
        self.authors: set[str] = set()


class _Read(NamedTuple):
    """A text as counting needs it: its author, its running words, and lemma and form of those that can be rows."""

    author: str
    size: int
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of texts, read once, to be counted over any of them again and again."""

    language: str
    rows: tuple[_Read, ...]

    @classmethod
    def build(
        cls, texts: Iterable[TextUnit], *, language: str = "da", stop: Collection[str] | None = None
    ) -> WordIndex:
        """Read `texts`, which are rows 0, 1, … in their order. `stop` replaces the list of the language."""
        left_out = stop_words(language) if stop is None else frozenset(stop)
        return cls(language, tuple(_read(unit, language, left_out) for unit in texts))

    def count(
        self, rows: Iterable[int] | None = None, *, source: str = "", choices: Mapping[str, str] | None = None
    ) -> WordTable:
        """Words of some rows (of all without `rows`), most frequent first, ties in Danish order.

        `choices` are an analyst's: a lemma that counts as another, or as none ("").
        """
        into = choices or {}
        tallies: dict[str, _Tally] = {}
        people: set[str] = set()
        size = number = 0
        for author, running, words in self.rows if rows is None else (self.rows[row] for row in rows):
            number += 1
            people.add(author)
            size += running
            seen: set[str] = set()
            for found, form in words:
                word = into.get(found, found)
                if not word:
                    continue
                tally = tallies.get(word)
                if tally is None:
                    tally = tallies[word] = _Tally()
                tally.forms[form] += 1
                if word not in seen:
                    seen.add(word)
                    tally.texts += 1
                    tally.authors.add(author)
        known = bool(people - {""})
        table = sorted(
            (_row(word, tally, known=known, language=self.language) for word, tally in tallies.items()),
            key=lambda row: (-row.tokens, danish_key(row.lemma)),
        )
        return WordTable(source, size, number, len(people - {""}) if known else None, tuple(table))


def _read(unit: TextUnit, language: str, left_out: frozenset[str]) -> _Read:
    words = words_in(unit.text, language)
    kept = tuple(
        (word, form)
        for _start, _end, form, word in words
        if len(word) > 1 and word[0].isalpha() and word not in left_out and form not in left_out
    )
    return _Read(unit.author, len(words), kept)


def count_words(
    texts: Iterable[TextUnit], *, source: str = "", language: str = "da", stop: Collection[str] | None = None
) -> WordTable:
    """Words of `texts`, most frequent first, ties in Danish order. `stop` replaces the list of the language.

    Numbers and single letters are running words (they count in `size`) and never rows.
    """
    return WordIndex.build(texts, language=language, stop=stop).count(source=source)


def _row(word: str, tally: _Tally, *, known: bool, language: str) -> WordRow:
    forms = sorted(tally.forms.items(), key=lambda item: (-item[1], danish_key(item[0])))
    parts = split_compound(word) if language == "da" else None
    people = len(tally.authors - {""}) if known else None
    return WordRow(word, sum(tally.forms.values()), tally.texts, people, tuple(forms), parts or ())


def compare(tables: Sequence[WordTable], *, least: int = 5, background: WordTable | None = None) -> Comparison:
    """Sources side by side, most frequent in all of them first, ties in Danish order.

    With exactly two sources each word used at least `least` times in both together is tested (G², positive: relatively
    more in the first) and p is corrected by Holm over these m tests; the rarer ones are listed and not tested.
    The prior of the log-odds comes from `background`, the words of the whole material; without it from both sources.
    """
    sizes = tuple(table.size for table in tables)
    by_lemma = [{row.lemma: row for row in table.rows} for table in tables]
    rows = [
        _compared(word, [rows.get(word) for rows in by_lemma], tables)
        for word in dict.fromkeys(word for rows in by_lemma for word in rows)
    ]
    rows.sort(key=lambda row: (-row.tokens, danish_key(row.lemma)))
    tested: list[Keyness | None] = [None] * len(rows)
    if len(tables) == 2 and min(sizes) > 0:
        tested = [
            keyness(row.counts[0].tokens, row.counts[1].tokens, sizes[0], sizes[1]) if row.tokens >= least else None
            for row in rows
        ]
    adjusted = iter(holm([test.p for test in tested if test is not None]))
    shares = _shares(background)
    final = tuple(
        row
        if test is None
        else replace(row, keyness=test, p_holm=next(adjusted), log_odds=_log_odds(row, sizes, shares))
        for row, test in zip(rows, tested, strict=True)
    )
    return Comparison(
        tuple(table.source for table in tables), sizes, final, sum(test is not None for test in tested), least
    )


def _shares(background: WordTable | None) -> dict[str, float]:
    return {row.lemma: row.tokens / background.size for row in background.rows} if background else {}


def _log_odds(row: ComparedWord, sizes: tuple[int, ...], shares: dict[str, float]) -> LogOdds | None:
    share = shares.get(row.lemma) or row.tokens / sum(sizes)
    first, second = (count.tokens for count in row.counts)
    return log_odds(first, second, sizes[0], sizes[1], share) if share < 1 else None


def _compared(word: str, rows: Sequence[WordRow | None], tables: Sequence[WordTable]) -> ComparedWord:
    counts = tuple(
        Count(row.tokens, row.texts, row.people) if row else Count(0, 0, None if table.people is None else 0)
        for row, table in zip(rows, tables, strict=True)
    )
    return ComparedWord(word, next((row.parts for row in rows if row), ()), counts)
