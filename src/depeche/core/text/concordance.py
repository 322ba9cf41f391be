"""A word where it stands: every occurrence of a lemma with what is written before and after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .lemmas import lemma
from .tokens import tokens
from .words import TextUnit


class Occurrence(NamedTuple):
    """One occurrence: `text[start:end]` is the word in the unit's own text; left and right are verbatim too."""

    text_id: str
    start: int
    end: int
    left: str
    right: str


def concordance(texts: Iterable[TextUnit], word: str, *, language: str = "da", width: int = 60) -> list[Occurrence]:
    """Occurrences of the lemma `word` in reading order, with up to `width` code points on either side.

    Context is cut at a space where there is one, never inside the word found. Counts agree with `count_words`.
    """
    found: list[Occurrence] = []
    for unit in texts:
        previous: str | None = None
        for token in tokens(unit.text):
            form = token.form.lower()
            if lemma(form, previous, language) == word:
                left = unit.text[max(0, token.start - width) : token.start]
                right = unit.text[token.end : token.end + width]
                if token.start > width:
                    left = left[left.find(" ") + 1 :]
                if token.end + width < len(unit.text) and " " in right.rstrip():
                    right = right[: right.rstrip().rfind(" ")]
                found.append(Occurrence(unit.id, token.start, token.end, left, right))
            previous = form
    return found
