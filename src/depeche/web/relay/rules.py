"""The facts of one relay in the database, put to the rules of `depeche.core.relay`; nothing is decided here.

Locks, always in this order: the relay (`hold` or `hold_alone`), participants by id (`lock_people`), questions, rights.
SQLite has one writer at a time (`transaction_mode=IMMEDIATE`), so there the locks are plain reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import AskFacts, Origin, PassFacts, ReplyFacts, Status
from depeche.core.relay.rules import Recipient, Rules, Start
from depeche.core.relay.window import Act, Phase, Window, due_at, phase_at, why_not_now
from depeche.web.common.prepared import Prepared
from depeche.web.projects.rules import require
from depeche.web.relay.models import Hop, Participant, Question, Relay, Right

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

ORDER = list(Phase)
LONGEST_TEXT = 10_000  # characters of a question, an answer or a reason
NO_CAP = 2**31 - 1
FEWEST_PEOPLE = 3  # with two, nobody can be hidden: each knows who asked


def rules_of(relay: Relay) -> Rules:
    return Rules.from_dict(relay.rules) if relay.rules else Rules()


def window_of(relay: Relay) -> Window | None:
    """None while one of the four moments is missing."""
    moments = (relay.invites_at, relay.opens_at, relay.closes_at, relay.answers_close_at)
    invite, opens, close, answers_close = moments
    if invite is None or opens is None or close is None or answers_close is None:
        return None
    return Window(invite, opens, close, answers_close)


def phase_of(relay: Relay, now: datetime) -> Phase:
    """The phase that counts at `now`.

    A relay opens when the worker has opened it (rights are given then), but closes by the clock, whether or not the
    worker has noticed; it never goes back.
    """
    stored = Phase(relay.phase)
    if stored is Phase.DRAFT:
        return stored
    clock = phase_at(window_of(relay), now)
    ends_by_clock = stored in {Phase.OPEN, Phase.ANSWERING} and ORDER.index(clock) > ORDER.index(stored)
    return clock if ends_by_clock else stored


def check_phase(act: Act, relay: Relay, now: datetime) -> Phase:
    """The phase, when `act` is open in it; else RuleError `not_open` or `closed`."""
    phase = phase_of(relay, now)
    refusal = why_not_now(act, phase)
    if refusal:
        raise refusal
    return phase


def may_run(user: User, relay: Relay) -> None:
    """Http404 for strangers to the project, PermissionDenied for members whose role does not reach."""
    require(user, relay.project, "relay.run")


# Locks


_HELD = Prepared(
    lambda pk: Relay.objects.select_related("project").filter(pk=pk),
    ending={"postgresql": ' FOR KEY SHARE OF "relay_relay"'},
)


def hold(relay_id: int) -> Relay:
    """The relay with its project; it cannot change phase until this transaction ends. Many may hold it at once."""
    relay = _HELD.first(relay_id)
    if relay is None:
        raise Relay.DoesNotExist
    return relay


def hold_alone(relay_id: int) -> Relay:
    """The relay, with nobody else acting in it until this transaction ends: for changes of phase and window."""
    return Relay.objects.select_for_update().get(pk=relay_id)


_LOCKED = Prepared(
    lambda *ids: Participant.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"),
)


def lock_people(*ids: int) -> dict[int, Participant]:
    """Those that exist, by id. `no_key` lets others refer to the rows in the meantime."""
    return {person.pk: person for person in _LOCKED.all(*ids)}


_FOUND = Prepared(
    lambda pk, relay: Question.objects.select_related("asker", "recipient").filter(
        pk=pk, relay=relay, status__in=[status.value for status in Status]
    ),
)


def find_question(relay_id: int, question_id: int) -> Question:
    """With its asker and recipient; RuleError no_such_question where the relay has none of that number."""
    found = _FOUND.first(question_id, relay_id)
    if found is None:
        raise RuleError("no_such_question")
    return found


def question_at_hand(relay_id: int, question_id: int) -> Question:
    """The question as it is once its recipient is locked.

    It may be passed on while we wait for that lock; then the lock is given back and the next recipient's is taken.
    """
    while True:
        before = find_question(relay_id, question_id)
        point = transaction.savepoint()
        lock_people(before.recipient_id)
        question = find_question(relay_id, question_id)
        if question.recipient_id == before.recipient_id:
            transaction.savepoint_commit(point)
            return question
        transaction.savepoint_rollback(point)


# Facts


def check_text(text: str, *, empty: str) -> str:
    """The text without space around it. RuleError `empty` or text_too_long (longest, length)."""
    words = text.strip()
    if not words:
        raise RuleError(empty)
    if len(words) > LONGEST_TEXT:
        raise RuleError("text_too_long", longest=LONGEST_TEXT, length=len(words))
    return words


def due_of(relay: Relay, rules: Rules, since: datetime) -> datetime | None:
    """When the question returns; None where the close of the relay is the only limit."""
    if rules.limit is None or relay.answers_close_at is None:
        return None
    return due_at(since, rules, relay.answers_close_at)


_ASKED = Prepared(
    lambda asker, recipient: Hop.objects.only("pk").filter(recipient=recipient, question__asker=asker)[:1]
)


def asked_before(asker_id: int, recipient_id: int) -> bool:
    """A question of the asker's has come to the recipient, sent there or passed on."""
    return bool(_ASKED.all(asker_id, recipient_id))


