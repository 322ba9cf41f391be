"""The rules of a relay as one value. Participants are shown the same fields in plain words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from depeche.core.errors import InputError
from depeche.core.relay.hours import Hours

VERSION = 1
LONGEST_LIMIT = 24 * 14  # hours a question may wait at the most
HIGHEST_CAP = 50
LOWEST_RECEIVED_CAP = 2  # with 1 nobody could be asked again before everybody has been
LONGEST_THREAD = 100  # hops
PEOPLE_ADVISED = range(10, 501)
GROUPS_ADVISED = range(2, 11)
FEWEST_IN_GROUP = 3


class Start(StrEnum):
    EVERYONE = "everyone"  # everyone gets one right to ask
    STARTERS = "starters"  # k named people start a thread each


class Recipient(StrEnum):
    FREE = "free"
    OTHER_GROUP = "other_group"
    OTHER_SECTOR = "other_sector"


class Anonymity(StrEnum):
    """What the recipient and the output see of the asker."""

    HIDDEN = "hidden"
    GROUP = "group"
    NAMED = "named"


class Quoting(StrEnum):
    """Whether what somebody wrote may be printed word for word. A name is never printed."""

    FREE = "free"
    ASK = "ask"  # only the passages whose author has seen them and said yes


class OnReturn(StrEnum):
    RIGHT_BACK = "right_back"  # the asker gets a new right, and may send the same text to somebody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one relay; an instance is always valid. Raises InputError that names the field and how to mend it.

    Durations are whole hours. `waiting_cap`, `received_cap`, `answer_within` and `hops_per_thread` are None
    when there is no limit.
    """

    start: Start = Start.EVERYONE
    earn: int = 1  # new rights per answer
    recipient: Recipient = Recipient.FREE
    not_back: bool = False  # not to the person whose question earned the right
    new_recipient: bool = True  # not somebody I already asked, while others remain
    waiting_cap: int | None = 2  # who has this many unanswered questions cannot be picked
    received_cap: int | None = None  # nor who has received this many in all, while others remain below it
    answer_within: int | None = 24  # counted hours until a question returns
    quiet_nights: bool = False  # nights do not count
    night_from: int = 22  # local hours, 0-23
    night_to: int = 7
    quiet_weekends: bool = False  # Saturday and Sunday do not count
    timezone: str = "Europe/Copenhagen"
    on_return: OnReturn = OnReturn.RIGHT_BACK
    decline: bool = True  # the recipient may decline with a reason
    pass_on: bool = True  # the recipient may name somebody better placed; counts as one hop
    report: bool = True  # the recipient may have a question held for the facilitator
    hops_per_thread: int | None = None  # a thread ends after so many hops: the last answer gives no new right
    anonymity: Anonymity = Anonymity.HIDDEN
    quoting: Quoting = Quoting.FREE
    outsiders: bool = False  # marked external people may be asked; they ask only what they earn by answering
    live: bool = False  # for a room: questions are dealt at random, nobody chooses whom to ask
    suggestions: bool = True  # up to three recipients are suggested, with the reason; the choice stays free

    def __post_init__(self) -> None:
        self._check_types()
        _require("earn", 1 <= self.earn <= 1, "an answer gives exactly one new right; set it to 1")
        if self.waiting_cap is not None:
            _require("waiting_cap", 1 <= self.waiting_cap <= HIGHEST_CAP, f"choose 1 to {HIGHEST_CAP}, or no cap")
        if self.received_cap is not None:
            _require(
                "received_cap",
                LOWEST_RECEIVED_CAP <= self.received_cap <= HIGHEST_CAP,
                f"choose {LOWEST_RECEIVED_CAP} to {HIGHEST_CAP}, or no cap",
            )
        if self.answer_within is not None:
            _require(
                "answer_within", 1 <= self.answer_within <= LONGEST_LIMIT, f"choose 1 to {LONGEST_LIMIT} hours, or none"
            )
        if self.hops_per_thread is not None:
            _require(
                "hops_per_thread", 2 <= self.hops_per_thread <= LONGEST_THREAD, f"choose 2 to {LONGEST_THREAD}, or none"
            )
        _require("night_from", 0 <= self.night_from <= 23, "choose a whole hour from 0 to 23")
        _require("night_to", 0 <= self.night_to <= 23, "choose a whole hour from 0 to 23")
        _require("night_to", self.night_from != self.night_to, "the night must end at another hour than it begins")
        _require(
            "not_back",
            not (self.not_back and self.anonymity is not Anonymity.NAMED),
            "whoever is refused learns who asked; choose it only where askers are named",
        )
        _require(
            "live",
            not (self.live and self.start is Start.STARTERS),
            "in a room everybody writes; let everyone start, or switch the live form off",
        )

    def _check_types(self) -> None:
        """Turn codes into enumerations, and refuse what is of another kind: rules also come from files and forms."""
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, kind(value))
            except ValueError:
                choices = ", ".join(kind)
                raise InputError(f"{value!r} is not one of {choices}", column=name) from None
        for name in _SWITCHES:
            _require(name, isinstance(getattr(self, name), bool), "say true or false")
        for name in _NUMBERS:
            value = getattr(self, name)
            optional = name in _MAY_BE_NONE
            good = (value is None and optional) or (isinstance(value, int) and not isinstance(value, bool))
            _require(name, good, "give a whole number" + (", or leave it empty" if optional else ""))
        try:
            ZoneInfo(self.timezone)
        except (ValueError, OSError, LookupError, TypeError, AttributeError):
            raise InputError("not a known time zone; write it like Europe/Copenhagen", column="timezone") from None

    @property
    def hours(self) -> Hours:
        """The hours that count towards `answer_within`."""
        night = (self.night_from, self.night_to) if self.quiet_nights else None
        return Hours(self.timezone, night, weekends=not self.quiet_weekends)

    @property
    def limit(self) -> timedelta | None:
        return None if self.answer_within is None else timedelta(hours=self.answer_within)

    def to_dict(self) -> dict[str, str | int | bool | None]:
        """JSON-safe: field -> value, enumerations as their codes, and the `version` of the form."""
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {"version": VERSION} | {k: str(v) if isinstance(v, StrEnum) else v for k, v in fields.items()}

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """The inverse of `to_dict`; a field left out takes its default, one we do not know is an InputError."""
        values = {key: value for key, value in data.items() if key != "version"}
        if data.get("version") != VERSION:
            raise InputError(
                f"rules of version {data.get('version')!r} cannot be read; this program knows version {VERSION}"
            )
        known = {f.name for f in dataclasses.fields(cls)}
        for key in values:
            _require(key, key in known, "no such rule; check its spelling")
        return cls(**values)  # type: ignore[arg-type] # kinds are checked by _check_types, with a sentence each


