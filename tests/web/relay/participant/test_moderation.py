"""Passing on, reporting, rewriting and taking back, as people meet them on their phones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from depeche.core.relay.rules import Rules
from depeche.web.relay import actions
from depeche.web.relay.models import Draft, ModerationAct, Participant, Question
from tests.web.relay.balance import check
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import HOUR, World

HOME = "/d/"
Reason = ModerationAct.Reason
MakeWorld = Callable[..., World]


def to(question: Question, what: str = "") -> str:
    return f"/d/svar/{question.pk}/{what}"


def own(question: Question, what: str) -> str:
    return f"/d/sendt/{question.pk}/{what}/"


def settle(w: World, what: str, question: Question, note: str = "") -> None:
    extra = {} if what in {"hold", "release"} else {"note": note}
    getattr(actions, what)(actor=w.user, question=question, reason=Reason.PERSONAL, now=w.now, **extra)


# Pass on


def test_a_question_is_passed_on_by_the_button_beside_a_name(world: World) -> None:
    question = world.ask(0, 1, "Hvad kostede det?")
    phone = Phone(world.people[1]).open(to(question))
    assert to(question, "giv-videre/") in phone.html
    phone.open(to(question, "giv-videre/"))
    assert "Hvad kostede det?" in phone.html
    assert "Person 3" in phone.html
    phone.fill(to(question, "giv-videre/"), to=world.people[3].pk)
    assert phone.path == HOME
    assert "givet spørgsmålet videre til Person 3" in phone.html
    assert "Hvad kostede det?" not in phone.html
    got = Phone(world.people[3]).open(HOME)
    assert "Hvad kostede det?" in got.html
    assert "Person 1 fik spørgsmålet først og har givet det videre til dig" in got.html
    assert "Person 0" not in got.html
    asker = Phone(world.people[0]).open(HOME)
    assert "Person 1 gav det videre til Person 3" in asker.html
    check(world.relay)


def test_pressing_twice_passes_on_once(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[1])
    for _ in range(2):
        phone.open(HOME)
        phone.send(to(question, "giv-videre/"), me=world.people[1].pk, to=world.people[3].pk)
        assert (phone.status, phone.path) == (200, HOME)
        assert "givet spørgsmålet videre til Person 3" in phone.html
    check(world.relay)


def test_whoever_passes_it_on_cannot_tell_the_asker_from_others(make_world: MakeWorld) -> None:
    """Named the asker, it returns to them; nothing the passer can open, then or later, says so."""
    returned, passed = _what_the_passer_sees(make_world(6), 0), _what_the_passer_sees(make_world(6), 3)
    assert returned == passed


def _what_the_passer_sees(w: World, named: int) -> list[object]:
    """Person 1 passes a question of person 0's on; everything they are shown, with the name replaced."""
    w.answer(1, w.ask(2, 1))  # so that there is a right to ask with
    question = w.ask(0, 1)
    phone, pages = Phone(w.people[1]), [HOME, "/d/spoerg/", "/d/spoerg/?unasked=on", f"/d/spoerg/{w.people[named].pk}/"]
    pages += [to(question), to(question, "giv-videre/"), to(question, "meld/"), to(question, "sig-nej/")]
    pages += [own(question, "skriv-om"), f"/d/traad/{question.pk}/"]
    phone.open(to(question, "giv-videre/"))
    before = phone.html.count("Giv videre<")
    phone.fill(to(question, "giv-videre/"), to=w.people[named].pk)
    seen: list[object] = [before]
    for page in pages:
        phone.open(page)
        lines = [line for line in phone.html.splitlines() if f"Person {named}<" in line or f"Person {named}." in line]
        near = phone.html.partition(f"Person {named}<")[2][:400].partition("</li>")[0]
        path = phone.path.replace(f"/{question.pk}/", "/q/").replace(f"/{w.people[named].pk}/", "/n/")
        seen += [phone.status, path, len(lines), "Ikke spurgt" in near]
    w.wait(timedelta(days=6))
    seen.append(phone.open(f"/d/traad/{question.pk}/").html.count("Du blev spurgt"))
    return seen


def test_the_list_is_searched_and_says_who_cannot_get_it(world: World) -> None:
    question = world.ask(0, 1)
    world.ask(2, 4)
    world.ask(3, 4)
    world.pass_on(1, question, 2)
    phone = Phone(world.people[2]).open(to(question, "giv-videre/"))
    assert "to spørgsmål" in phone.html
    assert "Har haft spørgsmålet" in phone.html
    assert "Person 2" not in phone.form(to(question, "giv-videre/"))
    phone.open(to(question, "giv-videre/?q=Person+3"))
    form = phone.form(to(question, "giv-videre/"))
    assert ("Person 3" in form, "Person 4" in form) == (True, False)
    assert "Ingen passer" in phone.open(to(question, "giv-videre/?q=Ukendt")).html


