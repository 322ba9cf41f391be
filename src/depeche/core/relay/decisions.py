"""Who may do what: one definition of each rule, on small values of facts.

The pure engine and the database gather the same facts in their own ways and ask here. Each `why_not_…` returns None
when the act is allowed, else the RuleError to show or raise; each `may_…` raises it. Rules are tried in the order in
which a person would want to hear of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Recipient, Rules, Start
from depeche.core.relay.window import Act, Phase, why_not_now


class RightStatus(StrEnum):
    OPEN = "open"
    USED = "used"
    LAPSED = "lapsed"


class Origin(StrEnum):
    """What gave a right to ask. A right is unique by its origin and its source (a person, an answer, a return)."""

    START = "start"
    ANSWER = "answer"
    RETURN = "return"


TURN: Mapping[Origin, int] = {Origin.ANSWER: 0, Origin.START: 1, Origin.RETURN: 2}
"""Which right goes first, and of a kind the oldest: what was earned by answering carries the conversation on, and what
came back is kept for its own question as long as there is another.
"""


class Status(StrEnum):
    """Of a question."""

    WAITING = "waiting"
    ANSWERED = "answered"
    RETURNED = "returned"
    HELD = "held"  # out of everybody's hands until the facilitator decides, or the asker has rewritten it
    REMOVED = "removed"


class Reason(StrEnum):
    """Why a question returned to its asker."""

    EXPIRED = "expired"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    PASSED = "passed"  # passed on to the very person who had asked
    CLOSED = "closed"  # nobody answered before the end; gives no right back, there is nothing to use it for


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """All that decides whether a person may ask another. What a rule does not look at may stay at its default."""

    phase: Phase
    rights_open: int  # of the asker
    asker_active: bool = True
    recipient_is_self: bool = False
    recipient_present: bool = True  # takes part in this relay
    recipient_active: bool = True
    recipient_waiting: int = 0  # unanswered questions of the recipient
    already_asked: bool = False  # the asker asked this recipient before, whatever became of it
    others_remaining: bool = (
        True  # somebody else may be picked whom the asker has not asked; matters only if already_asked
    )
    recipient_received: int = 0  # questions that ever came to the recipient
    fewer_remain: bool = True  # of those who may be picked otherwise, somebody has received fewer than the cap
    same_group: bool = False
    same_sector: bool = False
    asked_me_just_now: bool = False  # the right was earned by answering this recipient
    recipient_outsider: bool = False
    dealt: bool = False  # the recipient was dealt at random in a live round, not chosen


def why_not_ask(rules: Rules, facts: AskFacts) -> RuleError | None:
    """Codes: not_open, closed, suspended, dealt_only, not_dealt, no_right, and those of `why_not_pick`."""
    refusal = why_not_now(Act.ASK, facts.phase)
    if refusal:
        return refusal
    if not facts.asker_active:
        return RuleError("suspended")
    if rules.live is not facts.dealt:
        return RuleError("dealt_only" if rules.live else "not_dealt")
    if facts.rights_open < 1:
        return RuleError("no_right")
    return why_not_pick(rules, facts)


def why_not_pick(rules: Rules, facts: AskFacts) -> RuleError | None:
    """Why this recipient cannot be picked, whatever the asker's rights: for a list of people to choose from.

    Codes: not_participant, self, recipient_suspended, outsider, same_group, same_sector, asked_me_just_now,
    recipient_full (waiting, cap), already_asked, asked_enough (received, cap). Whoever was dealt a question is held to
    the first four alone.
    """
    checks = (
        (not facts.recipient_present, "not_participant"),
        (facts.recipient_is_self, "self"),
        (not facts.recipient_active, "recipient_suspended"),
        (facts.recipient_outsider and not rules.outsiders, "outsider"),
    )
    across = (
        (rules.recipient is Recipient.OTHER_GROUP and facts.same_group, "same_group"),
        (rules.recipient is Recipient.OTHER_SECTOR and facts.same_sector, "same_sector"),
        (rules.not_back and facts.asked_me_just_now, "asked_me_just_now"),
    )
    for forbidden, code in checks if facts.dealt else checks + across:
        if forbidden:
            return RuleError(code)
    if facts.dealt:
        return None
    if rules.waiting_cap is not None and facts.recipient_waiting >= rules.waiting_cap:
        return RuleError("recipient_full", waiting=facts.recipient_waiting, cap=rules.waiting_cap)
    if rules.new_recipient and facts.already_asked and facts.others_remaining:
        return RuleError("already_asked")
    if rules.received_cap is not None and facts.recipient_received >= rules.received_cap and facts.fewer_remain:
        return RuleError("asked_enough", received=facts.recipient_received, cap=rules.received_cap)
    return None


def may_ask(rules: Rules, facts: AskFacts) -> None:
    _raise(why_not_ask(rules, facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFacts:
    """All that decides whether a person may answer or decline a question."""

    phase: Phase
    is_recipient: bool
    status: Status
    recipient_active: bool = True


def why_not_answer(facts: ReplyFacts) -> RuleError | None:
    """A late answer is accepted until its question has in fact returned: the words are there, nobody else has it yet.

    Codes: not_recipient, answered_already, returned_already, not_open, closed, suspended.
    """
    return _why_not_reply(Act.ANSWER, facts)


def why_not_decline(rules: Rules, facts: ReplyFacts) -> RuleError | None:
    """Codes: those of `why_not_answer`, and decline_off."""
    return _why_not_reply(Act.DECLINE, facts) or (None if rules.decline else RuleError("decline_off"))


def _why_not_reply(act: Act, facts: ReplyFacts) -> RuleError | None:
    if not facts.is_recipient:
        return RuleError("not_recipient")
    if facts.status is not Status.WAITING:
        return RuleError(f"{facts.status}_already")
    refusal = why_not_now(act, facts.phase)
    if refusal:
        return refusal
    return None if facts.recipient_active else RuleError("suspended")


def may_answer(facts: ReplyFacts) -> None:
    _raise(why_not_answer(facts))


def may_decline(rules: Rules, facts: ReplyFacts) -> None:
    _raise(why_not_decline(rules, facts))


def why_not_report(rules: Rules, facts: ReplyFacts) -> RuleError | None:
    """The recipient has the question held for the facilitator. Codes: those of `why_not_answer`, and report_off."""
    return _why_not_reply(Act.REPORT, facts) or (None if rules.report else RuleError("report_off"))


def may_report(rules: Rules, facts: ReplyFacts) -> None:
    _raise(why_not_report(rules, facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassFacts:
    """About the person to whom a question is passed on, beside the `ReplyFacts` of the one who passes it.

    Nothing here tells the one who passes it on who has asked: the asker may be named like anybody else, and the
    question then returns.
    """

    hop: int  # of the question, before it is passed on
    to_self: bool = False
    to_present: bool = True
    to_active: bool = True
    to_outsider: bool = False
    to_waiting: int = 0
    to_had_it: bool = False


def why_not_pass_on(rules: Rules, facts: ReplyFacts, to: PassFacts) -> RuleError | None:
    """Codes: those of `why_not_answer`; pass_on_off, not_participant, self, recipient_suspended, outsider,
    recipient_full (waiting, cap), had_it_already, last_hop.
    """
    refusal = _why_not_reply(Act.PASS_ON, facts)
    if refusal:
        return refusal
    checks = (
        (not rules.pass_on, "pass_on_off"),
        (rules.hops_per_thread is not None and to.hop >= rules.hops_per_thread, "last_hop"),
        (not to.to_present, "not_participant"),
        (to.to_self, "self"),
        (not to.to_active, "recipient_suspended"),
        (to.to_outsider and not rules.outsiders, "outsider"),
        (to.to_had_it, "had_it_already"),
    )
    for forbidden, code in checks:
        if forbidden:
            return RuleError(code)
    if rules.waiting_cap is not None and to.to_waiting >= rules.waiting_cap:
        return RuleError("recipient_full", waiting=to.to_waiting, cap=rules.waiting_cap)
    return None


def may_pass_on(rules: Rules, facts: ReplyFacts, to: PassFacts) -> None:
    _raise(why_not_pass_on(rules, facts, to))


def may_hold(*, phase: Phase, status: Status) -> None:
    """The facilitator holds a waiting question. Codes: answered_already, returned_already, …, not_open, closed."""
    if status is not Status.WAITING:
        raise RuleError(f"{status}_already")
    _raise(why_not_now(Act.MODERATE, phase))


def may_settle(*, phase: Phase, status: Status) -> None:
    """The facilitator asks for a rewrite of a held question, or removes it. Codes: not_held, not_open, closed."""
    if status is not Status.HELD:
        raise RuleError("not_held")
    _raise(why_not_now(Act.MODERATE, phase))


def may_release(*, phase: Phase, status: Status, recipient_active: bool) -> None:
    """The facilitator lets a held question go on. Codes: those of `may_settle`, recipient_suspended."""
    may_settle(phase=phase, status=status)
    if not recipient_active:
        raise RuleError("recipient_suspended")


def may_rewrite(*, phase: Phase, is_asker: bool, status: Status, asked_for: bool, recipient_active: bool) -> None:
    """The asker puts a held question in other words; it goes on to its recipient.

    Codes: not_asker, not_held, no_rewrite_asked, not_open, closed, recipient_suspended.
    """
    if not is_asker:
        raise RuleError("not_asker")
    if status is not Status.HELD:
        raise RuleError("not_held")
    if not asked_for:
        raise RuleError("no_rewrite_asked")
    _raise(why_not_now(Act.REWRITE, phase))
    if not recipient_active:
        raise RuleError("recipient_suspended")


def may_withdraw(*, phase: Phase, is_asker: bool, status: Status) -> None:
    """The asker takes an unanswered question back.

    Codes: not_asker, answered_already, returned_already, not_open, closed.
    """
    if not is_asker:
        raise RuleError("not_asker")
    if status is not Status.WAITING:
        raise RuleError(f"{status}_already")
    _raise(why_not_now(Act.WITHDRAW, phase))


def may_expire(*, status: Status, due_at: datetime, now: datetime) -> None:
    """Time returns a question that nobody answered. Codes: answered_already, returned_already, not_due."""
    if status is not Status.WAITING:
        raise RuleError(f"{status}_already")
    if now < due_at:
        raise RuleError("not_due", due=due_at)


def starts_with_right(rules: Rules, *, starter: bool, outsider: bool) -> bool:
    """Named starters begin, where the rules have them; else everyone but outsiders."""
    return starter if rules.start is Start.STARTERS else not outsider


def earns_right(rules: Rules, hop: int) -> bool:
    """An answer gives a right, unless the thread ends with it. `hop` is the answered question's, from 1."""
    return rules.hops_per_thread is None or hop < rules.hops_per_thread


def status_of_new_right(phase: Phase) -> RightStatus:
    """A right that comes when nobody may ask any more lapses at once, and is counted all the same."""
    return RightStatus.LAPSED if phase in {Phase.ANSWERING, Phase.CLOSED} else RightStatus.OPEN


def _raise(refusal: RuleError | None) -> None:
    if refusal:
        raise refusal
