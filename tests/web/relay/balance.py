"""The invariants of a relay, read off its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from depeche.core.relay.decisions import Origin, Reason, Status, earns_right
from depeche.core.relay.rules import Rules
from depeche.web.relay.models import Answer, Hop, ModerationAct, Participant, Question, Relay, Right
from depeche.web.relay.rules import rules_of

LET_GO_ON = (ModerationAct.Act.RELEASED, ModerationAct.Act.REWRITTEN)
OPEN = {Status.WAITING, Status.HELD}


def check(relay: Relay) -> None:
    """Everything that must hold at any moment between two transactions."""
    rules = rules_of(relay)
    questions = list(Question.objects.filter(relay=relay).select_related("parent", "right", "right__source"))
    rights = list(Right.objects.filter(relay=relay))
    people = list(Participant.objects.filter(relay=relay))
    stays: dict[int, list[Hop]] = defaultdict(list)
    for hop in Hop.objects.filter(question__relay=relay).order_by("number"):
        stays[hop.question_id].append(hop)
    _rights(rules, rights, questions)
    _people(relay, rules, people, questions, stays)
    for question in questions:
        _stays(question, stays[question.pk])
        _thread(rules, question, len(stays[question.pk]))


def _rights(rules: Rules, rights: list[Right], questions: list[Question]) -> None:
    """used + open + lapsed = start + answers + returns, each right with its own reason."""
    origins = Counter(right.origin for right in rights)
    earned = sum(q.status == Status.ANSWERED and earns_right(rules, q.depth + 1) for q in questions)
    returned = sum(q.status == Status.RETURNED and q.return_reason != Reason.CLOSED for q in questions)
    removed = sum(q.status == Status.REMOVED for q in questions)
    assert (origins[Origin.ANSWER], origins[Origin.RETURN]) == (earned, returned + removed)
    used = [right.pk for right in rights if right.status == "used"]
    assert sorted(used) == sorted(q.right_id for q in questions)
    by_key = {q.pk: q for q in questions}
    for right in rights:
        if right.source_id is not None:
            source = by_key[right.source_id]
            holder = source.recipient_id if right.origin == Origin.ANSWER else source.asker_id
            assert right.participant_id == holder


def _people(
    relay: Relay, rules: Rules, people: list[Participant], questions: list[Question], stays: dict[int, list[Hop]]
) -> None:
    """Counters are what they count. Only what the facilitator lets go on may be one more than the cap."""
    waiting = Counter(q.recipient_id for q in questions if q.status == Status.WAITING)
    received = Counter(hop.recipient_id for hops in stays.values() for hop in hops)
    let_go_on = ModerationAct.objects.filter(relay=relay, act__in=LET_GO_ON).exists()
    capped = rules.waiting_cap is not None and not rules.live and not let_go_on
    for person in people:
        assert (person.waiting_count, person.received_count) == (waiting[person.pk], received[person.pk])
        assert not capped or person.waiting_count <= (rules.waiting_cap or 0)
        assert person.status == "active" or person.waiting_count == 0
    assert Answer.objects.filter(question__relay=relay).count() == sum(q.status == Status.ANSWERED for q in questions)


def _stays(question: Question, hops: list[Hop]) -> None:
    """The way of a question: from hand to hand, the last with its recipient, open as long as it waits or is held."""
    assert [hop.number for hop in hops] == list(range(1, len(hops) + 1))
    assert hops[-1].recipient_id == question.recipient_id
    assert len({hop.recipient_id for hop in hops}) == len(hops)
    assert question.asker_id not in {hop.recipient_id for hop in hops}
    assert all(hop.ended_at and hop.outcome == Reason.PASSED for hop in hops[:-1])
    assert all(before.ended_at == after.began_at for before, after in pairwise(hops))
    outcome = "" if question.status in OPEN else question.return_reason or question.status
    assert (hops[-1].outcome, hops[-1].ended_at is None) == (outcome, question.status in OPEN)
    assert question.rewrite_asked_at is None or question.status == Status.HELD


def _thread(rules: Rules, question: Question, hops: int) -> None:
    right, source = question.right, question.right.source
    assert right.participant_id == question.asker_id
    began = question.depth - (hops - 1)
    if source is None:
        assert (question.parent_id, question.root_id, began) == (None, None, 0)
    elif right.origin == Origin.ANSWER:
        assert (question.parent_id, question.root_id) == (source.pk, source.root_id or source.pk)
        assert began == source.depth + 1
    else:
        assert (question.parent_id, question.root_id, began) == (source.parent_id, source.root_id, source.depth)
    if question.parent is not None:
        assert question.parent.recipient_id == question.asker_id
        assert question.parent.status == Status.ANSWERED
    assert rules.hops_per_thread is None or question.depth < rules.hops_per_thread
