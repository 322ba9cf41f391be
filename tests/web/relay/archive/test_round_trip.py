"""relay.json: what is exported is the relay, and an export of an import is the same file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from jsonschema import Draft202012Validator

from depeche.core.corpus import Span
from depeche.core.relay import archive
from depeche.core.relay.archive import Archive
from depeche.core.relay.archive.form import Form
from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Rules
from depeche.core.relay.window import Phase
from depeche.web.common.models import OutboxMail
from depeche.web.relay.actions.consent import Passage, ask_to_quote, decide, mark_printed
from depeche.web.relay.archive.actions import Kind, bring_in, put_into_file
from depeche.web.relay.models import Hop, Participant, Question, QuoteConsent, Relay, Right
from depeche.web.relay.rules import window_of
from tests.web.relay.archive import played
from tests.web.relay.world import HOUR, START, World, make

pytestmark = pytest.mark.django_db
SCHEMA = Draft202012Validator(archive.json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def file_of(w: World, relay: Relay, form: Form = Form.FULL) -> str:
    with put_into_file(actor=w.user, relay=relay, kind=Kind.JSON, form=form, language="da", now=w.now) as found:
        return found.read().decode()


def read(text: str) -> Archive:
    value = json.loads(text)
    SCHEMA.validate(value)
    return archive.from_dict(value)


def brought_in(w: World, text: str) -> Relay:
    return bring_in(actor=w.user, project=w.project, archive=read(text), now=w.now)


def _draft() -> World:
    w = make(3)
    w.relay = Relay.objects.create(project=w.project, topic="Ny", rules={}, created_at=START)
    return w


def _quoted() -> World:
    """Closed; of three passages one is agreed to, one refused and one undecided."""
    w = played.closed(Rules(quoting=Quoting.ASK))
    answered = list(Question.objects.filter(relay=w.relay).exclude(answer=None).order_by("pk"))[:2]
    side = QuoteConsent.Side
    passages = [
        Passage(answered[0].pk, side.QUESTION, (Span(0, 8),)),
        Passage(answered[0].pk, side.ANSWER),
        Passage(answered[1].pk, side.ANSWER),
    ]
    assert ask_to_quote(actor=w.user, relay=w.relay, passages=passages, now=w.now).passages == 3
    first, second, _third = QuoteConsent.objects.order_by("pk")
    decide(actor=answered[0].asker, consent_id=first.pk, decision="bare", now=w.now)
    decide(actor=answered[0].answer.author, consent_id=second.pk, decision="no", now=w.now)
    mark_printed({first.pk: "bare"}, w.now)
    return w


WORLDS: dict[str, Callable[[], World]] = {
    "running": played.play,
    "closed": played.closed,
    "scheduled": lambda: make(4, opened=False),
    "empty": _draft,
    "quoted": _quoted,
    "named": lambda: played.play(Rules(anonymity=Anonymity.NAMED, recipient=Recipient.FREE, waiting_cap=None)),
}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", WORLDS)
def test_an_export_of_an_import_is_the_same_file(name: str, form: Form) -> None:
    w = WORLDS[name]()
    first = file_of(w, w.relay, form)
    copy = brought_in(w, first)
    assert copy.phase == Phase.CLOSED
    assert file_of(w, copy, form) == first
    assert archive.to_json(read(first)) == first


@pytest.mark.parametrize("name", ["running", "closed", "named"])
def test_the_events_replayed_give_what_the_tables_say(name: str) -> None:
    w = WORLDS[name]()
    for relay in (w.relay, brought_in(w, file_of(w, w.relay))):
        told = read(file_of(w, relay))
        state = archive.state_of(told)
        assert state is not None
        assert state.window == window_of(relay)
        questions = list(Question.objects.filter(relay=relay).order_by("pk"))
        assert len(state.questions) == len(questions) == len(told.questions)
        names = {person.pk: f"p{n}" for n, person in enumerate(relay.participants.order_by("pk"), start=1)}
        for question, (key, replayed) in zip(questions, state.questions.items(), strict=True):
            assert (question.status, question.return_reason) == (replayed.status, replayed.reason or ""), key
            assert (names[question.asker_id], names[question.recipient_id]) == (replayed.asker, replayed.recipient)
            assert (question.asked_at, question.since, question.ended_at) == (
                replayed.asked_at,
                replayed.since,
                replayed.ended_at,
            )
            assert question.depth + 1 == replayed.hop
        held = {archive.key_of(right): (right.person, right.status) for right in told.rights}
        assert held == {key: (right.holder, right.status) for key, right in state.rights.items()}
        for person, replayed_person in zip(told.people, state.people.values(), strict=True):
            assert person.suspended is not replayed_person.active
        assert state.balance().holds


def test_an_imported_relay_has_the_rows_of_the_first() -> None:
    w = played.closed()
    copy = brought_in(w, file_of(w, w.relay))
    for model, skipped in (
        (Participant, {"id", "relay", "group", "link_key", "access_hash", "first_seen_at"}),
        (Question, {"id", "relay", "right", "asker", "recipient", "parent", "root", "resent_from", "client_key"}),
        (Right, {"id", "relay", "participant", "source"}),
    ):
        fields = [f.name for f in model._meta.concrete_fields if f.name not in skipped]
        mine, theirs = (
            list(model._base_manager.filter(relay=r).order_by("pk").values_list(*fields)) for r in (w.relay, copy)
        )
        assert mine == theirs
    assert Hop.objects.filter(question__relay=copy).count() == Hop.objects.filter(question__relay=w.relay).count()
    threads = [
        [q.root.text if q.root else "" for q in Question.objects.filter(relay=r).order_by("pk")]
        for r in (w.relay, copy)
    ]
    assert threads[0] == threads[1]


def test_nobody_is_mailed_by_an_imported_relay() -> None:
    w = played.closed()
    copy = brought_in(w, file_of(w, w.relay))
    before = OutboxMail.objects.count()
    people = copy.participants.values("pk")
    w.wait(HOUR)
    assert not OutboxMail.objects.filter(subject_type="participant", subject_id__in=people).exists()
    assert OutboxMail.objects.count() > before  # the first, which closed here, tells its people


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_one_moment_and_leaves_no_transaction_behind() -> None:
    """Outside any transaction, as the pages do it: on PostgreSQL a snapshot that cannot write."""
    w = played.play()
    first = file_of(w, w.relay)
    assert not connection.in_atomic_block
    assert file_of(w, brought_in(w, first)) == first
