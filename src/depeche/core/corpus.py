"""The corpus: what people wrote, as values that every analysis and report starts from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Start


def text_hash(text: str) -> str:
    """SHA-256 of the exact text in UTF-8, as 64 hexadecimal digits; a quote rests on it."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points `[start, end)` in the original text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and, where there is one, its answer. What is unknown stays `None` or empty: nothing is guessed."""

    id: str
    question: str
    answer: str | None = None
    source: str = ""  # id of the Source it belongs to
    theme: str = ""  # name of the first theme, "" is unsorted: where the report prints the pair
    asker_group: str = ""
    answerer_group: str = ""
    asker: str = ""  # opaque key of the person, only to count distinct people; never shown
    answerer: str = ""
    highlights_question: tuple[Span, ...] = ()
    highlights_answer: tuple[Span, ...] = ()
    kept_question: tuple[Span, ...] = ()  # () keeps the whole text; gaps are shown as [...]
    kept_answer: tuple[Span, ...] = ()
    chosen: bool = True  # marked for the report
    granted_question: tuple[str, ...] = ()  # SHA-256 of passages the author agreed to; where the source asks
    granted_answer: tuple[str, ...] = ()
    bare_question: bool = False  # the author agreed, but not to the group beside it
    bare_answer: bool = False
    themes: tuple[str, ...] = ()  # all themes it is in, `theme` first; filled from `theme` where left out
    asked_at: str = ""  # day, ISO 8601, in the time of the place; "" where it is not known
    answered_at: str = ""

    def __post_init__(self) -> None:
        themes = self.themes or ((self.theme,) if self.theme else ())
        if len(set(themes)) < len(themes) or "" in themes:
            raise ValueError(f"pair {self.id} names a theme twice, or one without a name")
        if self.theme and themes[0] != self.theme:
            raise ValueError(f"pair {self.id} has the theme “{self.theme}”, which is not the first of its themes")
        object.__setattr__(self, "themes", themes)
        object.__setattr__(self, "theme", themes[0] if themes else "")

    @property
    def counted_in(self) -> tuple[str, ...]:
        """The themes it counts in; one that is not sorted counts in ""."""
        return self.themes or ("",)


class Material(StrEnum):
    """What kind of collection a source is."""

    RELAY = "relay"
    SURVEY = "survey"  # open answers to one question of a questionnaire
    INTERVIEW = "interview"  # passages of interviews
    STATEMENTS = "statements"  # short texts of any other kind


@dataclass(frozen=True, slots=True)
class Terms:
    """What the people of a relay were told of its rules, as far as a report tells it on. No words, only choices."""

    start: Start  # who had a right to ask from the beginning
    chooses: Recipient | None  # whom one may ask; None where questions are dealt out
    answer_within: int | None  # hours until an unanswered question returns; None where there is no limit
    anonymity: Anonymity
    quoting: Quoting


@dataclass(frozen=True, slots=True)
class Source:
    """One relay (or another collection) inside a corpus. `participants` is the number invited, where known.

    In anything but a relay a `Pair` is one text, its `question`, without an answer.
    """

    id: str
    title: str
    participants: int | None = None
    roles: tuple[str, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()  # (group, people in it)
    material: Material = Material.RELAY
    asks: bool = False  # people were promised to be asked before they are quoted
    askers_hidden: bool = False  # people were promised that output says nothing of who asked, not even the group
    opened: str = ""  # day, ISO 8601; "" where it is not known
    closed: str = ""
    terms: Terms | None = None  # None where they are not known, as in a file


@dataclass(frozen=True, slots=True)
class Corpus:
    """Question-answer pairs of one or more relays. `sources` are in reading order and cover every `pair.source`."""

    title: str
    sources: tuple[Source, ...]
    pairs: tuple[Pair, ...]
    language: str = "da"
    topic: str = ""
    origin: str = ""  # where the file comes from, as it says itself
    note: str = ""  # a reservation about the material, as the file says itself
    days: int | None = None
    contributions: int | None = None  # as stated by the origin; not computed by us
    left_out: int = 0  # rows of the file whose texts its own moderators had rejected
    _by_source: dict[str, tuple[Pair, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[str, list[Pair]] = {source.id: [] for source in self.sources}
        for pair in self.pairs:
            grouped[pair.source].append(pair)
        self._by_source.update({key: tuple(pairs) for key, pairs in grouped.items()})

    def of(self, source: str) -> tuple[Pair, ...]:
        """The pairs of one source, in order."""
        return self._by_source[source]
