from __future__ import annotations

from datetime import UTC, datetime

import pytest

from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Reflection
from depeche.web.analysis.queries.across import Chosen, across
from depeche.web.common.models import OutboxMail
from depeche.web.demo.build import build, doors, is_built
from depeche.web.relay.models import ModerationAct, Phase, Question, Relay, Right
from depeche.web.reports.asked import progress
from depeche.web.reports.models import Version

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_has_what_the_readme_promises() -> None:
    told: list[str] = []
    build(told.append, NOW)
    assert is_built()
    closed, asked, running = Relay.objects.order_by("pk")
    assert (closed.phase, asked.phase, running.phase) == (Phase.CLOSED, Phase.CLOSED, Phase.OPEN)
    assert closed.questions.count() == 120
    beside, alone = Corpus.objects.filter(project=closed.project).order_by("created_at", "pk")
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
    invited = 2 * running.participants.count() + asked.participants.count()
    assert OutboxMail.objects.filter(kind="invitation").count() == invited
    waiting = progress(Corpus.objects.get(project=asked.project))
    assert (waiting.promised, waiting.printable, waiting.unasked) == (True, 0, 2 * len(waiting.rows))
    assert len(waiting.rows) >= 3
    acts = ModerationAct.objects.filter(relay=running).values_list("act", flat=True)
    assert list(acts) == ["reported", "removed", "reported"]
    assert running.questions.filter(status=Question.Status.HELD).count() == 1  # the organiser has something to decide
    assert running.questions.filter(depth__gt=0, hops__outcome="passed").exists()
    assert len(told) == 8