def pickable(relay_id: int, cap: int) -> QuerySet[Participant]:
    """People who have room for a question: active and below the cap (see `cap_of`)."""
    return Participant.objects.filter(relay_id=relay_id, status=Participant.Status.ACTIVE.value, waiting_count__lt=cap)


def cap_of(rules: Rules) -> int:
    """So many questions may wait at one person; where the rules set no cap, more than there will ever be."""
    return NO_CAP if rules.waiting_cap is None else rules.waiting_cap


def others_remain(asker: Participant, rules: Rules, back: int | None = None) -> bool:
    """Somebody may be picked by `asker` whom they have not asked before. `back`: see `just_asked_me`."""
    return _unasked(asker, _open_to(asker, rules, back)).exists()


def fewer_remain(asker: Participant, rules: Rules, back: int | None = None) -> bool:
    """Of those who may be picked but for the received cap, somebody is below it. As in the core."""
    people = _open_to(asker, rules, back)
    fewer = people.filter(received_count__lt=rules.received_cap or 0)
    if not rules.new_recipient:
        return fewer.exists()
    return _unasked(asker, fewer).exists() or (not _unasked(asker, people).exists() and fewer.exists())


def has_enough(rules: Rules, person: Participant) -> bool:
    """So many questions have come to them that it matters whether `fewer_remain`."""
    return rules.received_cap is not None and person.received_count >= rules.received_cap


def _open_to(asker: Participant, rules: Rules, back: int | None) -> QuerySet[Participant]:
    """Whom the rules let `asker` pick, asked before or not."""
    people = pickable(asker.relay_id, cap_of(rules)).exclude(pk=asker.pk)
    if not rules.outsiders:
        people = people.exclude(outsider=True)
    if rules.recipient is Recipient.OTHER_GROUP and asker.group_id is not None:
        people = people.exclude(group_id=asker.group_id)
    if rules.recipient is Recipient.OTHER_SECTOR and asker.sector:
        people = people.exclude(sector=asker.sector)
    if rules.not_back and back is not None:
        people = people.exclude(pk=back)
    return people


def _unasked(asker: Participant, people: QuerySet[Participant]) -> QuerySet[Participant]:
    return people.exclude(pk__in=Hop.objects.filter(question__asker=asker).values("recipient_id"))


def just_asked_me(right: Right | None) -> int | None:
    """Who asked the question whose answer earned this right, loaded with its `source`."""
    earned = right is not None and right.origin == Origin.ANSWER
    return right.source.asker_id if right is not None and earned and right.source is not None else None


