"""Danish question words, and the order that tells *hvordan gør vi* (asks) from *hvordan vi gør* (does not)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .sentences import Piece
from .values import Asked, Form, Kind
from .verbs import (
    ARTICLE,
    AUXILIARY,
    DETERMINER,
    EXPLETIVE,
    NOMINATIVE,
    OPINION,
    PREPOSITION,
    is_definite,
    is_finite,
    is_measured,
    words_of,
)

KINDS = {
    **dict.fromkeys(("hvad", "hva", "hva'", "hvem", "hvilken", "hvilket", "hvilke", "hvis"), Kind.SUBSTANTIVE),
    **dict.fromkeys(("hvordan", "hvorledes"), Kind.MANNER),
    **dict.fromkeys(("hvorfor",), Kind.CAUSE),
    **dict.fromkeys(("hvor", "hvornår", "hvorfra", "hvorhen", "hvortil", "hvori", "hvorpå"), Kind.CIRCUMSTANCE),
    **dict.fromkeys(("hvorom", "hvoraf", "hvormed", "hvorved"), Kind.CIRCUMSTANCE),
}
CONJUNCTION = words_of("og men eller samt så")
_WITH_NOUN = words_of("hvilken hvilket hvilke")
_PARTICLE = words_of("""
    så mon egentlig egentligt ellers dog da nu lige ikke mere andet helt præcis præcist konkret ærligt i alverden pokker
    fanden dælen himlens navn henne nogensinde nogen sinde altså reelt måske jo bare kun
