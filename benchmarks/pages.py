"""The organiser's and the participant's pages of a relay with 1,000 people and with 100,000.

Prints queries, milliseconds on the server (median of MEASURED requests, everything rendered) and the size of the HTML
at both sizes, and how many times longer the larger takes. Everybody has asked one question, and four of five are
answered. SQLite in a temporary folder, or the database BENCH_DATABASE_URL names, in which one of our own is made anew.
The workbench and its words: benchmarks/workbench.py.

Fails when a page sends more queries for more people. Pages that take longer than AIMS are named: other work on the
machine does that too, so look at a second run before at the code.

Run: `.venv/bin/python -m benchmarks.pages`
"""

from __future__ import annotations

import math
import os
import secrets
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from django.test import Client

    from depeche.web.relay.models import Participant, Relay

SIZES = (1_000, 100_000)
MEASURED = 5
BATCH = 2_000
DATABASE = "depeche_bench_pages"
AIMS: Mapping[str, int] = {"choose, searched": 100, "monitor": 500}  # milliseconds, at the larger size


class Line(NamedTuple):
    page: str
    people: int
    queries: int
    milliseconds: float
    kilobytes: float


def start(folder: Path) -> None:
    """Settings and an empty database."""
    server = os.environ.get("BENCH_DATABASE_URL", "")
    if server:
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is there

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {DATABASE}")
    own = urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}")) if server else f"sqlite:///{folder / 'bench.db'}"
    os.environ.update(
        DATABASE_URL=own,
        DEPECHE_SECRET_KEY=secrets.token_urlsafe(50),
        DEPECHE_BASE_URL="http://localhost",
        DEPECHE_STATIC_DIR=str(folder),
        DEPECHE_DEMO="1",
        DJANGO_SETTINGS_MODULE="depeche.web.config.settings",
    )
    import django  # noqa: PLC0415 - the settings stand only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)


