from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depeche.core.errors import RuleError
from depeche.web.common.models import OutboxMail
from depeche.web.relay import access, mails
from depeche.web.relay import actions as acts
from depeche.web.relay.imports import actions, work
from depeche.web.relay.models import Participant, PeopleImport, Relay
from tests.web.relay.world import HOUR, START, World, make

BEFORE = START - 3 * HOUR
pytestmark = pytest.mark.django_db


def long_list(rows: int, *, first: int = 0, group: str = "Top", extra: tuple[tuple[str, ...], ...] = ()) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Navn", "E-mail", "Titel", "Organisation", "Sektor", "Gruppe"))
    for n in range(first, first + rows):
        writer.writerow((f"Navn {n}", f"n{n}@mange.example", "Leder", f"Sted {n % 90}", "Kommune", group or "Drift"))
    writer.writerows(extra)
    return out.getvalue().encode()


@pytest.fixture
def draft() -> World:
    work._rows.cache_clear()  # numbers come again in tests
    world = make(3, opened=False)
    acts.unschedule(actor=world.user, relay=world.relay, now=BEFORE)
    world.relay.refresh_from_db()
    return world


def hand_in(world: World, data: bytes) -> PeopleImport:
    return actions.hand_in(actor=world.user, relay=world.relay, data=data, name="folk.csv", now=BEFORE)


def worked(handed: PeopleImport) -> PeopleImport:
    work.work(BEFORE)
    return PeopleImport.objects.get(pk=handed.pk)


