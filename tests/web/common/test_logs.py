from __future__ import annotations

import logging

import pytest

from depeche.web.common.logs import Line


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, caught)


def int_of(words: str) -> None:
    raise ValueError(words)


def test_an_exception_is_told_without_its_message() -> None:
    with pytest.raises(ValueError, match="Failing") as caught:
        int_of("DETAIL: Failing row contains (17, det jeg skrev i fortrolighed)")
    line = Line().format(record("Internal Server Error: %s", "/d/", error=caught.value))
    assert "fortrolighed" not in line
    assert "ValueError" in line
    assert "test_logs.py" in line


def test_the_secret_of_a_personal_link_never_stands_in_the_log() -> None:
    line = Line().format(record("Not Found: %s", "/d/l/OQyWVLwjno161_duGQIRvcLqR4Al3Ltn"))
    assert "OQyWV" not in line
    assert "/d/l/…" in line
    line = Line().format(record("Not Found: %s", "/d/afmeld/12-OQyWVLwjno161_duGQI"))
    assert "OQyWV" not in line
