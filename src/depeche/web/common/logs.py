"""Lines of the log: time, level, place and what happened; never what somebody wrote, never the secret of a link."""

from __future__ import annotations

import logging
import re
from types import TracebackType

from depeche.web.common.faults import fault

SECRET = re.compile(r"(/d/(?:l|afmeld)/)[^\s/'\"]+")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """One line a record. Of an exception its type and place alone: a database quotes the row that it refused."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name logging gives it
        return fault(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have kept the whole of it
        return SECRET.sub(r"\1…", super().format(record))
