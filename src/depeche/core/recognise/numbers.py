"""Numbers, mailboxes and street addresses that lead to somebody: the hints' rules, and numbers of cases beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from depeche.core.recognise.names import Range
from depeche.core.recognise.values import Kind, Why
from depeche.core.text import HintKind, hints

SURE, NUMBERED, LOOKS = 100, 95, 25

_HINTED: Final = {
    HintKind.CPR: (Kind.NUMBER, Why.CPR, SURE),
    HintKind.PHONE: (Kind.NUMBER, Why.PHONE, SURE),
    HintKind.EMAIL: (Kind.EMAIL, Why.MAILBOX, SURE),
    HintKind.ADDRESS: (Kind.ADDRESS, Why.STREET, SURE),
    HintKind.NAME: (Kind.NAME, Why.LOOKS_LIKE, LOOKS),
}
_DIGITS = r"[\dA-ZÆØÅ][\w./-]*\d[\w/-]*"
_CUE = re.compile(
    r"(?<!\w)(?:(?P<case>(?:[\w-]{0,20}sag(?:en|ens|s)?(?:nr|nummer)?|j|jr|journal|jnr|akt|dok|dokument|esdh|f2|kle|ref)"
    r"(?:[.-]?\s?(?:nr|nummer|sag|id))?)|(?P<other>cvr|ean|p-?n(?:umme)?r|konto|reg|kunde|matrikel|kørekort|pas|faktura)"
    r"(?:[.-]?\s?(?:nr|nummer))?)\b[.:]{0,2}\s{1,2}" + rf"(?:nr\.?\s)?(?P<number>{_DIGITS})",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"(?<![\w./§-])(?:\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,4}-\d{2}"  # a file plan's number
    r"|(?:19|20)\d{2}[-/]\d{4,9}|\d{2}/\d{4,7}|[A-Z]{1,3}-?\d{4}-\d{3,7})(?![\w/]|[.-]\d)"
)
_PLATE = re.compile(r"(?<!\w)[A-ZÆØÅ]{2} \d{2} \d{3}(?![\w])")
_YEARS = re.compile(r"(?:19|20)\d{2}[-/](?:19|20)\d{2}")
_FULL_STOP = re.compile(r"[^\W\d_]{3}\.$")  # after a town; that of *2. tv.* belongs to it
_LEAST = 4  # digits of a number that stands after a cue


def numbers_in(text: str, language: str = "da") -> Iterator[Range]:
    """Also what reads as a person's name without being on any list, for the hints find it on their way."""
    for hint in hints(text, language, length=None):
        kind, why, weight = _HINTED[hint.kind]
        end = hint.end - (hint.kind is HintKind.ADDRESS and _FULL_STOP.search(text, hint.start, hint.end) is not None)
        yield Range(hint.start, end, kind, (why,), weight)
    if not any(char.isdigit() for char in text):
        return
    for match in _CUE.finditer(text):
        number = match["number"]
        if sum(char.isdigit() for char in number) >= _LEAST and not _YEARS.fullmatch(number):
            why = Why.CASE if match["case"] else Why.REGISTRATION
            start, end = match.span("number")
            yield Range(start, end, Kind.NUMBER, (why,), NUMBERED)
    for match in _FORMS.finditer(text):
        if not _YEARS.fullmatch(match.group()):
            yield Range(*match.span(), Kind.NUMBER, (Why.CASE,), NUMBERED)
    for match in _PLATE.finditer(text):
        yield Range(*match.span(), Kind.NUMBER, (Why.REGISTRATION,), NUMBERED)
