"""The pages of the archive: who may open and send what, and what comes of it."""

from __future__ import annotations

import csv
import io
import json
from itertools import product

import networkx as nx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from depeche.core.relay.archive import json_schema
from depeche.core.relay.archive.form import Form
from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.analysis.models import Corpus, Highlight, TextUnit
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.relay.actions import close_now, moderate
from depeche.web.relay.archive.actions import FLOWS, Kind
from depeche.web.relay.models import Erasure, ModerationAct, Participant, Question, Relay
from tests.shared import shared_file
from tests.web.relay.archive import played
from tests.web.relay.archive.test_round_trip import file_of
from tests.web.relay.organiser.conftest import SignedIn, signed_in
from tests.web.relay.world import World, make

__all__ = ["signed_in"]
pytestmark = pytest.mark.django_db
RUN, OWN = {Role.OWNER, Role.FACILITATOR}, {Role.OWNER}


@pytest.fixture
def w(monkeypatch: pytest.MonkeyPatch) -> World:
    made = played.closed()
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def receipt_of(w: World) -> Erasure:
    return Erasure.objects.create(
        project=w.project, relay_id=77, kind="deleted", user=w.user, at=w.now, counts={"people": 5}, digest="ab" * 32
    )


def pages(w: World) -> dict[str, tuple[str, set[Role]]]:
    relay, receipt = [w.relay.pk], [receipt_of(w).pk]
    return {
        "page": (reverse("archive:page", args=relay), RUN),
        "schema": (reverse("archive:schema", args=relay), RUN),
        "bring_in": (reverse("archive:bring_in", args=[w.project.pk]), RUN),
        "delete": (reverse("archive:delete", args=relay), OWN),
        "anonymise": (reverse("archive:anonymise", args=relay), OWN),
        "receipt": (reverse("archive:receipt", args=receipt), OWN),
        "receipt_text": (reverse("archive:receipt_text", args=receipt), OWN),
    }


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_open_what(w: World, signed_in: SignedIn, role: Role | None) -> None:
    client, addresses, events = signed_in(w.project, role), pages(w), Event.objects.count()
    for name, (address, allowed) in addresses.items():
        expected = 200 if role in allowed else 404 if role is None else 403
        assert client.get(address).status_code == expected, name
        assert Client().get(address).status_code == 302, name
    assert Event.objects.count() == events


@pytest.mark.parametrize(("role", "form"), list(product([*Role, None], Form)))
def test_who_may_take_away_what(w: World, signed_in: SignedIn, role: Role | None, form: Form) -> None:
    client, address = signed_in(w.project, role), reverse("archive:download", args=[w.relay.pk])
    allowed = role in (OWN if form is Form.FULL else RUN)
    for kind in Kind:
        response = client.post(address, {"kind": kind, "form": form})
        assert response.status_code == (200 if allowed else 404 if role is None else 403)
        assert ("attachment" in response.get("Content-Disposition", "")) is allowed
        assert ("names" in response.get("Content-Disposition", "")) is (
            allowed and form is Form.FULL and kind not in FLOWS
        )
        if allowed:
            assert response.getvalue()  # read to its end it is closed
    assert Event.objects.filter(verb="relay.exported").count() == (len(Kind) if allowed else 0)
    assert client.get(address).status_code in {403, 404, 405}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.READER, None])
def test_who_is_no_owner_ends_nothing(w: World, signed_in: SignedIn, role: Role | None) -> None:
    client = signed_in(w.project, role)
    for name in ("delete", "anonymise"):
        response = client.post(reverse(f"archive:{name}", args=[w.relay.pk]), {"topic": w.relay.topic})
        assert response.status_code in {403, 404}
    assert Relay.objects.get(pk=w.relay.pk).anonymised_at is None


def taken(client: Client, w: World, kind: Kind, form: Form = Form.PSEUDONYMOUS) -> bytes:
    response = client.post(reverse("archive:download", args=[w.relay.pk]), {"kind": kind, "form": form})
    assert response.status_code == 200
    return bytes(response.getvalue())


NAMES = ("Person", "example.test", "Signe", "Kommune")


def test_without_names_nothing_but_the_texts_names_anybody(w: World, signed_in: SignedIn) -> None:
    client = signed_in(w.project, Role.FACILITATOR)
    Question.objects.filter(relay=w.relay).update(text="Hvad?")
    w.relay.questions.filter(answer__isnull=False).first().answer.__class__.objects.update(text="Det.")  # type: ignore[union-attr]
    for kind in set(Kind) - {Kind.XLSX}:
        said = taken(client, w, kind).decode()
        assert not [name for name in NAMES if name in said], kind


