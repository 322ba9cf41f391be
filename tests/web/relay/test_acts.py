from __future__ import annotations

import pytest

from depeche.core.errors import RuleError
from depeche.web.relay.models import Participant, Question, Right
from tests.web.relay import world

pytestmark = pytest.mark.django_db


def test_an_answer_earns_the_right_to_ask() -> None:
    w = world.make()
    question = w.ask(0, 1)
    w.answer(1, question)
    rights = Right.objects.filter(participant=w.people[1])
    assert sorted(rights.values_list("origin", "status")) == [("answer", "open"), ("start", "open")]
    assert Participant.objects.get(pk=w.people[1].pk).waiting_count == 0
    assert Question.objects.get(pk=question.pk).status == "answered"


def test_nobody_asks_without_a_right() -> None:
    w = world.make()
    w.ask(0, 1)
    with pytest.raises(RuleError) as refusal:
        w.ask(0, 2)
    assert refusal.value.code == "no_right"
