"""The mails of the wizard: seen as somebody gets them, tried out on oneself."""

from __future__ import annotations

import pytest
from django.test import Client

from depeche.core.relay.rules import Quoting, Rules
from depeche.web.common import sender
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay import mails
from depeche.web.relay.archive.plans import mails_of
from depeche.web.relay.models import MailText, Participant, Relay
from tests.web.common.test_sender import Way
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    OutboxMail.objects.all().delete()
    return signed_in(world.project, Role.OWNER)


def page(client: Client, path: str) -> str:
    response = client.get(path, secure=True)
    assert response.status_code == 200
    return response.content.decode()


def test_every_mail_is_shown_both_ways_to_the_chosen_person(world: World, client: Client) -> None:
    Participant.objects.filter(pk=world.people[2].pk).update(name="Sofie Skov")
    path = f"/stafet/{world.relay.pk}/mails/"
    seen = page(client, f"{path}?som={world.people[2].pk}")
    assert seen.count("Hej Sofie") == len(mails.KINDS) - 2  # in this relay nobody is asked whether they may be quoted
    assert seen.count("<iframe") == len(mails.KINDS) - 2
    Relay.objects.filter(pk=world.relay.pk).update(rules=Rules(quoting=Quoting.ASK).to_dict())
    assert page(client, f"{path}?som={world.people[2].pk}").count("Hej Sofie") == len(mails.KINDS)
    assert "frame-src 'self'" in client.get(path, secure=True).headers["Content-Security-Policy"]
    for chosen in ("", "999999", "x", "9" * 40):
        assert "Hej Person" in page(client, f"{path}?som={chosen}")


def test_somebody_is_found_by_name(world: World, client: Client) -> None:
    path = f"/stafet/{world.relay.pk}/mails/"
    assert f'href="?som={world.people[3].pk}"' in page(client, f"{path}?q=person 3")
    assert "Ingen i stafetten hedder det." in page(client, f"{path}?q=ukendt")


@pytest.mark.parametrize("kind", mails.KINDS)
def test_the_html_is_shown_in_a_frame_that_may_do_nothing(world: World, client: Client, kind: str) -> None:
    response = client.get(f"/stafet/{world.relay.pk}/mails/{kind}/html/?som={world.people[1].pk}", secure=True)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "Hej Person" in response.content.decode()
    assert "[[link]]" not in response.content.decode()


def test_words_one_is_writing_are_shown_and_not_saved(world: World, client: Client) -> None:
    path = f"/stafet/{world.relay.pk}/mails/opening/html/"
    shown = client.post(path, {"subject": "Nu", "body": "Kære {fornavn}\n\n{link}"}, secure=True)
    assert "Kære Person" in shown.content.decode()
    wrong = client.post(path, {"subject": "Nu", "body": "Kære {fornam}\n\n{link}"}, secure=True)
    assert wrong.status_code == 400
    assert "{fornam}" in wrong.content.decode()
    assert client.post(path, {"subject": "", "body": ""}, secure=True).status_code == 400
    assert not MailText.objects.exists()


def test_all_mails_are_tried_out_on_oneself_and_open_nobodys_door(world: World, client: Client) -> None:
    client.post(f"/stafet/{world.relay.pk}/mails/proev/", {"som": world.people[0].pk}, secure=True)
    way = Way()
    assert sender.Sender(way, lambda: world.now).drain().sent == len(mails.KINDS)
    me = Event.objects.get(verb="relay.mails_tried")
    assert me.data == {"count": len(mails.KINDS)}
    preview = f"https://depeche.test/stafet/{world.relay.pk}/som-deltager/"
    for letter in way.came:
        assert letter.recipient.endswith("@staff.test")
        assert letter.subject.startswith("[Prøve] ")
        assert "Hej Person" in letter.text
        assert preview in letter.text
        assert preview in letter.html
        assert "/d/l/" not in letter.text + letter.html
        assert b"List-Unsubscribe" not in letter.data


def test_one_mail_is_tried_out_as_often_as_one_likes(world: World, client: Client) -> None:
    for _ in range(2):
        client.post(f"/stafet/{world.relay.pk}/mails/proev/", {"kind": "opening"}, secure=True)
    assert OutboxMail.objects.filter(kind="opening", subject_type="relay").count() == 2
    assert client.post(f"/stafet/{world.relay.pk}/mails/proev/", {"kind": "nonsense"}, secure=True).status_code == 404


def test_who_may_not_run_the_relay_tries_nothing(world: World, signed_in: SignedIn) -> None:
    analyst = signed_in(world.project, Role.ANALYST)
    assert analyst.post(f"/stafet/{world.relay.pk}/mails/proev/", secure=True).status_code == 403
    assert not OutboxMail.objects.filter(subject_type="relay").exists()


def test_trials_are_among_the_mails_that_end_with_the_relay(world: World) -> None:
    """They hold the name of the participant whose mail was tried."""
    mails.send_trial(actor=world.user, relay=world.relay, kinds=["opening"], reader=world.people[0], now=world.now)
    trial = OutboxMail.objects.get(subject_type="relay")
    assert trial in mails_of(world.relay)
    assert set(mails_of(world.relay)) == set(OutboxMail.objects.all())
