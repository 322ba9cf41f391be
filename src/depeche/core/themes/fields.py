"""Word fields: words that people use of one subject, so that a cue word speaks for words it shares no letters with."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from depeche.core.text import lemma, split_compound


@lru_cache(maxsize=100_000)
def fields_of(word: str, language: str = "da") -> tuple[str, ...]:
    """Fields of a lemma, or of its parts where the whole is in none; a field is called by its first word.

    >>> fields_of("krone"), fields_of("budgetmøde")[:1]
    (('penge',), ('penge',))
    """
    table = _table(language)
    found = table.get(word)
    if found is None and language == "da":
        parts = split_compound(word) or ()
        found = tuple(dict.fromkeys(field for part in parts for field in table.get(part, ())))
    return found or ()


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    if language != "da":
        return {}
    found: dict[str, dict[str, None]] = {}
    for line in (files(__package__) / "data" / "fields_da.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        for word in words:
            for form in (word, lemma(word)):
                found.setdefault(form, {})[words[0]] = None
    return {word: tuple(fields) for word, fields in found.items()}
