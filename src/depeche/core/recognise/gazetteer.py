"""Facts that hold without any list of participants: municipalities, regions, authorities, titles; sources in data/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Municipality(NamedTuple):
    """`names` are all it is called by, the official one first; `ordinary` those that are ordinary words too."""

    code: str
    names: tuple[str, ...]
    ordinary: frozenset[str]
    region: str  # until the end of 2026
    region_after: str  # from 1 January 2027


class Authority(NamedTuple):
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    office: frozenset[str]  # one in each house
    common: frozenset[str]  # with the house or place it belongs to, it points at somebody
    everybodys: frozenset[str]  # of the common ones, those that point at nobody by themselves


ENDINGS = ("ministeriet", "styrelsen", "direktoratet")  # a capitalised word on one of these is an authority
NOT_ON = ("bestyrelsen", "selvstyrelsen", "medstyrelsen", "hjemmestyrelsen")


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 98, by code."""
    found = []
    for line in _lines("municipalities_da.tsv"):
        code, name, others, region, after = line.split("\t")
        names = [name, *filter(None, others.split(";"))]
        plain = tuple(one.removesuffix("!") for one in names)
        ordinary = frozenset(one.removesuffix("!") for one in names if one.endswith("!"))
        found.append(Municipality(code, plain, ordinary, region, after))
    return tuple(found)


@cache
def regions() -> dict[str, str]:
    """Every region's name with the one it has from 2027: Hovedstaden and Sjælland are Østdanmark."""
    found: dict[str, str] = {}
    for one in municipalities():
        found |= {one.region: one.region_after, one.region_after: one.region_after}
    return found


@cache
def authorities() -> tuple[Authority, ...]:
    found = []
    for line in _lines("authorities_da.tsv"):
        name, others, short = line.split("\t")
        found.append(Authority((name, *filter(None, others.split(";"))), tuple(filter(None, short.split(";")))))
    return tuple(found)


@cache
def titles() -> Titles:
    words = _words("titles_da.txt")
    return Titles(words["office"], words["common"] | words["everybodys"], words["everybodys"])


@cache
def ordinary_words() -> frozenset[str]:
    return _words("ordinary_da.txt")[""]


@cache
def cues(kind: str) -> frozenset[str]:
    """Small words of one kind of data/cues_da.txt."""
    return _words("cues_da.txt")[kind]


@cache
def after_a_name(*, given: bool) -> frozenset[str]:
    """Words after which one knows that the word before was a name; more of them after a first name."""
    words = _words("ordinary_da.txt")
    return words["says"] | words["does"] if given else words["says"]


def _words(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines(name):
        kind, colon, words = line.rpartition(":")
        found.setdefault(kind if colon else "", set()).update(words.split())
    return {kind: frozenset(words) for kind, words in found.items()}


def _lines(name: str) -> list[str]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
