"""How often is our lemma the right one? UD_Danish-DDT test split, beside the lower-cased form and bare simplemma.

Run: `.venv/bin/python benchmarks/lemmas.py [FILE.conllu]` (default: ../shared/data/ddt_test.conllu).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import simplemma

from depeche.core.text import lemma

CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
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


def main() -> None:
    """Print the table."""
    sentences = read_conllu(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    ways: dict[str, Callable[[str, str | None], str]] = {
        "lower-cased form": lambda form, _previous: form.lower(),
        "simplemma": lambda form, _previous: simplemma.lemmatize(form, lang="da").lower(),
        "depeche, form alone": lambda form, _previous: lemma(form),
        "depeche, with the word before": lemma,
    }
    print(f"{'':32}{'all tokens':>12}{'words':>9}{'noun, verb, adj':>17}{'k tokens/s':>12}")
    lemma("ord", "et")  # the dictionary is read once, before the clock starts
    simplemma.lemmatize("ord", lang="da")
    for name, way in ways.items():
        found = score(sentences, way)
        print(f"{name:32}{found.all:>12.3f}{found.words:>9.3f}{found.content:>17.3f}{found.speed:>12.0f}")


if __name__ == "__main__":
    main()
