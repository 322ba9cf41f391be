"""The question large, the answer saved as one types, declining with a reason, and what is said when it is too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from depeche.core.relay.rules import Rules
from depeche.web.relay.models import Answer, Draft, Question
from depeche.web.relay.participant.forms import LONGEST_ANSWER
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import DAY, HOUR, World


@pytest.fixture
def asked(world: World) -> Question:
    return world.ask(0, 1, "Hvornår skiftede du mening?")


def url(question: Question) -> str:
    return f"/d/svar/{question.pk}/"


def test_being_asked_is_the_next_thing_and_the_field_stands_under_it(world: World, asked: Question) -> None:
    phone = Phone(world.people[1])
    assert "Du er blevet spurgt" in phone.html
    assert "Svar senest 8. september 2026 kl. 09.00." in phone.html
    phone.fill(url(asked), text="I foråret.")
    assert phone.path == f"{url(asked)}tak/"
    assert "Spørg videre" in phone.html
    assert Answer.objects.get().text == "I foråret."


def test_the_first_due_stands_first_and_the_rest_is_counted(world: World, asked: Question) -> None:
    world.wait(HOUR)
    world.ask(2, 1, "Og hvad så?")
    phone = Phone(world.people[1])
    assert "Hvornår skiftede du mening?" in phone.html
    assert "Og hvad så?" not in phone.html
    assert "endnu 1 spørgsmål" in phone.html


def test_a_draft_of_an_answer_is_found_again_and_gone_when_sent(world: World, asked: Question) -> None:
    phone = Phone(world.people[1])
    phone.send("/d/kladde/", me=world.people[1].pk, answers=asked.pk, text="Det var")
    assert phone.html.startswith("Gemt kl.")
    second = Phone(world.people[1])
    assert ">\nDet var</textarea>" in second.html
    second.open(url(asked)).fill(url(asked), text="Det var i maj.", save="1")
    assert "Din kladde er gemt" in second.html
    assert not Answer.objects.exists()
    second.fill(url(asked), text="Det var i maj.")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"), [("", "Skriv dit svar først."), ("x" * (LONGEST_ANSWER + 1), "højst 6000 tegn")]
)
def test_a_fault_in_the_form_is_told_and_the_text_kept(world: World, asked: Question, text: str, said: str) -> None:
    phone = Phone(world.people[1]).fill(url(asked), text=text)
    assert phone.status == 422
    assert said in phone.html
    assert text in phone.html


def return_it(world: World) -> None:
    world.wait(DAY + timedelta(minutes=1))


def answer_elsewhere(world: World) -> None:
    world.answer(1, Question.objects.get(), "Fra min anden telefon.")


def close(world: World) -> None:
    world.wait(6 * DAY)


@pytest.mark.parametrize(
    ("happen", "said"),
    [
        (return_it, "gået tilbage til den, der stillede det"),
        (answer_elsewhere, "allerede besvaret"),
        (close, "gået tilbage til den, der stillede det"),
    ],
)
def test_an_answer_that_comes_too_late_is_given_back(
    world: World, asked: Question, happen: Callable[[World], None], said: str
) -> None:
    phone = Phone(world.people[1])
    happen(world)
    phone.fill(url(asked), text="Her er mit lange svar.")
    assert phone.status == 409
    for words in ("Ikke sendt", said, "Her er mit lange svar.", "Til forsiden"):
        assert words in phone.html


def test_the_same_answer_twice_is_one(world: World, asked: Question) -> None:
    phone = Phone(world.people[1])
    for _ in range(2):
        phone.send(url(asked), me=world.people[1].pk, text="I foråret.")
        assert phone.path == f"{url(asked)}tak/"
    assert Answer.objects.count() == 1


def test_declining_asks_first_and_tells_the_asker_why(world: World, asked: Question) -> None:
    phone = Phone(world.people[1]).open(f"{url(asked)}sig-nej/")
    for words in ("Vil du sige nej", "går tilbage til den", "Kun den person ser din begrundelse"):
        assert words in phone.html
    asked.refresh_from_db()
    assert asked.status == "waiting"
    assert phone.fill(f"{url(asked)}sig-nej/", reason=" ").status == 422
    phone.fill(f"{url(asked)}sig-nej/", reason="Jeg er ny her.")
    assert phone.path == "/d/"
    assert "Du har sagt nej" in phone.html
    assert "Person 1 sagde nej: ”Jeg er ny her.”" in Phone(world.people[0]).html


def test_declining_too_late_gives_the_reason_back(world: World, asked: Question) -> None:
    phone = Phone(world.people[1]).open(f"{url(asked)}sig-nej/")
    answer_elsewhere(world)
    phone.fill(f"{url(asked)}sig-nej/", reason="Jeg er ny her.")
    assert phone.status == 409
    assert "Jeg er ny her." in phone.html


def test_where_nobody_may_decline_it_is_not_offered_and_refused(make_world: Callable[..., World]) -> None:
    world = make_world(5, Rules(decline=False))
    question = world.ask(0, 1)
    phone = Phone(world.people[1])
    assert "sig-nej" not in phone.html
    phone.send(f"{url(question)}sig-nej/", me=world.people[1].pk, reason="Nej.")
    assert phone.status == 409
    assert "kan man ikke sige nej" in phone.html


def test_only_who_was_asked_can_open_it(world: World, asked: Question) -> None:
    for person in (0, 2):
        phone = Phone(world.people[person])
        assert phone.open(url(asked)).status == 404
        assert phone.open(f"{url(asked)}sig-nej/").status == 404
        assert phone.open(f"{url(asked)}tak/").status == 404
        phone.send(url(asked), me=world.people[person].pk, text="Mig!")
        assert phone.status == 404
    assert not Answer.objects.exists()


def test_after_asking_has_closed_one_may_still_answer_but_is_promised_no_question(world: World) -> None:
    world.wait(3 * DAY + 20 * HOUR)
    question = world.ask(0, 1)
    world.wait(5 * HOUR)
    phone = Phone(world.people[1])
    assert "Der kan svares i" in phone.html
    phone.fill(url(question), text="Lige i sidste øjeblik.")
    assert "Der kan ikke stilles flere spørgsmål" in phone.html
    assert "Spørg videre" not in phone.html
