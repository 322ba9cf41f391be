"""SIGKILL at random moments, with real processes, a real mail server and a real database of each kind."""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).resolve().parents[3]
HELPER = "tests.web.common.outbox_elsewhere"
DEADLINE = 480.0  # seconds; a quiet machine needs a tenth of it


class Sink:
    """A mail server that remembers whom it took mail for, and takes its time now and then."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.slowness = 0.03  # seconds for a letter, at the most

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002 - aiosmtpd's signature
        session: Session,  # noqa: ARG002 - as above
        envelope: Envelope,
    ) -> str:
        with self.lock:
            self.taken.update(envelope.rcpt_tos)
        if self.slowness:
            await asyncio.sleep(random.uniform(0, self.slowness))
        return "250 2.0.0 OK"

    def total(self) -> int:
        with self.lock:
            return self.taken.total()


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """Of the kind the suite runs on; CI runs it on both."""
    if not os.environ["DATABASE_URL"].startswith("postgres"):
        yield f"sqlite:///{tmp_path}/mail.sqlite3"
        return
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"depeche_kill_{secrets.token_hex(4)}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(url._replace(path=f"/{name}"))
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def environment(database: str, sink: tuple[Sink, int]) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DEPECHE_")},
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "depeche.web.config.settings",
        "DEPECHE_SECRET_KEY": "k" * 60,
        "DEPECHE_BASE_URL": "https://depeche.test",
        "DEPECHE_SMTP_URL": f"smtp://127.0.0.1:{sink[1]}",
        "DEPECHE_MAIL_FROM": "Depeche <post@depeche.test>",
    }


def call(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def counts(environment: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(call(environment, HELPER, "counts"))
    return found


@contextmanager
def running_worker(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Killed at the end, whatever happens."""
    command = [sys.executable, "-m", "depeche", "worker"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def sender_of(worker: int) -> int | None:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(worker)], capture_output=True, text=True, check=False)
    pids = found.stdout.split()
    return int(pids[0]) if pids else None


def wait_until(true: Callable[[], bool], until: float) -> bool:
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def prepare(environment: Mapping[str, str], mails: int) -> None:
    call(environment, "depeche", "manage", "migrate", "--skip-checks", "-v0")
    call(environment, HELPER, "fill", str(mails))


def test_a_killed_worker_loses_no_mail_and_sends_none_twice(
    environment: dict[str, str], sink: tuple[Sink, int]
) -> None:
    handler, mails, rng, until = sink[0], 160, random.Random(), time.monotonic() + DEADLINE
    prepare(environment, mails)
    for _ in range(5):
        with running_worker(environment):
            seen, more = handler.total(), rng.randint(1, 12)
            wait_until(lambda: handler.total() >= min(seen + more, mails), until)  # noqa: B023 - called at once
            time.sleep(rng.uniform(0, 0.02))
    with running_worker(environment), running_worker(environment) as worker:  # two at once do no harm
        assert wait_until(lambda: handler.total() >= mails, until), f"{handler.total()} of {mails} came"
        time.sleep(0.5)  # whatever would come twice comes now
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    found = counts(environment)
    assert {status: len(who) for status, who in found.items()} == {"sent": mails}
    assert handler.taken == Counter({f"nr{number}@kommune.test": 1 for number in range(mails)})


def test_a_killed_sender_sends_none_twice_and_shows_what_nobody_can_know(
    environment: dict[str, str], sink: tuple[Sink, int]
) -> None:
    handler, mails, rng, until = sink[0], 120, random.Random(), time.monotonic() + DEADLINE
    prepare(environment, mails)
    for turn in range(5):
        with running_worker(environment) as worker:
            seen, more = handler.total(), rng.randint(1, 8)
            wait_until(lambda: handler.total() >= min(seen + more, mails), until)  # noqa: B023 - called at once
            time.sleep(rng.uniform(0, 0.02))
            sender = sender_of(worker.pid)
            if turn % 2:  # the power goes: both at once
                worker.kill()
            if sender is not None:
                os.kill(sender, signal.SIGKILL)
    call(environment, "depeche", "worker", "--once")
    found = counts(environment)
    assert set(found) <= {"sent", "unsure"}, "nothing stays in the hands of the dead"
    assert len(found["sent"]) + len(found.get("unsure", [])) == mails
    assert max(handler.taken.values()) == 1, "nobody got a mail twice"
    assert set(found["sent"]) <= set(handler.taken), "what counts as sent has arrived"
    assert len(found.get("unsure", [])) <= 5, "one at the most for each death"


def test_five_thousand_get_one_each_though_the_worker_is_killed_twenty_times(
    environment: dict[str, str], sink: tuple[Sink, int]
) -> None:
    """Two workers at once; whichever is older dies, and another takes its place."""
    handler, mails, kills, rng, until = sink[0], 5_000, 20, random.Random(2026), time.monotonic() + DEADLINE
    handler.slowness = 0
    prepare(environment, mails)
    with ExitStack() as stack:
        workers = [stack.enter_context(running_worker(environment)) for _ in range(2)]
        for moment in sorted(rng.sample(range(50, mails - 200), kills)):
            assert wait_until(lambda: handler.total() >= moment, until), f"{handler.total()} came"  # noqa: B023 - called at once
            time.sleep(rng.uniform(0, 0.02))
            workers.pop(0).kill()
            workers.append(stack.enter_context(running_worker(environment)))
        assert wait_until(lambda: handler.total() >= mails, until), f"{handler.total()} of {mails} came"
        time.sleep(0.5)  # whatever would come twice comes now
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
    assert {status: len(who) for status, who in counts(environment).items()} == {"sent": mails}
    assert handler.taken == Counter({f"nr{number}@kommune.test": 1 for number in range(mails)})
