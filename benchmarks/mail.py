"""Mails a second: put into the outbox, and sent, against the floor of bare smtplib speaking with the same server.

Enqueuing: one mail to each of 500, 5,000 and 50,000 people, rendered and written; the time a mail must not grow.
Sending: the same letters by the sender, with its claim, mark and note, each a commit, and by a loop around
`smtplib.SMTP.sendmail`, each over one connection to a server that takes everything. On SQLite, and on PostgreSQL where
one answers at BENCH_DATABASE_URL.

Time on the clock and time of this process on the processor: on a busy machine the second is the one to compare.

Run: `.venv/bin/python -m benchmarks.mail`
"""

from __future__ import annotations

import os
import secrets
import smtplib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from depeche.web.common.letter import Letter
    from depeche.web.common.smtp import Reply

SIZES = (500, 5_000, 50_000)
LETTERS = 1_000
BATCH = 500
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
DATABASE = "depeche_bench_mail"


class Taker(socketserver.StreamRequestHandler):
    """A mail server that takes everything as fast as it comes."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 fine\r\n")
            if verb == b"QUIT":
                return


@contextmanager
def mail_server() -> Iterator[int]:
    """A process of its own, as a mail server is."""
    command = [sys.executable, "-m", "benchmarks.mail", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.terminate()


def serve() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taker) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()


def databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{tempfile.mkdtemp()}/mail.sqlite3"
    url = urlsplit(SERVER)
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex((url.hostname or "127.0.0.1", url.port or 5432)):
            print(f"PostgreSQL does not answer at {url.hostname}: left out")
            return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is there

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    yield "PostgreSQL", urlunsplit(url._replace(path=f"/{DATABASE}"))


def measure(name: str, database: str, port: int) -> None:
    os.environ.update(
        DATABASE_URL=database,
        DEPECHE_SECRET_KEY=secrets.token_urlsafe(50),
        DEPECHE_BASE_URL="https://depeche.test",
        DEPECHE_SMTP_URL=f"smtp://127.0.0.1:{port}",
        DJANGO_SETTINGS_MODULE="depeche.web.config.settings",
    )
    import django  # noqa: PLC0415 - the settings are set above
    from django.core.management import call_command  # noqa: PLC0415 - as above

    django.setup()
    call_command("migrate", verbosity=0)
    for size in SIZES:
        show(name, "enqueue", size, enqueue(size))
    sent, floor = send(port)
    show(name, "send", LETTERS, sent)
    show(name, "smtplib", LETTERS, floor)
    print(f"{name:<11} ratio to the floor {floor.clock / sent.clock:.2f}, on the processor {floor.cpu / sent.cpu:.2f}")


class Spent(NamedTuple):
    clock: float  # seconds
    cpu: float


class Watch:
    def __init__(self) -> None:
        self.began = Spent(time.perf_counter(), time.process_time())

    def stop(self) -> Spent:
        return Spent(time.perf_counter() - self.began.clock, time.process_time() - self.began.cpu)


def show(name: str, what: str, mails: int, spent: Spent) -> None:
    each, cpu = 1000 * spent.clock / mails, 1000 * spent.cpu / mails
    rate = f"{mails / spent.clock:6.0f} a second"
    print(f"{name:<11} {what:<8}{mails:>7,}  {spent.clock:7.2f} s  {each:6.3f} ms a mail, cpu {cpu:6.3f} ms  {rate}")


def enqueue(people: int) -> Spent:
    from benchmarks._relay import open_relay  # noqa: PLC0415 - after django.setup()
    from depeche.web.relay import mails  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Participant  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    relay = open_relay(people, now=now)
    ids = list(Participant.objects.filter(relay=relay).order_by("pk").values_list("pk", flat=True))
    watch, written = Watch(), 0
    for first in range(0, people, BATCH):  # as the worker does
        batch = Participant.objects.filter(pk__in=ids[first : first + BATCH]).select_related("relay__project", "group")
        written += mails.enqueue_many("invitation", batch, now)
    assert written == people
    return watch.stop()


def send(port: int) -> tuple[Spent, Spent]:
    """Of the sender, and of smtplib for the same letters, with all the other mails in the queue behind them."""
    from django.utils import timezone  # noqa: PLC0415 - after django.setup()

    from depeche.web.common import outbox, sender  # noqa: PLC0415 - as above
    from depeche.web.common.letter import letter  # noqa: PLC0415 - as above
    from depeche.web.common.models import OutboxMail  # noqa: PLC0415 - as above

    first = list(outbox.due(timezone.now())[:LETTERS])
    letters = [letter(mail, timezone.now()) for mail in first]
    watch = Watch()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for one in letters:
            smtp.sendmail(one.sender, one.recipient, one.data)
    floor = watch.stop()
    before = OutboxMail.objects.filter(status="sent").count()
    way = sender.transport()
    assert way is not None
    carried, deliver = [0], way.deliver

    def counted(one: Letter, commit: Callable[[], bool]) -> Reply:
        carried[0] += 1
        return deliver(one, commit)

    setattr(way, "deliver", counted)  # noqa: B010 - a method of this one object
    watch = Watch()
    sender.Sender(way, timezone.now, stop=lambda: carried[0] >= LETTERS).drain()
    spent = watch.stop()
    assert OutboxMail.objects.filter(status="sent").count() == before + LETTERS
    return spent, floor


def main() -> int:
    if sys.argv[1:] == ["serve"]:
        serve()
    elif sys.argv[1:]:
        with mail_server() as port:
            measure(sys.argv[1], sys.argv[2], port)
    else:
        for name, database in databases():  # a process each, for settings are read once
            command = [sys.executable, "-m", "benchmarks.mail", name, database]
            if subprocess.run(command, cwd=Path(__file__).resolve().parents[1], check=False).returncode:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
