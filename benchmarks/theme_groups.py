"""Groups without people: ours beside BERTopic with a scikit-learn embedder, k-means and NMF, on texts people sorted.

Run: `.venv/bin/python -m benchmarks.theme_groups [SET …] [--seeds 3]`. Sets: held_out, danish (both in the project),
banking77, bg607, relay (in ../shared/data; left out where absent). One table: V-measure, AMI, ARI against the human
themes, share of texts left out, seconds and peak memory. All are told the number of human themes, but the two that are
said not to be.
BERTopic's embedder is TF-IDF of words and of characters 3 to 5 within words, joined, in 100 directions (LSA).
Each way runs in a process of its own with one thread, after a run on 60 texts that loads dictionaries and compiles;
seconds are of the processor, from texts to groups, and means over the seeds as the scores are. Texts that a way
leaves out count as one more group. docs/methods/theme-proposals.md says what was tried on which set.

BERTopic is no dependency of the project. To have its rows: `pip install umap-learn hdbscan plotly pandas pyyaml tqdm`
and `pip install --no-deps bertopic` in a copy of the environment (torch is not needed), and run this with its Python.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from depeche.core.stats.agreement import cohen_kappa

HERE = Path(__file__).resolve().parent
DANISH = HERE.parent / "tests" / "golden" / "danish_questions"
SHARED = HERE.parents[1] / "shared" / "data"
WARM = 60
Labels = list[int]


class Sorted(NamedTuple):
    """Texts with the theme that a person gave each, and with that of a second person where there is one."""

    texts: list[str]
    themes: list[str]
    language: str
    second: list[str] | None = None


def danish() -> Sorted:
    rows = list(csv.DictReader((DANISH / "questions.csv").open(encoding="utf-8")))
    other = DANISH / "second_coder.csv"
    second = None
    if other.exists():
        coded = {row["id"]: row["theme"] for row in csv.DictReader(other.open(encoding="utf-8"))}
        second = [coded[row["id"]] for row in rows]
    return Sorted([row["question"] for row in rows], [row["theme"] for row in rows], "da", second)


def held_out() -> Sorted:
    """Written when the method was done, by somebody who had not seen its words; nothing was tuned on it."""
    rows = list(csv.DictReader((DANISH.with_name("danish_answers") / "texts.csv").open(encoding="utf-8")))
    return Sorted([row["text"] for row in rows], [row["theme"] for row in rows], "da")


def banking77() -> Sorted:
    rows = list(csv.DictReader((SHARED / "banking77_test.csv").open(encoding="utf-8")))
    return Sorted([row["text"] for row in rows], [row["category"] for row in rows], "en")


def bg607() -> Sorted:
    rows = json.loads((SHARED / "bg607.json").read_text(encoding="utf-8"))
    return Sorted([row["text"] for row in rows], [row["topics"].split(":")[0] for row in rows], "en")


def relay() -> Sorted:
    relays = json.loads((SHARED / "relay-2017.json").read_text(encoding="utf-8"))["relays"]
    pairs = [pair for found in relays for pair in found["pairs"]]
    return Sorted([pair["question"] for pair in pairs], [pair["theme"] for pair in pairs], "da")


SETS: dict[str, Callable[[], Sorted]] = {
    "held_out": held_out,
    "danish": danish,
    "banking77": banking77,
    "bg607": bg607,
    "relay": relay,
}


def ours(texts: Sequence[str], language: str, groups: int | None, _seed: int) -> Labels:
    from depeche.core.themes import TextIndex, propose  # noqa: PLC0415

    found = [-1] * len(texts)
    for number, group in enumerate(propose(TextIndex.build(texts, language=language), groups=groups).groups):
        for row in group.rows:
            found[row] = number
    return found


def ours_alone(texts: Sequence[str], language: str, _groups: int, seed: int) -> Labels:
    return ours(texts, language, None, seed)


def k_means(texts: Sequence[str], _language: str, groups: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    found = KMeans(groups, n_init=10, random_state=seed).fit_predict(TfidfVectorizer().fit_transform(texts))
    return [int(label) for label in found]


def nmf(texts: Sequence[str], _language: str, groups: int, seed: int) -> Labels:
    from sklearn.decomposition import NMF  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    model = NMF(groups, init="nndsvda", random_state=seed, max_iter=400)
    return [int(label) for label in model.fit_transform(TfidfVectorizer().fit_transform(texts)).argmax(axis=1)]


def bertopic_hdbscan(texts: Sequence[str], _language: str, _groups: int, seed: int) -> Labels:
    return _bertopic(texts, None, seed)


def bertopic_k_means(texts: Sequence[str], _language: str, groups: int, seed: int) -> Labels:
    return _bertopic(texts, groups, seed)


def _bertopic(texts: Sequence[str], groups: int | None, seed: int) -> Labels:
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline, make_union  # noqa: PLC0415

    umap = importlib.import_module("umap").UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    features = make_union(TfidfVectorizer(), TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)))
    embedder = make_pipeline(features, TruncatedSVD(min(100, len(texts) - 1), random_state=seed))
    chosen = {} if groups is None else {"hdbscan_model": KMeans(groups, n_init=10, random_state=seed)}
    model = importlib.import_module("bertopic").BERTopic(embedding_model=embedder, umap_model=umap, **chosen)
    return [int(label) for label in model.fit_transform(list(texts))[0]]


WAYS: dict[str, Callable[[Sequence[str], str, int, int], Labels]] = {
    "depeche": ours,
    "depeche, its own number": ours_alone,
    "BERTopic, k-means": bertopic_k_means,
    "BERTopic, HDBSCAN, its own number": bertopic_hdbscan,
    "k-means on TF-IDF": k_means,
    "NMF on TF-IDF": nmf,
}


def one(way: str, name: str, seeds: int) -> None:
    """In a process of its own: run a way on a set and print the labels, seconds and peak memory as JSON."""
    warnings.simplefilter("ignore")
    found = SETS[name]()
    groups, run = len(set(found.themes)), WAYS[way]
    seeds = 1 if run in {ours, ours_alone} else seeds
    run(found.texts[:WARM], found.language, min(groups, 6), 0)
    start = time.process_time()
    labels = [run(found.texts, found.language, groups, seed) for seed in range(seeds)]
    seconds = (time.process_time() - start) / seeds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("\n" + json.dumps({"labels": labels, "seconds": seconds, "peak": peak}))


def measured(way: str, name: str, seeds: int) -> dict[str, object] | None:
    """What `one` printed, from its own process; None where it could not be done."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.theme_groups", "--one", way, name, "--seeds", str(seeds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **threads})
    if done.returncode:
        return None
    found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def scores(themes: Sequence[str], runs: Sequence[Labels]) -> tuple[float, float, float]:
    """V-measure, AMI and ARI, means over the runs."""
    from sklearn import metrics  # noqa: PLC0415

    ways = (metrics.v_measure_score, metrics.adjusted_mutual_info_score, metrics.adjusted_rand_score)
    v, ami, ari = (sum(float(way(themes, run)) for run in runs) / len(runs) for way in ways)
    return v, ami, ari


