"""How long does `depeche analyse` take, and how much memory, on 10,000 and on 100,000 invented pairs?

The command runs in a process of its own, report as page and PDF included. Growth is that of the processor time beyond
what 100 pairs cost (start, charts, typefaces), as an exponent; n log n would be 1.10 between these sizes. Fails when
growth is worse, or when 10,000 pairs take 30 seconds or more.

Run: `.venv/bin/python -m benchmarks.analyse`
"""

from __future__ import annotations

import csv
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from depeche.core.text.synthetic import synthetic_corpus

SIZES = (100, 10_000, 100_000)
LIMIT_SECONDS = 30.0  # for 10,000 pairs with the PDF
RUNS = {100: 3, 10_000: 3, 100_000: 1}  # the least of so many: what is short is measured against the noise
TOLERANCE = 0.05  # of the exponent: the machine is not silent


class Cost(NamedTuple):
    """Seconds on the clock and on the processor, and the largest resident memory in MB."""

    pairs: int
    seconds: float
    processor: float
    megabytes: float


def write_pairs(path: Path, pairs: int) -> None:
    corpus = synthetic_corpus(pairs, rng=random.Random(pairs))
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("stafet", "tema", "gruppe", "spørgsmål", "svar", "spørger", "svarer"))
        for pair in corpus.pairs:
            row = (pair.source, pair.theme, pair.asker_group, pair.question, pair.answer, pair.asker, pair.answerer)
            writer.writerow(row)


def measure(folder: Path, pairs: int) -> Cost:
    source = folder / f"{pairs}.csv"
    write_pairs(source, pairs)
    return min(
        (run(source, folder / f"report-{pairs}-{at}", pairs) for at in range(RUNS[pairs])), key=lambda c: c.processor
    )


def run(source: Path, out: Path, pairs: int) -> Cost:
    start = time.perf_counter()
    command = [sys.executable, "-m", "depeche", "analyse", str(source), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    assert process.returncode == 0, f"analyse ended with {process.returncode}"
    assert (out / "report.pdf").stat().st_size > 0
    return Cost(pairs, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        costs = [measure(Path(folder), pairs) for pairs in SIZES]
    print(f"{'pairs':>8}  {'seconds':>8}  {'processor s':>11}  {'peak MB':>8}  {'ms/pair':>8}")
    for cost in costs:
        each = 1000 * cost.processor / cost.pairs
        print(f"{cost.pairs:>8,}  {cost.seconds:>8.1f}  {cost.processor:>11.1f}  {cost.megabytes:>8.0f}  {each:>8.3f}")
    fixed, middle, large = costs
    growth = math.log((large.processor - fixed.processor) / (middle.processor - fixed.processor))
    exponent = growth / math.log(large.pairs / middle.pairs)
    allowed = 1 + math.log(math.log(large.pairs) / math.log(middle.pairs)) / math.log(large.pairs / middle.pairs)
    print(f"growth exponent {exponent:.2f}; n log n is {allowed:.2f}")
    slow = middle.seconds >= LIMIT_SECONDS
    print(f"10,000 pairs with PDF: {middle.seconds:.1f} s, {'NOT ' if slow else ''}under {LIMIT_SECONDS:.0f} s")
    return int(slow or exponent > allowed + TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