def test_a_long_list_is_read_looked_at_and_taken_in(draft: World) -> None:
    none = ("", "", "", "")
    faulty = (("", "uden@navn.example", *none), ("To", "n7@mange.example", *none), ("Kendt", "p1@example.test", *none))
    handed = worked(hand_in(draft, long_list(50, extra=faulty)))
    assert (handed.state, handed.total, handed.done) == ("ready", 49, 0)
    assert handed.faults == [
        [9, "duplicate_email"],
        [52, "missing_name", "missing_group"],
        [53, "duplicate_email", "missing_group"],
        [54, "missing_group", "participant_already"],
    ]
    assert draft.relay.participants.count() == 3, "nobody before a person has looked"
    actions.take_in(actor=draft.user, handed=handed, now=BEFORE)
    done = worked(handed)
    assert (done.state, done.done, done.data) == ("done", 49, None)
    person = Participant.objects.get(email="n3@mange.example")
    assert (person.name, person.sector, person.group and person.group.name) == ("Navn 3", "municipality", "Top")
    assert access.participant_by_token(access.token(person)) == person, "their link works"


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on(
    draft: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = worked(hand_in(draft, long_list(25)))
    actions.take_in(actor=draft.user, handed=handed, now=BEFORE)
    monkeypatch.setattr(work, "BATCH", 10)
    assert work._take_batch(handed.pk, BEFORE) == 10
    work._rows.cache_clear()  # another process
    assert worked(handed).done == 25
    assert Participant.objects.filter(arrived_with=handed).count() == 25


def test_all_or_nobody_when_somebody_was_added_meanwhile(draft: World, monkeypatch: pytest.MonkeyPatch) -> None:
    handed = worked(hand_in(draft, long_list(25)))
    actions.take_in(actor=draft.user, handed=handed, now=BEFORE)
    monkeypatch.setattr(work, "BATCH", 10)
    work._take_batch(handed.pk, BEFORE)
    someone = acts.NewParticipant(name="Før", email="n20@mange.example", group_id=None)
    acts.add_participants(actor=draft.user, relay=draft.relay, people=[someone], now=BEFORE)
    refused = worked(handed)
    assert (refused.state, refused.refusal, refused.done, refused.data) == ("refused", "participant_already", 0, None)
    assert not Participant.objects.filter(arrived_with=handed).exists()
    assert draft.relay.participants.count() == 4


def test_a_list_is_taken_back_with_the_mails_it_caused(draft: World) -> None:
    handed = worked(hand_in(draft, long_list(5, group="Ny")))
    actions.take_in(actor=draft.user, handed=handed, now=BEFORE)
    worked(handed)
    person = Participant.objects.select_related("relay__project").get(email="n3@mange.example")
    mails.enqueue("invitation", person, BEFORE)
    assert actions.take_back(actor=draft.user, handed=handed, now=BEFORE) == 5
    assert not OutboxMail.objects.filter(subject_id=person.pk, kind="invitation").exists()
    assert not draft.relay.groups.filter(name="Ny").exists()
    with pytest.raises(RuleError, match="not_ready"):
        actions.take_in(actor=draft.user, handed=handed, now=BEFORE)


def test_a_list_nobody_decides_on_is_dropped_within_a_day(draft: World) -> None:
    handed = worked(hand_in(draft, long_list(5)))
    assert work.work(BEFORE + 24 * HOUR).dropped == 0
    assert work.work(BEFORE + 25 * HOUR).dropped == 1
    handed.refresh_from_db()
    assert (handed.state, handed.data, handed.done) == ("undone", None, 0)
    with pytest.raises(RuleError, match="not_ready"):
        actions.take_in(actor=draft.user, handed=handed, now=BEFORE + 25 * HOUR)


def test_a_list_that_was_taken_in_is_not_kept_in_memory(draft: World) -> None:
    handed = worked(hand_in(draft, long_list(5)))
    actions.take_in(actor=draft.user, handed=handed, now=BEFORE)
    assert worked(handed).state == "done"
    assert work._rows.cache_info().currsize == 0


def test_once_the_relay_is_open_nobody_is_taken_out(draft: World) -> None:
    handed = worked(hand_in(draft, long_list(5)))
    Relay.objects.filter(pk=draft.relay.pk).update(phase="open")
    with pytest.raises(RuleError, match="closed"):
        actions.take_back(actor=draft.user, handed=handed, now=START)


@pytest.mark.parametrize(("data", "row"), [(b"", None), (b"PK\x03\x04x", None), (b"Navn;E-mail\nA;a@b.dk;x;y\n", 2)])
def test_what_makes_no_list_is_refused_with_the_reason(draft: World, data: bytes, row: int | None) -> None:
    refused = worked(hand_in(draft, data))
    assert (refused.state, refused.refusal, refused.refused_row) == ("refused", "unreadable", row)
    assert refused.data is None


def test_the_pages_of_a_long_list(draft: World, client: Client) -> None:
    client.force_login(draft.user)
    file = SimpleUploadedFile(
        "folk.csv", long_list(4000, extra=(("", "x@y.example", "", "", "", ""),)), content_type="text/csv"
    )
    response = client.post(reverse("relay:add_people", args=[draft.relay.pk]), {"file": file})
    handed = PeopleImport.objects.get()
    page = reverse("relay:import", args=[draft.relay.pk, handed.pk])
    assert response["Location"] == page
    assert "hx-trigger" in client.get(page).content.decode()
    worked(handed)
    ready = client.get(page).content.decode()
    assert "4.000" in ready
    assert "Navnet mangler" in ready
    decide = reverse("relay:import_decide", args=[draft.relay.pk, handed.pk])
    client.post(decide, {"act": "take_in"})
    assert "0 af 4.000" in client.get(page, headers={"HX-Request": "true"}).content.decode()
    worked(handed)
    assert "4.000 deltagere er tilføjet" in client.get(page).content.decode()
    client.post(decide, {"act": "take_back"})
    assert draft.relay.participants.count() == 3
    assert "taget tilbage" in client.get(page).content.decode()


def test_no_list_of_another_relay(draft: World, client: Client) -> None:
    handed, other = hand_in(draft, long_list(3)), make(3, opened=False)
    client.force_login(other.user)
    assert client.get(reverse("relay:import", args=[other.relay.pk, handed.pk])).status_code == 404
    assert client.get(reverse("relay:import", args=[draft.relay.pk, handed.pk])).status_code == 404
