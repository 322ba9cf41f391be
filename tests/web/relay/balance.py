"""The invariants of a relay, read off its tables."""

from __future__ import annotations

from collections import Counter

from depeche.core.relay.decisions import Origin, Reason, Status
from depeche.web.relay.models import Answer, Hop, Participant, Question, Relay, Right
from depeche.web.relay.rules import rules_of


def check(relay: Relay) -> None:
    """Everything that must hold at any moment between two transactions."""
    questions = list(Question.objects.filter(relay=relay).select_related("parent", "right", "right__source"))
    rights = list(Right.objects.filter(relay=relay))
    people = list(Participant.objects.filter(relay=relay))
    _rights(rights, questions)
    _counters(relay, people, questions)
    _threads(questions)


def _rights(rights: list[Right], questions: list[Question]) -> None:
    """used + open + lapsed = start + answers + returns, each right with its own reason."""
    origins = Counter(right.origin for right in rights)
    answered = sum(q.status == Status.ANSWERED for q in questions)
    returned = sum(q.status == Status.RETURNED and q.return_reason != Reason.CLOSED for q in questions)
    assert (origins[Origin.ANSWER], origins[Origin.RETURN]) == (answered, returned)
    used = [right.pk for right in rights if right.status == "used"]
    assert sorted(used) == sorted(q.right_id for q in questions)
    by_key = {q.pk: q for q in questions}
    for right in rights:
        if right.source_id is not None:
            source = by_key[right.source_id]
            holder = source.recipient_id if right.origin == Origin.ANSWER else source.asker_id
            assert right.participant_id == holder


def _counters(relay: Relay, people: list[Participant], questions: list[Question]) -> None:
    cap = rules_of(relay).waiting_cap
    waiting = Counter(q.recipient_id for q in questions if q.status == Status.WAITING)
    received = Counter(q.recipient_id for q in questions)
    for person in people:
        assert (person.waiting_count, person.received_count) == (waiting[person.pk], received[person.pk])
        assert cap is None or person.waiting_count <= cap
        assert person.status == "active" or person.waiting_count == 0
    assert Answer.objects.filter(question__relay=relay).count() == sum(q.status == Status.ANSWERED for q in questions)
    stays = Counter(Hop.objects.filter(question__relay=relay).values_list("question_id", flat=True))
    assert stays == {q.pk: 1 for q in questions}
    open_stays = Hop.objects.filter(question__relay=relay, ended_at=None).count()
    assert open_stays == sum(waiting.values())


def _threads(questions: list[Question]) -> None:
    for question in questions:
        assert question.asker_id != question.recipient_id
        assert question.right.participant_id == question.asker_id
        if question.parent is None:
            assert (question.root_id, question.depth) == (None, 0)
        else:
            assert question.parent.recipient_id == question.asker_id
            assert question.depth == question.parent.depth + 1
            assert question.root_id == (question.parent.root_id or question.parent_id)