def test_without_names_no_text_that_was_taken_from_its_reader_is_told(signed_in: SignedIn, db: None) -> None:
    w = played.play()
    waiting = Question.objects.filter(relay=w.relay, status=Question.Status.WAITING)
    held = waiting[0]
    waiting.filter(pk=held.pk).update(text="Hvem af os skulker?")
    moderate.hold(actor=w.user, question=held, reason=ModerationAct.Reason.PERSONAL, now=w.now)
    close_now(actor=w.user, relay=w.relay, now=w.now)
    client = signed_in(w.project, Role.OWNER)
    for kind in (Kind.JSON, Kind.QUESTIONS):
        for text in ("Hvem af os skulker?", "Hvem er værst?", "Glem det."):
            assert text not in taken(client, w, kind).decode(), (kind, "held at the close, removed, taken back")
            assert text in taken(client, w, kind, Form.FULL).decode()


def test_the_tables_are_danish_and_whole(w: World, signed_in: SignedIn) -> None:
    client = signed_in(w.project, Role.OWNER)
    tables = {kind: taken(client, w, kind, Form.FULL) for kind in (Kind.QUESTIONS, Kind.ANSWERS, Kind.HOPS)}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in tables.values())
    read = {k: list(csv.reader(io.StringIO(d.decode("utf-8-sig")), delimiter=";")) for k, d in tables.items()}
    questions = read[Kind.QUESTIONS]
    assert len(questions) == 1 + Question.objects.filter(relay=w.relay).count()
    first = dict(zip(questions[0], questions[1], strict=True))
    assert first["Stillet (Europe/Copenhagen)"] == "2026-09-07 09:01:00"
    assert (first["Stillet af (SKJULT)"], first["Til"], first["Tilstand"]) == ("Person 0", "Person 1", "besvaret")
    answers = [dict(zip(read[Kind.ANSWERS][0], line, strict=True)) for line in read[Kind.ANSWERS][1:]]
    assert answers[0]["Timer"] == "0,02"
    assert answers[0]["Svar fra"] == "Person 1"
    assert len(read[Kind.HOPS]) == 1 + sum(q.hops.count() for q in Question.objects.filter(relay=w.relay))


def test_who_asked_is_hidden_in_tables_without_names(w: World, signed_in: SignedIn) -> None:
    client = signed_in(w.project, Role.FACILITATOR)
    heading = taken(client, w, Kind.QUESTIONS).decode("utf-8-sig").splitlines()[0]
    assert "Stillet af" not in heading
    assert "Fra gruppe" not in heading
    w.relay.rules = Rules(anonymity=Anonymity.NAMED).to_dict()
    w.relay.save()
    heading = taken(client, w, Kind.QUESTIONS).decode("utf-8-sig").splitlines()[0]
    assert "Stillet af;Fra gruppe;" in heading


