"""Every page in every phase; the languages; and the same number of queries for three people as for a thousand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depeche.core.relay.rules import Rules, Start
from depeche.web.relay import work
from depeche.web.relay.models import Participant, Phase, Question
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, HOUR, START, World

MINUTE = timedelta(minutes=1)


def invited(make: Callable[..., World]) -> World:
    world = make(opened=False)
    world.wait(HOUR + MINUTE)
    return world


def running(make: Callable[..., World]) -> World:
    world = make(10, Rules(answer_within=None))
    first = world.ask(0, 1, "Hvad lærte I?")
    world.answer(1, first, "At lytte.")
    world.ask(1, 2, "Til hvem?")
    world.ask(3, 0, "Hvem spørger du selv?")
    return world


def answering(make: Callable[..., World]) -> World:
    world = running(make)
    world.wait(4 * DAY + MINUTE)
    return world


def closed(make: Callable[..., World]) -> World:
    world = running(make)
    world.wait(5 * DAY + MINUTE)
    return world


PHASES = {Phase.INVITED: invited, Phase.OPEN: running, Phase.ANSWERING: answering, Phase.CLOSED: closed}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(
    ("path", "stays_in"),
    [
        ("/d/", set(PHASES)),
        ("/d/om/", set(PHASES)),
        ("/d/spoerg/", {Phase.OPEN}),
        ("/d/spoerg/{person}/", {Phase.OPEN}),
        ("/d/laes/", {Phase.CLOSED}),
    ],
)
def test_each_page_in_each_phase(
    make_world: Callable[..., World], phase: Phase, path: str, stays_in: set[Phase]
) -> None:
    world = PHASES[phase](make_world)
    world.relay.refresh_from_db()
    assert world.relay.phase == phase
    phone = Phone(world.people[0])
    wanted = path.format(person=world.people[3].pk)
    phone.open(wanted)
    assert phone.status == 200
    assert phone.path == (wanted if phase in stays_in else "/d/")


@pytest.mark.parametrize(
    ("phase", "person", "words"),
    [
        (Phase.INVITED, 0, ("Stafetten åbner om", "Vi kender ikke hinanden.", "Hvad der sker med dine ord", "Top")),
        (Phase.OPEN, 0, ("Du er blevet spurgt", "Hvem spørger du selv?", "Mine tråde", "Der kan stilles spørgsmål i")),
        (Phase.OPEN, 4, ("Stil et spørgsmål", "1 spørgsmål tilbage")),
        (Phase.OPEN, 3, ("Dit spørgsmål er sendt af sted", "Hvem spørger du selv?", "Ingen spørgsmål tilbage")),
        (Phase.ANSWERING, 0, ("Du er blevet spurgt", "Der kan svares i")),
        (Phase.ANSWERING, 4, ("Du behøver ikke gøre noget", "Der stilles ikke flere spørgsmål")),
        (Phase.CLOSED, 0, ("Stafetten er slut", "3 spørgsmål og givet 1 svar", "Mine tråde")),
    ],
)
def test_the_front_page_says_the_one_next_thing(
    make_world: Callable[..., World], phase: Phase, person: int, words: tuple[str, ...]
) -> None:
    world = PHASES[phase](make_world)
    phone = Phone(world.people[person])
    for said in words:
        assert said in phone.html
    assert phone.html.count('class="next-thing"') == 1
    assert phone.html.count("<h1>") == 1


def test_before_any_date_the_page_says_so(make_world: Callable[..., World]) -> None:
    world = make_world(opened=False)
    world.relay.phase, world.relay.invites_at, world.relay.opens_at = Phase.DRAFT, None, None
    world.relay.save()
    assert "ikke fået en dato endnu" in Phone(world.people[0]).html


def test_the_relay_speaks_its_language_until_the_reader_chooses(world: World) -> None:
    world.relay.language = "en"
    world.relay.save()
    phone = Phone(world.people[0])
    assert "1 question left" in phone.html
    assert '<html lang="en">' in phone.html
    phone.send("/sprog/setlang/", language="da", next="/d/")
    assert phone.path == "/d/"
    assert "1 spørgsmål tilbage" in phone.html
    phone.send("/sprog/setlang/", language="en", next="/d/om/")
    assert "What happens to my words" in phone.html


def test_a_question_that_was_answered_leads_to_its_thread(make_world: Callable[..., World]) -> None:
    world = running(make_world)
    question = Question.objects.get(text="Hvad lærte I?")
    assert Phone(world.people[1]).open(f"/d/svar/{question.pk}/").path == f"/d/traad/{question.pk}/"


def test_numbers_too_large_for_the_database_are_not_found(world: World) -> None:
    phone = Phone(world.people[0])
    for path in ("svar", "traad", "sendt", "spoerg", "spoerg-igen"):
        assert phone.open(f"/d/{path}/{'9' * 30}/").status == 404


def add_people(world: World, count: int) -> None:
    Participant.objects.bulk_create(
        Participant(
            relay=world.relay,
            group=world.people[0].group,
            name=f"Flere {i:04}",
            search=f"flere {i:04}",
            email=f"flere{i}@example.test",
            sector="state",
            joined_at=world.now,
        )
        for i in range(count)
    )


def queries(phone: Phone, path: str) -> int:
    phone.open(path)  # the first time a process does a thing it may look up more
    with CaptureQueriesContext(connection) as captured:
        phone.open(path)
    assert phone.status == 200
    return len(captured)


@pytest.mark.parametrize("phase", [Phase.INVITED, Phase.OPEN, Phase.CLOSED])
def test_a_thousand_people_cost_no_more_queries(make_world: Callable[..., World], phase: Phase) -> None:
    world = PHASES[phase](make_world)
    phone = Phone(world.people[0])
    paths = {
        Phase.INVITED: ["/d/", "/d/om/"],
        Phase.OPEN: ["/d/", "/d/om/", "/d/spoerg/", "/d/spoerg/?q=e", f"/d/spoerg/{world.people[4].pk}/"],
        Phase.CLOSED: ["/d/", "/d/om/", "/d/laes/"],
    }[phase]
    before = {path: queries(phone, path) for path in paths}
    add_people(world, 1_000)
    assert {path: queries(phone, path) for path in paths} == before
    assert max(before.values()) <= 12


def test_more_questions_and_threads_cost_no_more_queries(make_world: Callable[..., World]) -> None:
    world = make_world(9, Rules(waiting_cap=None, answer_within=None))
    asked = [world.ask(index, 0) for index in range(1, 4)]
    world.answer(0, asked[0])
    phone = Phone(world.people[0])
    paths = ["/d/", f"/d/traad/{asked[0].pk}/"]
    before = {path: queries(phone, path) for path in paths}
    for question in asked[1:]:
        world.answer(0, question)
    for index in (5, 6, 7):
        world.ask(0, index)
        world.ask(index, 0)
    assert {path: queries(phone, path) for path in paths} == before


@pytest.mark.parametrize("path", ["/d/", "/d/om/"])
def test_participants_are_told_who_answers_for_the_data(make_world: Callable[..., World], path: str) -> None:
    """The page on privacy says that it stands here."""
    world = invited(make_world)
    world.project.controller = "Kommunernes Hus"
    world.project.save()
    world.relay.reply_to = "karen@kommune.test"
    world.relay.save(update_fields=["reply_to"])
    html = Phone(world.people[0]).open(path).html
    assert "Kommunernes Hus er dataansvarlig." in html
    assert "karen@kommune.test" in html
    assert 'href="/privatliv/"' in html


def test_whoever_does_not_begin_is_told_what_happens_instead(make_world: Callable[..., World]) -> None:
    rules = Rules(start=Start.STARTERS)
    before = make_world(5, rules, opened=False, starters=[0])
    before.now = START - HOUR
    work.tick(before.now)
    assert "kan stille dit første spørgsmål" in Phone(before.people[0]).open("/d/").html
    assert "kan andre spørge dig" in Phone(before.people[1]).open("/d/").html
    running = make_world(5, rules, starters=[0])
    page = Phone(running.people[1]).open("/d/").html
    assert "Når du svarer, må du spørge." in page
    assert "Du har brugt dit spørgsmål" not in page
