"""How often is our lemma the right one? UD_Danish-DDT test split and sentences of our own, beside bare simplemma.

Run: `.venv/bin/python benchmarks/lemmas.py [FILE.conllu]` (default: ../shared/data/ddt_test.conllu).
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import simplemma

from depeche.core.stats import wilson
from depeche.core.text import lemmas
from depeche.core.text.lemmas import lemma

CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
OURS = Path(__file__).parents[1] / "tests" / "golden" / "lemmas" / "lemmas_da.txt"
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "ddt_test.conllu"


class Gold(NamedTuple):
    """Form, lemma and universal part of speech."""

    form: str
    lemma: str
    pos: str


class Scores(NamedTuple):
    """Shares right of all tokens, of words (no punctuation), of nouns, verbs, adjectives; thousand tokens a second."""

    all: float
    words: float
    content: float
    content_total: int
    speed: float


def read_conllu(path: Path) -> list[list[Gold]]:
    """Sentences of a CoNLL-U file, ranges and empty nodes left out."""
    sentences: list[list[Gold]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        sentence = [Gold(row[1], row[2], row[3]) for row in rows if row[0].isdigit()]
        if sentence:
            sentences.append(sentence)
    return sentences


def score(sentences: Sequence[Sequence[Gold]], lemmatise: Callable[[str, str | None], str]) -> Scores:
    """Compare lower-cased lemmas; the word before is handed over unless a mark stands between."""
    right = {"all": 0, "words": 0, "content": 0}
    total = dict.fromkeys(right, 0)
    start = time.perf_counter()
    for sentence in sentences:
        previous: str | None = None
        for form, gold, pos in sentence:
            hit = lemmatise(form, previous) == gold.lower()
            for kind, counted in (("all", True), ("words", pos != "PUNCT"), ("content", pos in CONTENT)):
                total[kind] += counted
                right[kind] += counted and hit
            previous = None if pos == "PUNCT" else form
    seconds = time.perf_counter() - start
    share = {kind: right[kind] / total[kind] for kind in right}
    return Scores(**share, content_total=total["content"], speed=total["all"] / seconds / 1000)


def read_marked(path: Path) -> list[list[Gold]]:
    """Our own sentences: `{form=lemma}` marks a noun, verb or adjective, all else is only there to stand around it."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found = re.findall(r"\{([^=]+)=([^}]+)\}|([^\W_]+)|([.,?!;:])", line)
            sentences.append(
                [
                    Gold(form, wanted, "NOUN") if form else Gold(word or mark, "", "X" if word else "PUNCT")
                    for form, wanted, word, mark in found
                ]
            )
    return sentences


def samples(path: Path) -> dict[str, list[list[Gold]]]:
    """DDT whole and in two halves (sentences of odd and of even number), and ours."""
    found = {"ours, never tuned on": read_marked(OURS)}
    if path.exists():
        ddt = read_conllu(path)
        found = {"DDT test": ddt, "its odd sentences": ddt[0::2], "its even sentences": ddt[1::2]} | found
    return found


def main() -> None:
    """Print the tables."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    ways: dict[str, Callable[[str, str | None], str]] = {
        "lower-cased form": lambda form, _previous: form.lower(),
        "simplemma": lambda form, _previous: simplemma.lemmatize(form, lang="da").lower(),
        "depeche, form alone": lambda form, _previous: lemma(form),
        "depeche, with the word before": lemma,
    }
    found = samples(path)
    lemma("ord", "et")  # the dictionary is read once, before the clock starts
    simplemma.lemmatize("ord", lang="da")
    print("nouns, verbs, adjectives (95 % interval)")
    print(" " * 32 + "".join(f"{name:>24}" for name in found))
    for name, way in ways.items():
        print(f"{name:32}" + "".join(f"{_cell(score(sample, way)):>24}" for sample in found.values()))
    if "DDT test" in found:
        halves = (found["its odd sentences"], found["its even sentences"])
        print(f"{'the same, table cross-fitted':32}{_cell(crossed(*halves)):>24}")
        print(f"\n{'DDT test':32}{'all tokens':>12}{'words':>9}{'k tokens/s':>12}")
        for name, way in ways.items():
            of = score(found["DDT test"], way)
            print(f"{name:32}{of.all:>12.3f}{of.words:>9.3f}{of.speed:>12.0f}")


def crossed(one: list[list[Gold]], other: list[list[Gold]]) -> Scores:
    """Each half with the entries of our table that the other half, or neither, could have taught."""
    forms = [{gold.form.lower() for sentence in half for gold in sentence} for half in (one, other)]
    found = []
    whole = lemmas._table
    for half, own, others in ((one, forms[0], forms[1]), (other, forms[1], forms[0])):
        kept = {form: word for form, word in whole().items() if form not in own or form in others}
        with mock.patch.object(lemmas, "_table", lambda kept=kept: kept):
            lemmas._readings.cache_clear()
            lemma.cache_clear()
            found.append(score(half, lemma))
    lemmas._readings.cache_clear()
    lemma.cache_clear()
    total = sum(of.content_total for of in found)
    return Scores(0, 0, sum(of.content * of.content_total for of in found) / total, total, 0)


def _cell(of: Scores) -> str:
    low, high = wilson(round(of.content * of.content_total), of.content_total)
    return f"{of.content:.3f} ({low:.3f}-{high:.3f})"


if __name__ == "__main__":
    main()
