"""Who could be recognised: recall by kind, false alarms, and how long it takes with a long list of people.

    python -m benchmarks.recognise

Marked texts: tests/golden/recognise. `dev` was read while the rules were mended; `holdout` was counted once before any
of it was read, then read and mended by; `second` was written before that and counted once after it. What each first
count gave stands in docs/methods/recognise.md: the figures here are those of the rules as they are now.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

from depeche.core.recognise import Kind, Passage, Person, Recogniser, few, recogniser
from depeche.core.recognise.gazetteer import municipalities
from depeche.core.stats import wilson
from depeche.core.text import synthetic
from tests.core.recognise.golden import Score, held_against, lines, people, unmarked
from tests.core.recognise.planted import planted

SIZES = (500, 1000, 2000, 5000)
TEXTS = 1000


def main() -> None:
    finder = Recogniser(people())
    parts = {
        "dev, mended by": [unmarked(line) for line in lines("dev.txt")],
        "dev, by frames": planted("dev"),
        "holdout": [unmarked(line) for line in lines("holdout.txt")],
        "holdout, by frames": planted("holdout"),
        "second": [unmarked(line) for line in lines("second.txt")],
    }
    scores = {name: held_against(finder, cases) for name, cases in parts.items()}
    _recall(scores)
    print(f"\n{'false alarms':24}{'texts':>7}{'found':>7}{'per 100 texts':>15}")
    long_list = Recogniser(invented(5000, random.Random(5)))
    for part in ("dev", "holdout", "second"):
        plain = [unmarked(line) for line in lines(f"{part}_plain.txt")]
        for who, used in (("", finder), (", 5,000 people", long_list)):
            beside = len(held_against(used, plain).beside)
            print(f"{part + who:24}{len(plain):>7}{beside:>7}{100 * beside / len(plain):>15.1f}")
    _speed()


def _recall(scores: dict[str, Score]) -> None:
    print(f"{'recall':24}" + "".join(f"{kind:>13}" for kind in Kind if kind.in_words) + f"{'all':>11}{'95 %':>17}")
    for name, score in scores.items():
        _row(name, score.found, score.wanted)
    found = sum((score.found for score in scores.values()), Counter[Kind]())
    wanted = sum((score.wanted for score in scores.values()), Counter[Kind]())
    _row("all", found, wanted)


def _row(name: str, found: Counter[Kind], wanted: Counter[Kind]) -> None:
    cells = "".join(f"{f'{found[kind]}/{wanted[kind]}':>13}" for kind in Kind if kind.in_words)
    low, high = wilson(found.total(), wanted.total())
    share = found.total() / wanted.total()
    print(f"{name:24}{cells}{f'{found.total()}/{wanted.total()}':>11}{f'{share:.3f} {low:.3f}-{high:.3f}':>20}")


def invented(count: int, rng: random.Random) -> tuple[Person, ...]:
    """People of common Danish names in municipalities and houses, none of them real."""
    names = (files("depeche.core.text") / "data" / "names_da.txt").read_text(encoding="utf-8").splitlines()
    of = {
        kind: [w for line in names if line.startswith(f"{kind}:") for w in line.split()[1:]]
        for kind in ("first", "last")
    }
    towns = [one.names[0] for one in municipalities()]
    titles = (
        "leder",
        "chef",
        "konsulent",
        "skoleleder",
        "direktør",
        "vejchef",
        "lærer",
        "socialrådgiver",
        "jordemoder",
    )
    return tuple(
        Person(
            " ".join((rng.choice(of["first"]), *rng.sample(of["last"], rng.randint(1, 2)))),
            rng.choice(titles),
            f"{rng.choice(towns)} Kommune" if rng.random() < 0.6 else f"Børnehuset {rng.choice(of['last'])}gården {at}",
            "municipality",
            rng.choice(("Direktioner", "Ledere", "Medarbejdere")),
        )
        for at in range(count)
    )


def _speed() -> None:
    corpus = synthetic.synthetic_corpus(TEXTS // 2, rng=random.Random(3))
    texts = [text for pair in corpus.pairs for text in (pair.question, pair.answer) if text]
    print(f"\n{'people':>8}{'list made, s':>14}{f'{TEXTS} texts, ms':>18}{'with names in, ms':>19}")
    made, took = [], []
    for size in SIZES:
        listed = invented(size, random.Random(size))
        began = time.perf_counter()
        finder = Recogniser(listed)
        made.append(time.perf_counter() - began)
        named = [
            f"{text} Spørg {listed[at % size].name} i {listed[at % size].organisation}."
            for at, text in enumerate(texts)
        ]
        plain, full = _best(finder, texts), _best(finder, named)
        took.append(full)
        print(f"{size:>8}{made[-1]:>14.2f}{plain * 1000:>18.0f}{full * 1000:>19.0f}")
    print(f"growth exponent by people: texts {_exponent(took):.2f}, making the list {_exponent(made):.2f}")
    finder = Recogniser(invented(SIZES[-1], random.Random(1)))
    sizes = (250, 500, 1000)
    by_texts = [_best(finder, texts[:size]) for size in sizes]
    print(f"growth exponent by texts: {_exponent(by_texts, sizes):.2f}")
    _page(texts)


def _page(texts: Sequence[str]) -> None:
    """What a page of the report asks for: every place and every combination, the first time and again."""
    listed = tuple(replace(person, source="s") for person in invented(SIZES[-1], random.Random(2)))
    passages = [Passage(str(at), text, group="Ledere", source="s") for at, text in enumerate(texts)]
    for name in ("the first time", "again"):
        began = time.perf_counter()
        finder = recogniser(listed)
        finder.find(passages)
        few(passages, listed, finder)
        print(
            f"{len(passages)} quotes with {len(listed)} people, list and combinations too, {name}: "
            f"{time.perf_counter() - began:.2f} s"
        )


def _best(finder: Recogniser, texts: Sequence[str]) -> float:
    """The least of three runs, in seconds; each text is another by its last mark, so that none is remembered."""
    seconds = []
    for run in range(3):
        written = [f"{text}{' ' * (run + 1)}{len(texts)}." for text in texts]
        began = time.perf_counter()
        for text in written:
            finder.mentions(text)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _exponent(seconds: Sequence[float], sizes: Sequence[int] = SIZES) -> float:
    """Slope of log time on log size, from the first to the last."""
    return math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])


if __name__ == "__main__":
    main()
