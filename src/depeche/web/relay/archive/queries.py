"""The rows of a relay as the values of its file: streams of a constant number of queries, the keys alone in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from depeche.core.relay.archive import form as core
from depeche.core.relay.archive.form import Form
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.window import Phase
from depeche.web.relay.access import NOBODY
from depeche.web.relay.archive.record import Names, happenings
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
    Question,
    QuoteConsent,
    Relay,
    Right,
)
from depeche.web.relay.queries import never_released
from depeche.web.relay.rules import rules_of

UNSEEN = frozenset({Status.HELD, Status.REMOVED})  # taken away from their reader, as those taken back and undecided
CHUNK = 2000

Lists = dict[str, Iterable[Any]]


@dataclass(frozen=True)
class Told:
    """A relay as it goes into a file. The lists are read as they are gone through, each once, in their order."""

    form: Form
    relay: core.Relay
    lists: Lists


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, also while people write."""
    inside = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def is_nameless(relay: Relay) -> bool:
    """Nobody in it has a name: anonymised, or brought in from a file without names."""
    return relay.anonymised_at is not None or (
        bool(relay.imported_as) and relay.participants.filter(email__endswith=NOBODY).exists()
    )


def told(relay: Relay, form: Form) -> Told:
    """Call it inside `one_moment`."""
    keys = _Keys.of(relay, form)
    full = form is Form.FULL
    return Told(
        form=form,
        relay=_relay(relay, full=full),
        lists={
            "groups": _groups(relay, keys),
            "keywords": Keyword.objects.filter(relay=relay).order_by("pk").values_list("word", flat=True),
            "mail_texts": (
                core.MailText(*row)
                for row in MailText.objects.filter(relay=relay).order_by("kind").values_list("kind", "subject", "body")
            ),
            "people": _people(relay, keys, full=full),
            "rights": _rights(relay, keys),
            "questions": _questions(relay, keys, full=full),
            "moderation": _moderation(relay, keys, full=full),
            "live_rounds": _live_rounds(relay, keys),
            "events": happenings(relay, Names(keys.people, keys.questions, keys.joined)),
            "consents": _consents(relay, keys),
        },
    )


def _relay(relay: Relay, *, full: bool) -> core.Relay:
    return core.Relay(
        topic=relay.topic,
        language=relay.language,
        rules=rules_of(relay),
        phase=Phase(relay.imported_as or relay.phase),
        window=core.Moments(relay.invites_at, relay.opens_at, relay.closes_at, relay.answers_close_at),
        created_at=relay.created_at,
        purpose_why=relay.purpose_why,
        purpose_gain=relay.purpose_gain,
        purpose_use=relay.purpose_use,
        video_url=relay.video_url,
        reply_to=relay.reply_to if full else "",
        sender_name=relay.sender_name if full else "",
        closed_at=relay.closed_at,
        reminded_closing_at=relay.reminded_closing_at,
        mail_cap=relay.mail_cap,
        mail_workdays=relay.mail_workdays,
        anonymised_at=relay.anonymised_at,
    )


@dataclass(frozen=True)
class _Keys:
    """Key of the database -> key of the file, in the order of the file."""

    groups: Mapping[int, str]
    people: Mapping[int, str]
    rights: Mapping[int, str]
    questions: Mapping[int, str]
    joined: Mapping[datetime, tuple[str, ...]]

    @classmethod
    def of(cls, relay: Relay, form: Form) -> _Keys:
        of_relay = {"relay": relay}
        moments = dict(Participant.objects.filter(**of_relay).order_by("pk").values_list("pk", "joined_at"))
        order = moments if form is Form.FULL else _as_they_appear(relay, moments)
        people = _numbered("p", order)
        joined: dict[datetime, list[str]] = defaultdict(list)
        for pk, key in people.items():
            joined[moments[pk]].append(key)
        return cls(
            groups=_numbered(
                "g", Group.objects.filter(**of_relay).order_by("position", "pk").values_list("pk", flat=True)
            ),
            people=people,
            rights=_numbered("r", Right.objects.filter(**of_relay).order_by("pk").values_list("pk", flat=True)),
            questions=_numbered("q", Question.objects.filter(**of_relay).order_by("pk").values_list("pk", flat=True)),
            joined={at: tuple(keys) for at, keys in joined.items()},
        )


def _numbered(letter: str, keys: Iterable[int]) -> dict[int, str]:
    return {pk: f"{letter}{number}" for number, pk in enumerate(keys, start=1)}


def _as_they_appear(relay: Relay, people: Iterable[int]) -> Iterable[int]:
    """Numbers without names must not follow the list of invitations: they follow the conversation."""
    pairs = Question.objects.filter(relay=relay).order_by("pk").values_list("asker_id", "recipient_id")
    stays = (
        Hop.objects.filter(question__relay=relay)
        .order_by("question_id", "number")
        .values_list("recipient_id", flat=True)
    )
    return dict.fromkeys(chain(chain.from_iterable(pairs.iterator(CHUNK)), stays.iterator(CHUNK), people))


def _groups(relay: Relay, keys: _Keys) -> Iterator[core.Group]:
    rows = Group.objects.filter(relay=relay).order_by("position", "pk").values_list("pk", "name")
    return (core.Group(keys.groups[pk], name) for pk, name in rows)


def _people(relay: Relay, keys: _Keys, *, full: bool) -> Iterator[core.Person]:
    fields = ("pk", "joined_at", "group_id", "sector", "starter", "outsider", "status")
    private = ("name", "email", "title", "organisation", "first_seen_at", "mail_stopped_at") if full else ()
    rows = Participant.objects.filter(relay=relay).order_by("pk").values_list(*fields, *private).iterator(CHUNK)
    if not full:  # in the order of their numbers, which is another
        place = {pk: at for at, pk in enumerate(keys.people)}
        rows = iter(sorted(rows, key=lambda row: place[row[0]]))
    for pk, joined_at, group, sector, starter, outsider, status, *rest in rows:
        yield core.Person(
            keys.people[pk],
            joined_at,
            keys.groups[group] if group is not None else None,
            core.Sector(sector),
            starter,
            outsider,
            status == Participant.Status.SUSPENDED,
            *rest,
        )


def _rights(relay: Relay, keys: _Keys) -> Iterator[core.Right]:
    fields = ("pk", "participant_id", "origin", "status", "created_at", "source_id", "number", "reminded_at")
    for row in Right.objects.filter(relay=relay).order_by("pk").values_list(*fields).iterator(CHUNK):
        pk, person, origin, status, created_at, source, number, reminded_at = row
        yield core.Right(
            keys.rights[pk],
            keys.people[person],
            Origin(origin),
            RightStatus(status),
            created_at,
            keys.questions.get(source),
            number,
            reminded_at,
        )


_QUESTION = (
    "pk", "right_id", "asker_id", "recipient_id", "text", "status", "asked_at", "since", "parent_id",
    "resent_from_id", "depth", "return_reason", "decline_reason", "due_at", "ended_at", "reminders_sent",
    "rewrite_asked_at",
)  # fmt: skip # in the order of the constructor below


def _questions(relay: Relay, keys: _Keys, *, full: bool) -> Iterator[core.Question]:
    """Questions, their hops and their answers are read side by side, each in the order of the questions."""
    hops = Hop.objects.filter(question__relay=relay).order_by("question_id", "number")
    stays = _by_question(
        hops.values_list("question_id", "recipient_id", "began_at", "ended_at", "outcome").iterator(CHUNK),
        lambda row: core.Hop(keys.people[row[1]], *row[2:]),
    )
    given = Answer.objects.filter(question__relay=relay).order_by("question_id")
    answers = _by_question(
        given.values_list("question_id", "author_id", "text", "answered_at").iterator(CHUNK),
        lambda row: core.Answer(keys.people[row[1]], *row[2:]),
    )
    undecided = set(Question.objects.filter(never_released(), relay=relay).values_list("pk", flat=True))
    for row in Question.objects.filter(relay=relay).order_by("pk").values_list(*_QUESTION).iterator(CHUNK):
        pk, right, asker, recipient, text, status, asked_at, since, parent, resent, depth, why, said, *rest = row
        due_at, ended_at, reminders_sent, rewrite_asked_at = rest
        answer = answers(pk)
        taken = Status(status) in UNSEEN or why == core.Returned.WITHDRAWN or pk in undecided
        yield core.Question(
            keys.questions[pk],
            keys.rights[right],
            keys.people[asker],
            keys.people[recipient],
            "" if taken and not full else text,
            Status(status),
            asked_at,
            since,
            stays(pk),
            keys.questions.get(parent),
            keys.questions.get(resent),
            depth,
            core.Returned(why),
            said if full else "",
            due_at,
            ended_at,
            reminders_sent,
            rewrite_asked_at,
            answer[0] if answer else None,
        )


def _by_question(rows: Iterator[Any], made: Callable[[Any], Any]) -> Callable[[int], tuple[Any, ...]]:
    """What belongs to a question, asked for in the order of the questions."""
    groups = groupby(rows, key=itemgetter(0))
    ahead: list[tuple[int, tuple[Any, ...]]] = []

    def of(pk: int) -> tuple[Any, ...]:
        while not ahead or ahead[0][0] < pk:
            found = next(groups, None)
            if found is None:
                return ()
            ahead[:] = [(found[0], tuple(made(row) for row in found[1]))]
        return ahead[0][1] if ahead[0][0] == pk else ()

    return of


def _moderation(relay: Relay, keys: _Keys, *, full: bool) -> Iterator[core.Moderation]:
    fields = ("question_id", "act", "at", "reason", "participant_id", "note", "text_before")
    for row in ModerationAct.objects.filter(relay=relay).order_by("pk").values_list(*fields).iterator(CHUNK):
        question, act, at, reason, person, note, before = row
        yield core.Moderation(
            keys.questions[question],
            core.Act(act),
            at,
            core.Why(reason),
            keys.people.get(person),
            note if full else "",
            before if full else "",
        )


def _live_rounds(relay: Relay, keys: _Keys) -> Iterator[core.LiveRound]:
    seats: dict[int, list[core.Seat]] = defaultdict(list)
    found = LiveSeat.objects.filter(round__relay=relay).order_by("pk")
    for live_round, person, pair, question in found.values_list("round_id", "participant_id", "pair", "question_id"):
        seats[live_round].append(core.Seat(keys.people[person], pair, keys.questions.get(question)))
    fields = ("pk", "number", "step", "began_at", "writing_ends_at", "dealt_at", "done_at")
    for pk, number, step, began, ends, dealt, done in (
        LiveRound.objects.filter(relay=relay).order_by("number").values_list(*fields)
    ):
        yield core.LiveRound(number, core.LiveStep(step), began, ends, tuple(seats[pk]), dealt, done)


def _consents(relay: Relay, keys: _Keys) -> Iterator[core.Consent]:
    fields = ("question_id", "side", "sha256", "asked_at", "kept", "decision", "decided_at", "printed_at")
    for row in QuoteConsent.objects.filter(question__relay=relay).order_by("pk").values_list(*fields).iterator(CHUNK):
        question, side, sha256, asked_at, kept, decision, *rest = row
        ranges = tuple(core.Kept(start, end) for start, end in kept)
        yield core.Consent(
            keys.questions[question], core.Side(side), sha256, asked_at, ranges, core.Decided(decision), *rest
        )
