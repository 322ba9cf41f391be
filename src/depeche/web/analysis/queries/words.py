"""The words of the questions, per source and side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import caches

from depeche.core.stats import Cell, Figure, release
from depeche.core.text import (
    ComparedWord,
    Comparison,
    Occurrence,
    TextUnit,
    WordTable,
    compare,
    concordance,
    count_words,
    normal,
)
from depeche.web.analysis.models import Corpus, Source
from depeche.web.analysis.models import TextUnit as Unit

LEAST = 5  # a word is tested when it is used this often in both sources together
LEVEL = 0.05
KEPT = 24 * 3600  # seconds
ROWS = 100


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a corpus: one table a source, and all of them side by side."""

    sources: tuple[Source, ...]
    tables: tuple[WordTable, ...]
    comparison: Comparison


class WordCount(NamedTuple):
    """A word in one source. `people` is None where nobody is known, and hidden where they are few."""

    tokens: int
    texts: int
    people: Cell | None


class WordLine(NamedTuple):
    """A word as the page shows it. `more_in` is the source that uses it more, "" where one test says nothing.

    `beyond_chance`: also when it is remembered how many words were tested (Holm, p < .05).
    """

    code: str
    lemma: str
    forms: tuple[tuple[str, int], ...]
    parts: tuple[str, ...]
    counts: tuple[WordCount, ...]
    g2: float | None
    more_in: str
    beyond_chance: bool


def words(corpus: Corpus) -> Words:
    """Counted once for each state of the material, which only grows: kept in the process's memory under its size."""
    sources = tuple(corpus.sources.all())
    size = Unit.objects.cards().filter(corpus=corpus).count()
    key = f"analysis.words.{corpus.pk}.{size}.{corpus.language}"
    kept: tuple[tuple[WordTable, ...], Comparison] | None = caches["rendered"].get(key)
    if kept is None:
        tables = tuple(
            count_words(_questions(corpus, source), source=source.key, language=corpus.language) for source in sources
        )
        kept = (tables, compare(tables, least=LEAST))
        caches["rendered"].set(key, kept, KEPT)
    return Words(sources, *kept)


def _questions(corpus: Corpus, source: Source | None = None) -> Iterator[TextUnit]:
    units = Unit.objects.cards().filter(corpus=corpus)
    if source is not None:
        units = units.filter(source=source)
    for key, text, place, author in units.values_list("pk", "text", "source_id", "author_key").iterator():
        yield TextUnit(str(key), text, str(place), author)


def word_code(lemma: str) -> str:
    """The address of a word: participants' words do not stand in addresses."""
    return hashlib.sha256(lemma.encode()).hexdigest()[:12]


def lines(found: Words, *, order: str, page: int) -> tuple[WordLine, ...]:
    """A page of words: the most frequent first, or those that set two sources most apart (`order` "apart")."""
    rows = ordered(found, order)
    return tuple(_line(row, found) for row in rows[(page - 1) * ROWS : page * ROWS])


def ordered(found: Words, order: str) -> tuple[ComparedWord, ...]:
    rows = found.comparison.rows
    if order != "apart":
        return rows
    tested = [row for row in rows if row.keyness is not None]
    return tuple(sorted(tested, key=lambda row: -abs(row.keyness.g2) if row.keyness else 0.0))


def line_of(found: Words, code: str) -> WordLine | None:
    """The word with this address."""
    return next((_line(row, found) for row in found.comparison.rows if word_code(row.lemma) == code), None)


def _line(row: ComparedWord, found: Words) -> WordLine:
    forms: dict[str, int] = {}
    for table in found.tables:
        own = table.row(row.lemma)
        for form, count in own.forms if own else ():
            forms[form] = forms.get(form, 0) + count
    more_in = ""
    if row.keyness is not None and row.keyness.p < LEVEL:
        more_in = found.sources[0 if row.keyness.g2 > 0 else 1].title
    return WordLine(
        word_code(row.lemma),
        row.lemma,
        tuple(sorted(forms.items(), key=lambda item: -item[1])),
        row.parts,
        tuple(
            WordCount(count.tokens, count.texts, None if count.people is None else release(Figure(count.people)))
            for count in row.counts
        ),
        abs(row.keyness.g2) if row.keyness else None,
        more_in,
        row.p_holm is not None and row.p_holm < LEVEL,
    )


class Place(NamedTuple):
    """An occurrence with the card it stands on."""

    unit_id: int
    source: str
    left: str
    word: str
    right: str


def places(corpus: Corpus, line: WordLine) -> tuple[Place, ...]:
    """Every occurrence of a word in the questions, in reading order."""
    forms = tuple(form for form, _count in line.forms)
    units = {
        unit.id: unit
        for unit in _questions(corpus)
        if any(form in plain for plain in (normal(unit.text).lower(),) for form in forms)
    }
    titles = {str(source.pk): source.title for source in corpus.sources.all()}
    found = concordance(units.values(), line.lemma, language=corpus.language)
    return tuple(_place(hit, units[hit.text_id], titles) for hit in found)


def _place(hit: Occurrence, unit: TextUnit, titles: dict[str, str]) -> Place:
    return Place(int(unit.id), titles[unit.source], hit.left, unit.text[hit.start : hit.end], hit.right)
