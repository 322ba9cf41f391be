"""Taking a list of people into a relay: read and check the file, then take it in, as the worker does.

Prints the seconds of each step at 1,000, 10,000 and 100,000 people, the ratio to a floor (the same rows read by `csv`
and written by one `executemany`, without a check) and the exponent of growth. SQLite in a temporary folder, or the
database BENCH_DATABASE_URL names, in which one of our own is made anew.

Fails when 100,000 people take more than AIM seconds. Run: `.venv/bin/python -m benchmarks.people_import`
"""

from __future__ import annotations

import csv
import io
import math
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages import start

SIZES = (1_000, 10_000, 100_000)
AIM = 60.0
SECTORS = ("Stat", "Region", "Kommune", "Privat", "Civilsamfund")


class Line(NamedTuple):
    people: int
    read: float
    taken: float
    floor: float


def the_list(people: int) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Navn", "E-mail", "Titel", "Organisation", "Sektor", "Gruppe"))
    for n in range(people):
        row = (f"Person {n}", f"p{n}@depeche.example", "Leder", f"Organisation {n % 997}", SECTORS[n % 5])
        writer.writerow((*row, f"Gruppe {n % 8}"))
    return out.getvalue().encode()


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def floor(data: bytes) -> None:
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up only now

    rows = list(csv.reader(io.StringIO(data.decode()), delimiter=";"))[1:]
    kind = "integer primary key" if connection.vendor == "sqlite" else "serial primary key"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        columns = "name text, email text UNIQUE, title text, organisation text, sector text, grp text"
        cursor.execute(f"CREATE TABLE bench_floor (id {kind}, {columns})")
        names = "name, email, title, organisation, sector, grp"
        cursor.executemany(f"INSERT INTO bench_floor ({names}) VALUES (%s, %s, %s, %s, %s, %s)", rows)  # noqa: S608 - ours


def measure(people: int) -> Line:
    from depeche.web.accounts.actions import make_organiser  # noqa: PLC0415 - Django is set up only now
    from depeche.web.projects.actions import create_project  # noqa: PLC0415 - as above
    from depeche.web.relay.actions.setup import create_relay  # noqa: PLC0415 - as above
    from depeche.web.relay.imports import actions, work  # noqa: PLC0415 - as above
    from depeche.web.relay.models import PeopleImport  # noqa: PLC0415 - as above

    now, data = datetime.now(UTC), the_list(people)
    organiser, _new = make_organiser(email="bench@depeche.example", name="Bench", now=now)
    project = create_project(actor=organiser, name="Bench", controller="", language="da", now=now)
    relay = create_relay(actor=organiser, project=project, topic="Bench", now=now)
    handed = actions.hand_in(actor=organiser, relay=relay, data=data, name="list.csv", now=now)
    read = timed(lambda: work.work(now))
    handed.refresh_from_db()
    actions.take_in(actor=organiser, handed=handed, now=now)

    def take() -> None:
        while PeopleImport.objects.filter(pk=handed.pk, state="taking").exists():
            work.work(now)

    taken = timed(take)
    assert relay.participants.count() == people
    return Line(people, read, taken, timed(lambda: floor(data)))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        lines = [measure(people) for people in SIZES]
    print(f"{'people':>8} {'read s':>8} {'take in s':>10} {'floor s':>8} {'ratio':>6}")
    for line in lines:
        ratio = line.floor / (line.read + line.taken)
        print(f"{line.people:>8,} {line.read:>8.2f} {line.taken:>10.2f} {line.floor:>8.2f} {ratio:>6.2f}")
    small, large = lines[-2], lines[-1]
    growth = math.log((large.read + large.taken) / (small.read + small.taken), large.people / small.people)
    print(f"growth from {small.people:,} to {large.people:,}: exponent {growth:.2f}")
    if large.read + large.taken > AIM:
        print(f"slower than {AIM:.0f} s")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
