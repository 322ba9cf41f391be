"""Words that carry grammar, not subject; they are counted as running words and left out of frequency lists."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def stop_words(language: str = "da") -> frozenset[str]:
    """Lower-case forms and lemmas to leave out of lists in `language` ("da" or "en").

    Danish: articles, pronouns, prepositions, conjunctions, auxiliaries, question words, frequent adverbs, and the
    courtesies of a letter (*hej*, *tak*, *hilsen*). Words of public administration are never stop words.
    """
    return frozenset(
        word
        for line in (files(__package__) / "data" / f"stop_{language}.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )
