"""Questions in Danish sentences, by word order. The rules and their limits stand in docs/methods/question-forms.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .question_words import CONJUNCTION, KINDS, low, open_phrase, open_questions
from .sentences import Piece, Sentence
from .values import Asked, Form
from .verbs import AUXILIARY, DETERMINER, EXPLETIVE, NOMINATIVE, PREPOSITION, is_definite, is_finite, words_of

_LEAD = words_of("og men eller så altså nå jamen ja nej okay ok tja for samt hej ps nb")
_SUBORDINATE = words_of(
    "når hvis da fordi eftersom selvom selv mens siden idet dersom efter før inden uanset såfremt nu"
)
_THIRD = words_of("han hun de")
_OBJECT = words_of("mig dig sig os jer ham hende dem")
_TAGS = frozenset({
    ("ikke",), ("ik",), ("ik'",), ("ikk",), ("ikk'",), ("vel",), ("ikke", "også"), ("ik", "også"), ("ikke", "sandt"),
    ("eller", "hvad"), ("eller", "ej"), ("hva",), ("hva'",), ("eller",),
})  # fmt: skip  # one list, read as a paragraph


def questions_in(sentence: Sentence) -> tuple[Asked, ...]:
    """The questions a Danish sentence asks, in reading order."""
    words, mark = sentence
    if mark == "!":
        return ()
    first = 0
    while first < len(words) - 1 and (words[first].low in _LEAD or words[first].low.isdigit()):
        first += 1
    starts = frozenset(_starts(words, first))
    found = dict(open_questions(words, starts, asks=mark == "?"))
    for at in _closed(words, first, starts, asks=mark == "?", has_open=bool(found)):
        found.setdefault(at, Asked(Form.CLOSED, None, words[at].start, words[at].end))
    if not found and mark == "?":
        return _by_mark_alone(words, first)
    return tuple(found[at] for at in sorted(found))


def _starts(words: Sequence[Piece], first: int) -> Iterator[int]:
    """Where a clause may begin: at the front, after a mark, after a conjunction."""
    yield first
    for at in range(first + 1, len(words)):
        if words[at].parted or words[at - 1].low in CONJUNCTION:
            yield at


def _closed(words: Sequence[Piece], first: int, starts: frozenset[int], *, asks: bool, has_open: bool) -> Iterator[int]:
    """Places of finite verbs, or of *mon*, that stand first in a main clause that asks."""
    front = low(words, first)
    fronted = front == "mon" or _asks_with_verb(words, first, asks=asks)
    if fronted:
        yield first
    if not asks or (front in KINDS and words[min(first + 1, len(words) - 1)].parted):
        return  # hvornår, hvis nogensinde, har du: one question, and open
    for at in sorted(starts - {first}):
        before = low(words, at - 1)
        if not is_finite(words[at].low) or (fronted and before == "eller"):
            continue  # skal vi gøre det, eller skal vi lade være: one question
        if _has_subject_pronoun(words, at, front=False):
            yield at
        elif front in _SUBORDINATE and words[at].parted and not has_open and at + 1 < len(words):
            yield at  # når tallene er røde, kan ledelsen så …
            return


def _has_subject_pronoun(words: Sequence[Piece], at: int, *, front: bool) -> bool:
    """Whether a pronoun follows the verb at `at`; further on *i* is rather the preposition: … og leder i …"""
    following = low(words, at + 1)
    if following == "i":
        return front or words[at + 1].form == "I" or words[at].low in AUXILIARY
    return following in NOMINATIVE or following in EXPLETIVE


def _asks_with_verb(words: Sequence[Piece], at: int, *, asks: bool) -> bool:
    """Whether the word at `at`, in front, is a finite verb that asks: its subject follows."""
    verb, following = words[at].low, low(words, at + 1)
    pronoun = _has_subject_pronoun(words, at, front=True)
    unknown = pronoun and asks and verb.endswith("r") and verb not in KINDS and verb not in _SUBORDINATE
    if not following or words[0].parted or not (is_finite(verb) or unknown):
        return False
    if not asks:
        return _asks_unmarked(words, at, pronoun=pronoun)
    if verb in AUXILIARY or pronoun:
        return True
    return not words[at + 1].parted and not any(
        following in others for others in (PREPOSITION, KINDS, CONJUNCTION, _OBJECT)
    )


def _asks_unmarked(words: Sequence[Piece], at: int, *, pronoun: bool) -> bool:
    """Without its mark only who speaks to somebody asks: *Kan du uddybe*, not *så er vi i mål* or *spurgte hun*."""
    verb, following = words[at].low, low(words, at + 1)
    if low(words, at - 1) == "så" or following in _THIRD:
        return False
    noun = following in DETERMINER or (verb == "er" and is_definite(following))  # har arbejdet: no noun
    return (pronoun or (noun and verb in AUXILIARY)) and not _is_condition(words, at + 1)


def _is_condition(words: Sequence[Piece], at: int) -> bool:
    """*Får vi ikke flere hænder, må vi gøre mindre*: the verb in front sets a condition."""
    return any(
        words[place].parted and is_finite(low(words, place + 1) if words[place].low == "så" else words[place].low)
        for place in range(at, len(words))
    )


def _by_mark_alone(words: Sequence[Piece], first: int) -> tuple[Asked, ...]:
    """Nothing but the mark to go by: a tag (*…, ikke?*), or a question word in front (*Hvordan vi kommer videre?*)."""
    for length in (2, 1):
        tail = tuple(piece.low for piece in words[-length:])
        if len(words) > length and tail in _TAGS:
            return (Asked(Form.CLOSED, None, words[-length].start, words[-1].end),)
    at = first
    while low(words, at) in PREPOSITION:
        at += 1
    if low(words, at) in KINDS and low(words, at) != "hvis":
        return (open_phrase(words, first, at),)
    return ()
