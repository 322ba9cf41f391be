"""Reported questions: what the facilitator sees, decides, can undo, and hands on as a log."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depeche.web.common.models import OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay.actions import moderate
from depeche.web.relay.models import ModerationAct, Question, Right
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import DAY, HOUR, World

Reason = ModerationAct.Reason


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.FACILITATOR)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def reported(world: World, asker: int = 0, recipient: int = 1, text: str = "Hvorfor er Ib altid syg?") -> Question:
    question = world.ask(asker, recipient, text)
    return moderate.report(
        actor=world.people[recipient], question_id=question.pk, reason=Reason.PERSONAL, note="Om Ib", now=world.now
    )


def page(client: Client, world: World, **query: str) -> str:
    return client.get(reverse("relay:moderation", args=[world.relay.pk]), query).content.decode()


def settle(client: Client, question: Question, way: str, **data: str) -> str:
    address = reverse("relay:settle", args=[question.relay_id, question.pk, way])
    return client.post(address, data, follow=True).content.decode()


def test_a_reported_question_is_seen_with_all_that_is_needed_to_decide(client: Client, world: World) -> None:
    reported(world)
    world.wait(2 * HOUR)
    shown = page(client, world)
    for words in (
        "Hvorfor er Ib altid syg?",
        "Person 0 asks Person 1",
        "Om Ib",
        "it tells something private",
        "2 hours",
    ):
        assert words in shown, words
    monitor = client.get(reverse("relay:monitor", args=[world.relay.pk])).content.decode()
    assert "waits for you to decide" in monitor


def test_who_only_sees_the_relay_is_not_shown_what_was_reported(world: World, signed_in: SignedIn) -> None:
    reported(world)
    analyst = signed_in(world.project, Role.ANALYST)
    assert "Ib altid" not in analyst.get(reverse("relay:monitor", args=[world.relay.pk])).content.decode()
    assert analyst.get(reverse("relay:moderation", args=[world.relay.pk])).status_code == 403


def test_letting_it_go_on_and_holding_it_again(client: Client, world: World) -> None:
    question = reported(world)
    said = settle(client, question, "release", reason="unfounded")
    assert "The question has gone on." in said
    assert "Hold it again" in said
    question.refresh_from_db()
    assert question.status == Question.Status.WAITING
    settle(client, question, "hold", reason="secret")
    question.refresh_from_db()
    assert question.status == Question.Status.HELD
    acts = list(question.moderation.values_list("act", "reason"))
    assert acts == [("reported", "personal"), ("released", "unfounded"), ("held", "secret")]


def test_asking_for_other_words_shows_what_is_read_before_it_is_sent(client: Client, world: World) -> None:
    question = reported(world)
    seen = settle(client, question, "rewrite", act="preview", reason="personal", note="Nævn ingen ved navn.")
    assert "[[link]]" not in seen
    assert "Nævn ingen ved navn." in seen
    question.refresh_from_db()
    assert question.rewrite_asked_at is None
    settle(client, question, "rewrite", reason="personal", note="Nævn ingen ved navn.")
    question.refresh_from_db()
    assert question.rewrite_asked_at == world.now
    assert "is to write it anew" in page(client, world)
    mails = OutboxMail.objects.filter(kind="rewrite", subject_id=question.asker_id)
    assert mails.count() == 1
    assert "waits for you to decide" not in client.get(reverse("relay:monitor", args=[world.relay.pk])).content.decode()


def test_removing_gives_the_asker_another_question_and_cannot_be_undone(client: Client, world: World) -> None:
    question = reported(world)
    asked = client.get(reverse("relay:settle", args=[world.relay.pk, question.pk, "remove"])).content.decode()
    assert "This cannot be undone." in asked
    settle(client, question, "remove", reason="offensive", note="")
    question.refresh_from_db()
    assert question.status == Question.Status.REMOVED
    assert Right.objects.filter(participant=question.asker, source=question, status="open").count() == 1
    assert "This question is not held any more" in settle(client, question, "release", reason="other")


def test_a_reason_is_needed_and_must_fit(client: Client, world: World) -> None:
    question = reported(world)
    assert 'id="id_reason-error"' in settle(client, question, "remove", note="Kort")
    assert 'id="id_reason-error"' in settle(client, question, "remove", reason="unfounded")
    assert 'id="id_note-error"' in settle(client, question, "remove", reason="other", note="x" * 2001)
    question.refresh_from_db()
    assert question.status == Question.Status.HELD


def test_a_waiting_question_is_found_and_held(client: Client, world: World) -> None:
    question = world.ask(0, 1, "Hvad koster kaffen?")
    world.ask(2, 3, "Hvad lærte I?")
    address = reverse("relay:settle", args=[world.relay.pk, question.pk, "hold"])
    for search in ("kaffen", "Person 0", "hvad koster"):
        shown = page(client, world, q=search)
        assert shown.count(address) == 1
        assert "lærte" not in shown
    settle(client, question, "hold", reason="secret")
    assert "kaffen" in page(client, world)
    assert "No question that waits" in page(client, world, q="kaffen")


def test_a_relay_that_is_closed_is_not_moderated_any_more(client: Client, world: World) -> None:
    question = reported(world)
    world.wait(6 * DAY)
    shown = page(client, world)
    assert "No question is held" in shown
    assert "Hold a question yourself" not in shown
    for way in ("release", "remove", "hold"):
        settle(client, question, way, reason="other")
    question.refresh_from_db()
    assert question.status not in {Question.Status.WAITING, Question.Status.HELD}
    assert list(question.moderation.values_list("act", flat=True)) == ["reported"]


def test_the_log_holds_codes_times_and_roles_and_nobodys_words(client: Client, world: World) -> None:
    question = reported(world, text="=SUM(A1) er Ib syg?")
    settle(client, question, "rewrite", reason="personal", note="Nævn ingen.")
    moderate.rewrite(actor=world.people[0], question_id=question.pk, text="Hvordan har I det?", now=world.now)
    response = client.get(reverse("relay:moderation_log", args=[world.relay.pk]))
    assert "attachment" in response["Content-Disposition"]
    raw = response.content
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert [(row[3], row[5], row[7]) for row in rows[1:]] == [
        ("reported", "personal", "the one who was asked"),
        ("rewrite", "personal", "facilitator"),
        ("rewritten", "", "the one who asked"),
    ]
    assert rows[1][1] == "2026-09-07 09.00.00"
    for words in ("Ib", "SUM", "Person", "ingen", "Bo Berg", "Hvordan"):
        assert words not in raw.decode(), words


def test_the_page_asks_as_much_for_three_as_for_one(client: Client, world: World) -> None:
    counts = []
    for pairs in (((0, 1),), ((2, 3), (3, 4))):
        for asker, recipient in pairs:
            reported(world, asker, recipient)
        with CaptureQueriesContext(connection) as caught:
            page(client, world, q="Hvad")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_draft_says_that_nothing_has_been_asked(client: Client, world: World) -> None:
    world.relay.__class__.objects.filter(pk=world.relay.pk).update(phase="draft")
    assert "Nothing has been asked yet" in page(client, world)
    assert client.get(reverse("relay:settle", args=[world.relay.pk, 10**6, "release"])).status_code == 404


def test_hints_stand_beside_a_held_question_and_decide_nothing(client: Client, world: World) -> None:
    question = reported(world, text="Kan Person 3 ringe til Mette Holm på 20 30 40 51? Hendes nummer er 010190-1234.")
    shown = page(client, world)
    assert "Look twice:" in shown
    for words in (
        "a name (“Person 3”)",
        "a name (“Mette Holm”)",
        "a phone number (“20 30 40 51”)",
        "looks like a CPR number",
    ):
        assert words in shown, words
    beside = shown.partition("Look twice:")[2].partition("</p>")[0]
    assert "010190" not in beside
    settling = client.get(reverse("relay:settle", args=[world.relay.pk, question.pk, "release"])).content.decode()
    assert "looks like a CPR number" in settling
    question.refresh_from_db()
    assert question.status == Question.Status.HELD


def test_no_hint_is_shown_where_there_is_none(client: Client, world: World) -> None:
    reported(world, text="Hvordan får vi mere tid til de borgere, der venter længst?")
    assert "Look twice:" not in page(client, world)
