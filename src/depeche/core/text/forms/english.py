"""Questions in English sentences: the auxiliary stands before the subject, as in *how do we* against *how we do*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .sentences import Piece, Sentence
from .values import Asked, Form, Kind
from .verbs import words_of

_KINDS = {
    **dict.fromkeys(("what", "what's", "who", "who's", "whom", "whose", "which"), Kind.SUBSTANTIVE),
    **dict.fromkeys(("how", "how's"), Kind.MANNER),
    "why": Kind.CAUSE,
    **dict.fromkeys(("where", "where's", "when"), Kind.CIRCUMSTANCE),
}
_AUXILIARY = words_of("""
    am is are was were do does did has have had can could will would shall should may might must isn't aren't wasn't
    weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shan't shouldn't mustn't
""")
_MEASURED = words_of("""
    much many often long far big large small close good well soon likely important hard easy high low deep fast old few
    strong clear open ready frequently
""")
_SUBJECT = words_of(
    "i you he she it we they there this that these those the a an your our my their his her its one anyone any"
)
_LEAD = words_of("and but or so then well okay ok also hi")
_CONJUNCTION = words_of("and but or so")
_AS_SUBJECT = words_of("who what which")  # who decides
_SUBORDINATE = words_of("when if while since because although though as once given")
_PREPOSITION = words_of("about after at by for from in of on over through to under with within without")
_TAGS = frozenset({("right",), ("no",), ("or", "not"), ("or",)})
_REACH = 8


def questions_in(sentence: Sentence) -> tuple[Asked, ...]:
    """The questions an English sentence asks, in reading order."""
    words, mark = sentence
    if mark == "!" or not words:
        return ()
    first = 0
    while first < len(words) - 1 and words[first].low in _LEAD:
        first += 1
    found = tuple(_found(words, first, asks=mark == "?"))
    return found or (_by_mark_alone(words, first) if mark == "?" else ())


def _found(words: Sequence[Piece], first: int, *, asks: bool) -> Iterator[Asked]:
    for at in range(first, len(words)):
        if at > first and not words[at].parted and words[at - 1].low not in _CONJUNCTION:
            continue
        place = at
        while place < len(words) - 1 and words[place].low in _PREPOSITION:
            place += 1
        kind = _KINDS.get(words[place].low)
        if kind is not None and _is_main(words, place, asks=asks):
            yield _asked(words, at, place, kind)
        elif kind is None and words[at].low in _AUXILIARY and _asks_with_verb(words, at, first, asks=asks):
            yield Asked(Form.CLOSED, None, words[at].start, words[at].end)


def _asked(words: Sequence[Piece], begin: int, place: int, kind: Kind) -> Asked:
    if words[place].low == "how" and place + 1 < len(words) and words[place + 1].low in _MEASURED:
        return Asked(Form.OPEN, Kind.DEGREE, words[begin].start, words[place + 1].end)
    return Asked(Form.OPEN, kind, words[begin].start, words[place].end)


def _is_main(words: Sequence[Piece], place: int, *, asks: bool) -> bool:
    """An auxiliary before any subject; a lone question word, or *how about*, with its mark."""
    rest = [piece.low for piece in words[place + 1 : place + 1 + _REACH]]
    if words[place].low.endswith("'s") or (asks and (not rest or rest[0] in {"about", "not", "if"})):
        return True
    for word in rest:
        if word in _AUXILIARY:
            return True
        if word in _SUBJECT:
            return False
    return asks and words[place].low in _AS_SUBJECT


def _asks_with_verb(words: Sequence[Piece], at: int, first: int, *, asks: bool) -> bool:
    following = words[at + 1].low if at + 1 < len(words) else ""
    if asks and words[at].parted and words[first].low in _SUBORDINATE:
        return bool(following)
    if at > first or not asks:
        return asks and following in _SUBJECT and not (at > first and words[at - 1].low == "or")
    return bool(following)


def _by_mark_alone(words: Sequence[Piece], first: int) -> tuple[Asked, ...]:
    for length in (2, 1):
        tail = tuple(piece.low for piece in words[-length:])
        if len(words) > length and tail in _TAGS and words[-length].parted:
            return (Asked(Form.CLOSED, None, words[-length].start, words[-1].end),)
    kind = _KINDS.get(words[first].low)
    return () if kind is None or words[first].low == "when" else (_asked(words, first, first, kind),)
