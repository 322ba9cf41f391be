"""How long does it take to hold every quote of a report against its source, letter by letter?

Run: `.venv/bin/python -m benchmarks.quotes_checked`. Reports with 1,000 to 100,000 quotes on invented material;
seconds of the processor for `check_claims` with the counts of the material made already (`quotes`), and with everything
counted anew as publishing does (`all`). The floor is what no check can do without: the SHA-256 of each unit and one
comparison of each quote's words. Fails when 10,000 quotes take 5 seconds or more, or when the cost of a quote grows.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from typing import Final, NamedTuple

from depeche.core.reporting import Evidence, ReportTexts, build_report, check_claims
from depeche.core.reporting.values import Quote, below
from depeche.core.text.synthetic import synthetic_corpus

SIZES: Final = (1_000, 10_000, 100_000)
LIMIT_SECONDS: Final = 5.0  # for 10,000
EVEN: Final = 1.6  # a quote may cost so much more at the largest size than at the middle one: the machine is not silent


class Cost(NamedTuple):
    quotes: int
    checked: float
    anew: float
    floor: float


def measure(quotes: int) -> Cost:
    corpus = synthetic_corpus(quotes // 2, rng=random.Random(quotes))
    evidence = Evidence(corpus)
    report = build_report(corpus, ReportTexts(), "da", evidence=evidence)
    found = list(below(report.blocks, Quote))
    begin = time.process_time()
    assert check_claims(report, corpus, evidence=evidence) == ()
    checked = time.process_time() - begin
    begin = time.process_time()
    assert check_claims(report, corpus) == ()
    anew = time.process_time() - begin
    begin = time.process_time()
    for quote in found:
        unit = evidence.unit(quote.unit) or ""
        assert hashlib.sha256(unit.encode()).hexdigest() == quote.digest
        assert all(unit[piece.start : piece.end] == piece.text for piece in quote.pieces)
    return Cost(len(found), checked, anew, time.process_time() - begin)


def main() -> int:
    measure(SIZES[0])
    costs = [measure(size) for size in SIZES]
    print(f"{'quotes':>8}  {'quotes s':>9}  {'all s':>7}  {'floor s':>8}  {'to the floor':>12}  {'us a quote':>10}")
    for cost in costs:
        print(
            f"{cost.quotes:>8,}  {cost.checked:>9.2f}  {cost.anew:>7.2f}  {cost.floor:>8.3f}  "
            f"{cost.checked / cost.floor:>12.1f}  {1e6 * cost.checked / cost.quotes:>10.1f}"
        )
    middle, large = costs[1], costs[2]
    growth = (large.checked / large.quotes) / (middle.checked / middle.quotes)
    print(f"a quote costs {growth:.2f} times as much at {large.quotes:,} as at {middle.quotes:,}")
    return 1 if middle.anew >= LIMIT_SECONDS or growth > EVEN else 0


if __name__ == "__main__":
    sys.exit(main())
