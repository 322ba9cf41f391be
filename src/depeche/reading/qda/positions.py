"""Where a selection stands. The standard counts code points from 0 up to the last character; tools do not all do so.

Some take the end for the place after the last character, some count CR and LF as two, some count UTF-16 units. Many
name a selection by its text, so each way of reading is tried against the names, and the one that fits most is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from depeche.core.exchange import Reading
from depeche.core.exchange.breaks import Unbroken, Units

MOST = 2_000  # named selections that are looked at
SHORTEST = 3  # code points of a name that tells anything
CUT = ("…", "...")


class Place(NamedTuple):
    """A selection as the file gives it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A text in every way its places may be counted. `text` is with LF alone, and without a byte order mark."""

    text: str
    lines: Unbroken
    units: Units  # of the text with its own breaks
    plain_units: Units  # of `text`

    @classmethod
    def of(cls, raw: str) -> Counted:
        lines = Unbroken.of(raw)
        wide = any(ord(char) > 0xFFFF for char in raw)
        none = Units(())
        return cls(lines.text, lines, Units.of(raw) if wide else none, Units.of(lines.text) if wide else none)

    def span(self, place: Place, reading: Reading) -> tuple[int, int]:
        """[start, end) in code points of `text`, inside it."""
        end = place.end + 1 if reading.inclusive else place.end
        return self._at(place.start, reading), self._at(end, reading)

    def _at(self, place: int, reading: Reading) -> int:
        place = max(place, 0)
        if reading.utf16:
            place = (self.units if reading.both_breaks else self.plain_units).at(place)
        if reading.both_breaks:
            place = self.lines.at(place)
        return min(place, len(self.text))


def reading_of(found: Iterable[tuple[Counted, Sequence[Place]]], origin: str) -> Reading:
    """The way of reading that gives most selections the text they are named by; where none does, what most tools do:
    the end after the last character, code points, and line breaks as they stand in the file. ATLAS.ti writes CR LF and
    counts one.
    """
    told = [(text, place) for text, places in found for place in places]
    broken = any(text.lines.pairs for text, _ in told)
    wide = any(text.plain_units.wide for text, _ in told)
    usual = Reading(both_breaks=broken and "atlas" not in origin.casefold())
    named = [(text, place) for text, place in told if len(_plain(place.name)) >= SHORTEST][:MOST]
    ways = product((False, True), (False, True) if broken else (False,), (False, True) if wide else (False,))
    readings = [usual, *(Reading(*way) for way in ways)]
    scores = [(sum(_fits(text, place, reading) for text, place in named), reading) for reading in readings]
    most, best = max(scores, key=lambda score: score[0])
    return best._replace(checked=len(named) if most else 0, agreeing=most)


def _fits(text: Counted, place: Place, reading: Reading) -> bool:
    start, end = text.span(place, reading)
    there, name = _plain(text.text[start:end]), _plain(place.name)
    for mark in CUT:
        if name.endswith(mark):
            return there.startswith(name[: -len(mark)].rstrip())
    return there == name and text.text[start:end].strip() != ""


def _plain(text: str) -> str:
    return " ".join(text.split())
