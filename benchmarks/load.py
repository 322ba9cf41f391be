"""500 of 5,000 participants ask and answer at once, on PostgreSQL with gunicorn: what the rules cost above bare SQL.

Two servers run: the real views, and the floor (`_floor.py`) that sends the same SQL and does nothing else. Rounds take
turns (real, floor, real, floor), so that whatever else the machine does falls on both; everybody comes at once, in a
random order that is the same for both. The first round of each warms up and is not timed. Printed: requests a second
and percentiles of both, the ratio of each pair of rounds, and whether any contribution was lost or doubled. Client,
database and servers share this machine, so the ratio is what counts.

Run: `.venv/bin/python -m benchmarks.load`; DEPECHE_FLOOR_NAKED=1 takes the site's middleware from the floor as well.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

PEOPLE = 500  # at once
INVITED = 5_000
ROUNDS = 4
WANTED = 0.5
REAL, FLOOR = 8791, 8792  # ports
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
DATABASE = "depeche_bench_load"
ROOT = Path(__file__).resolve().parents[1]


class Person(NamedTuple):
    id: int
    cookie: str


class Recorded(NamedTuple):
    """One ask and one answer as they really went: the floor exchanges these for others."""

    actor: int
    recipient: int
    key: uuid.UUID
    question: int
    scripts: dict[str, list[object]]


def reachable() -> bool:
    url = urlsplit(SERVER)
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((url.hostname or "127.0.0.1", url.port or 5432)) == 0


def fresh_database() -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is there

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    url = urlunsplit(urlsplit(SERVER)._replace(path=f"/{DATABASE}"))
    os.environ.update(
        DATABASE_URL=url,
        DEPECHE_SECRET_KEY=secrets.token_urlsafe(50),
        DEPECHE_BASE_URL="http://127.0.0.1",
        DEPECHE_STATIC_DIR=tempfile.mkdtemp(),
        DJANGO_SETTINGS_MODULE="depeche.web.config.settings",
        PYTHONPATH=str(ROOT),
    )
    import django  # noqa: PLC0415 - the settings are set above
    from django.core.management import call_command  # noqa: PLC0415 - as above

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def prepare() -> tuple[list[Person], Recorded]:
    """An open relay, a session for each of its people, and one ask and answer recorded between two more."""
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - after django.setup()
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test import Client  # noqa: PLC0415 - as above

    from benchmarks._floor import FIRST_ID, Statement, record  # noqa: PLC0415 - as above
    from benchmarks._relay import open_relay  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Question  # noqa: PLC0415 - as above

    with connection.cursor() as cursor:
        tables = ("participant", "right", "question", "hop", "answer", "draft")
        for number, table in enumerate(tables, start=1):
            cursor.execute(f"ALTER SEQUENCE relay_{table}_id_seq RESTART WITH {number * FIRST_ID * 10}")
    relay = open_relay(INVITED, now=datetime.now(UTC))
    people = []
    for participant in relay.participants.order_by("pk")[: PEOPLE + 2]:
        session = SessionStore()
        session["participant"] = {"id": participant.pk, "link_version": participant.link_version}
        session.save()
        people.append(Person(participant.pk, str(session.session_key)))
    asker, recipient = people.pop(), people.pop()
    key = uuid.uuid4()
    scripts: dict[str, list[object]] = {"ask": [], "answer": []}
    for kind, person in (("ask", asker), ("answer", recipient)):
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies["depeche"] = person.cookie
        path, form = request_of(kind, person, recipient.id, key, getattr(Question.objects.last(), "pk", 0))
        statements: list[Statement] = []
        with record(statements):
            response = client.post(path, form)
        assert response.status_code == 302, f"{kind}: {response.status_code}"
        scripts[kind] = list(statements)
    question = Question.objects.get()
    return people, Recorded(asker.id, recipient.id, key, question.pk, scripts)


def request_of(kind: str, person: Person, recipient: int, key: uuid.UUID, question: int) -> tuple[str, dict[str, str]]:
    form = {"me": str(person.id), "text": f"Hvordan gør I det hos jer? ({person.id})"}
    if kind == "ask":
        return f"/d/spoerg/{recipient}/", form | {"client_key": str(key)}
    return f"/d/svar/{question}/", form


@contextmanager
def gunicorn(application: str, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = subprocess.Popen([*command, "--threads", "8", "--log-level", "error", "--no-control-socket"], cwd=ROOT)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


class Call(NamedTuple):
    path: str
    form: dict[str, str]
    cookie: str


async def post(port: int, call: Call) -> tuple[int, float]:
    """Status and seconds of one request on a connection of its own."""
    token = "a" * 32
    body = urlencode(call.form | {"csrfmiddlewaretoken": token}).encode()
    head = (
        f"POST {call.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: depeche={call.cookie}; csrf={token}; sprog=da\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), time.perf_counter() - began


async def at_once(port: int, calls: list[Call]) -> list[tuple[int, float]]:
    return list(await asyncio.gather(*(post(port, call) for call in calls)))


def real_calls(people: list[Person], further: int, kind: str, questions: dict[int, int]) -> list[Call]:
    """Everybody asks the one `further` places on, or answers what they were asked."""
    calls = []
    for place, person in enumerate(people):
        recipient = people[(place + further) % len(people)].id
        path, form = request_of(kind, person, recipient, uuid.uuid4(), questions.get(person.id, 0))
        calls.append(Call(path, form, person.cookie))
    return calls


def floor_calls(
    people: list[Person], further: int, kind: str, questions: dict[int, int], recorded: Recorded
) -> list[Call]:
    """As `real_calls`; the floor is told whom to exchange for whom."""
    calls = []
    for place, person in enumerate(people):
        recipient = people[(place + further) % len(people)].id
        if kind == "ask":
            known = {recorded.actor: person.id, recorded.recipient: recipient}
            key = {"old_key": str(recorded.key), "key": str(uuid.uuid4())}
        else:
            asker = people[(place - further) % len(people)].id
            known = {recorded.recipient: person.id, recorded.actor: asker, recorded.question: questions[person.id]}
            key = {}
        query = urlencode({"known": ",".join(f"{old}:{new}" for old, new in known.items())} | key)
        _path, form = request_of(kind, person, recipient, recorded.key, 0)
        calls.append(Call(f"/floor/{kind}/?{query}", form, person.cookie))
    return calls


def waiting_questions() -> dict[int, int]:
    from depeche.web.relay.models import Question  # noqa: PLC0415 - after django.setup()

    return dict(Question.objects.filter(status="waiting").values_list("recipient_id", "pk"))


class Timed(NamedTuple):
    server: str
    kind: str
    seconds: float
    each: list[float]
    failed: int


def play(people: list[Person], recorded: Recorded) -> list[Timed]:
    """ROUNDS rounds of asking and answering on each server, in turns, and one before them that is not timed."""
    order = random.Random(PEOPLE)
    took: list[Timed] = []
    for further in range(1, 2 * ROUNDS + 3):  # nobody asks the same person twice
        server = "real" if further % 2 else "floor"
        for kind in ("ask", "answer"):
            questions = waiting_questions() if kind == "answer" else {}
            if server == "real":
                calls = real_calls(people, further, kind, questions)
            else:
                calls = floor_calls(people, further, kind, questions, recorded)
            order.shuffle(calls)
            began = time.perf_counter()
            done = asyncio.run(at_once(REAL if server == "real" else FLOOR, calls))
            seconds = time.perf_counter() - began
            failed = sum(status != 302 for status, _ in done)
            took.append(Timed(server, kind, seconds, [each for _, each in done], failed))
    return took[4:]


def report(took: list[Timed]) -> float:
    """Print the figures; the median of the ratios of a real round to the floor's round after it."""
    print(f"{'':14}{'requests':>9}{'per s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'failed':>8}")
    for server, kind in (("real", "ask"), ("real", "answer"), ("floor", "ask"), ("floor", "answer")):
        rounds = [timed for timed in took if (timed.server, timed.kind) == (server, kind)]
        each = [one for timed in rounds for one in timed.each]
        cuts = [1000 * cut for cut in statistics.quantiles(each, n=100)]
        rate = len(each) / sum(timed.seconds for timed in rounds)
        figures = f"{rate:8.0f}{cuts[49]:9.0f}{cuts[94]:9.0f}{cuts[98]:9.0f}"
        print(f"{server + ' ' + kind:14}{len(each):9}{figures}{sum(t.failed for t in rounds):8}")
    seconds = {
        server: [a.seconds + b.seconds for a, b in pairwise_rounds(took, server)] for server in ("real", "floor")
    }
    ratios = [floor / real for real, floor in zip(seconds["real"], seconds["floor"], strict=True)]
    ratio = statistics.median(ratios)
    print("ratio to the floor by pair of rounds:", " ".join(f"{one:.2f}" for one in ratios))
    print(f"median ratio (1 would be the bare SQL): {ratio:.2f}; wanted: at least {WANTED:.2f}")
    return ratio


