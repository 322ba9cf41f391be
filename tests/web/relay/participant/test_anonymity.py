"""How much is shown of the one who asked: nothing, the group, or the name, and the same on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.common.models import OutboxMail
from depeche.web.relay.models import Question
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World

MakeWorld = Callable[..., World]
GROUP = "Top"  # of everybody with an even number; the others are "Drift"


def make(make_world: MakeWorld, anonymity: Anonymity, people: int = 12) -> tuple[World, Question]:
    """Person 0 (Top) has asked person 1 (Drift)."""
    w = make_world(people, Rules(anonymity=anonymity))
    return w, w.ask(0, 1, "Hvad fik dig til at blive?")


def main(phone: Phone) -> str:
    return phone.html.partition("<main")[2].partition("</main>")[0]


def before_the_close(w: World, question: Question) -> list[str]:
    """Every page on which a question that was put to somebody stands."""
    phone = Phone(w.people[1])
    pages = ["/d/", f"/d/svar/{question.pk}/", f"/d/svar/{question.pk}/sig-nej/", f"/d/svar/{question.pk}/meld/"]
    return [main(phone.open(page)) for page in pages]


def after_the_close(w: World, question: Question) -> list[str]:
    w.answer(1, question)
    w.wait(timedelta(days=6))
    reader = Phone(w.people[4])
    everything = main(reader.open("/d/laes/"))
    return [everything[everything.index("qa-question") :], main(reader.open(f"/d/traad/{question.pk}/"))]


def test_hidden_askers_are_on_no_page(make_world: MakeWorld) -> None:
    w, question = make(make_world, Anonymity.HIDDEN)
    for page in before_the_close(w, question) + after_the_close(w, question):
        assert "Hvad fik dig til at blive?" in page
        assert "Person 0" not in page
        assert GROUP not in page


def test_a_group_is_shown_and_no_name(make_world: MakeWorld) -> None:
    w, question = make(make_world, Anonymity.GROUP)
    for page in before_the_close(w, question):
        assert "En fra Top spørger dig:" in page
        assert "Person 0" not in page
    for page in after_the_close(w, question):
        assert "Spørgsmål fra Top" in page
        assert "Person 0" not in page


def test_a_small_group_is_not_shown(make_world: MakeWorld) -> None:
    w, question = make(make_world, Anonymity.GROUP, people=8)  # four in each
    for page in before_the_close(w, question) + after_the_close(w, question):
        assert GROUP not in page


def test_a_name_is_shown_to_whoever_gets_the_question_and_to_all_after_the_close(make_world: MakeWorld) -> None:
    w, question = make(make_world, Anonymity.NAMED)
    for page in before_the_close(w, question):
        assert "Person 0 spørger dig:" in page
    w.pass_on(1, question, 3)
    assert "Person 0 spørger dig:" in main(Phone(w.people[3]).open("/d/"))
    w.answer(3, question)
    thread = main(Phone(w.people[3]).open(f"/d/traad/{question.pk}/"))
    assert "Person 0 spurgte dig, givet videre af Person 1" in thread
    w.wait(timedelta(days=6))
    everything = main(Phone(w.people[4]).open("/d/laes/"))
    assert "Person 0 spurgte" in everything
    assert "Svar fra Drift" in everything
    for name in ("Person 1", "Person 3"):
        assert name not in everything


def test_nobody_else_sees_a_name_before_the_close(make_world: MakeWorld) -> None:
    w, question = make(make_world, Anonymity.NAMED)
    assert Phone(w.people[2]).open(f"/d/traad/{question.pk}/").status == 404


@pytest.mark.parametrize("anonymity", Anonymity)
def test_no_mail_names_the_asker(make_world: MakeWorld, anonymity: Anonymity) -> None:
    """The page does, where the rules say so; mailboxes are read by others."""
    w, question = make(make_world, anonymity)
    w.pass_on(1, question, 3)
    to_recipients = OutboxMail.objects.filter(kind="question")
    assert to_recipients.count() == 2
    for mail in to_recipients:
        assert "Person 0" not in mail.subject + mail.text + mail.html


def test_one_can_look_for_who_asked_only_where_that_is_shown(make_world: MakeWorld) -> None:
    for anonymity, offered in ((Anonymity.HIDDEN, False), (Anonymity.GROUP, True), (Anonymity.NAMED, True)):
        w, question = make(make_world, anonymity)
        groups = [person.group_id for person in w.people[:2]]
        after_the_close(w, question)
        phone = Phone(w.people[4]).open("/d/laes/")
        assert ('name="asked_by"' in phone.html) is offered
        found = ["Hvad fik dig" in phone.open(f"/d/laes/?asked_by={group}").html for group in groups]
        assert found == ([True, False] if offered else [True, True])
        found = ["Hvad fik dig" in phone.open(f"/d/laes/?group={group}").html for group in groups]
        assert found == [False, True]


@pytest.mark.parametrize(
    ("anonymity", "said"),
    [
        (Anonymity.HIDDEN, "Ingen får at vide, at det er dig, der spørger."),
        (Anonymity.GROUP, "hvilken gruppe du er fra, men ikke at det er dig"),
        (Anonymity.NAMED, "Den, du spørger, ser, at det er dig, der spørger."),
    ],
)
def test_whoever_asks_is_told_before_writing(make_world: MakeWorld, anonymity: Anonymity, said: str) -> None:
    w = make_world(6, Rules(anonymity=anonymity))
    phone = Phone(w.people[0])
    with translation.override("da"):
        assert said in phone.open("/d/").html
        assert said in phone.open(f"/d/spoerg/{w.people[1].pk}/").html
