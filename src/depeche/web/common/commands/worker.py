"""`depeche worker [--once]`: moves relays through their moments, reminds, returns, and sends the mail."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Sequence
from threading import Event
from types import FrameType

from depeche.web.common.commands import configured, setup


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due, send what is due, and end")
    options = parser.parse_args(arguments)
    stop = Event()

    def end(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    setup()
    from depeche.web.common import worker  # noqa: PLC0415 - needs the settings

    with configured():
        return worker.run(stop, once=options.once)