def ask_facts(
    phase: Phase,
    rules: Rules,
    asker: Participant,
    recipient: Participant | None,
    right: Right | None,
    *,
    dealt: bool = False,
) -> AskFacts:
    """`asker` and `recipient` as locked in this transaction; a recipient of another relay is nobody here."""
    rights, active = int(right is not None), is_active(asker)
    if recipient is None or recipient.relay_id != asker.relay_id:
        return AskFacts(phase=phase, rights_open=rights, asker_active=active, recipient_present=False, dealt=dealt)
    back = just_asked_me(right)
    already = rules.new_recipient and not dealt and asked_before(asker.pk, recipient.pk)
    return AskFacts(
        phase=phase,
        rights_open=rights,
        asker_active=active,
        recipient_is_self=asker.pk == recipient.pk,
        recipient_active=is_active(recipient),
        recipient_waiting=recipient.waiting_count,
        already_asked=already,
        others_remaining=not already or others_remain(asker, rules, back),
        recipient_received=recipient.received_count,
        fewer_remain=not dealt and has_enough(rules, recipient) and fewer_remain(asker, rules, back),
        same_group=asker.group_id is not None and asker.group_id == recipient.group_id,
        same_sector=bool(asker.sector) and asker.sector == recipient.sector,
        asked_me_just_now=back is not None and back == recipient.pk,
        recipient_outsider=recipient.outsider,
        dealt=dealt,
    )


def reply_facts(phase: Phase, question: Question, actor: Participant) -> ReplyFacts:
    return ReplyFacts(
        phase=phase,
        is_recipient=question.recipient_id == actor.pk,
        status=Status(question.status),
        recipient_active=is_active(actor),
    )


def pass_facts(question: Question, actor: Participant, to: Participant | None) -> PassFacts:
    """`to` as locked in this transaction; somebody of another relay is nobody here."""
    hop = question.depth + 1
    if to is None or to.relay_id != actor.relay_id:
        return PassFacts(hop=hop, to_present=False)
    return PassFacts(
        hop=hop,
        to_self=to.pk == actor.pk,
        to_active=is_active(to),
        to_outsider=to.outsider,
        to_waiting=to.waiting_count,
        to_had_it=had_it(question.pk).filter(recipient=to).exists(),
    )


def had_it(question_id: int) -> QuerySet[Hop]:
    """The stays of a question with those who passed it on."""
    return Hop.objects.filter(question=question_id, outcome=Question.Returned.PASSED)


def is_active(person: Participant) -> bool:
    return person.status == Participant.Status.ACTIVE


def open_rights(person_ids: Iterable[int]) -> QuerySet[Right]:
    return Right.objects.filter(participant_id__in=list(person_ids), status=Right.Status.OPEN)


def why_not_schedule(relay: Relay, now: datetime) -> list[RuleError]:
    """All that stops the relay from being scheduled, so that the wizard can show the whole list.

    Codes: no_topic, no_purpose (missing), no_window, moment_in_past (moment), too_few_people (people),
    without_group (people; an outsider needs none), no_starters, outsiders_off (people).
    Warnings that stop nothing: `core.relay.rules.advise`.
    """
    rules, window = rules_of(relay), window_of(relay)
    purposes = (relay.purpose_why, relay.purpose_gain, relay.purpose_use)
    missing = sum(not text.strip() for text in purposes)
    people = Participant.objects.filter(relay=relay)
    count, outside = people.count(), people.filter(outsider=True).count()
    without = people.filter(group=None, outsider=False).count()
    no_starter = rules.start is Start.STARTERS and not people.filter(starter=True).exists()
    checks = (
        (not relay.topic.strip(), RuleError("no_topic")),
        (missing > 0, RuleError("no_purpose", missing=missing)),
        (window is None, RuleError("no_window")),
        (window is not None and window.close <= now, RuleError("moment_in_past", moment="close")),
        (count < FEWEST_PEOPLE, RuleError("too_few_people", people=count)),
        (without > 0, RuleError("without_group", people=without)),
        (outside > 0 and not rules.outsiders, RuleError("outsiders_off", people=outside)),
        (no_starter, RuleError("no_starters")),
    )
    return [refusal for stops, refusal in checks if stops]