def pairwise_rounds(took: list[Timed], server: str) -> Iterator[tuple[Timed, Timed]]:
    """(asking, answering) of each round of this server."""
    mine = [timed for timed in took if timed.server == server]
    return zip(mine[::2], mine[1::2], strict=True)


def main() -> int:
    if not reachable():
        print(f"PostgreSQL is not reachable at {SERVER}; set BENCH_DATABASE_URL.")
        return 0
    fresh_database()
    people, recorded = prepare()
    from django.db import connections  # noqa: PLC0415 - after django.setup()

    from depeche.web.relay.models import Answer, Question  # noqa: PLC0415 - as above

    with tempfile.NamedTemporaryFile(suffix=".pickle") as script:
        script.write(pickle.dumps(recorded.scripts))
        script.flush()
        os.environ["DEPECHE_FLOOR_SCRIPT"] = script.name
        with gunicorn("depeche.web.config.wsgi", REAL), gunicorn("benchmarks._floor:application()", FLOOR):
            took = play(people, recorded)
    print(
        f"{PEOPLE} of {INVITED:,} people at once, {ROUNDS} rounds each;"
        " gunicorn with 2 processes of 8 threads, PostgreSQL"
    )
    statements = ", ".join(f"{len(script)} in {kind}" for kind, script in recorded.scripts.items())
    behind = "alone" if os.environ.get("DEPECHE_FLOOR_NAKED") == "1" else "behind the site's middleware"
    print(f"SQL statements: {statements}; the floor's view stands {behind}")
    ratio = report(took)
    wanted = 2 * PEOPLE * (ROUNDS + 1)
    asked, answered = Question.objects.count() - 1, Answer.objects.count() - 1
    print(f"kept: {asked} of {wanted} questions, {answered} of {wanted} answers")
    connections.close_all()
    return 0 if asked == answered == wanted and ratio >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
