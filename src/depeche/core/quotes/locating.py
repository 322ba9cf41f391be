"""Where does a pasted sentence stand? Word for word, or else the nearest passage with every word that differs.

People and machines quote from memory. [...] in what is pasted is a gap: the parts are looked for in their order.
Method: docs/methods/quotes.md.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from depeche.core.corpus import Span

GAPS = re.compile(r"\s*(?:\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\))\s*")
MARKS = " \t\r\n\"'“”„‟«»’‘>"  # around what is quoted, not of it
LOOSE = "".join(map(chr, range(0x300, 0x370)))  # combining marks: at the beginning they belong to nothing
NEAREST = 3  # texts that are aligned word by word
LEAST = 0.4  # of the words alike; below that nothing is near
SAME, OTHER, SKIP = 2, -1, -1  # local alignment: a word that is the same, another, or one too many on either side
WORD = re.compile(r"\S+")


class Run(NamedTuple):
    """Words one after another, as pasted and as they stand in the text; either may be empty."""

    pasted: str
    stands: str

    @property
    def same(self) -> bool:
        return self.pasted == self.stands


class Part(NamedTuple):
    """What was pasted between two gaps: its place in the text (None: nothing like it stands there), and its words."""

    span: Span | None
    runs: tuple[Run, ...]


class Place(NamedTuple):
    """`row` is the text it stands in. `others`: further texts in which the very same stands. `likeness` is 0 to 1."""

    row: int
    parts: tuple[Part, ...]
    verbatim: bool
    likeness: float
    others: tuple[int, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(part.span for part in self.parts if part.span is not None)


def locate(pasted: str, texts: Sequence[str]) -> Place | None:
    """White space and Unicode composition do not count, nor quotation marks around it; all else does. None: nowhere."""
    fragments = tuple(part.lstrip(MARKS + LOOSE).rstrip(MARKS) for part in GAPS.split(pasted.strip(MARKS)))
    fragments = tuple(part for part in fragments if part)
    if not fragments:
        return None
    return _verbatim(fragments, texts) or _nearest(fragments, texts)


def shaped(text: str) -> tuple[str, tuple[int, ...]]:
    """NFC with every run of white space as one space, and for each place in it (and its end) the place in `text`."""
    out: list[str] = []
    places: list[int] = []
    for cluster in re.finditer(r"\s+|[^\s][\u0300-\u036f]*", text):
        piece = " " if cluster[0].isspace() else unicodedata.normalize("NFC", cluster[0])
        out.append(piece)
        places.extend([cluster.start()] * len(piece))
    return "".join(out), (*places, len(text))


def _verbatim(fragments: Sequence[str], texts: Sequence[str]) -> Place | None:
    wanted = [shaped(fragment)[0] for fragment in fragments]
    longest = max(wanted, key=len)
    found: list[tuple[int, tuple[Span, ...]]] = []
    for row, text in enumerate(texts):
        if longest in unicodedata.normalize("NFC", " ".join(text.split())):  # cheap, and mostly says no
            spans = _in_order(wanted, text)
            if spans:
                found.append((row, spans))
    if not found:
        return None
    row, spans = found[0]
    parts = tuple(Part(span, (Run(words, words),)) for span, words in zip(spans, wanted, strict=True))
    return Place(row, parts, verbatim=True, likeness=1.0, others=tuple(other for other, _spans in found[1:]))


def _in_order(wanted: Sequence[str], text: str) -> tuple[Span, ...]:
    """The places of all fragments, each after the one before; () where one is missing."""
    shape, places = shaped(text)
    at, spans = 0, []
    for words in wanted:
        start = shape.find(words, at)
        while start >= 0 and not _whole(places, start, start + len(words)):
            start = shape.find(words, start + 1)
        if start < 0:
            return ()
        at = start + len(words)
        end = max(places[at - 1] + 1, len(text[: places[at]].rstrip()))
        spans.append(Span(places[start], end))
    return tuple(spans)


def _whole(places: Sequence[int], start: int, end: int) -> bool:
    """Whether no letter is parted from its combining marks at either end."""
    return (start == 0 or places[start] != places[start - 1]) and places[end] != places[end - 1]


# The nearest


class _Word(NamedTuple):
    written: str
    key: str  # without case and marks: what two words are held against each other by
    start: int
    end: int


def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(hit[0], _key(hit[0]), hit.start(), hit.end()) for hit in WORD.finditer(text))


def _key(word: str) -> str:
    plain = unicodedata.normalize("NFC", word).casefold()
    return "".join(letter for letter in plain if letter.isalnum()) or plain


def _nearest(fragments: Sequence[str], texts: Sequence[str]) -> Place | None:
    pasted = [_words(fragment) for fragment in fragments]
    found = [_aligned(pasted, texts[row], row) for row in _likely(pasted, texts)]
    best = max(found, key=lambda place: place.likeness, default=None)
    return best if best is not None and best.likeness >= LEAST else None


def _likely(pasted: Sequence[Sequence[_Word]], texts: Sequence[str]) -> list[int]:
    """The texts that hold most of the pasted words, rare ones weighing more."""
    keys = {word.key for words in pasted for word in words}
    held = [keys & {_key(word) for word in text.split()} for text in texts]
    used = Counter(key for row in held for key in row)
    weight = {key: math.log1p(len(texts) / used[key]) for key in used}
    score = {row: sum(weight[key] for key in sorted(found)) for row, found in enumerate(held) if found}
    return sorted(score, key=lambda row: (-score[row], row))[:NEAREST]


def _aligned(pasted: Sequence[Sequence[_Word]], text: str, row: int) -> Place:
    words = _words(text)
    at, same, total, parts = 0, 0, 0, []
    for fragment in pasted:
        pairs = _align(fragment, words[at:])
        there = [place for _here, place in pairs if place is not None]
        total += len(fragment) + len(there)
        span = Span(words[at + there[0]].start, words[at + there[-1]].end) if there else None
        here = [(fragment[i] if i is not None else None, words[at + j] if j is not None else None) for i, j in pairs]
        same += sum(a is not None and b is not None and a.key == b.key for a, b in here)
        parts.append(Part(span, _runs(here)))
        at += there[-1] + 1 if there else 0
    return Place(row, tuple(parts), verbatim=False, likeness=2 * same / total if total else 0.0)


def _align(pasted: Sequence[_Word], words: Sequence[_Word]) -> list[tuple[int | None, int | None]]:
    """Smith-Waterman over words: pairs of places, None on one side for a word the other has not.

    All of what was pasted is in it, what stands before and after the passage is not.
    """
    width = len(words) + 1
    table = [[0] * width for _ in range(len(pasted) + 1)]
    best, end = 0, (0, 0)
    for i, mine in enumerate(pasted, start=1):
        above, line = table[i - 1], table[i]
        for j, theirs in enumerate(words, start=1):
            pair = above[j - 1] + (SAME if mine.key == theirs.key else OTHER)
            line[j] = max(0, pair, above[j] + SKIP, line[j - 1] + SKIP)
            if line[j] > best:
                best, end = line[j], (i, j)
    i, j = end
    found: list[tuple[int | None, int | None]] = [(k, None) for k in range(len(pasted) - 1, i - 1, -1)]
    while i and j and table[i][j]:
        equal = pasted[i - 1].key == words[j - 1].key
        if table[i][j] == table[i - 1][j - 1] + (SAME if equal else OTHER):
            i, j = i - 1, j - 1
            found.append((i, j))
        elif table[i][j] == table[i - 1][j] + SKIP:
            i -= 1
            found.append((i, None))
        else:
            j -= 1
            found.append((None, j))
    found += [(k, None) for k in range(i - 1, -1, -1)]
    return found[::-1]


def _runs(pairs: Sequence[tuple[_Word | None, _Word | None]]) -> tuple[Run, ...]:
    """Neighbouring words that are the same made one run, and neighbouring ones that differ made one."""
    runs: list[tuple[bool, list[str], list[str]]] = []
    for mine, theirs in pairs:
        same = mine is not None and theirs is not None and _composed(mine) == _composed(theirs)
        if not runs or runs[-1][0] != same:
            runs.append((same, [], []))
        if mine is not None:
            runs[-1][1].append(_composed(theirs if same and theirs is not None else mine))
        if theirs is not None:
            runs[-1][2].append(_composed(theirs))
    return tuple(Run(" ".join(mine), " ".join(theirs)) for _same, mine, theirs in runs)


def _composed(word: _Word) -> str:
    return unicodedata.normalize("NFC", word.written)
