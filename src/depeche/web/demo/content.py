"""The demo's invented people, questions and answers, read from the text files beside this module."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from depeche.core.corpus import Span

BOLD = re.compile(r"\*\*(.+?)\*\*")


class DemoText(NamedTuple):
    """A text without its marks, and where the marks stood."""

    text: str
    highlights: tuple[Span, ...]


class DemoPair(NamedTuple):
    theme: str
    question: DemoText
    answer: DemoText


class DemoAnswer(NamedTuple):
    """An open answer of the survey that followed the relay."""

    group: str
    themes: tuple[str, ...]
    text: str


class DemoTheme(NamedTuple):
    name: str
    cue_words: tuple[str, ...]


class DemoPerson(NamedTuple):
    name: str
    email: str
    title: str
    organisation: str
    sector: str
    group: str


def unmark(marked: str) -> DemoText:
    """Take the ** away and keep the spans they enclosed.

    >>> unmark("et **lille** ord")
    DemoText(text='et lille ord', highlights=(Span(start=3, end=8),))
    """
    plain, spans, end = "", [], 0
    for match in BOLD.finditer(marked):
        plain += marked[end : match.start()]
        spans.append(Span(len(plain), len(plain) + len(match[1])))
        plain += match[1]
        end = match.end()
    return DemoText(plain + marked[end:], tuple(spans))


def lines(name: str) -> Iterator[str]:
    for line in (files(__package__) / "content" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def pairs(name: str) -> tuple[DemoPair, ...]:
    """The pairs of a file in order: every question there has its answer on the next line."""
    found: list[DemoPair] = []
    theme = question = ""
    for line in lines(name):
        mark, _, rest = line.partition(" ")
        if mark == "##":
            theme = rest.partition("|")[0].strip()
        elif mark == "?":
            question = rest
        else:
            found.append(DemoPair(theme, unmark(question), unmark(rest)))
    return tuple(found)


GROUPS = {"D": "Direktioner", "L": "Ledere tæt på driften"}


def survey() -> tuple[DemoAnswer, ...]:
    """The answers in order, with the themes they are sorted into; a few are in none."""
    found: list[DemoAnswer] = []
    named: tuple[str, ...] = ()
    for line in lines("survey.txt"):
        mark, _, rest = line.partition(" ")
        if mark == "##":
            named = tuple(name.strip() for name in rest.split(";") if name.strip())
        else:
            found.append(DemoAnswer(GROUPS[mark], named, rest))
    return tuple(found)


def themes(name: str) -> tuple[DemoTheme, ...]:
    headings = [line[3:].partition("|") for line in lines(name) if line.startswith("## ")]
    return tuple(
        DemoTheme(title.strip(), tuple(word.strip() for word in cues.split(","))) for title, _, cues in headings
    )


def people() -> tuple[DemoPerson, ...]:
    rows = csv.reader(
        (files(__package__) / "content" / "people.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"
    )
    next(rows)
    return tuple(DemoPerson(*row) for row in rows)
