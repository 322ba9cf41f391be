"""The dictionary form of a word: simplemma, mended by a small table and a guess from the word before.

What it reaches on UD_Danish-DDT stands in docs/methods/lemmas.md and is measured by benchmarks/lemmas.py.
"""

from __future__ import annotations

from functools import cache, lru_cache

import simplemma

LANGUAGES = ("da", "en")


@lru_cache(maxsize=200_000)
def lemma(form: str, previous: str | None = None, language: str = "da") -> str:
    """Lower-case dictionary form of `form`; `previous` is the word before it in the text, where there is one.

    >>> lemma("sektorerne"), lemma("Kommunens")
    ('sektor', 'kommune')
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    return _plain(form.casefold(), language)


@cache
def _plain(form: str, language: str) -> str:
    if not form[-1:].isalpha():
        return form
    return simplemma.lemmatize(form, lang=language).casefold()
