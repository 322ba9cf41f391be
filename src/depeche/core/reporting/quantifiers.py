"""Words like *mange*, *de fleste*, *rarely* beside a claim about the material, and whether "k of N" stands with it.

docs/methods/quantifiers.md says what is seen, what is left alone and why. A word is never judged by a machine that
guesses: the lists in `quantity_words` are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from depeche.core.reporting.bare import SOURCE_NOTE, sentences_of
from depeche.core.reporting.quantity_words import LANGUAGES, Quantifier, Reading, compiled
from depeche.core.reporting.speak import REFERENCE

Valued = Callable[[str], float | None]  # a reference -> the figure's value, `None` where it has none

RATIO: Final = frozenset({"share"})  # recipes that say a part of a whole by themselves, in per cent
_NEAR: Final = 4  # words on either side in which the verb of "often" is looked for
_BLANKS: Final = re.compile(
    r"[“”„\"»][^“”„\"«»\n]+[“”\"«]"  # what stands in quotation marks is somebody else's
    r"|`[^`\n]*`|\]\([^)\s]*\)|https?://\S+"
    r"|(?<!\w)[*_]+|[*_]+(?!\w)"  # emphasis
)
_FIGURES: Final = re.compile(  # "(14 af 39)", ", nemlig 36 %,": said in passing, the sentence goes on
    r"\s*[,(\u2013]?\s*(?:(?:nemlig|i alt|namely|in all)\s+)?\{\{[^{}\n]*\}\}"
    r"(?:\s*(?:ud af|out of|af|of|/)\s*\{\{[^{}\n]*\}\})?(?:\s*(?:%|procent|per cent))?\s*[,)\u2013]?",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s*(?:ud af|out of|af|of|/)\s*(?:de\s+|i alt\s+|the\s+)?", re.IGNORECASE)
_WIDER: Final = re.compile(r"[,;:.!?()\u2013\u00a4]|(?<!\w)(?:at|der|som|that)(?!\w)(?= )")  # over "and" and "or"
_CLAUSE: Final = re.compile(r"[,;:.!?()\u2013\u00a4]|(?<!\w)(?:og|men|eller|at|der|som|and|but|or|that)(?!\w)(?= )")


class Quantity(NamedTuple):
    """A word of quantity said of the material, and whether figures or a source stand with it in its sentence."""

    word: str
    sentence: str
    bound: bool
    contradicts: str = ""  # the figures, as references, that do not bear the word; "" when they do


def quantities(markdown: str, language: str, value: Valued) -> tuple[Quantity, ...]:
    """Words of quantity said of the material, in reading order, but for those a source note carries."""
    return tuple(found for sentence in sentences_of(markdown) for found in _of(sentence, language, value))


def _of(sentence: str, language: str, value: Valued) -> Iterator[Quantity]:
    if SOURCE_NOTE.search(sentence):
        return
    found = tuple(_said_of_material(sentence, language))
    if not found:
        return
    ratios = tuple(_ratios(sentence, value))
    bound = bool(ratios) or _counts(sentence)
    flat = " ".join(sentence.split())
    for word, quantifier in found:
        wrong = next(
            (ratio for ratio in ratios if ratio.share is not None and not _bears(quantifier, ratio.share)), None
        )
        alone = len(found) == 1 and len(ratios) == 1
        yield Quantity(word, flat, bound, wrong.written if wrong and alone else "")


class _Ratio(NamedTuple):
    written: str
    share: float | None


def _ratios(sentence: str, value: Valued) -> Iterator[_Ratio]:
    """Each "{{k}} af {{N}}", and each reference that is a share by itself."""
    marks = tuple(REFERENCE.finditer(sentence))
    for at, mark in enumerate(marks):
        if mark[1].partition(":")[0].strip() in RATIO:
            share = value(mark[1])
            yield _Ratio(mark[0], None if share is None else share / 100)
        following = marks[at + 1] if at + 1 < len(marks) else None
        if following and _OF.fullmatch(sentence[mark.end() : following.start()]):
            k, n = value(mark[1]), value(following[1])
            yield _Ratio(sentence[mark.start() : following.end()], k / n if k is not None and n else None)


def _counts(sentence: str) -> bool:
    """Two figures of the material or more: k and N stand apart."""
    return len(REFERENCE.findall(sentence)) > 1


def _bears(quantifier: Quantifier, share: float) -> bool:
    low = share > quantifier.least if quantifier.above else share >= quantifier.least - 1e-9
    return low and share <= quantifier.most + 1e-9


def _said_of_material(sentence: str, language: str) -> Iterator[tuple[str, Quantifier]]:
    words = _words(language)
    text = " ".join(_BLANKS.sub(" ", _FIGURES.sub(" ", sentence)).split())
    if words.presents.match(text):
        return
    text = words.idioms.sub(lambda match: "\u00a4" * len(match[0]), text)
    for start, end, quantifier in _places(text, words):
        test = _often if quantifier.reading is Reading.FREQUENCY else _counted
        if test(text[:start], text[end:], words, quantifier):
            yield text[start:end], quantifier


def _places(text: str, words: _Words) -> Iterator[tuple[int, int, Quantifier]]:
    """The words of quantity in order; where two overlap, the one listed first."""
    taken: list[tuple[int, int, Quantifier]] = []
    for pattern, quantifier in words.quantifiers:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((match.start(), match.end(), quantifier))
    yield from sorted(taken, key=lambda place: place[0])


def _counted(before: str, after: str, words: _Words, quantifier: Quantifier) -> bool:
    clause = _CLAUSE.split(before)[-1].strip()
    if quantifier.comparative and words.not_here.search(_WIDER.split(before)[-1].strip()):
        return False
    if words.noun.match(after) or words.verb.match(after):
        return True
    turned = bool(words.verb_before.search(clause))
    if words.people.match(after):
        return turned or bool(words.says.search(after))
    return turned and bool(words.no_noun.match(after))


def _often(before: str, after: str, words: _Words, _quantifier: Quantifier) -> bool:
    clause = before.rpartition(",")[2]
    near = " ".join(clause.split()[-_NEAR:])
    then = " ".join(after.partition(",")[0].split()[:_NEAR])
    subject = " ".join(clause.split()[-2:])
    return any(words.says.search(part) for part in (near, then)) or bool(words.texts.search(subject))


class _Words(NamedTuple):
    """The patterns of one language, compiled."""

    quantifiers: tuple[tuple[re.Pattern[str], Quantifier], ...]
    idioms: re.Pattern[str]
    presents: re.Pattern[str]
    not_here: re.Pattern[str]
    texts: re.Pattern[str]
    says: re.Pattern[str]
    noun: re.Pattern[str]  # after the quantity: what was written, or who took part
    people: re.Pattern[str]  # after it: people, whoever they are
    verb: re.Pattern[str]  # after it: says, asks, names
    verb_before: re.Pattern[str]  # turned about: "spørger mange"
    no_noun: re.Pattern[str]  # after it: nothing that it could be said of


@cache
def _words(language: str) -> _Words:
    data = LANGUAGES[language]
    flag = re.IGNORECASE
    between = rf"(?:,? ?{data.between}(?![\w-])){{0,4}}"
    return _Words(
        quantifiers=tuple((compiled(item.pattern), item) for item in data.quantifiers),
        idioms=compiled(data.idioms),
        presents=re.compile(data.presents, flag),
        not_here=re.compile(data.not_here, flag),
        texts=compiled(data.texts),
        says=compiled(data.says),
        noun=re.compile(rf"{between} (?:{data.texts})(?![\w-])", flag),
        people=re.compile(rf"{between} (?:{data.people})(?![\w-])", flag),
        verb=re.compile(rf"{between} (?:{data.says})(?![\w-])", flag),
        verb_before=re.compile(rf"(?<![\w-]){data.says}$", flag),
        no_noun=re.compile(
            r"$|[.,;:!?)\u00a4]| (?:om|efter|til|på|i|med|af|sig|at|ind|om|about|for|of|to|that|in|with)\b", flag
        ),
    )
