"""Postal addresses in a text, for hints: a street with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lemmas import is_known
from .names import begins_sentence
from .stopwords import stop_words

_CAPITAL = "A-ZÆØÅÄÖÉ"
_NAME = rf"[{_CAPITAL}][^\W\d_]{{0,40}}(?:[-'’][^\W\d_]{{1,40}}){{0,3}}\.?"
_SURE = (
    "vej|vejen|gade|gaden|allé|alle|alléen|stræde|strædet|boulevard|vænge|vænget|torv|torvet|plads|pladsen|gyde|gyden"
)
_MAYBE = (
    "park|parken|have|haven|bakke|bakken|lund|lunden|mark|marken|toft|toften|eng|engen|kaj|kajen|brygge|bryggen|bro|høj"
    "|højen|dal|dalen|sti|stien|led|leddet|krog|krogen|banke|banken|skov|skoven|ager|ageren|kær|kæret|mose|mosen|gård"
    "|gården|by|hus|huset|ås|åsen|bo|kvarter|kvarteret|center|centret|skrænt|skrænten|hegn|hegnet|strand|stranden"
)
_SP = "[ \u00a0]"
_FLOOR = (
    rf"(?:,?{_SP}(?:st|kld|stuen|\d{{1,2}})\.?,?{_SP}?(?:t\.?v|t\.?h|m\.?f|dør \d+)\b\.?"
    rf"|,{_SP}(?:st|\d{{1,2}})\.(?!{_SP}?\d))"
)
_TOWN = rf"(?:,?\s(?:DK-)?\d{{4}}{_SP}{_NAME}(?:{_SP}[{_CAPITAL}]{{1,2}}\b)?)"
_STREET = re.compile(
    rf"(?<![\w.'’-])((?:(?:{_NAME}|(?:[{_CAPITAL}]\.){{1,3}}){_SP}){{0,3}})"
    rf"([^\W\d_]{{0,40}}(?:-[^\W\d_]{{1,40}})?(?P<ending>(?i:{_SURE}|{_MAYBE}))){_SP}(?:nr\.?{_SP})?"
    rf"\d{{1,3}}(?:{_SP}?[A-Za-z])?(?![\w%§]|[.,:/-]\d)(?P<more>(?:{_FLOOR})?(?:{_TOWN})?)"
)
_UNIT = re.compile(
    r"[ \u00a0](?:år|meter|km|m|pct|procent|gange|mand|personer|dage|timer|uger|måneder|kr|kroner|borgere|børn|elever"
    r"|skoler|medarbejdere|stillinger|steder|minutter)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<![\w.,])\d{{1,4}}[A-Za-z]?[ \u00a0](?:{_NAME}[ \u00a0]){{1,3}}"
    r"(?:Street|Road|Avenue|Lane|Drive|Square|Close|Crescent|Terrace|Court|Boulevard|St\.|Rd\.|Ave\.)(?!\w)"
)


def addresses_in(text: str, language: str = "da") -> Iterator[tuple[int, int]]:
    """Ranges of street and number, with floor and postal code where they follow.

    Names on *-vej*, *-gade*, *-allé* and the like are enough; those on *-parken*, *-bakken*, *-hus* and the like need a
    floor or a postal code, for *Børnehuset 3* is no address.

    >>> list(addresses_in("Hun bor på Nørregade 12, 2. tv., 8000 Aarhus C, siger hun."))
    [(11, 46)]
    """
    for match in _STREET.finditer(text):
        start = match.start() + _not_of_it(text, match.start(), match.group(1))
        first = text[start : match.end(2)]
        if (
            first[:1].isupper()
            and (_is_sure(match) or match.group("more"))
            and not _UNIT.match(text, match.end())
            and _is_name(text, start, first, match.group("ending").lower())
        ):
            yield start, match.end()
    if language == "en":
        yield from (match.span() for match in _ENGLISH.finditer(text))


def _is_sure(match: re.Match[str]) -> bool:
    return re.fullmatch(_SURE, match.group("ending").lower()) is not None


def _not_of_it(text: str, start: int, fronts: str) -> int:
    """Length of the capitalised words before the street's name that belong to the sentence: *Hvorfor Nørregade 3*."""
    skipped = 0
    for word in fronts.split():
        if word.lower() in stop_words("da") or (
            not word.endswith(("s", ".")) and is_known(word.lower()) and begins_sentence(text, start + skipped)
        ):
            skipped += len(word) + 1
        else:
            break
    return skipped


def _is_name(text: str, start: int, first: str, ending: str) -> bool:
    """Not an ordinary word that only begins a sentence (*Læreplads 3*), nor the ending alone (*Plads 3*)."""
    if first.lower() == ending:  # the whole name
        return False
    return not (begins_sentence(text, start) and " " not in first and is_known(first.lower()))
