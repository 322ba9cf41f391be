"""What is looked through, whom it could give away, and what is found: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from depeche.core.corpus import Span


class Kind(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    PLACE = "place"
    TITLE = "title"
    NUMBER = "number"
    EMAIL = "email"
    ADDRESS = "address"
    SMALL_GROUP = "small_group"  # the group printed beside a text has fewer than k people
    COMBINATION = "combination"  # what is printed fits fewer than k people together

    @property
    def in_words(self) -> bool:
        """Stands at a place in the text, which can be masked or left out."""
        return self not in {Kind.SMALL_GROUP, Kind.COMBINATION}


class Why(StrEnum):
    """What a finding rests on."""

    PARTICIPANT = "participant"  # somebody on the list of participants
    LOOKS_LIKE = "looks_like"  # reads as a name; nobody on the list
    MISSPELT = "misspelt"  # one letter from a name on the list
    EMPLOYER = "employer"  # where somebody on the list works
    ABBREVIATION = "abbreviation"
    AUTHORITY = "authority"  # in the general list
    MUNICIPALITY = "municipality"  # in the general list
    PEOPLE_OF = "people_of"  # those who live in a place
    COMPOUND = "compound"  # the first part of a compound
    FEW_HOLD = "few_hold"  # fewer than k on the list have this title
    OFFICE = "office"  # there is one in each house
    OF_A_PLACE = "of_a_place"  # any title, with the house or place it belongs to
    CPR = "cpr"
    PHONE = "phone"
    CASE = "case"
    REGISTRATION = "registration"  # CVR, EAN, account, plate
    MAILBOX = "mailbox"
    STREET = "street"
    MASKED_ELSEWHERE = "masked_elsewhere"  # hidden where the quoted text itself is printed
    GROUP = "group"
    ORGANISATION = "organisation"
    PLACE = "place"
    REGION = "region"
    SECTOR = "sector"
    LEVEL = "level"
    TITLE = "title"


class Level(StrEnum):
    """Where in the hierarchy a title stands."""

    TOP = "top"
    CHIEF = "chief"
    LEADER = "leader"
    STAFF = "staff"


class Sector(StrEnum):
    """As on the list of participants."""

    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    PRIVATE = "private"
    CIVIL = "civil"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of participants. `source` is the id of the collection they take part in."""

    name: str
    title: str = ""
    organisation: str = ""
    sector: str = ""
    group: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is printed: `unit` names it, `spans` are the parts of it that are (all of it for none).

    `group` is what is printed beside it; `source` the collection it comes from. Prose of an analyst has neither.
    """

    unit: str
    text: str
    spans: tuple[Span, ...] = ()
    group: str = ""
    source: str = ""
    prose: bool = False

    def shows(self, start: int, end: int) -> bool:
        """Whether any of `[start, end)` is printed."""
        return not self.spans or any(start < span.end and span.start < end for span in self.spans)


class Finding(NamedTuple):
    """`[start, end)` in code points of the original text; `None` where it is about the whole passage."""

    kind: Kind
    unit: str
    start: int | None
    end: int | None
    why: tuple[Why, ...]