""")
_NOT_ASKING = words_of("enten end angår vedrører")  # hvad enten, hvem end, hvad angår økonomien
_BEFORE_LONE = words_of("og men eller fald ja nej så")
_QUANTITY = words_of("mange ofte længe")
_TAG = words_of("hvad hva hva'")
_REACH = 12  # words between a question word and its verb: hvor stor en del af jeres fælles tid går …


def low(words: Sequence[Piece], at: int) -> str:
    """The lower-cased word at a place, "" outside the sentence."""
    return words[at].low if 0 <= at < len(words) else ""


def is_you(words: Sequence[Piece], at: int) -> bool:
    """*I*, also as *i* where a finite verb follows, for who writes without capitals."""
    return low(words, at) == "i" and (words[at].form == "I" or is_finite(low(words, at + 1)))


def is_subject(words: Sequence[Piece], at: int) -> bool:
    """A pronoun that can only be a subject."""
    return low(words, at) in NOMINATIVE or is_you(words, at)


def open_questions(words: Sequence[Piece], starts: frozenset[int], *, asks: bool) -> Iterator[tuple[int, Asked]]:
    """Main clauses with a question word first, with the place of the first word of the question phrase."""
    for at, word in enumerate(words):
        if word.low in KINDS:
            begin = _phrase_start(words, at, starts)
            if _is_main(words, at, begin, starts, asks=asks):
                front = at if begin is None else begin
                yield front, open_phrase(words, front, at)


def open_phrase(words: Sequence[Piece], front: int, at: int) -> Asked:
    """The open question whose phrase begins at `front` with its question word at `at`."""
    end = _phrase_end(words, at)
    kind = Kind.DEGREE if end > at + 1 else KINDS[words[at].low]
    return Asked(Form.OPEN, kind, words[front].start, words[end - 1].end)


def _phrase_start(words: Sequence[Piece], at: int, starts: frozenset[int]) -> int | None:
    """Where the phrase of the question word at `at` begins, prepositions included, if a clause may begin there."""
    for begin in (at, at - 1, at - 2):
        if begin < 0 or (begin < at and words[begin].low not in PREPOSITION):
            return None
        if begin in starts:
            return begin
    return None


def _phrase_end(words: Sequence[Piece], at: int) -> int:
    """Past the words that decide: *hvor* takes its adjective along, and asks for a degree then."""
    following = low(words, at + 1)
    measured = words[at].low == "hvor" and following and not words[at + 1].parted and is_measured(following)
    return at + 2 if measured else at + 1


def _is_main(words: Sequence[Piece], at: int, begin: int | None, starts: frozenset[int], *, asks: bool) -> bool:
    word, end = words[at].low, _phrase_end(words, at)
    following = low(words, end)
    if following in _NOT_ASKING:
        return False
    if word == "hvis":
        return begin is not None and asks and _is_whose(words, end)
    if asks and _lone(words, at if begin is None else begin, end):
        return True
    if begin is None:  # in the middle of a clause only the unmistakable order counts: hvordan gør vi
        return asks and is_finite(following) and low(words, end + 1) in NOMINATIVE | {"i"}
    if not asks and begin > min(starts) and (word in _WITH_NOUN or end > at + 1):
        return False  # …, hvor store huse stod tomme: too little to go by without the mark
    return not _is_relative(words, at, begin, asks=asks) and _verb_second(words, at, end)


def _is_relative(words: Sequence[Piece], at: int, begin: int, *, asks: bool) -> bool:
    """*…, hvilket er godt* and *…, hvor gode råd er dyre* go with what was before; *Hvor er det godt* exclaims."""
    word, following = words[at].low, low(words, at + 1)
    if word == "hvilket":
        return begin > 0 and words[at].parted and is_finite(following)
    if begin > 0 and word == "hvor" and following.endswith("e") and following not in _QUANTITY:
        return is_measured(following) and not is_finite(low(words, at + 2))
    return word == "hvor" and not asks and following in AUXILIARY and low(words, at + 2) == "det"


def _lone(words: Sequence[Piece], front: int, end: int) -> bool:
    """A question word alone: *Hvorfor?*, *og i så fald hvordan?*, but not *Ved du hvorfor?*"""
    before = low(words, front - 1)
    if before == "eller" and words[front].low in _TAG:
        return False  # eller hvad?
    return (front == 0 or before in _BEFORE_LONE) and all(piece.low in _PARTICLE for piece in words[end:])


def _is_whose(words: Sequence[Piece], end: int) -> bool:
    """*Hvis ansvar er det?* against *Hvis ledelse er et fag, …*"""
    following = low(words, end)
    return (
        following not in NOMINATIVE | EXPLETIVE | DETERMINER | _PARTICLE
        and not is_definite(following)
        and low(words, end + 1) in AUXILIARY
        and low(words, end + 2) in NOMINATIVE | EXPLETIVE | {"i"}
    )


def _verb_second(words: Sequence[Piece], at: int, end: int) -> bool:
    """Whether the finite verb comes before the subject in the clause of the question phrase `words[at:end]`."""
    word, place = words[at].low, end
    while low(words, place) in CONJUNCTION and low(words, place + 1) in KINDS:  # hvordan og hvor tit
        place = _phrase_end(words, place + 1)
    if low(words, place) == "med":
        return word in {"hvad", "hva", "hva'"}  # hvad med at …
    if word in _WITH_NOUN or end > at + 1:
        return _verb_before_subject(words, place)
    return _verb_next(words, place)


def _verb_next(words: Sequence[Piece], place: int) -> bool:
    """Whether the finite verb comes at once after *hvad, hvem, hvordan …*, particles and asides apart."""
    while low(words, place) in _PARTICLE and not is_you(words, place):
        if words[place].low == "mon":
            return True
        place += 1
    if place < len(words) and words[place].parted:  # hvornår, hvis nogensinde, har du
        return any(piece.parted and is_finite(piece.low) for piece in words[place:])
    following = low(words, place)
    if following in PREPOSITION or following == "slags":  # hvem i jeres kreds har, hvad for en leder er
        return not is_you(words, place) and _verb_before_subject(words, place + 1)
    return is_finite(following) or (following.endswith("r") and is_subject(words, place + 1))


def _verb_before_subject(words: Sequence[Piece], place: int) -> bool:
    """Whether after the noun phrase that begins at `place` a finite verb comes before any subject."""
    for at in range(place, min(place + _REACH, len(words))):
        word = words[at].low
        if is_finite(word) and (at > place or word in AUXILIARY):
            noun = is_subject(words, at + 1) and is_finite(low(words, at + 2))  # hvilke nye rammer vi har
            return not noun or word in AUXILIARY or word in OPINION
        if is_subject(words, at) or word in {"der", "som"} or (at > place and _begins_subject(words, at)):
            return False
    return False


def _begins_subject(words: Sequence[Piece], at: int) -> bool:
    """A mark, or a new noun phrase right after the first one: *hvor mange forandringer en organisation …*"""
    before = words[at - 1].low
    if words[at].parted:
        return True
    return before not in PREPOSITION | DETERMINER | CONJUNCTION and (
        words[at].low in ARTICLE or is_definite(words[at].low)
    )
