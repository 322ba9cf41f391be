"""The last minutes before the close: 5,000 are invited, and 500 at once look, ask and answer until the relay closes.

gunicorn and PostgreSQL on this machine, with a worker that returns, reminds and closes as always. Each of the 500 goes
on by itself: front page, then answer what waits, else choose somebody and ask, then a pause. One form in ten is sent
twice at the same moment, as by an impatient thumb. Ten minutes are pressed into RUSH seconds.

Printed: requests a second and percentiles by kind. Fails on any error of the server, on anything accepted that is not
kept exactly once, kept without having been accepted, asked after the close, or mailed other than once, and where the
account of rights does not balance. The ratio to a floor: benchmarks/load.py.

Run: `.venv/bin/python -m benchmarks.rush`
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.load import REAL, SERVER, Person, fresh_database, gunicorn, reachable

if TYPE_CHECKING:
    from depeche.web.relay.models import Relay

INVITED = 5_000
AT_ONCE = 500
RUSH = 60  # seconds until asking closes; answers close LAST seconds later
LAST = 10
TWICE = 0.1
PAUSE = 4.0  # seconds between two looks, on average: what takes a person minutes takes a moment here
CHOOSE = b'href="/d/spoerg/"'
WAITING = re.compile(rb'/d/svar/(\d+)/"')
TOKEN = "a" * 32


@dataclass
class Seen:
    """What the 500 saw. Texts are the marks they put into what they wrote."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    accepted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def prepare() -> tuple[Relay, list[Person]]:
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - after django.setup()
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - as above

    from benchmarks._relay import open_relay  # noqa: PLC0415 - as above
    from depeche.web.relay import work  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    relay = open_relay(INVITED, now=now)
    people, rows = [], []
    for participant in relay.participants.order_by("pk"):
        key = uuid.uuid4().hex
        data = SessionStore(key).encode(
            {"participant": {"id": participant.pk, "link_version": participant.link_version}}
        )
        rows.append(Session(session_key=key, session_data=data, expire_date=now + timedelta(days=1)))
        people.append(Person(participant.pk, key))
    Session.objects.bulk_create(rows, batch_size=1000)
    work.tick(now)  # the mails of the opening are behind it
    return relay, people


async def request(seen: Seen, kind: str, path: str, person: Person, form: dict[str, str] | None = None) -> bytes:
    """The whole answer; its status and time are noted."""
    cookies = f"depeche={person.cookie}; csrf={TOKEN}; sprog=da"
    body = urlencode(form | {"csrfmiddlewaretoken": TOKEN, "me": str(person.id)}).encode() if form else b""
    head = (
        f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nConnection: close\r\n"
    )
    if form:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", REAL)
    writer.write(f"{head}\r\n".encode() + body)
    answer = await reader.read()
    writer.close()
    status = int(answer.split(b" ", 2)[1])
    seen.took[kind].append(time.perf_counter() - began)
    seen.statuses[kind, status] += 1
    return answer


async def send(seen: Seen, kind: str, path: str, person: Person, form: dict[str, str], rng: random.Random) -> None:
    copies = 2 if rng.random() < TWICE else 1
    answers = await asyncio.gather(*(request(seen, kind, path, person, form) for _ in range(copies)))
    if any(answer.split(b" ", 2)[1] == b"302" for answer in answers):
        seen.accepted[kind].add(form["text"])


async def thumb(seen: Seen, me: Person, others: list[Person], rng: random.Random, until: float) -> None:
    """One of the 500 at work, until a little after the close."""
    while time.monotonic() < until:
        await asyncio.sleep(rng.expovariate(1 / PAUSE))
        page = await request(seen, "look", "/d/", me)
        if waiting := WAITING.search(page):
            text = f"svar {uuid.uuid4()}"
            await send(seen, "answer", f"/d/svar/{int(waiting[1])}/", me, {"text": text}, rng)
        elif CHOOSE in page:
            await request(seen, "choose", "/d/spoerg/", me)
            somebody = next(other for other in rng.sample(others, AT_ONCE) if other != me)
            form = {"text": f"spørgsmål {uuid.uuid4()}", "client_key": str(uuid.uuid4())}
            await send(seen, "ask", f"/d/spoerg/{somebody.id}/", me, form, rng)


