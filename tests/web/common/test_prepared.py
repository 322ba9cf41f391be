"""Prepared queries give what the same query of Django gives, and write its SQL once."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.db.transaction import TransactionManagementError, atomic
from django.test.utils import CaptureQueriesContext

from depeche.web.common.models import Event
from depeche.web.common.prepared import Prepared, PreparedUpdate, insert, insert_many_once, insert_once
from depeche.web.projects.models import Project
from depeche.web.relay.models import Draft, Group, Participant, Question, Relay, Right

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Participant]:
    project = Project.objects.create(name="P", created_at=NOW)
    relay = Relay.objects.create(
        project=project, topic="Æ", created_at=NOW, opens_at=NOW, rules={"answer_within": 48, "decline": True}
    )
    group = Group.objects.create(relay=relay, name="Rød", position=1)
    return [
        Participant.objects.create(
            relay=relay, group=place, name=f"N{n}", email=f"n{n}@x.example", joined_at=NOW, access_hash=f"{n}"
        )
        for n, place in enumerate((group, None))
    ]


def values_of(found: Event | Participant | Relay | Group | Project | Right | None) -> dict[str, object] | None:
    return None if found is None else {f.attname: getattr(found, f.attname) for f in found._meta.concrete_fields}


def test_rows_are_those_of_django_with_what_is_joined(people: list[Participant]) -> None:
    joined = Participant.objects.select_related("relay__project", "group")
    prepared = Prepared(lambda *ids: joined.filter(pk__in=ids).order_by("pk"))
    for _ in range(2):  # the second time from the SQL that was kept
        with CaptureQueriesContext(connection) as caught:
            got = prepared.all(*(p.pk for p in people))
            sides = [(p.relay, p.relay.project, p.group) for p in got]
        assert len(caught) == 1
        for mine, theirs, side in zip(got, joined.order_by("pk"), sides, strict=True):
            assert values_of(mine) == values_of(theirs)
            expected = (theirs.relay, theirs.relay.project, theirs.group)
            assert [values_of(part) for part in side] == [values_of(part) for part in expected]
            assert not mine._state.adding
    assert prepared.first(people[1].pk) == people[1]  # another number of values


def test_nothing_found_is_none() -> None:
    assert Prepared(lambda pk: Relay.objects.filter(pk=pk)).first(7) is None


def test_values_of_each_call_count_not_those_of_the_first(people: list[Participant]) -> None:
    by_name = Prepared(lambda relay, name: Participant.objects.filter(relay=relay, name=name))
    relay = people[0].relay_id
    assert [by_name.first(relay, name) for name in ("N0", "N1", "' OR 1=1 --")] == [people[0], people[1], None]


def test_a_key_is_stored_differently_by_each_database(people: list[Participant]) -> None:
    asker, recipient = people
    right = Right.objects.create(relay=asker.relay, participant=asker, origin="start", created_at=NOW)
    key: UUID = uuid4()
    question = Question.objects.create(
        relay=asker.relay,
        right=right,
        asker=asker,
        recipient=recipient,
        text="?",
        client_key=key,
        asked_at=NOW,
        since=NOW,
    )
    found = Prepared(lambda key: Question.objects.filter(client_key=key)).first(key)
    assert found == question
    assert found.client_key == key


def test_columns_left_out_are_fetched_when_asked_for(people: list[Participant]) -> None:
    few = Prepared(lambda pk: Participant.objects.only("pk").filter(pk=pk)).first(people[0].pk)
    assert few is not None
    assert few.get_deferred_fields() >= {"name", "email"}
    assert few.name == "N0"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not connection.features.has_select_for_update", reason="this database has no row locks")
def test_rows_are_locked_inside_a_transaction_only() -> None:
    locked = Prepared(lambda pk: Draft.objects.select_for_update().filter(pk=pk))
    with atomic():
        assert locked.first(1) is None
    with pytest.raises(TransactionManagementError):
        locked.first(1)


def test_a_row_put_in_is_what_save_would_have_made(people: list[Participant]) -> None:
    for _ in range(2):  # the second time from the SQL that was kept
        event = insert(Event(at=NOW, actor_kind="system", verb="a.b", object_type="x", object_id=1, data={"n": 1}))
        assert values_of(Event.objects.get(pk=event.pk)) == values_of(event)
        assert not event._state.adding
    right = insert(Right(relay=people[0].relay, participant=people[0], origin="start", created_at=NOW))
    right.status = Right.Status.USED
    right.save()  # an update: the row knows that it is there
    assert Right.objects.get() == right


def test_a_row_that_is_there_already_is_refused_and_the_transaction_is_lost(people: list[Participant]) -> None:
    asker = people[0]
    first, again = (Right(relay=asker.relay, participant=asker, origin="start", created_at=NOW) for _ in range(2))
    insert(first)
    with atomic():
        insert(Right(relay=asker.relay, participant=people[1], origin="start", created_at=NOW))
        with suppress(IntegrityError):
            insert(again)
    assert again._state.adding
    assert list(Right.objects.all()) == [first]


def test_a_row_that_is_there_already_is_passed_over_where_once_is_enough(people: list[Participant]) -> None:
    first, again = (Right(relay=people[0].relay, participant=people[0], origin="start", created_at=NOW) for _ in "ab")
    assert insert_once(first) is first
    assert insert_once(again) is None
    assert again._state.adding
    assert list(Right.objects.all()) == [first]


def test_a_change_counts_the_rows_that_met_its_condition(people: list[Participant]) -> None:
    leave = PreparedUpdate(
        lambda pk, most, at: (
            Participant.objects.filter(pk=pk, waiting_count__lt=most),
            {"waiting_count": F("waiting_count") + 2, "first_seen_at": at, "title": "x"},
        )
    )
    later = NOW + timedelta(seconds=1)
    assert [leave(people[0].pk, 2, NOW), leave(people[0].pk, 2, later), leave(people[1].pk, 1, later)] == [1, 0, 1]
    changed = [(p.waiting_count, p.first_seen_at, p.title) for p in Participant.objects.order_by("pk")]
    assert changed == [(2, NOW, "x"), (2, later, "x")]


def test_many_rows_at_once_pass_over_those_there_are(people: list[Participant]) -> None:
    first, again, other = (
        Right(relay=people[0].relay, participant=person, origin="start", created_at=NOW)
        for person in (people[0], people[0], people[1])
    )
    assert insert_many_once([first, again, other]) == 2
    assert insert_many_once([other]) == 0
    assert insert_many_once([]) == 0
    rows = list(Right.objects.order_by("pk"))
    assert [row.participant for row in rows] == people[:2]
    first.pk = rows[0].pk  # which it was not told
    assert values_of(rows[0]) == values_of(first)
