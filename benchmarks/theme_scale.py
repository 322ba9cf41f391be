"""What do 1,000, 10,000 and 100,000 texts cost: indexing, fitting, suggesting, choosing what to sort, near-duplicates?

Each size runs in a process of its own on one thread; processor seconds. The texts are words drawn from 400 Danish
questions, with an invented compound in every second text, so that the vocabulary grows as it does in real collections.
Growth is the exponent between neighbouring sizes. Fails when a refit with every text labelled takes more than 0.3 s for
2,000 or 3 s for 50,000 texts, a suggestion more than 20 ms, or the index grows faster than linear (TOLERANCE).

Run: `.venv/bin/python -m benchmarks.theme_scale [--quick]` (`--quick` leaves 50,000 and 100,000 out)
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from depeche.core.themes import Suggester, TextIndex, ThemeCard

DANISH = Path(__file__).resolve().parents[1] / "tests" / "golden" / "danish_questions"
SIZES = (1_000, 2_000, 10_000, 50_000, 100_000)
LIMITS = {2_000: 0.3, 50_000: 3.0}  # processor seconds of a refit with every text labelled
SUGGESTION = 0.02
TOLERANCE = 0.2  # of the exponent: ten times the texts leave the processor's caches, and no machine is silent
STEPS = ("index", "fit", "refit", "suggest", "next ten", "cue words", "quotes", "similar", "duplicates")
T = TypeVar("T")


def texts(number: int) -> list[str]:
    with (DANISH / "questions.csv").open(encoding="utf-8") as file:
        words = [word.strip("?,.:") for row in csv.DictReader(file) for word in row["question"].split()]
    rng = random.Random(number)
    long = sorted({word for word in words if len(word) > 5 and word.isalpha()})
    made = []
    for _ in range(number):
        text = rng.choices(words, k=max(4, min(60, int(rng.lognormvariate(2.7, 0.5)))))
        if rng.random() < 0.5:
            text[rng.randrange(len(text))] = rng.choice(long) + rng.choice(long).lower()
        made.append(" ".join(text) + "?")
    return made


def cards() -> list[ThemeCard]:
    with (DANISH / "code_book.csv").open(encoding="utf-8") as file:
        return [
            ThemeCard(row["theme"], row["name"], tuple(row["cue_words"].split("; "))) for row in csv.DictReader(file)
        ]


def measure(number: int) -> dict[str, float]:
    """Seconds of each step, and MB at the end. `fit`: cue words alone; `refit`: every text labelled."""
    found: dict[str, float] = {}

    def timed(name: str, act: Callable[[], T]) -> T:
        began = time.process_time()
        result = act()
        found[name] = time.process_time() - began
        return result

    TextIndex.build(["Ordbogen læses første gang."])  # and is not counted
    collection, themes = texts(number), cards()
    index = timed("index", lambda: TextIndex.build(collection))
    model = timed("fit", lambda: Suggester(index, themes, {}))
    best = model.scores.argmax(axis=1)
    labels = {row: {themes[best[row]].id} for row in range(number)}
    few = Suggester(index, themes, {row: labels[row] for row in range(0, number, number // 100)})
    model = timed("refit", lambda: Suggester(index, themes, labels))
    timed("suggest", lambda: [model.suggest(row) for row in range(20)])
    found["suggest"] /= 20
    timed("next ten", few.next_texts)
    timed("cue words", lambda: model.cue_words(themes[0].id))
    timed("quotes", lambda: (model.representative(themes[0].id), model.contrasting(themes[0].id)))
    timed("similar", lambda: index.similar(0))
    timed("duplicates", index.duplicates)
    return found | {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def in_a_process_of_its_own(number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.theme_scale", "--measure", str(number)]
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=alone)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def faults_of(number: int, cost: dict[str, float], growth: float | None) -> list[str]:
    found = []
    if cost["refit"] > LIMITS.get(number, math.inf):
        found.append(f"{number:,} texts: a refit took {cost['refit']:.2f} s, goal {LIMITS[number]} s")
    if cost["suggest"] > SUGGESTION:
        found.append(f"{number:,} texts: a suggestion took {1000 * cost['suggest']:.1f} ms")
    if growth is not None and growth > 1 + TOLERANCE:
        found.append(f"{number:,} texts: the index grows with exponent {growth:.2f}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without 50,000 and 100,000 texts")
    parser.add_argument("--measure", type=int, metavar="TEXTS", help="one size, as JSON")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return 0
    print(f"{'texts':>8} " + " ".join(f"{step:>14}" for step in STEPS) + f" {'MB':>6}")
    faults: list[str] = []
    before: tuple[int, dict[str, float]] | None = None
    for number in SIZES[:3] if options.quick else SIZES:
        cost = in_a_process_of_its_own(number)
        growth: dict[str, float] = {}
        if before is not None:
            wider = math.log(number / before[0])
            growth = {step: math.log(max(cost[step], 1e-6) / max(before[1][step], 1e-6)) / wider for step in STEPS}
        shown = [f"{cost[step]:.3f} ({growth[step]:+.2f})" if growth else f"{cost[step]:.3f}" for step in STEPS]
        print(f"{number:>8,} " + " ".join(f"{one:>14}" for one in shown) + f" {cost['MB']:>6.0f}", flush=True)
        faults += faults_of(number, cost, growth.get("index"))
        before = (number, cost)
    print("\n".join(faults) or "all goals are met")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