def table(name: str, found: Sorted, seeds: int) -> None:
    print(f"\n{name}: {len(found.texts)} texts, {len(set(found.themes))} themes")
    head = f"{'':36}{'V':>7}{'AMI':>7}{'ARI':>7}{'groups':>8}{'left out':>10}{'seconds':>9}{'peak MB':>9}"
    print(head + ("   AMI, ARI against the second coder" if found.second else ""))
    for way in WAYS:
        if way.startswith("BERTopic") and importlib.util.find_spec("bertopic") is None:
            continue
        got = measured(way, name, seeds)
        if got is None:
            print(f"{way:36}could not group these texts")
            continue
        runs: list[Labels] = got["labels"]  # type: ignore[assignment]
        out = sum(label == -1 for run in runs for label in run) / sum(len(run) for run in runs)
        groups = sum(len(set(run) - {-1}) for run in runs) / len(runs)
        v, ami, ari = scores(found.themes, runs)
        line = f"{way:36}{v:>7.3f}{ami:>7.3f}{ari:>7.3f}{groups:>8.0f}{out:>10.1%}"
        line += f"{got['seconds']:>9.2f}{got['peak']:>9.0f}"
        if found.second:
            _v, ami, ari = scores(found.second, runs)
            line += f"   {ami:.3f}, {ari:.3f}"
        print(line, flush=True)
    if found.second:
        same = sum(first == second for first, second in zip(found.themes, found.second, strict=True))
        _v, ami, ari = scores(found.themes, [_numbered(found.second)])
        kappa = cohen_kappa(found.themes, found.second) or 0.0
        print(f"two people: {same / len(found.themes):.1%} the same, kappa {kappa:.3f}, AMI {ami:.3f}, ARI {ari:.3f}")


def _numbered(themes: Sequence[str]) -> Labels:
    known = sorted(set(themes))
    return [known.index(theme) for theme in themes]


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("sets", nargs="*", choices=[*SETS, []], default=[])
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--one", nargs=2, metavar=("WAY", "SET"))
    given = asked.parse_args()
    if given.one:
        way, name = given.one
        one(way, name, given.seeds)
        return
    if importlib.util.find_spec("bertopic") is None:
        print("BERTopic is not installed, so its rows are left out; the head of this file says how to have it.")
    for name in given.sets or SETS:
        try:
            found = SETS[name]()
        except FileNotFoundError as missing:
            print(f"\n{name}: left out, {Path(missing.filename).name} is not here")
            continue
        table(name, found, given.seeds)


if __name__ == "__main__":
    main()
