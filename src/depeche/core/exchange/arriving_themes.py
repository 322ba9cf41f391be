"""Codes on their way in: themes on two levels, each with a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from . import words as own
from .errors import ExchangeError, Wrong
from .model import Code, Lost

MOST_THEMES = 1_000
NAME = 120
DEFINITION = 2_000
MEMO = 20_000
CUE_WORDS, CUE_WORD = 40, 60
BETWEEN = " / "
Path = tuple[Code, ...]  # the codes above, the topmost first


class NewTheme(NamedTuple):
    """`parent` is the name of the theme it stands under, or ""; a parent stands before it. `memo` goes beside it."""

    name: str
    parent: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    cue_words: tuple[str, ...] = ()
    memo: str = ""


def themes_of(codes: Sequence[Code], notes: Mapping[str, str], lost: Counter[Lost]) -> dict[str, NewTheme]:
    """Themes by the guid of their code, in order: two levels, each name once. What was bent is counted in `lost`.

    Our own codes that are no themes are passed over; what somebody has put under them is not.
    """
    found: dict[str, NewTheme] = {}
    names: set[str] = set()
    for code, above in walk(codes):
        path = tuple(one for one in above if one.guid not in own.OWN_CODES)
        if code.guid in own.OWN_CODES:
            continue
        if len(found) >= MOST_THEMES:
            raise ExchangeError(Wrong.TOO_MANY, most=MOST_THEMES, what="codes")
        lost[Lost.DEPTH] += len(path) > 1
        lost[Lost.COLORS] += bool(code.color)
        name = _free(code.name, path, names, lost)
        names.add(name.casefold())
        found[code.guid] = _theme(code, name, found[path[0].guid].name if path else "", notes, lost)
    return found


def walk(codes: Iterable[Code], path: Path = ()) -> Iterator[tuple[Code, Path]]:
    """Every code, each before those under it."""
    for code in codes:
        yield code, path
        yield from walk(code.codes, (*path, code))


def _free(name: str, path: Path, names: set[str], lost: Counter[Lost]) -> str:
    """A name nobody has yet: with what stands above it in front where it is deep or taken, with a number at last."""
    plain = " ".join(name.split()) or "?"
    wanted = BETWEEN.join([*(" ".join(code.name.split()) for code in path[1:]), plain])
    if len(wanted) > NAME:
        lost[Lost.LONG_NAME] += 1
        wanted = wanted[: NAME - 1].rstrip() + "…"
    if wanted.casefold() not in names:
        return wanted
    lost[Lost.RENAMED] += 1
    above = BETWEEN.join([*(" ".join(code.name.split()) for code in path), plain])
    found, number = above[:NAME].rstrip(), 1
    while found.casefold() in names:
        number += 1
        found = f"{above[: NAME - 6].rstrip()} ({number})"
    return found


def _theme(code: Code, name: str, parent: str, notes: Mapping[str, str], lost: Counter[Lost]) -> NewTheme:
    card = own.described(code.description)
    memo = notes.get(code.guid, "")
    if max(map(len, card[:3])) > DEFINITION:
        lost[Lost.LONG_DEFINITION] += 1
        memo = "\n\n".join(part for part in (code.description.strip(), memo) if part)
        card = card._replace(
            **{part: getattr(card, part)[:DEFINITION] for part in ("definition", "include", "exclude")}
        )
    cue_words = tuple(dict.fromkeys(word[:CUE_WORD] for word in card.cue_words))[:CUE_WORDS]
    return NewTheme(name, parent, card.definition, card.include, card.exclude, cue_words, short(memo, lost))


def short(memo: str, lost: Counter[Lost]) -> str:
    """A memo as long as a reflection can be."""
    lost[Lost.LONG_MEMO] += len(memo) > MEMO
    return memo[:MEMO].rstrip()
