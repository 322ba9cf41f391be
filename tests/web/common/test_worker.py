from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import NamedTuple

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from depeche.web.common import sender, worker
from depeche.web.common.housekeeping import clear_sessions

calls: list[str] = []


class Report(NamedTuple):
    opened: int
    topic: str


def good(now: datetime) -> Report:
    assert now.tzinfo is not None
    calls.append("good")
    return Report(3, "what somebody wrote")


def faulty(now: datetime) -> None:
    calls.append("faulty")
    raise ValueError("what somebody wrote")


def away(now: datetime) -> None:
    calls.append("away")
    raise OperationalError("server closed the connection")


@pytest.fixture(autouse=True)
def _own_duties(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "_duties", {})
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    calls.clear()
    yield
    calls.clear()


def register(*names: str, every: float = 0.0) -> None:
    for name in names:
        worker.register(name, f"{__name__}.{name}", every=every)


def test_a_duty_logs_counts_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    register("good")
    with caplog.at_level(logging.INFO, "depeche"):
        assert worker.run_duties()
    assert "duty good opened=3" in caplog.text
    assert "somebody" not in caplog.text


def test_a_faulty_duty_stops_no_other_and_is_not_tried_at_once_again(caplog: pytest.LogCaptureFixture) -> None:
    register("faulty", "good")
    for _ in range(3):
        assert worker.run_duties()
    assert calls == ["faulty", "good", "good", "good"]
    assert "ValueError at" in caplog.text
    assert "somebody" not in caplog.text


def test_while_the_database_is_away_nothing_more_is_tried() -> None:
    register("away", "good")
    assert not worker.run_duties()
    assert calls == ["away"]
    assert not worker.run_duties()
    assert calls == ["away", "away"]


def test_a_duty_is_done_as_often_as_it_asks_for() -> None:
    register("good", every=3600)
    worker.run_duties()
    worker.run_duties()
    assert calls == ["good"]


def test_a_worker_told_to_stop_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "transport", lambda: None)
    register("good")
    stop = Event()
    stop.set()
    assert worker.run(stop, once=False) == 0
    assert calls == []


def test_once_is_one_round_and_says_when_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "transport", lambda: None)
    register("good")
    assert worker.run(Event(), once=True) == 0
    assert calls == ["good"]
    register("away")
    assert worker.run(Event(), once=True) == 1


@pytest.mark.django_db
def test_sessions_that_have_run_out_are_forgotten() -> None:
    now = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    for name, hours in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now + timedelta(hours=hours))
    assert clear_sessions(now) == 1
    assert Session.objects.get().session_key == "new"
    with CaptureQueriesContext(connection) as queries:
        assert clear_sessions(now) == 0
    assert len(queries) == 1
