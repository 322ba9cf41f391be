"""Names of participants in what was written: before a relay is made anonymous, a person must look at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST = 2  # letters of a part of a name: Bo, Ea
AROUND = 40  # characters shown on either side


class Mention(NamedTuple):
    """`found` stands in the text `key`, with what stands `before` and `after` it."""

    key: str
    found: str
    before: str
    after: str


def mentions(names: Iterable[str], texts: Iterable[tuple[str, str]]) -> Iterator[Mention]:
    """Where a part of somebody's name, written as a name, or an e-mail address stands in a text: (key, text).

    A part counts where it is written with a capital as in the name; parts that follow each other are one mention. It
    finds too much rather than too little (a surname may be a common word), and nothing that is misspelt.
    """
    parts = _parts(names)
    for key, text in texts:
        ends = 0
        spans = sorted([*_names(text, parts), *(match.span() for match in ADDRESS.finditer(text))])
        for start, end in spans:
            if start >= ends:
                yield Mention(key, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])
                ends = end


def _parts(names: Iterable[str]) -> Mapping[str, None]:
    words = (word for name in names for word in WORD.findall(name))
    return dict.fromkeys(word for word in words if len(word) >= SHORTEST and word[0].isupper())


def _names(text: str, parts: Mapping[str, None]) -> Iterator[tuple[int, int]]:
    """Spans of parts of names; those with nothing but space between them are one. A genitive counts: Bos, Ea's."""
    start = end = -1
    for match in WORD.finditer(text):
        word = match.group()
        if word not in parts and word.removesuffix("s").rstrip("'’") not in parts:
            continue
        if end >= 0 and text[end : match.start()].isspace():
            end = match.end()
            continue
        if end >= 0:
            yield start, end
        start, end = match.span()
    if end >= 0:
        yield start, end
