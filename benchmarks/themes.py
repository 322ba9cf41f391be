"""How often does a suggested theme hit: cue words alone, examples alone, both; at random and by "next most useful"?

The 39 relay questions (6 themes) and BG607 (607 English statements, 11 topics) stand in ../shared and are left out with
a word where that is absent; 400 Danish questions in 8 themes and 240 Danish
texts in 8 others stand in tests/golden. Beside ours, on the same splits of
the same run: logistic regression on TF-IDF of words and characters, and nearest centroid on TF-IDF of words.
A hit: the first (of three: one of the three) is a theme that people gave. Labelled texts are not counted.
docs/methods/theme-suggestions.md says what was chosen by looking at which of these figures.

Run: `.venv/bin/python -m benchmarks.themes [--quick]` (`--quick`: 2 splits instead of 10)
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks._theme_words import BLIND, IN_VIEW
from depeche.core.themes import Suggester, TextIndex, ThemeCard

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
GOLDEN = ROOT / "tests" / "golden"
Floats = NDArray[np.float64]
Rows = Sequence[int] | NDArray[np.int64]
Sorter = Callable[[Rows], Floats]  # rows with labels -> scores of every text for every theme


class Material(NamedTuple):
    name: str
    language: str
    texts: tuple[str, ...]
    cards: tuple[ThemeCard, ...]
    truth: Floats  # texts x themes, 1 where people gave the theme


class Hits(NamedTuple):
    first: float
    three: float

    def __str__(self) -> str:
        return f"{self.first:.3f}/{self.three:.3f}".replace("0.", ".")


def relay(words: dict[str, tuple[str, ...]]) -> Material:
    pairs = [
        pair
        for part in json.loads((SHARED / "relay-2017.json").read_text(encoding="utf-8"))["relays"]
        for pair in part["pairs"]
    ]
    cards = tuple(ThemeCard(name, name.capitalize(), cues) for name, cues in words.items())
    truth = np.array([[float(pair["theme"] == card.id) for card in cards] for pair in pairs])
    return Material("39 relay questions", "da", tuple(pair["question"] for pair in pairs), cards, truth)


def danish() -> Material:
    """In view while the method was made."""
    return golden("400 Danish questions", "danish_questions", "questions.csv", "question")


def held_out() -> Material:
    """Written when the method was done, by somebody who had not seen its words; nothing was tuned on it."""
    return golden("240 Danish texts held out", "danish_answers", "texts.csv", "text")


def golden(name: str, folder: str, file_name: str, column: str) -> Material:
    with (GOLDEN / folder / file_name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (GOLDEN / folder / "code_book.csv").open(encoding="utf-8") as file:
        book = list(csv.DictReader(file))
    cards = tuple(ThemeCard(row["theme"], row["name"], tuple(row["cue_words"].split("; "))) for row in book)
    truth = np.array([[float(row["theme"] == card.id) for card in cards] for row in rows])
    return Material(name, "da", tuple(row[column] for row in rows), cards, truth)


def bg607() -> Material:
    rows = json.loads((SHARED / "bg607.json").read_text(encoding="utf-8"))
    topics = [{topic.split(":")[0] for topic in row["topics"].split(";")} for row in rows]
    cards = tuple(ThemeCard(name, name) for name in sorted(set().union(*topics)))
    truth = np.array([[float(card.id in given) for card in cards] for given in topics])
    return Material("BG607", "en", tuple(row["text"] for row in rows), cards, truth)


def without_words(material: Material) -> Material:
    return material._replace(cards=tuple(ThemeCard(card.id, "") for card in material.cards))


def hits(scores: Floats, truth: Floats) -> Hits:
    best = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    right = np.take_along_axis(truth, best, axis=1) > 0
    return Hits(float(right[:, 0].mean()), float(right.any(axis=1).mean()))


def labels(material: Material, rows: Rows) -> dict[int, set[str]]:
    return {int(row): {material.cards[at].id for at in np.flatnonzero(material.truth[row])} for row in rows}


def ours(material: Material, index: TextIndex) -> Sorter:
    def scores(rows: Rows) -> Floats:
        return Suggester(index, material.cards, labels(material, rows)).scores.astype(float)

    return scores


def regression(material: Material, _index: TextIndex) -> Sorter:
    made = [
        TfidfVectorizer(sublinear_tf=True).fit_transform(material.texts),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(material.texts),
    ]
    features = sparse.hstack(made).tocsr()

    def scores(rows: Rows) -> Floats:
        found = np.full(material.truth.shape, -1.0)
        given = material.truth[rows].argmax(axis=1)
        if len(set(given)) > 1:
            model = LogisticRegression(C=10, class_weight="balanced", max_iter=300).fit(features[rows], given)
            found[:, model.classes_] = model.predict_proba(features)
        return found

    return scores


def centroid(material: Material, _index: TextIndex) -> Sorter:
    vectorizer = TfidfVectorizer()
    features = vectorizer.fit_transform(material.texts)
    cues = vectorizer.transform([" ".join((card.name, *card.cue_words)) for card in material.cards])

    def scores(rows: Rows) -> Floats:
        middle = np.asarray((4 * cues + sparse.csr_matrix(material.truth[rows].T) @ features[rows]).todense())
        return np.asarray(features @ (middle / np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-9)).T)

    return scores


def splits(number: int, seeds: int) -> Iterator[NDArray[np.int64]]:
    return (np.random.default_rng(seed).permutation(number) for seed in range(seeds))


def at_random(material: Material, sorter: Sorter, sizes: Sequence[int], seeds: int) -> list[Hits]:
    found = []
    for size in sizes:
        tried = []
        for order in splits(len(material.texts), seeds):
            scores = sorter(order[:size])
            tried.append(hits(scores[order[size:]], material.truth[order[size:]]))
        found.append(Hits(*np.mean(tried, axis=0)))
    return found


def chosen(material: Material, index: TextIndex, sizes: Sequence[int], seeds: int, *, useful: bool) -> list[Hits]:
    """Labels in batches of ten from 60 % of the texts; hits on the other 40 %, which are never offered."""
    tried: dict[int, list[Hits]] = {size: [] for size in sizes}
    for order in splits(len(material.texts), seeds):
        pool, rest = order[: int(0.6 * len(order))], order[int(0.6 * len(order)) :]
        allowed, seen = {int(row) for row in pool}, list[int]()
        while len(seen) < max(sizes):
            step = min([10] + [size - len(seen) for size in sizes if size > len(seen)])
            if useful:
                model = Suggester(index, material.cards, labels(material, seen))
                seen += [row for row in model.next_texts(80) if row in allowed][:step]
            else:
                seen = [int(row) for row in pool[: len(seen) + step]]
            if len(seen) in tried:
                scores = Suggester(index, material.cards, labels(material, seen)).scores.astype(float)
                tried[len(seen)].append(hits(scores[rest], material.truth[rest]))
    return [Hits(*np.mean(tried[size], axis=0)) for size in sizes]


def moves(material: Material, sorter: Sorter) -> int:
    """Corrections until every text lies right, if each time the least certain of those that lie wrong is moved."""
    moved: list[int] = []
    while True:
        scores = sorter(moved)
        wrong = [
            row for row in range(len(scores)) if row not in moved and material.truth[row, scores[row].argmax()] == 0
        ]
        if not wrong:
            return len(moved)
        ranked = -np.sort(-scores, axis=1)
        moved.append(min(wrong, key=lambda row: (ranked[row, 0] - ranked[row, 1], row)))


def part_of(words: dict[str, tuple[str, ...]], share: float, seed: int) -> dict[str, tuple[str, ...]]:
    rng = np.random.default_rng(seed)
    return {
        name: tuple(np.array(cues)[np.sort(rng.permutation(len(cues))[: round(share * len(cues))])])
        for name, cues in words.items()
    }


def cards_alone(seeds: int) -> list[str]:
    """Cue words, nothing sorted; and the moves to finish."""
    print(f"\n{'cue words, nothing sorted':44} {'ours':>11} {'centroid':>11} {'moves':>6} {'centroid':>9}")
    faults = []
    materials = [(f"{one.name}, cue words", one) for one in (held_out(), danish())]
    if (SHARED / "relay-2017.json").is_file():
        none: dict[str, tuple[str, ...]] = {name: () for name in IN_VIEW}  # noqa: C420 - the type is wanted
        materials += [(f"39 relay questions, {name}", relay(words)) for name, words in
                      (("words in view", IN_VIEW), ("blind words", BLIND), ("names alone", none))]  # fmt: skip
    for name, material in materials:
        index = TextIndex.build(material.texts, language=material.language)
        mine, peer = ours(material, index), centroid(material, index)
        small = len(material.texts) < 100
        made = [str(moves(material, sorter)) if small else "" for sorter in (mine, peer)]
        found = hits(mine([]), material.truth)
        print(f"{name:44} {found!s:>11} {hits(peer([]), material.truth)!s:>11} {made[0]:>6} {made[1]:>9}", flush=True)
        if name.endswith("in view") and (found.first < 0.85 or found.three < 0.93 or int(made[0]) > 6):
            faults.append(f"{name}: {found}, {made[0]} moves; goal .85/.93, 6 moves")
        if name.endswith("blind words") and found.first < 0.65:
            print(f"{'':44} the goal of .65 with blind words is not met")
    if small_parts := (SHARED / "relay-2017.json").is_file():
        for share in (0.25, 0.5, 0.75):
            tried = [relay(part_of(IN_VIEW, share, seed)) for seed in range(seeds * small_parts)]
            index = TextIndex.build(tried[0].texts)
            both = [
                Hits(*np.mean([hits(make(one, index)([]), one.truth) for one in tried], axis=0))
                for make in (ours, centroid)
            ]
            print(
                f"{f'39 relay questions, {share:.0%} of those in view':44} {both[0]!s:>11} {both[1]!s:>11}", flush=True
            )
    return faults


def few_labels(seeds: int) -> list[str]:
    faults = []
    goals = [Hits(0.284, 0.496), Hits(0.367, 0.601), Hits(0.462, 0.692), Hits(0.536, 0.774), Hits(0.586, 0.818)]
    runs: list[tuple[Material, str, tuple[int, ...]]] = [
        (without_words(held_out()), "examples alone", (15, 30, 60, 121)),
        (held_out(), "cue words and examples", (15, 30, 60, 121)),
        (without_words(danish()), "examples alone", (15, 30, 60, 121, 242)),
        (danish(), "cue words and examples", (15, 30, 60, 121, 242)),
    ]
    if (SHARED / "bg607.json").is_file():
        runs += [(without_words(bg607()), "examples alone", (30, 60, 121, 242, 364)),
                 (bg607(), "names and examples", (30, 60, 121, 242, 364))]  # fmt: skip
    for material, what, sizes in runs:
        index = TextIndex.build(material.texts, language=material.language)
        print(f"\n{f'{material.name}, {what}':44} " + " ".join(f"{size:>10}" for size in sizes))
        for name, make in (("ours", ours), ("logistic regression", regression), ("nearest centroid", centroid)):
            found = at_random(material, make(material, index), sizes, seeds)
            print(f"{name:44} " + " ".join(f"{one!s:>10}" for one in found), flush=True)
            if name == "ours" and material.name == "BG607" and what == "examples alone":
                faults = [
                    f"BG607, {size} labels: {one}, goal {goal}"
                    for size, one, goal in zip(sizes, found, goals, strict=True)
                    if one.first < goal.first or one.three < goal.three
                ]
        for useful, name in (
            (False, "ours, 40 % held out, at random"),
            (True, "ours, 40 % held out, next most useful"),
        ):
            found = chosen(material, index, sizes[:4], max(seeds // 2, 1), useful=useful)
            print(f"{name:44} " + " ".join(f"{one!s:>10}" for one in found), flush=True)
    return faults


def how_sure(seeds: int) -> None:
    """Share of first suggestions that hit, by the score shown, after 60 random labels."""
    material = danish()
    index = TextIndex.build(material.texts)
    shown, right = [], []
    for order in splits(len(material.texts), seeds):
        scores = ours(material, index)(order[:60])[order[60:]]
        shown.append(scores.max(axis=1))
        right.append(np.take_along_axis(material.truth[order[60:]], scores.argmax(axis=1)[:, None], axis=1)[:, 0])
    score, hit = np.concatenate(shown), np.concatenate(right)
    print(f"\n{'score of the first, Danish, 60 labels':44} {'texts':>7} {'mean score':>11} {'hits':>6}")
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        some = (score >= low) & (score < high)
        if some.any():
            print(f"{f'{low:.1f} to {min(high, 1):.1f}':44} {some.mean():>7.0%} {score[some].mean():>11.2f} "
                  f"{hit[some].mean():>6.2f}")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2 splits instead of 10")
    seeds = 2 if parser.parse_args().quick else 10
    for name in ("relay-2017.json", "bg607.json"):
        if not (SHARED / name).is_file():
            print(f"shared/data/{name} is not here; its rows are left out")
    with threadpool_limits(1):
        faults = cards_alone(seeds) + few_labels(seeds)
        how_sure(seeds)
    print("\n" + ("\n".join(faults) or "no goal is missed that was reached before"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
