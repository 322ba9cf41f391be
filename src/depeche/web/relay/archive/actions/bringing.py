"""A relay out of its file. It is never running here: whoever it was run with has other links, elsewhere.

Keys of rows are set aside before the rows are written: rights and questions point at each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import connection, transaction
from django.db.models import Max, Model

from depeche.core.relay.archive import Archive, ArchiveError, number_of
from depeche.core.relay.archive.form import Form, What
from depeche.core.relay.decisions import Status
from depeche.web.common import audit
from depeche.web.common.models import Event
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require
from depeche.web.relay.access import NOBODY
from depeche.web.relay.actions.people import search_words
from depeche.web.relay.archive.record import event_of
from depeche.web.relay.models import (
    Answer,
    Group,
    Hop,
    Keyword,
    LiveRound,
    LiveSeat,
    MailText,
    ModerationAct,
    Participant,
    Phase,
    Question,
    QuoteConsent,
    Relay,
    Right,
)

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

BATCH = 1000


@transaction.atomic
def bring_in(*, actor: User, project: Project, archive: Archive, now: datetime) -> Relay:
    """A new relay, closed and readable, whatever it was when it was put into the file; its own phase is kept beside.

    ArchiveError where an address in it could do harm, or its language is none of ours.
    """
    require(actor, project, "relay.run")
    _check_addresses(archive)
    relay = _relay(project, archive)
    keys = _Keys.set_aside(archive)
    _people(relay, archive, keys)
    _talk(relay, archive, keys)
    _care(relay, archive, keys)
    _add(Event, _events(relay, archive, keys))
    audit.record(
        actor=actor,
        verb="relay.imported",
        target=relay,
        at=now,
        project_id=project.pk,
        form=archive.form,
        people=len(archive.people),
        questions=len(archive.questions),
    )
    return relay


def _check_addresses(archive: Archive) -> None:
    relay = archive.relay
    if relay.language not in dict(settings.LANGUAGES):
        raise ArchiveError("not_code", path="relay.language", choices=", ".join(dict(settings.LANGUAGES)))
    found = [("relay.reply_to", relay.reply_to)] if relay.reply_to else []
    if archive.form is Form.FULL:
        found += [(f"people[{at}].email", person.email) for at, person in enumerate(archive.people)]
    for path, address in found:
        try:
            validate_email(address)
        except ValidationError:
            raise ArchiveError("not_address", path=path) from None
    try:
        URLValidator(schemes=["http", "https"])(relay.video_url or "https://example.org/")
    except ValidationError:
        raise ArchiveError("not_link", path="relay.video_url") from None


def _relay(project: Project, archive: Archive) -> Relay:
    told = archive.relay
    relay = Relay.objects.create(
        project=project,
        topic=told.topic,
        purpose_why=told.purpose_why,
        purpose_gain=told.purpose_gain,
        purpose_use=told.purpose_use,
        language=told.language,
        video_url=told.video_url,
        reply_to=told.reply_to,
        sender_name=told.sender_name,
        rules=told.rules.to_dict(),
        phase=Phase.CLOSED,
        imported_as=told.phase,
        invites_at=told.window.invite,
        opens_at=told.window.open,
        closes_at=told.window.close,
        answers_close_at=told.window.answers_close,
        created_at=told.created_at,
        closed_at=told.closed_at,
        reminded_closing_at=told.reminded_closing_at,
        mail_cap=told.mail_cap,
        mail_workdays=told.mail_workdays,
        anonymised_at=told.anonymised_at,
    )
    _add(Keyword, (Keyword(relay=relay, word=word) for word in archive.keywords))
    _add(MailText, (MailText(relay=relay, kind=t.kind, subject=t.subject, body=t.body) for t in archive.mail_texts))
    return relay


@dataclass(frozen=True)
class _Keys:
    """Place in the file -> key in the database."""

    groups: Sequence[int]
    people: Sequence[int]
    rights: Sequence[int]
    questions: Sequence[int]

    @classmethod
    def set_aside(cls, archive: Archive) -> _Keys:
        return cls(
            _set_aside(Group, len(archive.groups)),
            _set_aside(Participant, len(archive.people)),
            _set_aside(Right, len(archive.rights)),
            _set_aside(Question, len(archive.questions)),
        )

    def group(self, key: str | None) -> int | None:
        return None if key is None else self.groups[number_of(key)]

    def person(self, key: str) -> int:
        return self.people[number_of(key)]

    def question(self, key: str | None) -> int | None:
        return None if key is None else self.questions[number_of(key)]


def _set_aside(model: type[Model], count: int) -> Sequence[int]:
    """Keys in rising order that no other row gets. SQLite has one writer at a time, and it is us."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
    last = max(used[0] if used else 0, model._base_manager.aggregate(last=Max("pk"))["last"] or 0)
    return range(last + 1, last + 1 + count)


