from __future__ import annotations

from datetime import UTC, datetime

import pytest

from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Reflection
from depeche.web.analysis.queries.across import Chosen, across
from depeche.web.common.models import OutboxMail
from depeche.web.demo.build import build, doors, is_built
from depeche.web.relay.models import ModerationAct, Phase, Question, Relay, Right
from depeche.web.reports.models import Version

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_has_what_the_readme_promises() -> None:
    told: list[str] = []
    build(told.append, NOW)
    assert is_built()
    closed, running = Relay.objects.order_by("pk")
    assert (closed.phase, running.phase) == (Phase.CLOSED, Phase.OPEN)
    assert closed.questions.count() == 120
    beside, alone = Corpus.objects.order_by("created_at", "pk")
    assert Coding.objects.filter(theme__corpus=alone).count() == 120
    assert [source.units.cards().count() for source in beside.sources.all()] == [120, 76]
    reading = across(beside, Chosen())
    assert [section.key for section in reading.sections if not section.empty] == [
        "sources",
        "changes",
        "groups",
        "together",
    ]
    assert Reflection.objects.filter(corpus=beside).count() == 2
    assert Quote.objects.exists()
    assert Highlight.objects.exists()
    assert Version.objects.filter(audience=Version.Audience.PUBLIC, withdrawn_at=None).count() == 1
    assert running.questions.filter(status=Question.Status.WAITING).exists()
    assert Right.objects.filter(relay=running, status=Right.Status.OPEN).exists()
    assert [door.awaits for door in doors()] == ["has been asked a question", "may ask", "waits for an answer"]
    assert OutboxMail.objects.filter(kind="invitation").count() == 2 * running.participants.count()
    acts = ModerationAct.objects.filter(relay=running).values_list("act", flat=True)
    assert list(acts) == ["reported", "removed", "reported"]
    assert running.questions.filter(status=Question.Status.HELD).count() == 1  # the organiser has something to decide
    assert running.questions.filter(depth__gt=0, hops__outcome="passed").exists()
    assert len(told) == 7
