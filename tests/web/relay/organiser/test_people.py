"""Lists of people: what the preview marks, that nothing is taken in by halves, and the pages on people."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from depeche.web.common.models import OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay import access
from depeche.web.relay.models import MailText, Participant
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import World

GOOD = "Asta Nørgaard;asta@skole.test;Skoleleder;Egelund;Kommune;Top"
BAD = {
    "no address": ("Bo Berg;;Leder;Skole;Kommune;Top", "The e-mail is missing"),
    "no such address": ("Bo Berg;bo@;Leder;Skole;Kommune;Top", "The e-mail is not an address"),
    "no name": (";bo@skole.test;Leder;Skole;Kommune;Top", "The name is missing"),
    "twice": ("Asta N.;asta@skole.test;Leder;Skole;Kommune;Top", "The e-mail comes more than once in the list"),
    "here already": ("Bo Berg;p1@example.test;Leder;Skole;Kommune;Top", "Is a participant already"),
    "no such sector": ("Bo Berg;bo@skole.test;Leder;Skole;Rumfart;Top", "There is no such sector"),
    "a CPR number": ("Bo Berg 010190-1234;bo@skole.test;Leder;Skole;Kommune;Top", "This looks like a CPR number"),
    "a name nobody has": (f"Bo {'B' * 198};bo@skole.test;Leder;Skole;Kommune;Top", "A field is too long"),
    "a group that is an essay": (f"Bo Berg;bo@skole.test;Leder;Skole;Kommune;{'T' * 121}", "A field is too long"),
    "no group": ("Bo Berg;bo@skole.test;Leder;Skole;Kommune;", "The others have a group, this one has none"),
}


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.OWNER)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def add(client: Client, world: World, **data: object) -> str:
    return client.post(reverse("relay:add_people", args=[world.relay.pk]), data).content.decode()


@pytest.mark.parametrize("fault", BAD)
def test_every_bad_row_is_marked_with_its_reason_and_nobody_is_added(client: Client, world: World, fault: str) -> None:
    line, reason = BAD[fault]
    before = Participant.objects.count()
    for act in ("", "check", "import"):
        page = add(client, world, lines=f"{GOOD}\n{line}", act=act)
        assert reason in page, act
        assert "Nobody has been added." in page
    assert Participant.objects.count() == before


def test_a_good_list_is_shown_first_and_taken_in_whole_on_the_second_press(client: Client, world: World) -> None:
    before = world.relay.participants.count()
    page = add(client, world, lines=GOOD)
    assert "asta@skole.test" in page
    assert world.relay.participants.count() == before
    assert add(client, world, lines=GOOD, act="import") == ""
    added = world.relay.participants.get(email="asta@skole.test")
    assert (added.sector, added.group and added.group.name) == ("municipality", "Top")
    assert added.rights.count() == 1, "who comes while the relay is open may ask at once"


def test_rows_with_faults_are_left_out_only_when_asked_for_and_then_shown_again(client: Client, world: World) -> None:
    page = add(client, world, lines=f"{GOOD}\nBo Berg;bo@;;;;Top", act="drop")
    assert "bo@" not in page
    assert "asta@skole.test" in page
    assert "Nobody has been added yet." in page
    assert not world.relay.participants.filter(email="asta@skole.test").exists()


def test_a_workbook_is_read_with_its_headings_and_unknown_columns_are_named(client: Client, world: World) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("E-mail", "Navn", "Gruppe", "Telefon"), ("eva@skole.test", "Eva Elm", "Top", "12345678")):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    page = add(client, world, file=SimpleUploadedFile("folk.xlsx", content.getvalue()))
    assert "Eva Elm" in page
    assert "Telefon" in page
    assert "12345678" not in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("folk.csv", b"Navn;Telefon\nEva;1", "The e-mail is"),
        ("folk.xlsx", b"PK not a workbook", "cannot be read"),
        ("tom.csv", b"", "empty"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    client: Client, world: World, name: str, content: bytes, said: str
) -> None:
    page = add(client, world, file=SimpleUploadedFile(name, content))
    assert said in page
    assert "<form" in page


def test_an_address_is_mended_and_the_link_sent_again(client: Client, world: World) -> None:
    who = world.people[0]
    data = {"name": who.name, "email": "ny@example.test", "title": "", "organisation": "Skole", "sector": ""}
    client.post(reverse("relay:person", args=[world.relay.pk, who.pk]), data)
    client.post(reverse("relay:resend", args=[world.relay.pk, who.pk]))
    assert OutboxMail.objects.filter(subject_id=who.pk, to_email="ny@example.test", status="queued").exists()
    taken = data | {"email": world.people[1].email}
    page = client.post(reverse("relay:person", args=[world.relay.pk, who.pk]), taken, follow=True).content.decode()
    assert "is in the relay already" in page
    who.refresh_from_db()
    assert who.email == "ny@example.test"


def test_a_mended_address_shuts_the_old_one_out(client: Client, world: World) -> None:
    """The mail may have reached a stranger, and a mail on its way to the old address would bear the new link."""
    who = world.people[0]
    old = access.link(who)
    sent = OutboxMail.objects.get(subject_id=who.pk)
    OutboxMail.objects.filter(pk=sent.pk).update(status="sent", sent_at=world.now)
    client.post(reverse("relay:resend", args=[world.relay.pk, who.pk]))
    waiting = OutboxMail.objects.get(subject_id=who.pk, status="queued")
    data = {"name": who.name, "email": "ny@example.test", "title": "", "organisation": "Skole", "sector": ""}
    address = reverse("relay:person", args=[world.relay.pk, who.pk])
    assert "opens nothing any more" in client.post(address, data, follow=True).content.decode()
    assert access.participant_by_token(old.rpartition("/")[2]) is None
    waiting.refresh_from_db()
    sent.refresh_from_db()
    assert waiting.to_email == "ny@example.test"
    assert sent.to_email == "p0@example.test"
    link = access.resolve(who.pk)
    assert link
    assert "opens nothing" not in client.post(address, data | {"title": "Chef"}, follow=True).content.decode()
    assert access.resolve(who.pk) == link, "the same address keeps its link"


def test_the_organiser_is_not_told_by_a_mail_whom_somebody_asked(client: Client, world: World) -> None:
    MailText.objects.create(relay=world.relay, kind="answered", subject="{recipient} har svaret", body="{link}")
    world.answer(1, world.ask(0, 1))
    page = client.get(reverse("relay:person", args=[world.relay.pk, world.people[0].pk])).content.decode()
    assert "Your question is answered" in page
    assert world.people[1].name not in page


def test_people_are_found_by_any_word_and_by_what_they_lack(client: Client, world: World) -> None:
    address = reverse("relay:people", args=[world.relay.pk])
    assert "Person 3" in (page := client.get(address, {"q": "kommune 3"}).content.decode())
    assert "Person 2" not in page
    world.ask(0, 1)
    silent = client.get(address, {"only": "silent"}, headers={"HX-Request": "true"}).content.decode()
    assert "Person 0" not in silent
    assert "Person 2" in silent
    assert "<html" not in silent


@pytest.mark.parametrize("name", ["people", "groups", "monitor"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_people(
    world: World, signed_in: SignedIn, name: str
) -> None:
    from django.db import connection  # noqa: PLC0415 - beside its use
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - beside its use

    from tests.web.relay.world import make  # noqa: PLC0415 - a larger world beside the fixture

    counts = []
    for other in (world, make(30)):
        for asker in range(1, len(other.people)):
            other.now = world.now
            other.ask(asker, 0 if asker < 3 else asker - 1)
        client = signed_in(other.project, Role.OWNER)
        client.get("/cookies/")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse(f"relay:{name}", args=[other.relay.pk])).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1], counts