def _people(relay: Relay, archive: Archive, keys: _Keys) -> None:
    _add(
        Group,
        (
            Group(pk=pk, relay=relay, name=group.name, position=place)
            for place, (pk, group) in enumerate(zip(keys.groups, archive.groups, strict=True))
        ),
    )
    waiting = Counter(q.recipient for q in archive.questions if q.status is Status.WAITING)
    received = Counter(hop.recipient for q in archive.questions for hop in q.hops)
    _add(
        Participant,
        (
            Participant(
                pk=pk,
                relay=relay,
                group_id=keys.group(person.group),
                name=person.name or person.id.upper(),
                email=person.email or f"{person.id}{NOBODY}",
                title=person.title,
                organisation=person.organisation,
                search=search_words(person.name or person.id, person.title, person.organisation),
                sector=person.sector,
                starter=person.starter,
                outsider=person.outsider,
                status=Participant.Status.SUSPENDED if person.suspended else Participant.Status.ACTIVE,
                joined_at=person.joined_at,
                first_seen_at=person.first_seen_at,
                mail_stopped_at=person.mail_stopped_at,
                waiting_count=waiting[person.id],
                received_count=received[person.id],
            )
            for pk, person in zip(keys.people, archive.people, strict=True)
        ),
    )


def _talk(relay: Relay, archive: Archive, keys: _Keys) -> None:
    _add(
        Right,
        (
            Right(
                pk=pk,
                relay=relay,
                participant_id=keys.person(right.person),
                origin=right.origin,
                source_id=keys.question(right.source),
                number=right.number,
                status=right.status,
                created_at=right.created_at,
                reminded_at=right.reminded_at,
            )
            for pk, right in zip(keys.rights, archive.rights, strict=True)
        ),
    )
    _add(Question, _questions(relay, archive, keys))
    _add(
        Hop,
        (
            Hop(
                question_id=pk,
                recipient_id=keys.person(hop.recipient),
                number=number,
                began_at=hop.began_at,
                ended_at=hop.ended_at,
                outcome=hop.outcome,
            )
            for pk, question in zip(keys.questions, archive.questions, strict=True)
            for number, hop in enumerate(question.hops, start=1)
        ),
    )
    _add(
        Answer,
        (
            Answer(question_id=pk, author_id=keys.person(given.person), text=given.text, answered_at=given.at)
            for pk, given in zip(keys.questions, (question.answer for question in archive.questions), strict=True)
            if given is not None
        ),
    )


def _questions(relay: Relay, archive: Archive, keys: _Keys) -> Iterator[Question]:
    roots: list[int | None] = []  # of the thread, None on its first; a parent stands before what follows from it
    for pk, question in zip(keys.questions, archive.questions, strict=True):
        parent = keys.question(question.parent)
        roots.append(None if question.parent is None else roots[number_of(question.parent)] or parent)
        yield Question(
            pk=pk,
            relay=relay,
            right_id=keys.rights[number_of(question.right)],
            asker_id=keys.person(question.asker),
            recipient_id=keys.person(question.recipient),
            parent_id=parent,
            root_id=roots[-1],
            resent_from_id=keys.question(question.resent_from),
            depth=question.depth,
            text=question.text,
            client_key=uuid4(),
            status=question.status,
            return_reason=question.returned,
            decline_reason=question.decline_reason,
            asked_at=question.asked_at,
            since=question.since,
            due_at=question.due_at,
            ended_at=question.ended_at,
            reminders_sent=question.reminders_sent,
            rewrite_asked_at=question.rewrite_asked_at,
        )


def _care(relay: Relay, archive: Archive, keys: _Keys) -> None:
    _add(
        ModerationAct,
        (
            ModerationAct(
                relay=relay,
                question_id=keys.question(act.question),
                act=act.act,
                reason=act.reason,
                note=act.note,
                text_before=act.text_before,
                participant_id=keys.person(act.person) if act.person else None,
                at=act.at,
            )
            for act in archive.moderation
        ),
    )
    _add(
        QuoteConsent,
        (
            QuoteConsent(
                question_id=keys.questions[number_of(one.question)],
                side=one.side,
                kept=[[kept.start, kept.end] for kept in one.kept],
                sha256=one.sha256,
                asked_at=one.asked_at,
                decided_at=one.decided_at,
                decision=one.decision,
                printed_at=one.printed_at,
            )
            for one in archive.consents
        ),
    )
    for found in archive.live_rounds:
        live = LiveRound.objects.create(
            relay=relay,
            number=found.number,
            step=found.step,
            began_at=found.began_at,
            writing_ends_at=found.writing_ends_at,
            dealt_at=found.dealt_at,
            done_at=found.done_at,
        )
        _add(
            LiveSeat,
            (
                LiveSeat(
                    round=live,
                    participant_id=keys.person(seat.person),
                    pair=seat.pair,
                    question_id=keys.question(seat.question),
                )
                for seat in found.seats
            ),
        )


def _events(relay: Relay, archive: Archive, keys: _Keys) -> Iterator[Event]:
    """As they were told; people added together are one event of the relay, as they are here."""
    added: set[datetime] = set()
    for happening in archive.events:
        target = ("relay", relay.pk)
        if happening.what is What.ADDED:
            if happening.at in added:
                continue
            added.add(happening.at)
        elif happening.person is not None:
            target = ("participant", keys.person(happening.person))
        elif happening.question is not None:
            target = ("question", keys.questions[number_of(happening.question)])
        yield event_of(happening, target, relay.project_id)


def _add(model: type[Model], rows: Iterable[Model]) -> None:
    """In batches, so that not every row stands in memory twice."""
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        model._base_manager.bulk_create(batch)
