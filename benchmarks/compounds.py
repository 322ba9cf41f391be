"""Compounds: how many of the splits made are right, how many of the right ones are made; beside a naive splitter.

    python -m benchmarks.compounds

Gold: tests/golden/compounds. The splitter was mended with the odd lines in view; the even lines were only counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from depeche.core.stats import wilson
from depeche.core.text import lemma, split_compound
from depeche.core.text.lemmas import is_known

GOLD = Path(__file__).parents[1] / "tests" / "golden" / "compounds" / "compounds_da.tsv"
Splitter = Callable[[str], tuple[str, ...] | None]


class Word(NamedTuple):
    """A word with every split that is right; none for a word that is to stay whole."""

    kind: str
    form: str
    right: frozenset[tuple[str, ...]]


class Score(NamedTuple):
    """Splits made, made rightly (the very parts), and wanted."""

    made: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def gold() -> list[Word]:
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Word(kind, form, frozenset(() if right == "-" else (tuple(one.split()) for one in right.split("|"))))
        for kind, form, right in rows
    ]


def score(words: Sequence[Word], splitter: Splitter) -> Score:
    found = [(word, splitter(word.form)) for word in words]
    made = sum(split is not None for _word, split in found)
    return Score(made, sum(split in word.right for word, split in found), sum(bool(word.right) for word in words))


def naive(form: str) -> tuple[str, ...] | None:
    """Every place where two dictionary words of three letters or more meet, with -s- or -e- between or not."""
    word = lemma(form)
    for at in range(len(word) - 3, 2, -1):
        front, head = word[:at], word[at:]
        for first in (front, front.removesuffix("s"), front.removesuffix("e")):
            if len(first) > 2 and is_known(first) and is_known(head):
                return lemma(first), lemma(head)
    return None


def main() -> None:
    words = gold()
    halves = {"all 300": words, "odd lines, mended by": words[0::2], "even lines, only counted": words[1::2]}
    print(f"{'':44}{'made':>6}{'right':>7}{'wanted':>8}{'precision':>11}{'95 % interval':>17}{'recall':>9}")
    for name, splitter in (("naive: two dictionary words", naive), ("depeche", split_compound)):
        for half, part in halves.items():
            found = score(part, splitter)
            low, high = wilson(found.right, found.made)
            print(
                f"{name + ', ' + half:44}{found.made:>6}{found.right:>7}{found.wanted:>8}"
                f"{found.precision:>11.3f}{f'{low:.3f}-{high:.3f}':>17}{found.recall:>9.3f}"
            )


if __name__ == "__main__":
    main()
