"""The worker: looks every second whether something is due, and keeps the sender alive.

Duties are registered by the areas that have them, in `apps.ready`. Each is idempotent and works in small transactions,
so that two workers at once do no harm, and one that is killed leaves nothing half done.
"""

from __future__ import annotations

import dataclasses
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from depeche.web.common import sender
from depeche.web.common.faults import fault

log = logging.getLogger("depeche.worker")

LOOK_EVERY = 1.0  # seconds
AWAY_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between tries while the database is away
FAREWELL = 8.0  # seconds the sender gets for the mail in hand before the worker leaves it to finish alone

_duties: dict[str, Duty] = {}


@dataclass
class Duty:
    """Something to do every so often. `path` names a function of `now` that returns what it did, in counts."""

    name: str
    path: str
    every: float  # seconds
    next_at: float = 0.0  # on the monotonic clock

    def run(self, now: datetime) -> object:
        function: Callable[[datetime], object] = import_string(self.path)
        return function(now)


def register(name: str, path: str, *, every: float = LOOK_EVERY) -> None:
    """Have the function at the dotted `path` called with the time, about every so many seconds."""
    _duties[name] = Duty(name, path, every)


def run_duties() -> bool:
    """Each that is due. False when the database was away: nothing more was tried."""
    for duty in _duties.values():
        if time.monotonic() < duty.next_at:
            continue
        try:
            close_old_connections()
            done = duty.run(timezone.now())
        except (InterfaceError, OperationalError) as error:
            log.warning("duty %s waits for the database: %s", duty.name, type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001 - one faulty duty must not stop the others, nor the mail
            log.error("duty %s failed: %s", duty.name, fault(error))  # noqa: TRY400 - messages may quote people
            duty.next_at = time.monotonic() + max(duty.every, AWAY_PAUSES[-1])
        else:
            duty.next_at = time.monotonic() + duty.every
            if counts := " ".join(f"{name}={count}" for name, count in _counts(done)):
                log.info("duty %s %s", duty.name, counts)
    return True


def run(stop: Event, *, once: bool) -> int:
    """Until `stop` is set; with `once` a single round. The exit status of the command."""
    if once:
        good = run_duties()
        return max(0 if good else 1, Keeper.once())
    keeper = Keeper()
    away = 0
    log.info("worker started")
    while not stop.is_set():
        keeper.ensure()
        away = 0 if run_duties() else away + 1
        stop.wait(AWAY_PAUSES[min(away, len(AWAY_PAUSES)) - 1] if away else LOOK_EVERY)
    keeper.farewell()
    log.info("worker stopped")
    return 0


class Keeper:
    """Keeps one sender process going; when we end, however we end, its pipe ends and it leaves (sender_process.py)."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.not_before = 0.0
        self.wanted = sender.transport() is not None
        if not self.wanted:
            log.warning("DEPECHE_SMTP_URL is not set: mails wait in the outbox")

    def ensure(self) -> None:
        if not self.wanted or (self.child is not None and self.child.poll() is None):
            return
        if self.child is not None:
            log.warning("the sender ended with status %s; another one begins", self.child.returncode)
            self._hang_up()
        if time.monotonic() >= self.not_before:
            self.not_before = time.monotonic() + AWAY_PAUSES[1]
            self.child = _start()

    def farewell(self) -> None:
        if self.child is not None:
            self._hang_up()
            try:
                self.child.wait(FAREWELL)
            except subprocess.TimeoutExpired:
                log.info("the sender finishes its last mail alone")

    @staticmethod
    def once() -> int:
        if sender.transport() is None:
            return 0
        with _start("--once") as child:
            return child.wait()

    def _hang_up(self) -> None:
        if self.child is not None and self.child.stdin is not None:
            self.child.stdin.close()


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "depeche.web.common.sender_process", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own module


def _counts(done: object) -> Iterator[tuple[str, int]]:
    """The numbers of a report (a dataclass or NamedTuple) that are not zero; nothing else reaches the log."""
    if isinstance(done, tuple) and hasattr(done, "_asdict"):
        fields = done._asdict()
    elif dataclasses.is_dataclass(done) and not isinstance(done, type):
        fields = {field.name: getattr(done, field.name) for field in dataclasses.fields(done)}
    else:
        fields = {"done": done}
    return ((name, value) for name, value in fields.items() if isinstance(value, int) and value)
