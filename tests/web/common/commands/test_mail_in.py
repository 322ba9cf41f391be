from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from depeche.__main__ import main
from depeche.web.common.models import InboundMail
from tests.web.common.incoming import letters


def feed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))


@pytest.mark.django_db
def test_a_mail_server_hands_a_message_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        feed(monkeypatch, letters.QMAIL)
        assert main(["mail-in"]) == 0
    assert InboundMail.objects.get().what == "bounced"


def test_while_the_database_is_away_the_mail_server_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(raw: bytes, now: object) -> None:
        raise OperationalError("anna@kommune.test")

    feed(monkeypatch, letters.QMAIL)
    monkeypatch.setattr("depeche.web.common.incoming.taking.take", away)
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    assert main(["mail-in"]) == 75
    assert "try again later" in said.getvalue()
    assert "anna" not in said.getvalue()
