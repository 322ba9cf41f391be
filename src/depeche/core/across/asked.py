"""Questions held against their answers: which words each side uses more, how is asked, how much is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median_low
from typing import NamedTuple

from depeche.core.text import (
    Comparison,
    Form,
    Kind,
    TextUnit,
    compare,
    count_words,
    keyness,
    question_form,
    stop_words,
    tokens,
    words_in,
)

LEVEL = 0.05
LEAST = 5  # a word is tested when both sides together use it so often
TIMES = 2.0  # and is named when its side uses it so many times as much, for its size
TEXTS = 2  # and so many texts of its side contain it: one text's word is one person's


class Exchange(NamedTuple):
    """A question, and its answer where there is one; `None` where the material has no answers at all."""

    id: str
    question: str
    answer: str | None = None


class Telling(NamedTuple):
    """A word that one side uses relatively more: times used and texts that contain it there, and on the other side.

    `p_holm` is None where the word is too rare to be tested.
    """

    word: str
    tokens: int
    texts: int
    elsewhere: int
    g2: float
    p_holm: float | None

    @property
    def beyond_chance(self) -> bool:
        return self.p_holm is not None and self.p_holm < LEVEL


class Met(NamedTuple):
    """A word of the questions and one of the answers, by index, and the pairs in which they met."""

    question: int
    answer: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions (or other cards) of a theme and their answers. Lengths are medians in words, None where there is none.

    Words at least twice as frequent on their side are listed, the most marked first; `tests` were frequent enough to be
    tested, and `p_holm` corrects for all of these.
    """

    questions: int
    answers: int
    question_words: tuple[Telling, ...]
    answer_words: tuple[Telling, ...]
    met: tuple[Met, ...]
    tests: int
    forms: dict[Form, int]
    kinds: dict[Kind, int]
    question_length: int | None
    answer_length: int | None


def dialogue(
    exchanges: Sequence[Exchange], *, language: str = "da", most: int = 10, left_out: Collection[str] = ()
) -> Dialogue:
    """Hold the questions of `exchanges` against their answers; lemmas that are `left_out` are in no list."""
    stop = stop_words(language) | frozenset(left_out)
    asked = [TextUnit(pair.id, pair.question) for pair in exchanges]
    answered = [TextUnit(pair.id, pair.answer) for pair in exchanges if pair.answer and pair.answer.strip()]
    tables = [count_words(units, language=language, stop=stop) for units in (asked, answered)]
    compared = compare(tables, least=LEAST)
    sides = _telling(compared)
    found = [question_form(pair.question, language) for pair in exchanges]
    return Dialogue(
        questions=len(asked),
        answers=len(answered),
        question_words=tuple(sides[0][:most]),
        answer_words=tuple(sides[1][:most]),
        met=_met(exchanges, sides[0][:most], sides[1][:most], language),
        tests=compared.tests,
        forms=dict(Counter(form.form for form in found)),
        kinds=dict(Counter(form.kind for form in found if form.kind is not None)),
        question_length=_length(asked),
        answer_length=_length(answered),
    )


def _telling(compared: Comparison) -> tuple[list[Telling], list[Telling]]:
    """The words of either side, the most marked first."""
    sides: tuple[list[Telling], list[Telling]] = ([], [])
    for word in compared.rows if min(compared.sizes) else ():
        tokens = [count.tokens for count in word.counts]
        test = word.keyness or keyness(*tokens, *compared.sizes)
        side = 0 if test.g2 > 0 else 1
        if word.counts[side].texts >= TEXTS and abs(test.log_ratio) >= log2(TIMES):
            texts, elsewhere = word.counts[side].texts, tokens[1 - side]
            sides[side].append(Telling(word.lemma, tokens[side], texts, elsewhere, abs(test.g2), word.p_holm))
    for told in sides:
        told.sort(key=lambda word: (-word.g2, word.word))
    return sides


def _length(texts: Sequence[TextUnit]) -> int | None:
    return median_low(len(tokens(unit.text)) for unit in texts) if texts else None


def _met(
    exchanges: Sequence[Exchange], asked: Sequence[Telling], answered: Sequence[Telling], language: str
) -> tuple[Met, ...]:
    """Which of the listed words stand in a question and in its answer, in two pairs or more; most pairs first."""
    left = {word.word: at for at, word in enumerate(asked)}
    right = {word.word: at for at, word in enumerate(answered)}
    found: Counter[tuple[int, int]] = Counter()
    for pair in exchanges if left and right else ():
        here = {left[word.lemma] for word in words_in(pair.question, language) if word.lemma in left}
        there = {right[word.lemma] for word in words_in(pair.answer or "", language) if word.lemma in right}
        found.update((one, other) for one in here for other in there)
    met = [Met(one, other, pairs) for (one, other), pairs in found.items() if pairs >= TEXTS]
    return tuple(sorted(met, key=lambda one: (-one.pairs, one.question, one.answer)))
