"""Words as the pages show them: a line each, with what may be shown and what the comparison says."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from depeche.core.stats import Cell, Figure, K, Reason, Suppressed, release
from depeche.core.text import ComparedWord, Count
from depeche.web.analysis.queries.words.counted import LEVEL, Told, Words

ROWS = 50
APART = "apart"
CODE = 12


class WordCount(NamedTuple):
    """A word on one side: times used, texts that contain it, people. None for people where nobody is known."""

    tokens: int | None  # None: may not be shown
    texts: int | None
    people: Cell | None


class Test(NamedTuple):
    """How the two sides differ: signed G², log ratio, z of the log-odds; `beyond_chance` after Holm."""

    g2: float
    log_ratio: float
    z: float | None
    p_holm: float


class WordLine(NamedTuple):
    """A word. `more_in` is the side that uses it more, "" where one test says nothing.

    `beyond_chance`: also when it is remembered how many words were tested (Holm, p < .05).
    """

    code: str
    lemma: str
    forms: tuple[tuple[str, int], ...]
    parts: tuple[str, ...]
    counts: tuple[WordCount, ...]
    test: Test | None
    more_in: str
    beyond_chance: bool


def word_code(lemma: str) -> str:
    """The address of a word: participants' words do not stand in addresses."""
    return hashlib.sha256(lemma.encode()).hexdigest()[:CODE]


def ordered(found: Words, order: str) -> tuple[Told, ...]:
    """The most used first, or (`APART`) those that were tested, with what sets the two sides most apart first."""
    if order != APART:
        return found.told
    tested = [told for told in found.told if told.row.keyness is not None]
    return tuple(sorted(tested, key=_apartness))


def _apartness(told: Told) -> tuple[bool, float, str]:
    """Where a side is hidden the order must not tell how far apart they are: by the alphabet, last."""
    if not all(told.shown) or told.row.keyness is None:
        return True, 0.0, told.row.lemma
    return False, -abs(told.row.keyness.g2), ""


def lines(found: Words, *, order: str, page: int) -> tuple[WordLine, ...]:
    """A page of words."""
    return tuple(line(told, found) for told in ordered(found, order)[(page - 1) * ROWS : page * ROWS])


def line_of(found: Words, code: str) -> WordLine | None:
    """The word with this address."""
    return next((line(told, found) for told in found.told if word_code(told.row.lemma) == code), None)


def line(told: Told, found: Words) -> WordLine:
    row = told.row
    test = row.keyness if len(told.shown) == 2 else None
    more_in = ""
    if test is not None and test.p < LEVEL:
        more_in = found.titles[0 if test.g2 > 0 else 1]
    z = row.log_odds.z if row.log_odds else None
    shown = test is not None and all(told.shown)
    return WordLine(
        word_code(row.lemma),
        row.lemma,
        _forms(row, found),
        row.parts,
        tuple(_count(count, shown=one) for count, one in zip(row.counts, told.shown, strict=True)),
        Test(test.g2, test.log_ratio, z, row.p_holm or 0.0) if shown and test else None,
        more_in,
        row.p_holm is not None and row.p_holm < LEVEL,
    )


def _count(count: Count, *, shown: bool) -> WordCount:
    if not shown:
        return WordCount(None, None, Suppressed(Reason.FEW, K))
    return WordCount(count.tokens, count.texts, None if count.people is None else release(Figure(count.people)))


def _forms(row: ComparedWord, found: Words) -> tuple[tuple[str, int], ...]:
    """The spellings met, most used first; of a group none, since a spelling may be one person's."""
    if found.sides.first.kind == "group":
        return ()
    forms: dict[str, int] = {}
    for rows in found.rows:
        for form, count in rows[row.lemma].forms if row.lemma in rows else ():
            forms[form] = forms.get(form, 0) + count
    return tuple(sorted(forms.items(), key=lambda item: -item[1]))