_KINDS: Mapping[str, type[StrEnum]] = {
    "start": Start,
    "recipient": Recipient,
    "anonymity": Anonymity,
    "quoting": Quoting,
    "on_return": OnReturn,
}
_SWITCHES = (
    "not_back", "new_recipient", "quiet_nights", "quiet_weekends", "decline", "pass_on", "report", "outsiders", "live",
    "suggestions",
)  # fmt: skip # one row reads better than nine
_NUMBERS = ("earn", "waiting_cap", "received_cap", "answer_within", "night_from", "night_to", "hops_per_thread")
_MAY_BE_NONE = frozenset({"waiting_cap", "received_cap", "answer_within", "hops_per_thread"})


def _require(field: str, good: bool, mend: str) -> None:  # noqa: FBT001 # a condition, not a switch
    if not good:
        raise InputError(mend, column=field)


class Advice(NamedTuple):
    """A warning, never a stop. `code` names the sentence, `subject` the group it is about, `figure` what it counts."""

    code: str
    subject: str = ""
    figure: int = 0


def advise(*, topic: str, groups: Mapping[str, int]) -> tuple[Advice, ...]:
    """Warnings about a relay as it is set up. `groups` is group -> people in it ("" is those who have none yet).

    Codes: people_few, people_many, groups_few, groups_many, group_small (one per group), topic_is_question.
    """
    people, named = sum(groups.values()), {name: size for name, size in groups.items() if name}
    found = list(_outside("people", people, PEOPLE_ADVISED)) + list(_outside("groups", len(named), GROUPS_ADVISED))
    found += [Advice("group_small", name, size) for name, size in sorted(named.items()) if size < FEWEST_IN_GROUP]
    if topic.rstrip().rstrip("\"'”»)").rstrip().endswith("?"):
        found.append(Advice("topic_is_question"))
    return tuple(found)


def _outside(what: str, count: int, advised: range) -> Iterable[Advice]:
    if count < advised.start:
        yield Advice(f"{what}_few", figure=count)
    elif count >= advised.stop:
        yield Advice(f"{what}_many", figure=count)
