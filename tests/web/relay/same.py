"""The tables of a relay and the state of the pure engine say the same."""

from __future__ import annotations

from depeche.core.relay.decisions import Origin
from depeche.core.relay.records import right_key
from depeche.core.relay.state import RelayState
from depeche.web.relay.models import Hop, Participant, Question, Relay, Right


def key_of(right: Right) -> str:
    return right_key(Origin(right.origin), str(right.source_id or right.participant_id))


def compare(relay: Relay, core: RelayState) -> None:
    _questions(relay, core)
    _ways(relay, core)
    _people(relay, core)
    rights = Right.objects.filter(relay=relay)
    started = relay.phase in {"open", "answering", "closed"}
    ours = {key_of(r): (str(r.participant_id), r.status) for r in rights.select_related("source")}
    assert not started or ours == {key: (r.holder, r.status) for key, r in core.rights.items()}


def _questions(relay: Relay, core: RelayState) -> None:
    rows = {str(q.pk): q for q in Question.objects.filter(relay=relay).select_related("right__source")}
    assert rows.keys() == core.questions.keys()
    for key, question in core.questions.items():
        row = rows[key]
        assert (row.status, row.return_reason) == (question.status, question.reason or "")
        assert (str(row.parent_id or ""), str(row.root_id or row.pk)) == (question.parent, question.thread)
        assert (row.depth + 1, key_of(row.right)) == (question.hop, question.right)
        assert row.due_at is None or row.due_at == question.due_at
        assert (str(row.recipient_id), row.since) == (question.recipient, question.since)
        assert (row.rewrite_asked_at is not None) == question.rewrite


def _ways(relay: Relay, core: RelayState) -> None:
    """From hand to hand, and to whom the questions of each person have come."""
    asked: dict[str, set[str]] = {key: set() for key in core.people}
    passed_by: dict[str, list[str]] = {key: [] for key in core.questions}
    for hop in Hop.objects.filter(question__relay=relay).select_related("question").order_by("number"):
        asked[str(hop.question.asker_id)].add(str(hop.recipient_id))
        if hop.outcome == "passed" and hop.recipient_id != hop.question.recipient_id:
            passed_by[str(hop.question_id)].append(str(hop.recipient_id))
    assert {key: list(q.passed_by) for key, q in core.questions.items()} == passed_by
    assert {key: one.asked for key, one in core.people.items()} == asked


def _people(relay: Relay, core: RelayState) -> None:
    for row in Participant.objects.filter(relay=relay):
        one = core.people[str(row.pk)]
        assert (row.waiting_count, row.received_count) == (one.waiting, one.received)
        assert (row.status == "active") == one.active
