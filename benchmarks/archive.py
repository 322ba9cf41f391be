"""relay.json, tables and the end of a relay as it grows: seconds of the processor, the most memory, and the growth.

A relay of half as many people as questions; every question answered or returned, each with its events and a mail. The
growth is the exponent e in time ~ questions^e between two sizes: 1 is linear. In a database of its own, in memory.
"""

from __future__ import annotations

import json
import math
import os
import resource
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

os.environ |= {
    "DATABASE_URL": os.environ.get("DATABASE_URL", "sqlite:///:memory:"),
    "DEPECHE_SECRET_KEY": secrets.token_urlsafe(50),
    "DEPECHE_BASE_URL": "http://localhost:8000",
    "DJANGO_SETTINGS_MODULE": "depeche.web.config.settings",
}
import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402 - as above

from benchmarks._relay import open_relay  # noqa: E402 - as above
from depeche.core.relay.archive import from_dict  # noqa: E402 - as above
from depeche.core.relay.archive.form import Form  # noqa: E402 - as above
from depeche.web.accounts.models import User  # noqa: E402 - as above
from depeche.web.common.models import Event, OutboxMail  # noqa: E402 - as above
from depeche.web.projects.models import Membership  # noqa: E402 - as above
from depeche.web.relay.archive.actions import Ending, Kind, bring_in, erase, put_into_file  # noqa: E402 - as above
from depeche.web.relay.models import Answer, Erasure, Hop, Participant, Phase, Question, Relay, Right  # noqa: E402 - as above

SIZES = (1_000, 10_000, 100_000)  # questions
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = "Hvad lærte I, da planen skred, og hvem så det først? " * 3  # 160 characters, as people write
BATCH = 2_000


def played(questions: int) -> Relay:
    """Everybody has asked their neighbour, and again with the right that answering gave."""
    relay = open_relay(questions // 2, now=NOW)
    people = list(relay.participants.order_by("pk").values_list("pk", flat=True))
    starts = dict(Right.objects.filter(relay=relay).values_list("participant_id", "pk"))
    first = _ask(relay, people, 1, [starts[person] for person in people], 0)
    earned = [
        Right(relay=relay, participant_id=question.recipient_id, origin="answer", source=question, created_at=NOW)
        for question in first
    ]
    Right.objects.bulk_create(earned, BATCH)
    holder = {right.participant_id: right.pk for right in earned}
    _ask(relay, people, 2, [holder[person] for person in people], len(people))
    Right.objects.filter(relay=relay, question__isnull=False).update(status="used")
    Right.objects.filter(relay=relay, status="open").update(status="lapsed")
    Relay.objects.filter(pk=relay.pk).update(phase=Phase.CLOSED, closed_at=NOW)
    _mail(relay, people)
    relay.refresh_from_db()
    return relay


def _ask(relay: Relay, people: Sequence[int], step: int, rights: Sequence[int], before: int) -> list[Question]:
    at = NOW - timedelta(hours=step)
    asked = [
        Question(
            relay=relay,
            right_id=right,
            asker_id=person,
            recipient_id=people[(n + step) % len(people)],
            text=WORDS,
            client_key=UUID(int=before + n),
            status="answered",
            asked_at=at,
            since=at,
            ended_at=NOW,
        )
        for n, (person, right) in enumerate(zip(people, rights, strict=True))
    ]
    Question.objects.bulk_create(asked, BATCH)
    Hop.objects.bulk_create(
        (Hop(question=q, recipient_id=q.recipient_id, began_at=at, ended_at=NOW, outcome="answered") for q in asked),
        BATCH,
    )
    Answer.objects.bulk_create(
        (Answer(question=q, author_id=q.recipient_id, text=WORDS, answered_at=NOW) for q in asked), BATCH
    )
    for verb in ("question.asked", "question.answered"):
        Event.objects.bulk_create(
            (
                Event(at=at, project_id=relay.project_id, actor_kind="participant", actor_id=q.asker_id, verb=verb,
                      object_type="question", object_id=q.pk)
                for q in asked
            ),
            BATCH,
        )  # fmt: skip # one event, two lines
    return asked


def _mail(relay: Relay, people: Sequence[int]) -> None:
    OutboxMail.objects.bulk_create(
        (
            OutboxMail(
                key=f"relay/{relay.pk}/{person}",
                kind="question",
                project_id=relay.project_id,
                subject_type="participant",
                subject_id=person,
                to_email="x@depeche.example",
                subject="?",
                text=WORDS,
                message_id=f"<{person}@x>",
                status="sent",
                sent_at=NOW,
                created_at=NOW,
                not_before=NOW,
            )
            for person in people
        ),
        BATCH,
    )


def measured(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of our processor (the database's too where it is SQLite), and MB of the process at the most so far."""
    began = time.process_time()
    act()
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def acts_of(relay: Relay, actor: User) -> dict[str, Callable[[], object]]:
    def file(kind: Kind, form: Form = Form.FULL) -> bytes:
        with put_into_file(actor=actor, relay=relay, kind=kind, form=form, language="da", now=NOW) as found:
            return found.read() if kind is Kind.JSON else b""

    def taken_in() -> None:
        bring_in(actor=actor, project=relay.project, archive=from_dict(json.loads(file(Kind.JSON))), now=NOW)

    def ended(kind: Erasure.Kind) -> Callable[[], object]:
        return lambda: erase(actor=actor, relay=relay, ending=Ending(kind, relay.topic), now=NOW)

    return {
        "relay.json": lambda: file(Kind.JSON),
        "relay.json, pseudonymous": lambda: file(Kind.JSON, Form.PSEUDONYMOUS),
        "questions as CSV": lambda: file(Kind.QUESTIONS),
        "all tables as XLSX": lambda: file(Kind.XLSX),
        "flows as GraphML": lambda: file(Kind.GRAPHML),
        "out, and in again": taken_in,
        "made anonymous": ended(Erasure.Kind.ANONYMISED),
        "deleted": ended(Erasure.Kind.DELETED),
    }


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    call_command("migrate", verbosity=0)
    found: dict[str, list[tuple[float, float]]] = {}
    for size in sizes:
        relay = played(size)
        actor = Membership.objects.select_related("user").get(project=relay.project).user
        for name, act in acts_of(relay, actor).items():
            found.setdefault(name, []).append(measured(act))
        assert not Participant.objects.filter(relay=relay).exists()
    print(
        f"{connection.vendor}; seconds of the processor (most memory of the process so far, MB) for so many questions"
    )
    print(f"{'':26}" + "".join(f"{size:>18,}" for size in sizes) + f"{'growth':>9}")
    for name, values in found.items():
        cells = "".join(f"{took:10.2f} ({peak:4.0f})" for took, peak in values)
        growth = (
            math.log(values[-1][0] / values[-2][0]) / math.log(sizes[-1] / sizes[-2]) if len(values) > 1 else math.nan
        )
        print(f"{name:26}{cells}{growth:9.2f}")


if __name__ == "__main__":
    main()