def test_no_cell_is_run(w: World, signed_in: SignedIn) -> None:
    Question.objects.filter(relay=w.relay).update(text='=HYPERLINK("x")')
    Participant.objects.filter(pk=w.people[1].pk).update(name="+45 Person")
    client = signed_in(w.project, Role.OWNER)
    lines = taken(client, w, Kind.QUESTIONS, Form.FULL).decode("utf-8-sig").splitlines()
    assert all("'=HYPERLINK" in line for line in lines[1:])
    assert "'+45 Person" in lines[1]
    book = load_workbook(io.BytesIO(taken(client, w, Kind.XLSX, Form.FULL)))
    assert book.sheetnames == ["Spørgsmål", "Svar", "Ophold", "Forklaring"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(cell.value == '=HYPERLINK("x")' for cell in cells)


def test_flows_are_read_by_networkx_and_say_what_is_not_in_them(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve people of one group ask twelve of the other; nobody asks back, which is about fewer than five people."""
    made = make(24)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    for n in range(0, 24, 2):
        made.ask(n, n + 1)
    client = signed_in(made.project, Role.FACILITATOR)
    for kind, read in ((Kind.GRAPHML, nx.read_graphml), (Kind.GEXF, nx.read_gexf)):
        graph = read(io.BytesIO(taken(client, made, kind)))
        assert graph.is_directed()
        assert {data["label"]: data["size"] for _, data in graph.nodes(data=True)} == {"Top": 12, "Drift": 12}
        assert list(graph.edges) == []  # the twelve would tell that nobody asked back
    assert "Vist: 0 af 4." in taken(client, made, Kind.GRAPHML).decode()


def test_the_schema_is_the_published_one(w: World, signed_in: SignedIn) -> None:
    response = signed_in(w.project, Role.OWNER).get(reverse("archive:schema", args=[w.relay.pk]))
    assert json.loads(response.content) == json_schema()


# Bringing in


def send(client: Client, w: World, data: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile("relay.json", data, content_type="application/json")
    response = client.post(reverse("archive:bring_in", args=[w.project.pk]), {"file": file}, follow=True)
    return response.status_code, response.content.decode()


def test_a_relay_is_brought_in_and_can_be_read(w: World, signed_in: SignedIn) -> None:
    status, page = send(signed_in(w.project, Role.FACILITATOR), w, file_of(w, w.relay).encode())
    assert status == 200
    assert "Stafetten er hentet ind" in page
    copy = Relay.objects.latest("pk")
    assert (copy.topic, copy.phase) == (w.relay.topic, "closed")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: f.update(format="depeche-relay/9"), "format: Det er ikke en relay.json"),
        (lambda f: f["questions"][1].update(asker="p99"), "questions[1].asker: p99 findes ikke i filen."),
        (lambda f: f["people"][0].pop("email"), "people[0]: I den fulde form har alle et navn og en adresse."),
        (lambda f: f["relay"].update(topc="x"), "relay: ”topc” kendes ikke her."),
        (lambda f: f["relay"].update(video_url="javascript:alert(1)"), "relay.video_url: "),
        (lambda f: f["relay"]["rules"].update(earn=7), "relay.rules.earn: Stafettens regler passer ikke sammen."),
        (lambda f: f["questions"][0].update(asked_at="i går"), "questions[0].asked_at: "),
    ],
)
def test_a_faulty_file_is_refused_with_place_and_mend(w: World, signed_in: SignedIn, spoil: object, said: str) -> None:
    value = json.loads(file_of(w, w.relay))
    spoil(value)  # type: ignore[operator] # of the table above
    before = Relay.objects.count()
    _status, page = send(signed_in(w.project, Role.FACILITATOR), w, json.dumps(value).encode())
    assert said in page.replace("&quot;", '"')
    assert Relay.objects.count() == before


@pytest.mark.parametrize("data", [b"{", b"[1, 2]", b'{"a": 1}', b"\xff\xfe", b"", b'{"relays": []}'])
def test_what_is_no_relay_is_refused(w: World, signed_in: SignedIn, data: bytes) -> None:
    before = Relay.objects.count()
    status, page = send(signed_in(w.project, Role.FACILITATOR), w, data)
    assert status == 200
    assert "error" in page
    assert Relay.objects.count() == before


def test_texts_without_people_become_material_and_nobody_is_made_up(w: World, signed_in: SignedIn) -> None:
    published = {
        "topic": "Tillid",
        "relays": [
            {
                "id": "a",
                "title": "Ledere",
                "pairs": [
                    {
                        "id": "A1",
                        "theme": "mod",
                        "question": "Hvornår tør du?",
                        "answer": "Når nogen ser på.",
                        "highlights_answer": ["nogen ser på"],
                    }
                ],
            }
        ],
    }
    people = Participant.objects.count()
    status, page = send(signed_in(w.project, Role.OWNER), w, json.dumps(published).encode())
    assert status == 200
    assert "Hvornår tør du?" in page
    corpus = Corpus.objects.get()
    assert Participant.objects.count() == people
    assert set(TextUnit.objects.filter(corpus=corpus).values_list("author_key", "group")) == {("", "")}
    assert [theme.name for theme in corpus.themes.all()] == ["mod"]
    assert Highlight.objects.count() == 1


@pytest.mark.shared
def test_the_relays_of_2017_come_in_as_texts(w: World, signed_in: SignedIn) -> None:
    data = shared_file("data/relay-2017.json").read_bytes()
    status, _page = send(signed_in(w.project, Role.OWNER), w, data)
    assert status == 200
    assert Corpus.objects.get().units.filter(kind="question").count() == 39


# Ending


def test_a_relay_is_deleted_by_its_topic_and_leaves_a_receipt(w: World, signed_in: SignedIn) -> None:
    client, address = signed_in(w.project, Role.OWNER), reverse("archive:delete", args=[w.relay.pk])
    assert "9</strong> deltagere" in client.get(address).content.decode()
    refused = client.post(address, {"topic": "noget andet"}).content.decode()
    assert "Det er ikke stafettens emne" in refused
    assert "noget andet" in refused
    page = client.post(address, {"topic": w.relay.topic}, follow=True).content.decode()
    receipt = Erasure.objects.get()
    assert receipt.digest in page
    text = client.get(reverse("archive:receipt_text", args=[receipt.pk]))
    assert receipt.digest in text.content.decode()
    assert "9 deltagere" in text.content.decode()
    project = client.get(reverse("projects:project", args=[w.project.pk])).content.decode()
    assert reverse("archive:receipt", args=[receipt.pk]) in project
    assert client.get(address).status_code == 404


def test_names_in_texts_are_shown_before_a_relay_is_made_anonymous(w: World, signed_in: SignedIn) -> None:
    client, address = signed_in(w.project, Role.OWNER), reverse("archive:anonymise", args=[w.relay.pk])
    assert "<strong>Person</strong> 3 om resten" in client.get(address).content.decode()
    client.post(address, {"topic": w.relay.topic}, follow=True)
    assert Relay.objects.get(pk=w.relay.pk).anonymised_at is not None
    again = client.post(address, {"topic": w.relay.topic}).content.decode()
    assert "allerede" in again


def test_a_running_relay_offers_no_end(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(4)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    client = signed_in(made.project, Role.OWNER)
    page = client.get(reverse("archive:page", args=[made.relay.pk])).content.decode()
    assert reverse("archive:delete", args=[made.relay.pk]) not in page
    client.post(reverse("archive:delete", args=[made.relay.pk]), {"topic": made.relay.topic})
    assert Relay.objects.filter(pk=made.relay.pk).exists()
