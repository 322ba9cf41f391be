"""Words of a text with place, form and lemma: what counting, concordance and themes all start from."""

from __future__ import annotations

from typing import NamedTuple

from .lemmas import lemma
from .tokens import tokens


class Word(NamedTuple):
    """A word: `[start, end)` in code points of the original, lower-cased form in NFC, and lemma."""

    start: int
    end: int
    form: str
    lemma: str


def words_in(text: str, language: str = "da") -> list[Word]:
    """The words of `text` in order; the word before helps to choose the lemma unless a mark stands between them."""
    words: list[Word] = []
    previous: str | None = None
    before = 0
    for start, end, form in tokens(text):
        if previous is not None and not text[before:start].isspace():
            previous = None
        low = form.lower()
        words.append(Word(start, end, low, lemma(low, previous, language)))
        previous, before = low, end
    return words
