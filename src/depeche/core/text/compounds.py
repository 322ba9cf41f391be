"""Parts of Danish compounds, precision first: a part that is not there misleads more than one that is not shown.

Rules and what they reach stand in docs/methods/compounds.md.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from .lemmas import dictionary_lemma, lemma
from .stopwords import stop_words

SHORTEST_HEAD = 4
SHORTEST_FIRST = 2
MOST_PARTS = 4
# Words on these endings are bound by -s- when they stand first (ledelsesrum, kvalitetsmål), and never without it.
LONG = 5  # letters of a noun that only the dictionary knows
_BOUND = ("hed", "else", "ion", "tet", "skab", "dom", "ning", "ling", "ring", "ding", "king", "ping", "ting")

_JOINT = re.compile(r"(?:hed|else|ion|itet|skab|dom|[bdgklmnprt]ing|anc?e|ence)s(?=.{4})")
_DERIVED = re.compile(
    r"(?:fuld|løs|vis|mæssig|agtig|bar|som)(?:e|t|hed|heder)?$"
)  # endings, no words of their own here


class _Parts(NamedTuple):
    heads: frozenset[str]
    short: frozenset[str]  # heads of three letters that may stand last
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
    found = _split(word) or _bound(word) or _noun_before_head(word)
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
    for start in range(SHORTEST_FIRST, len(word) - SHORTEST_HEAD + 2):
        if word[start:] not in (known.heads if len(word) - start >= SHORTEST_HEAD else known.short):
            continue
        fronts = _fronts(word[:start])
        if fronts and (best is None or len(fronts) + 1 < len(best)):
            best = (*fronts, word[start:])
    return best


def _bound(word: str) -> tuple[str, ...] | None:
    """At a joint that gives itself away (*-heds-, -elses-, -ions-* …): two words of the dictionary, listed or not."""
    for match in _JOINT.finditer(word):
        front, head = word[: match.end() - 1], word[match.end() :]
        if len(head) < SHORTEST_HEAD or not _is_word(front) or not _is_word(head) or _DERIVED.match(head):
            continue
        known = _parts()
        fronts = known.settled.get(front) or _split(front) or (front,)
        heads = known.settled.get(head) or _split(head) or (head,)
        return (*fronts, *heads)
    return None


def _noun_before_head(word: str) -> tuple[str, ...] | None:
    """A noun of the dictionary of five letters or more before a word of the list, with -s- or nothing between."""
    heads = _parts().heads
    for at in range(LONG, len(word) - SHORTEST_HEAD + 1):
        if word[at:] not in heads:
            continue
        for front in (word[: at - 1] if word[at - 1] == "s" else "", word[:at]):
            if len(front) >= LONG and _is_noun(front) and (len(front) < at or not front.endswith(_BOUND)):
                return front, word[at:]
    return None


def _is_word(word: str) -> bool:
    return word in _parts().heads or dictionary_lemma(word) == word


@lru_cache(maxsize=50_000)
def _is_noun(word: str) -> bool:
    """A noun has a definite form of its own, and is no preposition (*under* is a wonder too)."""
    return (
        _is_word(word)
        and word not in stop_words()
        and any(dictionary_lemma(f"{word}{ending}") == word for ending in ("en", "et", "n", "t"))
    )


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
    short: set[str] = set()
    firsts: dict[str, str] = {}
    for line in _read("parts_da.txt"):
        for entry in line.split():
            if entry.startswith(":"):
                word, _, form = entry[1:].partition("=")
                firsts.setdefault(form or word, word)
                continue
            if entry.startswith("!"):
                short.add(entry[1:])
                continue
            word, colon, forms = entry.partition(":")
            heads.add(word)
            for form in filter(None, forms.split(",")) if colon else (_joined(word),):
                firsts.setdefault(form, word)
    settled: dict[str, tuple[str, ...] | None] = {}
    for line in _read("compounds_da.tsv"):
        whole, parts, _reason = line.split("\t")
        settled[whole] = None if parts == "-" else tuple(parts.split())
    return _Parts(frozenset(heads), frozenset(short), firsts, settled)


def _joined(word: str) -> str:
    return f"{word}s" if word.endswith(_BOUND) and len(word) > 5 else word


def _read(name: str) -> list[str]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
