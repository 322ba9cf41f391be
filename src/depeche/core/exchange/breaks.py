"""Line breaks: every exchanged text has LF alone, and positions follow."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unbroken:
    r"""A text with LF for each line break, whatever it had; `at` gives the place there of a place in the original.

    >>> text = Unbroken.of("a\r\nb\rc")
    >>> text.text, text.at(3), text.at(5)
    ('a\nb\nc', 2, 4)
    """

    text: str
    pairs: tuple[int, ...]  # where in the original the LF of a CRLF stands

    @classmethod
    def of(cls, text: str) -> Unbroken:
        if "\r" not in text:
            return cls(text, ())
        pairs = tuple(place for place, char in enumerate(text) if char == "\n" and place and text[place - 1] == "\r")
        return cls(text.replace("\r\n", "\n").replace("\r", "\n"), pairs)

    def at(self, place: int) -> int:
        """Between CR and LF counts as after both: the break is one character now."""
        return place - bisect_right(self.pairs, place - 1)


@dataclass(frozen=True, slots=True)
class Units:
    """UTF-16 units to code points: some tools count a character outside the first plane as two."""

    wide: tuple[int, ...]  # UTF-16 places of the second half of each such character

    @classmethod
    def of(cls, text: str) -> Units:
        found = []
        place = 0
        for char in text:
            place += 1
            if ord(char) > 0xFFFF:
                found.append(place)
                place += 1
        return cls(tuple(found))

    def at(self, place: int) -> int:
        """The place in code points.

        >>> Units.of("a👩b").at(3)
        2
        """
        return place - bisect_right(self.wide, place - 1)
