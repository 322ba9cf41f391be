"""How long does it take to suggest recipients from the database, among 1,000 and among 100,000 people?

Four moments: nobody has been asked; half have, and every fifth of them has not answered; all have but five; everybody
in one sector but three. Milliseconds of the processor (SQLite works in this process) and by the clock, rules and
reasons included: medians of CALLS askers. Fails when the number of queries grows with people, or when the processor
takes longer than LIMIT.

Run: `.venv/bin/python -m benchmarks.relay_suggestions` (SQLite; BENCH_DATABASE_URL: see benchmarks/pages.py)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.pages import start

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from depeche.web.relay.models import Participant

NOW = datetime(2026, 9, 8, 10, tzinfo=UTC)
SIZES = (1_000, 100_000)
CALLS = 100
LIMIT = 10.0  # milliseconds


class Line(NamedTuple):
    moment: str
    people: int
    queries: int
    processor: float
    clock: float


def nobody(people: QuerySet[Participant]) -> None:
    people.update(received_count=0, waiting_count=0)


def half(people: QuerySet[Participant]) -> None:
    from django.db.models import F  # noqa: PLC0415 - Django is set up only now

    shares = people.annotate(half=F("pk") % 2, fifth=F("pk") % 10)
    shares.filter(half=0).update(received_count=1)
    shares.filter(fifth=0).update(waiting_count=1)


def all_but_five(people: QuerySet[Participant]) -> None:
    left = list(people.order_by("-pk").values_list("pk", flat=True)[:5])
    people.exclude(pk__in=left).update(received_count=2)


def one_sector(people: QuerySet[Participant]) -> None:
    left = list(people.order_by("-pk").values_list("pk", flat=True)[:3])
    people.exclude(pk__in=left).update(sector="state", received_count=3)


MOMENTS: Mapping[str, Callable[[QuerySet[Participant]], None]] = {
    "nobody asked": nobody,
    "half asked": half,
    "all asked but five": all_but_five,
    "one sector but three": one_sector,
}


def measure(people: int) -> list[Line]:
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from benchmarks._relay import open_relay  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Participant  # noqa: PLC0415 - as above
    from depeche.web.relay.rules import rules_of  # noqa: PLC0415 - as above
    from depeche.web.relay.suggestions import suggestions  # noqa: PLC0415 - as above

    relay = open_relay(people, now=NOW)
    rows, rules, lines = Participant.objects.filter(relay=relay), rules_of(relay), []
    askers = list(rows.order_by("access_hash")[:CALLS])
    for moment, make in MOMENTS.items():
        make(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        with CaptureQueriesContext(connection) as captured:
            assert len(suggestions(askers[0], rules)) == 3
        processor, clock = [], []
        for asker in askers:
            began = time.process_time(), time.perf_counter()
            suggestions(asker, rules)
            processor.append(1000 * (time.process_time() - began[0]))
            clock.append(1000 * (time.perf_counter() - began[1]))
        lines.append(Line(moment, people, len(captured), statistics.median(processor), statistics.median(clock)))
    return lines


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        lines = [line for people in SIZES for line in measure(people)]
    print(f"{'moment':<22} {'people':>8} {'queries':>8} {'processor ms':>13} {'clock ms':>9}")
    for line in lines:
        print(f"{line.moment:<22} {line.people:>8,} {line.queries:>8} {line.processor:>13.1f} {line.clock:>9.1f}")
    slow = [line.moment for line in lines if line.people == SIZES[-1] and line.processor > LIMIT]
    grown = [moment for moment in MOMENTS if len({line.queries for line in lines if line.moment == moment}) > 1]
    print("; ".join([f"slow: {moment}" for moment in slow] + [f"queries grow: {moment}" for moment in grown]) or "ok")
    return 1 if slow or grown else 0


if __name__ == "__main__":
    sys.exit(main())