async def rush(seen: Seen, people: list[Person]) -> None:
    """Three of four questions go to somebody of the 500, so that there is much to answer."""
    until = time.monotonic() + RUSH + LAST
    active = people[:AT_ONCE]
    others = active * 3 * (INVITED // AT_ONCE) + people
    thumbs = (thumb(seen, me, others, random.Random(number), until) for number, me in enumerate(active))
    await asyncio.gather(*thumbs)


@contextmanager
def worker() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "depeche", "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def faults(relay: Relay, seen: Seen) -> list[str]:
    from depeche.core.relay.decisions import starts_with_right  # noqa: PLC0415 - after django.setup()
    from depeche.web.common.models import OutboxMail  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Answer, Question, Right  # noqa: PLC0415 - as above
    from depeche.web.relay.rules import rules_of  # noqa: PLC0415 - as above

    relay.refresh_from_db()
    found = [f"{kind} answered {status} {n} times" for (kind, status), n in seen.statuses.items() if status >= 500]
    kept = {
        "ask": Question.objects.values_list("text", flat=True),
        "answer": Answer.objects.values_list("text", flat=True),
    }
    for kind, texts in kept.items():
        rows = Counter(texts)
        doubled = sum(count > 1 for count in rows.values())
        lost, unsaid = len(seen.accepted[kind] - set(rows)), len(set(rows) - seen.accepted[kind])
        if doubled or lost or unsaid:
            found.append(f"{kind}: {doubled} doubled, {lost} lost, {unsaid} kept without being accepted")
    if late := Question.objects.filter(asked_at__gt=relay.closes_at).count():
        found.append(f"{late} asked after the close")
    mails = Counter(OutboxMail.objects.filter(kind="question").values_list("key", flat=True))
    if len(mails) != Question.objects.count():
        found.append(f"{len(mails)} mails for {Question.objects.count()} questions")
    given = Right.objects.filter(relay=relay).count()
    starts = sum(
        starts_with_right(rules_of(relay), starter=p.starter, outsider=p.outsider) for p in relay.participants.all()
    )
    returned = Question.objects.filter(status="returned").exclude(return_reason="closed").count()
    if given != starts + Answer.objects.count() + returned:
        found.append(f"{given} rights for {starts} starts, {Answer.objects.count()} answers and {returned} returns")
    return found


def report(seen: Seen) -> None:
    print(f"{'':8}{'requests':>9}{'per s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}  statuses")
    for kind, each in seen.took.items():
        cuts = [1000 * cut for cut in statistics.quantiles(each, n=100)]
        statuses = " ".join(f"{code}:{n}" for (of, code), n in sorted(seen.statuses.items()) if of == kind)
        rate = len(each) / (RUSH + LAST)
        print(f"{kind:8}{len(each):9}{rate:8.0f}{cuts[49]:9.0f}{cuts[94]:9.0f}{cuts[98]:9.0f}  {statuses}")


def main() -> int:
    if not reachable():
        print(f"PostgreSQL is not reachable at {SERVER}; set BENCH_DATABASE_URL.")
        return 0
    fresh_database()
    relay, people = prepare()
    from django.db import connections  # noqa: PLC0415 - after django.setup()

    seen = Seen()
    with gunicorn("depeche.web.config.wsgi", REAL), worker():
        now = datetime.now(UTC)
        relay.closes_at = now + timedelta(seconds=RUSH)
        relay.answers_close_at = now + timedelta(seconds=RUSH + LAST)
        relay.save(update_fields=["closes_at", "answers_close_at"])
        connections.close_all()
        asyncio.run(rush(seen, people))
    print(f"{INVITED:,} invited, {AT_ONCE} at once for {RUSH} s of asking and {LAST} s more of answering")
    report(seen)
    found = faults(relay, seen)
    print("\n".join(found) or f"nothing lost, nothing doubled: {sum(map(len, seen.accepted.values())):,} contributions")
    connections.close_all()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
