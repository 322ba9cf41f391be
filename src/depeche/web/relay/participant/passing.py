"""To whom a question can be passed on: the same list as when asking, judged by what is known of the question alone.

Nothing here knows who asked: the asker stands in the list like anybody else.
"""

from __future__ import annotations

from collections.abc import Callable

from depeche.core.relay.decisions import PassFacts, ReplyFacts, Status, why_not_pass_on
from depeche.core.relay.window import Phase
from depeche.web.relay.models import Participant
from depeche.web.relay.participant.people import Candidate, place, why_not
from depeche.web.relay.participant.queries import Turn
from depeche.web.relay.rules import had_it, is_active, rules_of


def _mine(question: Turn, phase: Phase) -> ReplyFacts:
    return ReplyFacts(phase=phase, is_recipient=question.to_me, status=Status(question.status))


def may_pass_on(me: Participant, question: Turn, phase: Phase) -> bool:
    """To somebody or other."""
    return why_not_pass_on(rules_of(me.relay), _mine(question, phase), PassFacts(hop=question.hop)) is None


def judge(me: Participant, question: Turn, phase: Phase) -> Callable[[list[Participant]], list[Candidate]]:
    """Says of each on a page whether the question may go there; one query."""
    rules, had = rules_of(me.relay), set(had_it(question.id).values_list("recipient_id", flat=True))

    def judged(row: Participant) -> Candidate:
        facts = PassFacts(
            hop=question.hop,
            to_active=is_active(row),
            to_outsider=row.outsider,
            to_waiting=row.waiting_count,
            to_had_it=row.pk in had,
        )
        refusal = why_not_pass_on(rules, _mine(question, phase), facts)
        return Candidate(
            id=row.pk,
            name=row.name,
            place=place(row),
            group=row.group.name if row.group else "",
            status=why_not(refusal) if refusal else "",
            may_be_asked=refusal is None,
        )

    return lambda rows: [judged(row) for row in rows]
