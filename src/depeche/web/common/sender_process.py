"""The sender as a process: started by the worker in a session of its own, so that what kills the worker spares it.

It holds the reading end of a pipe on its standard input. When the worker is gone, however it went, the pipe ends; the
sender finishes the mail in hand and leaves. `--once`: send what is due, and leave.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from types import FrameType

import django

POLL = 0.5  # seconds between looks into an empty outbox
RECOVER_EVERY = 10.0  # seconds
TROUBLE_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)  # seconds, while the mail server or the database is away

log = logging.getLogger("depeche.mail")


class Line:
    """The pipe to the worker."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.ended = False
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)

    def gone(self) -> bool:
        self.wait(0)
        return self.ended

    def wait(self, seconds: float) -> None:
        """At most so long; less when the worker goes."""
        if not self.ended and select.select([self.descriptor], [], [], seconds)[0]:
            self.ended = not os.read(self.descriptor, 64)

    def _end(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of a handler
        self.ended = True


def run(line: Line, *, once: bool) -> int:
    """Exit status: 0, or 1 when `once` left mails behind because the server takes none."""
    from django.db import InterfaceError, OperationalError, close_old_connections  # noqa: PLC0415 - after django.setup()
    from django.utils import timezone  # noqa: PLC0415 - as above

    from depeche.web.common import sender  # noqa: PLC0415 - as above

    way = sender.transport()
    if way is None:
        return 0
    mine = sender.Sender(way, timezone.now, stop=line.gone)
    recovered_at, troubles, trouble = -RECOVER_EVERY, 0, ""
    while not line.gone():
        try:
            close_old_connections()
            if time.monotonic() - recovered_at >= RECOVER_EVERY:
                recovered_at = time.monotonic()
                _say("recovered", sender.recover(timezone.now())._asdict())
            done = mine.drain()
            _say("mails", {"sent": done.sent, "other": done.other})
            trouble = done.trouble
        except (InterfaceError, OperationalError) as error:
            trouble = type(error).__name__
        if once:
            return 1 if trouble else 0
        troubles = troubles + 1 if trouble else 0
        if trouble:
            log.warning("sending waits: %s", trouble)
        line.wait(TROUBLE_PAUSES[min(troubles, len(TROUBLE_PAUSES)) - 1] if trouble else POLL)
    return 0


def _say(what: str, counts: dict[str, int]) -> None:
    if any(counts.values()):
        log.info("%s %s", what, " ".join(f"{name}={count}" for name, count in counts.items()))


if __name__ == "__main__":
    django.setup()
    sys.exit(run(Line(sys.stdin.fileno()), once="--once" in sys.argv[1:]))
