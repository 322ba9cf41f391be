"""Parts of Danish compounds, precision first: a part that is not there misleads more than one that is not shown.

Rules and what they reach stand in docs/methods/compounds.md.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from .lemmas import lemma
from .stopwords import stop_words

SHORTEST_HEAD = 4
SHORTEST_FIRST = 2
MOST_PARTS = 4
# Words on these endings are bound by -s- when they stand first (ledelsesrum, kvalitetsmål), and never without it.
_BOUND = ("hed", "else", "ion", "tet", "skab", "dom", "ning", "ling", "ring", "ding", "king")


class _Parts(NamedTuple):
    heads: frozenset[str]
    firsts: dict[str, str]  # form as first part -> word
    settled: dict[str, tuple[str, ...] | None]  # the exception list


@lru_cache(maxsize=200_000)
def split_compound(form: str) -> tuple[str, ...] | None:
    """Parts of a Danish compound as dictionary forms, or `None` where no split is safe.

    A split is accepted when every part is in the list of frequent words, each joint is one the word takes (-s-, -e-,
    none), the head has at least four letters, and the whole is not a frequent word itself. A hyphen between letters
    is a joint of its own.

    >>> split_compound("lederudviklingen"), split_compound("understøtte"), split_compound("it-systemer")
    (('leder', 'udvikling'), None, ('it', 'system'))
    """
    word = lemma(form)
    known = _parts()
    if word in known.settled:
        return known.settled[word]
    if "-" in word:
        return _hyphened(word)
    if word in known.heads:
        return None
    found = _split(word)
    return found if found and len(found) <= MOST_PARTS else None


def _hyphened(word: str) -> tuple[str, ...] | None:
    pieces = word.split("-")
    if not all(piece.isalpha() and len(piece) >= SHORTEST_FIRST for piece in pieces) or len(pieces[-1]) < SHORTEST_HEAD:
        return None
    *fronts, head = pieces
    known = _parts()
    heads = (head,) if head in known.heads else split_compound(head)
    if heads is None or stop_words().intersection(fronts):
        return None
    return (*(known.firsts.get(front, front) for front in fronts), *heads)


def _split(word: str) -> tuple[str, ...] | None:
    """Fewest parts, and of these the longest head: *topledergruppe* is top, leder, gruppe."""
    known = _parts()
    best: tuple[str, ...] | None = None
    for start in range(SHORTEST_FIRST, len(word) - SHORTEST_HEAD + 1):
        if word[start:] not in known.heads:
            continue
        fronts = _fronts(word[:start])
        if fronts and (best is None or len(fronts) + 1 < len(best)):
            best = (*fronts, word[start:])
    return best


@lru_cache(maxsize=50_000)
def _fronts(text: str) -> tuple[str, ...] | None:
    """The words whose first-part forms make up `text`, the longest last one first."""
    firsts = _parts().firsts
    if text in firsts:
        return (firsts[text],)
    for start in range(SHORTEST_FIRST, len(text) - 2):
        if text[start:] in firsts:
            before = _fronts(text[:start])
            if before:
                return (*before, firsts[text[start:]])
    return None


@cache
def _parts() -> _Parts:
    heads: set[str] = set()
    firsts: dict[str, str] = {}
    for line in _read("parts_da.txt"):
        for entry in line.split():
            if entry.startswith(":"):
                word, _, form = entry[1:].partition("=")
                firsts.setdefault(form or word, word)
                continue
            word, colon, forms = entry.partition(":")
            heads.add(word)
            for form in filter(None, forms.split(",")) if colon else (_joined(word),):
                firsts.setdefault(form, word)
    settled: dict[str, tuple[str, ...] | None] = {}
    for line in _read("compounds_da.tsv"):
        whole, parts, _reason = line.split("\t")
        settled[whole] = None if parts == "-" else tuple(parts.split())
    return _Parts(frozenset(heads), firsts, settled)


def _joined(word: str) -> str:
    return f"{word}s" if word.endswith(_BOUND) and len(word) > 5 else word


def _read(name: str) -> list[str]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
