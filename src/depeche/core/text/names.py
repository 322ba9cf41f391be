"""Names of people in a text, for hints: precision first. What it looks for stands in docs/methods/hints.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from .lemmas import is_known
from .stopwords import stop_words

Range = tuple[int, int]
_CAPITAL = "A-ZÆØÅÄÖÉÜ"
_WORD = re.compile(rf"[{_CAPITAL}]\.|[{_CAPITAL}][^\W\d_]*(?:[-'’][{_CAPITAL}]?[^\W\d_]+)*|[^\W\d_]+\.?")
_HOUSE = re.compile(
    r"(?:skolen|museet|kirken|centret|centeret|huset|fonden|instituttet|hospitalet|parken|gymnasiet|prisen|loven|vej|vejen"
    r"|gade|gaden|plads|pladsen|allé|kollegiet|hjemmet|haven|gården)s?$"
)
_SEN = re.compile(r"(?:[aeio]n|er|ar|t|d|m|k|b)s(?:en|øn)$")
_SPACE = r"\s+"
_LETTERS = re.compile(r"[^\s,.;:!?()\"”»]+")


class _Words:
    """The words of a text that may stand in a name, with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]

    def joined(self, at: int, *, dot: bool = False) -> bool:
        """Whether only a space stands between this word and the one before; with `dot` that of an abbreviation too."""
        if not 0 < at < len(self.found):
            return False
        between = self.text[self.found[at - 1][1] : self.found[at][0]]
        return between in {" ", "\u00a0"} or (dot and between == ". ")


def names_in(text: str, own_names: Collection[str] = ()) -> Iterator[Range]:
    """Ranges of what reads as the name of a person, in reading order; they may overlap.

    A known first name with a surname, an unknown capitalised word with a common surname, a title with a name, and
    `own_names`: the full name, first with last, and either alone where it cannot be an ordinary word.

    >>> list(names_in("Spørg Mette Holm i dag.")), list(names_in("Vi mødes på Hans Broges Gade."))
    ([(6, 16)], [])
    """
    words = _Words(text)
    own = frozenset(part for name in own_names for part in _ends(name))
    for at, (start, end, word) in enumerate(words.found):
        last = _full(words, at)
        if last is not None:
            yield start, last
        elif _is_title(word):
            yield from _titled(words, at + 1)
        elif _is_own(word, own) and not _goes_on(words, at) and not _is_plain(words, at):
            yield start, end
    yield from _own_in_full(text, own_names)


def is_first_name(word: str) -> bool:
    """Whether a capitalised word is a common first name and no ordinary word beside.

    >>> is_first_name("Søren"), is_first_name("Storm")
    (True, False)
    """
    return word in _names()["first"]


def begins_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` has its capital letter from the beginning of a sentence."""
    near = max(0, start - 12)
    before = text[near:start].rstrip(" \u00a0\t\"”»'(–-")
    return before[-1:] in {".", "?", "!", ":", ";", "\n", "\r"} or not (before or near)


def _is_plain(words: _Words, at: int) -> bool:
    start, _end, word = words.found[at]
    return is_known(word.lower()) and begins_sentence(words.text, start)


def _titled(words: _Words, at: int) -> Iterator[Range]:
    """The name that follows a title."""
    if not words.joined(at, dot=True):
        return
    start, end, word = words.found[at]
    last = _full(words, at)
    if last is None and _carries(word) and not _goes_on(words, at):
        last = end
    if last is not None:
        yield start, last


def _full(words: _Words, at: int) -> int | None:
    """Where a first name at `at` with its surname ends, or `None`."""
    first = words.found[at][2]
    if not first[:1].isupper() or first.endswith(".") or first.isupper():
        return None
    last, middle = at + 1, 0
    while middle < 2 and words.joined(last) and _is_middle(words, last):
        last, middle = last + 1, middle + 1
    for place in range(last, at, -1):
        if words.joined(place) and _goes_with(first, words.found[place][2]) and not _goes_on(words, place):
            return words.found[place][1]
    return None


def _is_middle(words: _Words, at: int) -> bool:
    word = words.found[at][2]
    initial = len(word) == 2 and word.endswith(".") and word[0].isupper()
    return initial or (word[0].isupper() and words.joined(at + 1) and words.found[at + 1][2][:1].isupper())


def _goes_with(first: str, last: str) -> bool:
    """Whether two capitalised words are a first name and a surname."""
    names = _names()
    plain = _bare(last)
    if not last[0].isupper() or len(last) < 2 or last.endswith(".") or last.isupper() or last in names["not_last"]:
        return False
    common = _is_surname(last)
    if first in names["first"]:
        if common or not {plain, last}.isdisjoint(names["last_word"] | names["first"]):
            return True
        return len(last) > 2 and not is_known(last.lower()) and not is_known(plain.lower()) and not _is_stop(last)
    if first in names["word"]:
        return common
    return common and not is_known(first.lower()) and not _is_stop(first) and not _is_title(first)


def _is_surname(word: str) -> bool:
    """A surname that is nothing else: listed, or on -sen as no ordinary word is (*ledelsen*, *processen* are)."""
    found = {word, _bare(word), word.replace("å", "aa"), _bare(word).replace("å", "aa")}
    return not found.isdisjoint(_names()["last"]) or any(
        _SEN.search(one) is not None and not is_known(one.lower()) for one in found
    )


def _bare(word: str) -> str:
    """Without the -s of a genitive."""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _carries(word: str) -> bool:
    """A word that is a name when a title stands before it."""
    names = _names()
    found = {word, _bare(word)}
    return word[0].isupper() and (not found.isdisjoint(names["first"]) or _is_surname(word))


def _goes_on(words: _Words, at: int) -> bool:
    """The name of a house, a street or a place: another capitalised word of that kind follows, or it is one itself."""
    word = words.found[at][2].lower()
    if _HOUSE.search(word) and _bare(words.found[at][2]) not in _names()["last"]:
        return True
    if not words.joined(at + 1):
        return False
    after = words.found[at + 1][2]
    return after in _names()["not_last"] or (after[0].isupper() and _HOUSE.search(after.lower()) is not None)


def _is_title(word: str) -> bool:
    plain = word.rstrip(".").lower()
    return plain in _names()["title"] or plain.removesuffix("en") in _names()["title"]


def _is_stop(word: str) -> bool:
    return word.lower() in stop_words("da") or word.lower() in stop_words("en")


def _is_own(word: str, own: frozenset[str]) -> bool:
    """First or last word of somebody's name, capitalised as a name is."""
    if len(word) < 2 or not word[0].isupper() or own.isdisjoint({word, _bare(word)}):
        return False
    return not _is_stop(word)


def _ends(name: str) -> tuple[str, ...]:
    parts = [part for part in name.split() if len(part) > 1]
    return (parts[0], parts[-1]) if parts else ()


def _own_in_full(text: str, own_names: Collection[str]) -> Iterator[Range]:
    low = text.lower()
    if len(low) != len(text):  # a letter that is two in lower case: places would be wrong
        return
    there = set(_LETTERS.findall(low))
    for name in own_names:
        parts = name.lower().split()
        if len(parts) < 2 or parts[0] not in there:
            continue
        for wanted in {tuple(parts), (parts[0], parts[-1])}:
            pattern = rf"(?<!\w){_SPACE.join(map(re.escape, wanted))}s?(?!\w)"
            yield from (match.span() for match in re.finditer(pattern, low))


@cache
def _names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in (files(__package__) / "data" / "names_da.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _colon, words = line.partition(":")
            found.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in found.items()}
