"""A word where it stands: every occurrence of a lemma with what is written before and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from .collation import danish_key
from .inflected import words_in
from .tokens import tokens
from .words import TextUnit


class Occurrence(NamedTuple):
    """One occurrence: `text[start:end]` is the word in the unit's own text; left and right are verbatim too."""

    text_id: str
    start: int
    end: int
    left: str
    right: str


def concordance(
    texts: Iterable[TextUnit], word: str | Collection[str], *, language: str = "da", width: int = 60
) -> list[Occurrence]:
    """Occurrences of the lemma `word` (or of several that count as one) in reading order, with up to `width` code
    points on either side.

    Context is cut at a space where there is one, never inside the word found. Counts agree with `count_words`.
    """
    wanted = {word} if isinstance(word, str) else set(word)
    return [
        Occurrence(unit.id, start, end, _left(unit.text, start, width), _right(unit.text, end, width))
        for unit in texts
        for start, end, _form, found in words_in(unit.text, language)
        if found in wanted
    ]


def by_left(place: Occurrence) -> tuple[tuple[str, str], ...]:
    """Sorting key: the words before, the nearest first, in Danish order."""
    return tuple(danish_key(token.form) for token in reversed(tokens(place.left)))


def by_right(place: Occurrence) -> tuple[tuple[str, str], ...]:
    """Sorting key: the words after, in Danish order."""
    return tuple(danish_key(token.form) for token in tokens(place.right))


def _left(text: str, start: int, width: int) -> str:
    left = text[max(0, start - width) : start]
    return left if start <= width else left[left.find(" ") + 1 :]


def _right(text: str, end: int, width: int) -> str:
    right = text[end : end + width]
    cut = right.rstrip().rfind(" ")
    return right if end + width >= len(text) or cut < 0 else right[:cut]
