"""The way through: link, Continue, front page, ask, answer, ask on."""

from __future__ import annotations

from depeche.web.relay.models import Question
from tests.web.relay.participant.phone import Phone
from tests.web.relay.world import World


def test_from_the_link_to_an_answer_and_a_new_question(world: World) -> None:
    anna, bo = Phone(world.people[0]), Phone(world.people[1])
    assert anna.path == "/d/"
    assert "1 spørgsmål tilbage" in anna.html
    recipient = world.people[1]
    anna.open("/d/spoerg/")
    assert recipient.name in anna.html
    anna.open(f"/d/spoerg/{recipient.pk}/")
    assert f"Send til {recipient.name}" in anna.html
    anna.fill(f"/d/spoerg/{recipient.pk}/", text="Hvad gør I, når ingen svarer?")
    question = Question.objects.get()
    assert anna.path == f"/d/sendt/{question.pk}/"
    bo.open("/d/")
    assert "Hvad gør I, når ingen svarer?" in bo.html
    bo.fill(f"/d/svar/{question.pk}/", text="Vi spørger en anden.")
    assert bo.path == f"/d/svar/{question.pk}/tak/"
    assert "Du har fået ét nyt spørgsmål" in bo.html
    assert "2 spørgsmål tilbage" in bo.html
    anna.open(f"/d/traad/{question.pk}/")
    assert "Vi spørger en anden." in anna.html