def test_one_page_of_many_people_takes_few_queries(
    make_world: MakeWorld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    w = make_world(40)
    question = w.ask(0, 1)
    phone = Phone(w.people[1])
    with django_assert_max_num_queries(14):
        phone.open(to(question, "giv-videre/"))
    assert phone.html.count('name="to"') == 30


def test_a_refusal_stays_on_the_page(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[1]).open(to(question, "giv-videre/"))
    world.ask(2, 4)
    world.ask(3, 4)
    phone.fill(to(question, "giv-videre/"), to=world.people[4].pk)
    assert phone.status == 409
    assert "Vælg en anden." in phone.html
    assert "Din tekst" not in phone.html


def test_what_is_not_mine_any_more_cannot_be_passed_on(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[1]).open(to(question, "giv-videre/"))
    world.pass_on(1, question, 2)
    phone.fill(to(question, "giv-videre/"), to=world.people[3].pk)
    assert phone.path == HOME
    assert "Du har ikke længere spørgsmålet" in phone.html
    assert phone.send(to(question, "giv-videre/"), me=world.people[1].pk, to="x").status == 404


def test_no_way_leads_where_the_rules_do_not_go(make_world: MakeWorld) -> None:
    w = make_world(5, Rules(pass_on=False, report=False))
    question = w.ask(0, 1)
    phone = Phone(w.people[1]).open(to(question))
    assert "giv-videre" not in phone.html
    assert "meld/" not in phone.html
    assert phone.open(to(question, "giv-videre/")).path == to(question)
    ends = make_world(5, Rules(hops_per_thread=2))
    question = ends.ask(0, 1)
    ends.pass_on(1, question, 2)
    assert "giv-videre" not in Phone(ends.people[2]).open(to(question)).html


# Report


def test_a_reported_question_is_held_in_neutral_words(world: World) -> None:
    question = world.ask(0, 1, "Hvorfor er Bo så sur?")
    phone = Phone(world.people[1]).open(to(question, "meld/"))
    phone.fill(to(question, "meld/"), note="Bo er her ikke.")
    assert phone.status == 422
    assert "Vælg, hvad der er galt." in phone.html
    assert "Bo er her ikke." in phone.html
    phone.fill(to(question, "meld/"), fault="personal", note="Bo er her ikke.")
    assert phone.path == HOME
    assert "Spørgsmålet holdes tilbage" in phone.html
    assert ModerationAct.objects.get().note == "Bo er her ikke."
    asker = Phone(world.people[0]).open(HOME)
    assert "Holdes tilbage" in asker.html
    assert "Bo er her ikke." not in asker.html
    assert "noget privat" not in asker.html
    assert "Det holdes tilbage" in asker.open(f"/d/traad/{question.pk}/").html
    assert "Et spørgsmål til dig" in phone.open(HOME).html
    assert "Bo så sur" not in phone.html
    for page in (to(question), to(question, "meld/"), to(question, "giv-videre/")):
        assert phone.open(page).path == HOME
        assert "Arrangøren ser på spørgsmålet" in phone.html
    assert phone.open(f"/d/traad/{question.pk}/").status == 404


def test_whoever_was_writing_an_answer_keeps_it_when_the_question_is_held(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[1]).open(to(question))
    settle(world, "hold", question)
    phone.fill(to(question), text="Mit halve svar.")
    assert phone.status == 409
    assert "Mit halve svar." in phone.html
    settle(world, "release", question)
    assert "Mit halve svar." in phone.open(to(question)).html


def test_reporting_what_is_answered_is_refused_and_keeps_the_note(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[1]).open(to(question, "meld/"))
    world.answer(1, question)
    phone.fill(to(question, "meld/"), fault="other", note="Hov.")
    assert phone.status == 409
    assert "Hov." in phone.html
    assert phone.open(to(question, "meld/")).path == f"/d/traad/{question.pk}/"


# Rewrite


def test_a_question_is_rewritten_from_what_stood_there(world: World) -> None:
    question = world.ask(0, 1, "Hvorfor er Bo så sur?")
    world.report(1, question)
    settle(world, "ask_for_rewrite", question, "Spørg til sagen.")
    phone = Phone(world.people[0]).open(HOME)
    assert "Skriv dit spørgsmål om" in phone.html
    assert "Det fortæller noget privat om nogen" in phone.html
    assert "Spørg til sagen." in phone.html
    phone.open(own(question, "skriv-om"))
    assert "Hvorfor er Bo så sur?" in phone.html
    assert phone.fill(own(question, "skriv-om"), text=" ").status == 422
    phone.fill(own(question, "skriv-om"), text="Hvad er", save=1)
    assert Draft.objects.get().text == "Hvad er"
    phone.open(own(question, "skriv-om"))
    assert "Hvad er</textarea>" in phone.html
    phone.fill(own(question, "skriv-om"), text="Hvad er svært?")
    assert phone.path == HOME
    assert "gået videre til Person 1" in phone.html
    assert "Hvad er svært?" in Phone(world.people[1]).open(HOME).html
    assert phone.open(own(question, "skriv-om")).path == f"/d/traad/{question.pk}/"


def test_the_rewrite_comes_before_everything_else(world: World) -> None:
    question = world.ask(0, 1)
    settle(world, "hold", question)
    settle(world, "ask_for_rewrite", question)
    world.ask(2, 0, "Et spørgsmål til mig?")
    phone = Phone(world.people[0]).open(HOME)
    assert own(question, "skriv-om") in phone.html
    assert "Et spørgsmål til mig?" not in phone.html


def test_words_that_cannot_go_on_are_kept(world: World) -> None:
    question = world.ask(0, 1)
    settle(world, "hold", question)
    settle(world, "ask_for_rewrite", question)
    phone = Phone(world.people[0]).open(own(question, "skriv-om"))
    actions.suspend(actor=world.user, participant=world.people[1], now=world.now)
    phone.fill(own(question, "skriv-om"), text="Nye ord?")
    assert phone.status == 409
    assert "ikke længere med" in phone.html
    assert Draft.objects.get().text == "Nye ord?"
    settle(world, "remove", question)
    assert phone.send(own(question, "skriv-om"), me=world.people[0].pk, text="Nye ord?").status == 409
    assert "Nye ord?" in phone.html


def test_a_rewrite_is_nobody_elses(world: World) -> None:
    question = world.ask(0, 1)
    settle(world, "hold", question)
    settle(world, "ask_for_rewrite", question)
    for person in (1, 2):
        assert Phone(world.people[person]).open(own(question, "skriv-om")).status == 404


# Removed


def test_a_removed_question_tells_why_until_the_right_is_used(world: World) -> None:
    question = world.ask(0, 1, "Hvorfor er Bo så sur?")
    world.report(1, question)
    settle(world, "remove", question, "Bo er ikke emnet.")
    phone = Phone(world.people[0]).open(HOME)
    for words in ("Dit spørgsmål til Person 1 er fjernet", "noget privat", "Bo er ikke emnet.", "/d/spoerg/"):
        assert words in phone.html
    thread = phone.open(f"/d/traad/{question.pk}/").html
    assert "Arrangøren har fjernet det." in thread
    assert "Bo er ikke emnet." in thread
    world.ask(0, 2)
    assert "er fjernet" not in phone.open(HOME).html
    assert Phone(world.people[1]).open(f"/d/traad/{question.pk}/").status == 404
    world.wait(timedelta(days=6))
    assert Phone(world.people[2]).open(f"/d/traad/{question.pk}/").status == 404
    assert "Bo så sur" not in Phone(world.people[2]).open("/d/laes/").html


def test_what_is_held_when_the_relay_closes_is_read_by_whoever_asked_alone(world: World) -> None:
    """Nobody has decided on it."""
    question = world.ask(0, 1, "Hvorfor er Bo så sur?")
    world.report(1, question)
    world.wait(timedelta(days=6))
    for person, status in ((0, 200), (1, 404), (2, 404)):
        phone = Phone(world.people[person])
        assert phone.open(f"/d/traad/{question.pk}/").status == status
        assert ("Bo så sur" in phone.html) is (person == 0)
        assert "Bo så sur" not in phone.open("/d/laes/").html
    assert "0 spørgsmål" in phone.open(HOME).html


# Take back


def test_a_waiting_question_is_taken_back(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[0]).open(HOME)
    assert own(question, "tag-tilbage") in phone.html
    phone.open(own(question, "tag-tilbage")).fill(own(question, "tag-tilbage"))
    assert phone.path == HOME
    assert "Du har taget spørgsmålet tilbage" in phone.html
    assert "Dit spørgsmål er kommet tilbage" in phone.html
    assert phone.open(own(question, "tag-tilbage")).path == f"/d/traad/{question.pk}/"


def test_what_is_answered_in_the_meantime_is_not_taken_back(world: World) -> None:
    question = world.ask(0, 1)
    phone = Phone(world.people[0]).open(own(question, "tag-tilbage"))
    world.answer(1, question)
    phone.fill(own(question, "tag-tilbage"))
    assert phone.status == 409
    assert "allerede besvaret" in phone.html
    assert Phone(world.people[1]).open(own(question, "tag-tilbage")).status == 404


def test_in_the_last_day_nothing_is_taken_back(world: World) -> None:
    question = world.ask(0, 1)
    Question.objects.filter(pk=question.pk).update(due_at=None)
    world.wait(97 * HOUR)
    assert own(question, "tag-tilbage") not in Phone(world.people[0]).open(HOME).html


@pytest.mark.parametrize("what", ["giv-videre/", "meld/"])
def test_pages_of_questions_that_are_nobodys_are_not_there(world: World, what: str) -> None:
    question = world.ask(0, 1)
    for person in (0, 2):
        assert Phone(world.people[person]).open(to(question, what)).status == 404
    assert Participant.objects.get(pk=world.people[1].pk).waiting_count == 1
