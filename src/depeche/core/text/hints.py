"""What in a text may need a person's eye before others read it: hints, never a decision.

What is looked for, what was tested, and what a hint does not say: docs/methods/hints.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from .addresses import addresses_in
from .names import names_in
from .tokens import tokens

SHORTEST = 3  # words; with fewer a text is hardly a question
LONGEST = 150  # words; half a page


class HintKind(StrEnum):
    CPR = "cpr"  # looks like a Danish civil registration number
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    SHORT = "short"
    LONG = "long"


class Hint(NamedTuple):
    """A range of the original text, `[start, end)` in code points. What stands there is not copied anywhere."""

    kind: HintKind
    start: int
    end: int


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+(?:@|\s?\((?:at|snabel-?a)\)\s?)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_CPR = re.compile(r"(?<![\w./-])(\d\d)([.-]?)(\d\d)\2(\d\d)([- \u2010-\u2013]?)(\d)\d{3}(?![\w/]|[.-]\d)")
_ABROAD = re.compile(
    r"(?<![\w+])(?:\+(?!45[ \u00a0-]?\d)[1-9]\d{0,2}|00(?!45)[1-9]\d{0,2}(?=[ \u00a0-]))"
    r"(?:[ \u00a0.()-]{0,2}\d){7,12}(?!\d)"
)
_PHONE = re.compile(
    r"(?<![\w+§./-])(?<!\d[ \u00a0,])((?:(?:\+|00)45|\(\+45\))[ \u00a0-]?)?"
    r"([2-9]\d(?:([ \u00a0.-]?)\d\d)(?:\3\d\d){2}|[2-9]\d{3}[ \u00a0]\d{4}|[2-9]\d[ \u00a0]\d{3}[ \u00a0]\d{3})"
    r"(?![\w%/]|[.,:-]\d|[ \u00a0]\d)"
)
_CALLED = re.compile(r"(?:tlf|telefon|mobil|mob|ring|phone|call|sms)\w*[.:]?\W{0,3}(?:\w+\W{1,2})?$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:cvr|konto|sag|journal|j\.\s?nr|jnr|p-n|ean|faktura|ordre|kunde|matrikel|sagsnr|id|ref|bilag|nummer|account)"
    r"[\w.-]*[.:#]?\W{0,3}(?:nr|nummer|er|number)?\.?:?\s?(?:\d{4}\s)?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ \u00a0]?(?:(?:kr|kroner|dkk|eur|euro|mio|mia|pct|procent|borgere|stk|km|m2|timer|gange)\b|[%€])", re.IGNORECASE
)


def hints(
    text: str,
    language: str = "da",
    *,
    own_names: Collection[str] = (),
    length: tuple[int, int] | None = (SHORTEST, LONGEST),
) -> tuple[Hint, ...]:
    """What in `text` may need a look, in reading order, without overlaps; `own_names` are those of the participants.

    Fewer or more words than `length` is a hint over the whole text, and stands first; `None` leaves it out.

    >>> [(hint.kind.value, hint.start, hint.end) for hint in hints("Ring til mig på 20 30 40 51.")]
    [('phone', 16, 27)]
    """
    composed, place = _composed(text)
    found: list[Hint] = []
    for kind, ranges in (
        (HintKind.EMAIL, (match.span() for match in _EMAIL.finditer(composed))),
        (HintKind.CPR, _cpr(composed)),
        (HintKind.PHONE, _phones(composed)),
        (HintKind.ADDRESS, addresses_in(composed, language)),
        (HintKind.NAME, sorted(names_in(composed, own_names), key=lambda range_: range_[0] - range_[1])),
    ):
        for start, end in ranges:
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Hint(kind, start, end))
    found.sort(key=lambda hint: hint.start)
    placed = (Hint(kind, place[start], place[end]) for kind, start, end in found)
    return (*_length(text, length), *placed)


def _composed(text: str) -> tuple[str, list[int]]:
    """NFC, and for each of its places the place in the original; combining marks follow the letter they belong to."""
    out: list[str] = []
    place: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (unicodedata.combining(text[at]) or text[at] == "\u00ad"):
            continue
        piece = unicodedata.normalize("NFC", text[start:at].replace("\u00ad", ""))
        out.append(piece)
        place += [start] * len(piece)
        start = at
    return "".join(out), [*place, len(text)]


def _length(text: str, length: tuple[int, int] | None) -> tuple[Hint, ...]:
    if length is None:
        return ()
    words = len(tokens(text))
    shortest, longest = length
    if words < shortest:
        return (Hint(HintKind.SHORT, 0, len(text)),)
    return (Hint(HintKind.LONG, 0, len(text)),) if words > longest else ()


def _cpr(text: str) -> Iterator[tuple[int, int]]:
    for match in _CPR.finditer(text):
        day, _dot, month, year, joint, century = match.groups()
        bare = not joint and _NUMBERED.search(text[: match.start()][-30:])
        if not bare and _is_date(int(day), int(month), _year(int(year), int(century))):
            yield match.span()


def _year(year: int, century: int) -> int:
    """The year of birth; the seventh digit of the number tells the century."""
    if century < 4 or (century in {4, 9} and year > 36):
        return 1900 + year
    return 1800 + year if century in {5, 6, 7, 8} and year > 57 else 2000 + year


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _phones(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _ABROAD.finditer(text))
    for match in _PHONE.finditer(text):
        country, number = match.group(1), match.group(2)
        before = text[: match.start()][-30:]
        other = _UNIT.match(text, match.end()) or _NUMBERED.search(before) or _is_other(number)
        if country or not other or _CALLED.search(before):
            yield match.span()


def _is_other(number: str) -> bool:
    """Thousands in threes, two years, a row of numbers in equal steps, or a date without marks between."""
    pieces = re.split(r"\D", number)
    if len({int(after) - int(before) for before, after in pairwise(pieces)}) == 1 and len(pieces) > 2:
        return True
    if [len(piece) for piece in pieces] == [2, 3, 3]:
        return True
    if len(pieces) == 2 and (_is_year(pieces[0]) or _is_year(pieces[1])):
        return True
    digits = "".join(pieces)
    if len(pieces) > 1:
        return False
    backwards = _is_year(digits[:4]) and _is_date(int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    return backwards or (_is_year(digits[4:]) and _is_date(int(digits[:2]), int(digits[2:4]), int(digits[4:])))


def _is_year(digits: str) -> bool:
    return digits[:2] in {"19", "20"}
