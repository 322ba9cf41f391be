"""200 participants ask and answer at once, on PostgreSQL with gunicorn: what the rules cost above the bare SQL.

Prints requests a second and percentiles of the real views and of the floor (`_floor.py`), their ratio, and whether any
contribution was lost or doubled. Both run on this machine with their client, in turn, so the ratio is what counts.
"""

from __future__ import annotations

import asyncio
import os
import pickle
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

PEOPLE = 200
ROUNDS = 5
PORT = 8791
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
        DEPECHE_BASE_URL=f"http://127.0.0.1:{PORT}",
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
    relay = open_relay(PEOPLE + 2, now=datetime.now(UTC))
    people = []
    for participant in relay.participants.order_by("pk"):
        session = SessionStore()
        session["participant"] = {"id": participant.pk, "link_version": participant.link_version}
        session.save()
        people.append(Person(participant.pk, str(session.session_key)))
    asker, recipient = people.pop(), people.pop()
    key = uuid.uuid4()
    scripts: dict[str, list[object]] = {"ask": [], "answer": []}
    for kind, person in (("ask", asker), ("answer", recipient)):
        client = Client(headers={"host": f"127.0.0.1:{PORT}"})
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
def gunicorn(application: str) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{PORT}", "--workers", "2"]
    process = subprocess.Popen([*command, "--threads", "8", "--log-level", "error", "--no-control-socket"], cwd=ROOT)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1)
        yield
    finally:
        process.terminate()
        process.wait()


async def post(path: str, form: dict[str, str], cookie: str) -> tuple[int, float]:
    """Status and seconds of one request on a connection of its own."""
    token = "a" * 32
    body = urlencode(form | {"csrfmiddlewaretoken": token}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nCookie: depeche={cookie}; csrf={token}; sprog=da\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), time.perf_counter() - began


async def real_round(
    people: list[Person], number: int, kind: str, questions: dict[int, int]
) -> list[tuple[int, float]]:
    """Everybody at once: `ask` the one `number` places further on, or `answer` what was asked."""
    calls = []
    for place, person in enumerate(people):
        recipient = people[(place + number) % len(people)].id
        path, form = request_of(kind, person, recipient, uuid.uuid4(), questions.get(person.id, 0))
        calls.append(post(path, form, person.cookie))
    return list(await asyncio.gather(*calls))


async def floor_round(
    people: list[Person], number: int, kind: str, questions: dict[int, int], recorded: Recorded
) -> list[tuple[int, float]]:
    calls = []
    for place, person in enumerate(people):
        recipient = people[(place + number) % len(people)].id
        if kind == "ask":
            known = {recorded.actor: person.id, recorded.recipient: recipient}
            key = {"old_key": str(recorded.key), "key": str(uuid.uuid4())}
        else:
            asker = people[(place - number) % len(people)].id
            known = {recorded.recipient: person.id, recorded.actor: asker, recorded.question: questions[person.id]}
            key = {}
        query = urlencode({"known": ",".join(f"{old}:{new}" for old, new in known.items())} | key)
        calls.append(post(f"/floor/{kind}/?{query}", {}, person.cookie))
    return list(await asyncio.gather(*calls))


def waiting_questions() -> dict[int, int]:
    from depeche.web.relay.models import Question  # noqa: PLC0415 - after django.setup()

    return dict(Question.objects.filter(status="waiting").values_list("recipient_id", "pk"))


class Measured(NamedTuple):
    seconds: float
    each: list[float]
    failed: int


def play(people: list[Person], recorded: Recorded | None, first: int) -> dict[str, Measured]:
    """ROUNDS rounds of asking and answering."""
    took: dict[str, list[tuple[float, list[tuple[int, float]]]]] = {"ask": [], "answer": []}
    for number in range(first, first + ROUNDS):
        for kind in ("ask", "answer"):
            questions = waiting_questions() if kind == "answer" else {}
            began = time.perf_counter()
            if recorded is None:
                done = asyncio.run(real_round(people, number, kind, questions))
            else:
                done = asyncio.run(floor_round(people, number, kind, questions, recorded))
            took[kind].append((time.perf_counter() - began, done))
    return {
        kind: Measured(
            sum(seconds for seconds, _ in rounds),
            [each for _, done in rounds for _, each in done],
            sum(status != 302 for _, done in rounds for status, _ in done),
        )
        for kind, rounds in took.items()
    }


def report(real: dict[str, Measured], floor: dict[str, Measured]) -> float:
    print(f"{'':14}{'requests':>9}{'per s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'failed':>8}")
    for name, measured in (("real", real), ("floor", floor)):
        for kind, m in measured.items():
            cuts = [1000 * cut for cut in statistics.quantiles(m.each, n=100)]
            rate = len(m.each) / m.seconds
            figures = f"{rate:8.0f}{cuts[49]:9.0f}{cuts[94]:9.0f}{cuts[98]:9.0f}"
            print(f"{name + ' ' + kind:14}{len(m.each):9}{figures}{m.failed:8}")
    total = sum(m.seconds for m in floor.values()) / sum(m.seconds for m in real.values())
    print(f"ratio to the floor (1 would be the bare SQL): {total:.2f}; wanted: at least 0.50")
    return total


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
        with gunicorn("depeche.web.config.wsgi"):
            real = play(people, None, 1)
        asked, answered = Question.objects.count() - 1, Answer.objects.count() - 1
        with gunicorn("benchmarks._floor:application()"):
            floor = play(people, recorded, 1 + ROUNDS)
    print(f"{PEOPLE} people at once, {ROUNDS} rounds, gunicorn with 2 processes of 8 threads, PostgreSQL")
    ratio = report(real, floor)
    wanted = PEOPLE * ROUNDS
    print(f"kept: {asked} of {wanted} questions, {answered} of {wanted} answers")
    connections.close_all()
    return 0 if asked == answered == wanted and ratio >= 0.5 else 1


if __name__ == "__main__":
    sys.exit(main())