def fill(people: int) -> Relay:
    """Everybody has asked the one who comes after them; four of five have answered; some ran out of time."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only now

    from benchmarks._relay import open_relay  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Answer, Participant, Question, Right  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    relay = open_relay(people, now=now)
    everybody = list(relay.participants.order_by("pk").values_list("pk", flat=True))
    rights = list(relay.rights.order_by("participant").values_list("pk", flat=True))
    status = Question.Status
    for first in range(0, people, BATCH):
        rows = []
        for n in range(first, min(first + BATCH, people)):
            fate = status.WAITING if n % 10 == 1 else status.RETURNED if n % 10 == 2 else status.ANSWERED
            asked_at = now - timedelta(minutes=5 + n % 1300)
            rows.append(
                Question(
                    relay=relay,
                    right_id=rights[n],
                    asker_id=everybody[n],
                    recipient_id=everybody[(n + 1) % people],
                    text=f"Hvordan gør I det hos jer? {n}",
                    client_key=uuid.uuid4(),
                    status=fate,
                    return_reason="expired" if fate == status.RETURNED else "",
                    asked_at=asked_at,
                    since=asked_at,
                    due_at=now + timedelta(days=1),
                    ended_at=None if fate == status.WAITING else now - timedelta(minutes=n % 5),
                )
            )
        made = Question.objects.bulk_create(rows)
        Answer.objects.bulk_create(
            Answer(question=q, author_id=q.recipient_id, text=f"Vi mødes om mandagen. {q.pk}", answered_at=now)
            for q in made
            if q.status == status.ANSWERED
        )
        Right.objects.bulk_create(
            Right(relay=relay, participant_id=q.recipient_id, origin="answer", source=q, created_at=now)
            for q in made
            if q.status == status.ANSWERED
        )
        Right.objects.filter(pk__in=rights[first : first + BATCH]).update(status="used")
    if connection.vendor == "postgresql":  # which does it by itself a minute later; SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    waiting = Question.objects.filter(relay=relay, status=status.WAITING).values("recipient_id")
    Participant.objects.filter(relay=relay).update(received_count=1)
    Participant.objects.filter(relay=relay, pk__in=waiting).update(waiting_count=1)
    return relay


def addresses(relay: Relay, me: Participant) -> Iterator[tuple[str, str, str]]:
    """(page, who looks, address). The last are read after the close."""
    from django.urls import reverse  # noqa: PLC0415 - Django is set up only now

    from depeche.web.relay.models import Question  # noqa: PLC0415 - as above

    choose, staff = reverse("participant:choose"), reverse("relay:people", args=[relay.pk])
    someone = relay.participants.exclude(pk=me.pk).order_by("-pk")[0]
    put_to_me = Question.objects.get(recipient=me)
    number = relay.participants.count()
    yield "monitor", "organiser", reverse("relay:monitor", args=[relay.pk])
    yield "people, organiser's", "organiser", staff
    yield "people, searched", "organiser", f"{staff}?q={number - 7}"
    yield "people, silent", "organiser", f"{staff}?only=silent"
    yield "home", "participant", reverse("participant:home")
    yield "choose", "participant", choose
    yield "choose, page 20", "participant", f"{choose}?page=20"
    yield "choose, searched", "participant", f"{choose}?q=person+{number - 7}"
    yield "choose, found much", "participant", f"{choose}?q=organisation"
    yield "choose, found nobody", "participant", f"{choose}?q=xyzzy"
    yield "ask", "participant", reverse("participant:write", args=[someone.pk])
    yield "thread", "participant", reverse("participant:thread", args=[put_to_me.pk])
    yield "read", "closed", reverse("participant:pairs")
    yield "read, searched", "closed", f"{reverse('participant:pairs')}?q=mandagen"
    yield "closed home", "closed", reverse("participant:home")


def sign_in(relay: Relay, me: Participant) -> dict[str, Client]:
    from django.test import Client  # noqa: PLC0415 - Django is set up only now

    from depeche.web.relay.participant.session import KEY  # noqa: PLC0415 - as above

    organiser, phone = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    organiser.force_login(relay.project.members.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = phone.session
    session[KEY] = {"id": me.pk, "link_version": me.link_version}
    session.save()
    return {"organiser": organiser, "participant": phone, "closed": phone}


def measure(relay: Relay) -> Iterator[Line]:
    from django.db import connection  # noqa: PLC0415 - Django is set up only now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    people = relay.participants.count()
    me = relay.participants.order_by("pk")[people // 2]
    clients = sign_in(relay, me)
    for page, who, address in list(addresses(relay, me)):
        if who == "closed" and relay.phase != "closed":
            relay.phase, relay.closed_at = "closed", datetime.now(UTC)
            relay.save()
        client = clients[who]
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            response = client.get(address)
        queries = len(caught)  # now: the next request forgets them
        assert response.status_code == 200, f"{page}: {response.status_code}"
        times = []
        for _ in range(MEASURED):
            began = time.perf_counter()
            client.get(address)
            times.append(1000 * (time.perf_counter() - began))
        yield Line(page, people, queries, statistics.median(times), len(response.content) / 1000)


def report(lines: list[Line]) -> list[str]:
    """Print the table; what is wrong with it."""
    small, large = ([line for line in lines if line.people == size] for size in SIZES)
    wrong = []
    print(f"{'':22}{'queries':>15}{'milliseconds':>17}{'times':>7}{'kB of HTML':>15}")
    print(f"{'':22}{SIZES[0]:>7,}{SIZES[1]:>8,}{SIZES[0]:>8,}{SIZES[1]:>9,}{'':7}{SIZES[0]:>7,}{SIZES[1]:>8,}")
    for few, many in zip(small, large, strict=True):
        print(
            f"{few.page:22}{few.queries:>7}{many.queries:>8}{few.milliseconds:>8.0f}{many.milliseconds:>9.0f}"
            f"{many.milliseconds / few.milliseconds:>7.1f}{few.kilobytes:>7.0f}{many.kilobytes:>8.0f}"
        )
        if few.queries != many.queries:
            wrong.append(f"{few.page}: the number of queries depends on the number of people")
        if many.milliseconds > AIMS.get(many.page, math.inf):
            print(f"{'':22}slower than the {AIMS[many.page]} ms aimed at")
    return wrong


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder))
        lines = []
        for size in SIZES:
            began = time.perf_counter()
            relay = fill(size)
            print(f"{size:>9,} people brought in: {time.perf_counter() - began:.1f} s")
            for line in measure(relay):
                lines.append(line)
                print(f"{line.page:22}{line.queries:>7}{line.milliseconds:>8.0f}{line.kilobytes:>7.0f}", flush=True)
        print()
        wrong = report(lines)
        from django.db import connection, connections  # noqa: PLC0415 - Django is set up only now

        print(f"on {connection.vendor}; " + ("; ".join(wrong) or "as many queries for many as for few"))
        connections.close_all()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
