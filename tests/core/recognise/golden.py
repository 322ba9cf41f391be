"""The marked texts of tests/golden/recognise, and how the rules are held against them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from depeche.core.recognise import Kind, Person, Recogniser

GOLDEN = Path(__file__).parents[2] / "golden" / "recognise"
MARK = re.compile(r"\{(\w+):([^}]*)\}")


class Marked(NamedTuple):
    """A text without its marks, and what the marks say."""

    text: str
    marks: frozenset[tuple[Kind, int, int]]


@dataclass
class Score:
    """Marks found (the very kind and range), marks in all, by kind; and what was missed or found beside them."""

    found: Counter[Kind] = field(default_factory=Counter)
    wanted: Counter[Kind] = field(default_factory=Counter)
    covered: int = 0  # marks whose every letter some finding covers, whatever its kind
    missed: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / self.wanted.total()


def people() -> tuple[Person, ...]:
    with (GOLDEN / "people.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Person(row["name"], row["title"], row["organisation"], row["sector"], row["group"], "top")
            for row in csv.DictReader(file, delimiter=";")
        )


def lines(name: str) -> list[str]:
    return [
        line for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


def unmarked(line: str) -> Marked:
    text, marks, at = "", set(), 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        marks.add((Kind(match[1]), len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return Marked(text + line[at:], frozenset(marks))


def held_against(recogniser: Recogniser, cases: Sequence[Marked]) -> Score:
    score = Score()
    for text, marks in cases:
        mentions = recogniser.mentions(text)
        found = {(one.kind, one.start, one.end) for one in mentions}
        for mark in marks:
            kind, start, end = mark
            score.wanted[kind] += 1
            score.found[kind] += mark in found
            score.covered += any(one.start <= start and end <= one.end for one in mentions)
            if mark not in found:
                score.missed.append(f"{kind}: {text[start:end]} | {text}")
        score.beside += [
            f"{one.kind} {text[one.start : one.end]} ({', '.join(one.why)}) | {text}"
            for one in mentions
            if not any(one.start < end and start < one.end for _kind, start, end in marks)
        ]
    return score
