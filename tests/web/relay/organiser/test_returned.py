"""What came back: where the organiser sees it, and what can be done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from depeche.web.common.incoming.taking import take
from depeche.web.common.models import Event, InboundMail, OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay import mails, queries
from depeche.web.relay.models import Participant
from depeche.web.relay.organiser.delivery import state_of, why
from tests.web.common.incoming import letters
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.project, Role.OWNER)


def sent(world: World, person: int = 0) -> OutboxMail:
    """The latest mail to somebody, as accepted."""
    row = OutboxMail.objects.filter(subject_type="participant", subject_id=world.people[person].pk).latest("pk")
    OutboxMail.objects.filter(pk=row.pk).update(status="sent", sent_at=world.now)
    row.refresh_from_db()
    return row


def comes_back(world: World, raw: bytes, mail: OutboxMail) -> InboundMail:
    name = f"<{mail.pk}.{InboundMail.objects.count()}@kommune.test>".encode()
    raw = raw.replace(letters.OURS.encode(), mail.message_id.encode()).replace(b"<20260907.1@mx.kommune.test>", name)
    row = take(raw.replace(b"<answer-1@kommune.test>", name), world.now)
    assert row is not None
    return row


def looked_at(world: World) -> list[InboundMail]:
    return list(queries.needs_you(world.relay).returned)


AWAY = letters.answer("X-Autoreply: yes", body="Jeg er på barsel til august.")


def test_a_bounce_needs_the_organiser_until_a_later_mail_leaves(world: World) -> None:
    row = comes_back(world, letters.report(letters.FAILED), sent(world))
    assert looked_at(world) == [row]
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    mails.enqueue("answered", person, world.now, number=1)
    assert looked_at(world) == []
    again = comes_back(world, letters.report(letters.FAILED), sent(world))
    assert looked_at(world) == [again]


def test_a_bounce_is_healed_when_the_address_is_mended(world: World) -> None:
    comes_back(world, letters.report(letters.FAILED), sent(world))
    Participant.objects.filter(pk=world.people[0].pk).update(email="rigtig@example.test")
    assert looked_at(world) == []


def test_of_several_automatic_answers_the_latest_is_shown(world: World) -> None:
    comes_back(world, AWAY, sent(world))
    latest = comes_back(world, AWAY, sent(world))
    other = comes_back(world, AWAY, sent(world, 1))
    assert looked_at(world) == [other, latest]
    assert queries.needs_you(world.relay).returned_total == 2


def test_the_monitor_shows_the_answer_with_what_can_be_done(world: World, client: Client) -> None:
    comes_back(world, AWAY, sent(world))
    comes_back(world, letters.report(letters.FAILED), sent(world, 1))
    page = client.get(f"/stafet/{world.relay.pk}/overblik/", secure=True).content.decode()
    assert "Jeg er på barsel til august." in page
    assert "Adressen findes ikke." in page
    for person, act in ((0, "pause"), (0, "retur"), (1, "send-igen"), (1, "pause"), (1, "retur")):
        assert f"/stafet/{world.relay.pk}/deltagere/{world.people[person].pk}/{act}/" in page
    assert f"deltagere/{world.people[0].pk}/send-igen/" not in page


def test_what_is_ignored_is_gone_with_its_words(world: World, client: Client) -> None:
    first, second = (comes_back(world, AWAY, sent(world)) for _ in range(2))
    bounce = comes_back(world, letters.report(letters.FAILED), sent(world))
    path = f"/stafet/{world.relay.pk}/deltagere/{world.people[0].pk}/retur/"
    answer = client.post(path, {"what": "auto_reply", "from": "monitor"}, secure=True)
    assert answer.headers["Location"] == f"/stafet/{world.relay.pk}/overblik/"
    assert looked_at(world) == [bounce]
    for row in (first, second):
        row.refresh_from_db()
        assert (row.text, row.handled_as) == ("", "ignored")
    client.post(path, {"what": "bounced"}, secure=True)
    assert looked_at(world) == []
    assert Event.objects.filter(verb="mail.bounced_ignored", project_id=world.project.pk).count() == 1


def test_suspending_deals_with_what_came_back(world: World, client: Client) -> None:
    row = comes_back(world, AWAY, sent(world))
    client.post(f"/stafet/{world.relay.pk}/deltagere/{world.people[0].pk}/pause/", secure=True)
    row.refresh_from_db()
    assert (row.text, row.handled_as) == ("", "suspended")
    assert looked_at(world) == []


def test_sending_again_deals_with_the_bounce(world: World, client: Client) -> None:
    row, answer = (comes_back(world, raw, sent(world)) for raw in (letters.report(letters.FAILED), AWAY))
    client.post(f"/stafet/{world.relay.pk}/deltagere/{world.people[0].pk}/send-igen/", secure=True)
    row.refresh_from_db()
    assert row.handled_as == "resent"
    assert looked_at(world) == [answer]


def test_a_reader_of_the_project_sees_it_and_changes_nothing(world: World, signed_in: SignedIn) -> None:
    comes_back(world, AWAY, sent(world))
    path = f"/stafet/{world.relay.pk}/deltagere/{world.people[0].pk}/"
    analyst = signed_in(world.project, Role.ANALYST)
    assert analyst.post(f"{path}retur/", {"what": "auto_reply"}, secure=True).status_code == 403
    assert signed_in(world.project, None).post(f"{path}retur/", secure=True).status_code == 404
    assert len(looked_at(world)) == 1


def test_the_persons_page_tells_the_state_of_each_mail(world: World, client: Client) -> None:
    mail = sent(world)
    comes_back(world, AWAY, mail)
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    later = mails.enqueue("answered", person, world.now, number=1)
    assert later is not None
    OutboxMail.objects.filter(pk=later.pk).update(
        attempts=2, not_before=world.now + timedelta(minutes=5), reply_code="451 4.7.1"
    )
    page = client.get(f"/stafet/{world.relay.pk}/deltagere/{person.pk}/", secure=True).content.decode()
    assert "Jeg er på barsel til august." in page
    assert "Udsat af mailserveren" in page
    assert "den 7. september 2026 kl. 09.05" in page
    assert "Modtaget af mailserveren" in page


@pytest.mark.django_db
def test_each_state_has_its_words(world: World) -> None:
    mail = sent(world)
    seen = set()
    for status in OutboxMail.Status:
        mail.status = status
        seen.add(state_of(mail, world.now).label)
    assert len(seen) == len(OutboxMail.Status) - 1, "queued and sending are both on their way"
    mail.status = "sent"
    assert state_of(mail, world.now, ["delayed"]).tone == "waits"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "Adressen findes ikke."),
        ("550 5.1.1", "Adressen findes ikke."),
        ("550", "Adressen findes ikke."),
        ("5.1.99", "Der er noget galt med adressen."),
        ("5.2.2", "Postkassen er fuld."),
        ("552", "Postkassen er fuld."),
        ("4.4.7", "Mailserveren har ikke kunnet nås i flere dage."),
        ("5.0.0", ""),
        ("", ""),
    ],
)
def test_the_codes_of_mail_servers_are_told_in_words(code: str, words: str) -> None:
    assert why(code) == words


def test_who_reads_the_texts_is_not_told_which_mails_somebody_got(world: World, signed_in: SignedIn) -> None:
    """That their question was answered, and when, would tell who had asked it; and why somebody is away is private."""
    question = world.ask(0, 1)
    world.answer(1, question)
    comes_back(world, AWAY, sent(world))
    label = str(mails.KINDS["answered"].label)
    monitor = f"/stafet/{world.relay.pk}/overblik/"
    person = f"/stafet/{world.relay.pk}/deltagere/{world.people[0].pk}/"
    for role, told in ((Role.FACILITATOR, True), (Role.ANALYST, False)):
        client = signed_in(world.project, role)
        page = client.get(person, secure=True).content.decode()
        assert ((label in page), ("barsel" in page)) == (told, told)
        assert ("barsel" in client.get(monitor, secure=True).content.decode()) is told
