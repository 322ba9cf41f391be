"""Whom to ask, writing, drafts, sending once, and what is said when a rule says no."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from depeche.core.relay.rules import Recipient, Rules
from depeche.web.relay import actions
from depeche.web.relay.models import Draft, Group, Participant, Question
from depeche.web.relay.participant.forms import LONGEST_QUESTION
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, World

CHOOSE = "/d/spoerg/"


def write_url(person: Participant) -> str:
    return f"{CHOOSE}{person.pk}/"


def row_of(phone: Phone, person: Participant) -> str:
    found: list[str] = re.findall(r'<li class="may.*?</li>', phone.html, re.DOTALL)
    rows = [row for row in found if person.name in row]
    assert len(rows) == 1, person.name
    return rows[0]


@pytest.mark.parametrize("recipient", ["-1", "0", str(-(2**70)), str(2**70), "x"])
def test_somebody_who_cannot_be_is_not_asked(world: World, recipient: str) -> None:
    question = world.ask(0, 1)
    actions.decline(actor=world.people[1], question_id=question.pk, reason="Ikke mig.", now=world.now)
    phone = Phone(world.people[0])
    phone.send(f"/d/spoerg-igen/{question.pk}/", me=world.people[0].pk, recipient=recipient, client_key=uuid4())
    assert phone.status == 200
    assert "Hvem vil du spørge" in phone.html


def test_people_stand_as_rows_with_what_one_needs_to_choose(world: World) -> None:
    phone = Phone(world.people[0]).open(CHOOSE)
    row = row_of(phone, world.people[1])
    for word in ("Leder, Kommune 1", "Drift", "Ikke spurgt endnu", f'href="{write_url(world.people[1])}"'):
        assert word in row
    assert f">{world.people[0].name}<" not in phone.html
    assert "4 personer" in phone.html


def test_who_cannot_be_asked_is_shown_with_the_reason_and_without_a_link(make_world: Callable[..., World]) -> None:
    world = make_world(6)
    world.ask(0, 1)
    world.ask(2, 3)
    world.ask(4, 3)
    phone = Phone(world.people[0]).open(CHOOSE)
    for index, reason in ((1, "Har du allerede spurgt"), (3, "Har to spørgsmål i kø")):
        row = row_of(phone, world.people[index])
        assert reason in row
        assert "href" not in row


def test_who_has_received_enough_is_shown_so_until_the_others_have(make_world: Callable[..., World]) -> None:
    world = make_world(4, Rules(received_cap=2))
    known, me = world.people[0], world.people[3]
    world.answer(0, world.ask(1, 0))
    phone = Phone(me).open(write_url(known))
    world.answer(0, world.ask(2, 0))
    phone.fill(write_url(known), text="Hvad lærte du?")
    assert "Der er andre, der har fået færre" in phone.html
    assert "Hvad lærte du?" in phone.html
    row = row_of(phone.open(CHOOSE), known)
    assert "Har fået nok spørgsmål indtil videre" in row
    assert "href" not in row
    Participant.objects.filter(relay=world.relay).update(received_count=2)
    assert "href" in row_of(phone.open(CHOOSE), known)


def test_a_rule_about_groups_leaves_the_own_group_out(make_world: Callable[..., World]) -> None:
    world = make_world(5, Rules(recipient=Recipient.OTHER_GROUP))
    phone = Phone(world.people[0]).open(CHOOSE)
    assert "Din egen gruppe" in row_of(phone, world.people[2])
    assert "href" in row_of(phone, world.people[1])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=PERSON+3", {3}),
        ("q=kommune+2+leder", {2}),
        ("sector=region", {1, 4}),
        ("unasked=on", {2, 3, 4}),
        ("q=findes+ikke", set()),
        ("group=99999999999999999999", {1, 2, 3, 4}),
        ("sector=x&page=abc", {1, 2, 3, 4}),
    ],
)
def test_search_and_filters_work_without_javascript(world: World, query: str, found: set[int]) -> None:
    world.ask(2, 1)
    phone = Phone(world.people[0]).open(f"{CHOOSE}?{query}")
    assert phone.status == 200
    names = set(re.findall(r"<(?:strong|a [^>]*)>(Person \d+)<", phone.html))
    assert names == {world.people[index].name for index in found}
    if not found:
        assert "Ingen passer til din søgning" in phone.html


def test_a_group_narrows_the_list(world: World) -> None:
    drift = Group.objects.get(relay=world.relay, name="Drift")
    phone = Phone(world.people[0]).open(f"{CHOOSE}?group={drift.pk}")
    assert "2 personer" in phone.html


def test_htmx_gets_the_list_alone(world: World) -> None:
    phone = Phone(world.people[0])
    response = phone.client.get(f"{CHOOSE}?q=person+1", headers={"HX-Request": "true"}, secure=True)
    html = response.content.decode()
    assert html.lstrip().startswith('<section id="people"')
    assert "1 person" in html


def test_people_come_thirty_at_a_time_and_the_search_goes_along(make_world: Callable[..., World]) -> None:
    world = make_world(64)
    phone = Phone(world.people[0]).open(f"{CHOOSE}?q=person")
    assert phone.html.count('<li class="may') == 30
    assert "?q=person&amp;page=2" in phone.html
    assert phone.open(f"{CHOOSE}?q=person&page=3").html.count('<li class="may') == 3


def test_the_form_sent_twice_is_one_question(world: World) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    key = re.search(r'name="client_key" value="([^"]+)"', phone.html)
    assert key
    for _ in range(2):
        phone.send(write_url(world.people[1]), me=world.people[0].pk, text="Hvad nu?", client_key=key[1])
        assert phone.path.startswith("/d/sendt/")
        assert f"Sendt til {world.people[1].name}" in phone.html
    assert Question.objects.count() == 1


def test_two_pages_with_different_keys_and_one_right_keep_the_second_text(world: World) -> None:
    phone = Phone(world.people[0])
    for text in ("Det første?", "Det andet?"):
        phone.send(write_url(world.people[1]), me=world.people[0].pk, text=text, client_key=uuid4())
    assert phone.status == 409
    assert "ingen spørgsmål tilbage" in phone.html
    assert "Det andet?" in phone.html
    assert Draft.objects.get(participant=world.people[0]).text == "Det andet?"
    assert "Din kladde til Person 1 er gemt" in phone.open("/d/").html


def fill_queue(world: World) -> None:
    world.ask(2, 1)
    world.ask(3, 1)


def close(world: World) -> None:
    world.wait(4 * DAY + timedelta(minutes=1))


def take_out(world: World) -> None:
    actions.suspend(actor=world.user, participant=world.people[1], now=world.now)


@pytest.mark.parametrize(
    ("happen", "said", "todo"),
    [
        (fill_queue, "En anden kom først", "Vælg en anden"),
        (close, "Stafetten er lukket", "Kopiér din tekst"),
        (take_out, "ikke længere med", "Vælg en anden"),
    ],
)
def test_what_happened_in_the_meantime_is_told_and_the_text_kept(
    world: World, happen: Callable[[World], None], said: str, todo: str
) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    happen(world)
    phone.fill(write_url(world.people[1]), text="Hvordan har I det med tal?")
    assert phone.status == 409
    for words in ("Ikke sendt", said, todo, "Hvordan har I det med tal?"):
        assert words in phone.html
    assert not Question.objects.filter(asker=world.people[0]).exists()
    assert Draft.objects.get(participant=world.people[0]).text == "Hvordan har I det med tal?"


@pytest.mark.parametrize(
    ("text", "said"),
    [("   ", "Skriv dit spørgsmål først."), ("x" * (LONGEST_QUESTION + 7), "højst 2000 tegn (den har 2007)")],
)
def test_a_fault_in_the_form_is_told_and_the_text_kept(world: World, text: str, said: str) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    phone.fill(write_url(world.people[1]), text=text)
    assert phone.status == 422
    assert said in phone.html
    assert 'class="error-summary" role="alert"' in phone.html
    assert text.strip() in phone.html


def test_line_ends_count_as_one_character(world: World) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    phone.fill(write_url(world.people[1]), text="a\r\n" * (LONGEST_QUESTION // 2) + "b")
    assert phone.status == 422
    phone.fill(write_url(world.people[1]), text="a\r\n" * (LONGEST_QUESTION // 2 - 1) + "b")
    assert Question.objects.get().text.count("\r") == 0


def test_the_page_says_to_whom_and_when_it_comes_back(world: World) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    for words in (
        "Leder, Kommune 1",
        "Send til Person 1",
        "Ingen får at vide, at det er dig, der spørger",
        "8. september 2026",
    ):
        assert words in phone.html


# Drafts


def test_a_draft_is_saved_as_one_types_and_found_again(world: World) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    phone.send("/d/kladde/", me=world.people[0].pk, recipient=world.people[1].pk, answers="", text="Hvad nu\r\nhvis")
    assert (phone.status, phone.html) == (200, "Gemt kl. 9.00".replace("9.00", "09.00"))
    second = Phone(world.people[0])
    assert f"Du er begyndt på et spørgsmål til {world.people[1].name}" in second.html
    assert "Hvad nu\nhvis" in second.open(write_url(world.people[2])).html


def test_a_draft_without_javascript_has_its_button(world: World) -> None:
    phone = Phone(world.people[0]).open(write_url(world.people[1]))
    phone.fill(write_url(world.people[1]), text="Halvt", save="1")
    assert phone.path == "/d/"
    assert "Din kladde er gemt" in phone.html
    assert not Question.objects.exists()
    assert Draft.objects.get().text == "Halvt"


def test_an_autosave_that_comes_after_the_question_does_not_bring_it_back(world: World) -> None:
    key = uuid4()
    phone = Phone(world.people[0])
    fields = {"me": world.people[0].pk, "text": "Hvad nu?", "client_key": key}
    phone.send(write_url(world.people[1]), **fields)
    assert phone.send("/d/kladde/", recipient=world.people[1].pk, **fields).status == 200
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": "x" * 50_001}, 422),
        ({"text": "x", "answers": "9" * 30}, 422),
        ({"text": "x", "answers": "123456"}, 409),
        ({"text": "x" * 10_001}, 409),
    ],
)
def test_a_draft_that_cannot_be_saved_says_so(world: World, fields: dict[str, str], status: int) -> None:
    assert Phone(world.people[0]).send("/d/kladde/", me=world.people[0].pk, **fields).status == status
    assert not Draft.objects.exists()


def test_a_draft_is_not_saved_by_get(world: World) -> None:
    assert Phone(world.people[0]).open("/d/kladde/?text=x").status == 405


# A question that came back


@pytest.fixture
def returned(make_world: Callable[..., World]) -> tuple[World, Question]:
    world = make_world()
    question = world.ask(0, 1, "Hvad har I opgivet?")
    world.wait(DAY + timedelta(minutes=1))
    return world, question


def test_a_question_that_came_back_is_the_next_thing(returned: tuple[World, Question]) -> None:
    world, question = returned
    phone = Phone(world.people[0])
    for words in ("Dit spørgsmål er kommet tilbage", "Hvad har I opgivet?", "Der kom intet svar i tide."):
        assert words in phone.html
    assert f"?again={question.pk}" in phone.html


def test_it_goes_to_somebody_else_by_one_button_and_only_once(returned: tuple[World, Question]) -> None:
    world, question = returned
    Draft.objects.create(participant=world.people[0], text="En anden tanke", saved_at=world.now)
    phone = Phone(world.people[0]).open(f"{CHOOSE}?again={question.pk}")
    again = f"/d/spoerg-igen/{question.pk}/"
    fields = dict(re.findall(r'name="(me|client_key)" value="([^"]*)"', phone.form(again)))
    for _ in range(2):
        phone.send(again, recipient=world.people[2].pk, **fields)
        assert phone.path.startswith("/d/sendt/")
    assert phone.open(again).path == CHOOSE
    assert phone.send(again, recipient=world.people[3].pk, me=fields["me"], client_key=uuid4()).status == 409
    assert "Til forsiden" in phone.html
    sent = Question.objects.get(resent_from=question)
    assert (sent.recipient, sent.text) == (world.people[2], "Hvad har I opgivet?")
    assert Draft.objects.get().text == "En anden tanke"


def test_it_may_be_edited_first_beside_another_draft(returned: tuple[World, Question]) -> None:
    world, question = returned
    Draft.objects.create(participant=world.people[0], text="En anden tanke", saved_at=world.now)
    phone = Phone(world.people[0]).open(f"{write_url(world.people[2])}?again={question.pk}")
    assert "Hvad har I opgivet?" in phone.html
    phone.send(
        "/d/kladde/", me=world.people[0].pk, answers=question.pk, recipient=world.people[2].pk, text="Hvad opgav I?"
    )
    assert phone.status == 200
    phone.open(f"{write_url(world.people[2])}?again={question.pk}")
    assert "Hvad opgav I?" in phone.html
    phone.fill(write_url(world.people[2]), text="Hvad opgav I sidst?")
    assert Question.objects.get(resent_from=question).text == "Hvad opgav I sidst?"
    assert Draft.objects.get().text == "En anden tanke"


def test_who_cannot_get_it_is_told_on_the_list(returned: tuple[World, Question]) -> None:
    world, question = returned
    fill_queue_of_two(world)
    phone = Phone(world.people[0]).open(f"{CHOOSE}?again={question.pk}")
    phone.send(
        f"/d/spoerg-igen/{question.pk}/", me=world.people[0].pk, recipient=world.people[2].pk, client_key=uuid4()
    )
    assert phone.status == 409
    assert "En anden kom først" in phone.html
    assert "Hvad har I opgivet?" in phone.html


def fill_queue_of_two(world: World) -> None:
    world.ask(3, 2)
    world.ask(4, 2)


def test_somebody_elses_question_cannot_be_sent_again(returned: tuple[World, Question]) -> None:
    world, question = returned
    phone = Phone(world.people[1]).send(
        f"/d/spoerg-igen/{question.pk}/", me=world.people[1].pk, recipient=world.people[2].pk, client_key=uuid4()
    )
    assert phone.status == 404
