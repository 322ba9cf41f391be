"""The facts of one relay in the database, put to the rules of `depeche.core.relay`; nothing is decided here.

Locks, always in this order: the relay (`hold` or `hold_alone`), participants by id (`lock_people`), questions, rights.
SQLite has one writer at a time (`transaction_mode=IMMEDIATE`), so there the locks are plain reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import AskFacts, ReplyFacts, Status
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.window import Act, Phase, Window, due_at, phase_at, why_not_now
from depeche.web.common.prepared import Prepared
from depeche.web.projects.rules import require
from depeche.web.relay.models import Participant, Question, Relay, Right

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


# Facts


def check_text(text: str, *, empty: str) -> str:
    """The text without space around it. RuleError `empty` or text_too_long (longest, length)."""
    words = text.strip()
    if not words:
        raise RuleError(empty)
    if len(words) > LONGEST_TEXT:
        raise RuleError("text_too_long", longest=LONGEST_TEXT, length=len(words))
    return words


def due_of(relay: Relay, rules: Rules, asked_at: datetime) -> datetime | None:
    """When the question returns; None where the close of the relay is the only limit."""
    if rules.limit is None or relay.answers_close_at is None:
        return None
    return due_at(asked_at, rules, relay.answers_close_at)


_ASKED = Prepared(lambda asker, recipient: Question.objects.only("pk").filter(asker=asker, recipient=recipient)[:1])


def asked_before(asker_id: int, recipient_id: int) -> bool:
    return bool(_ASKED.all(asker_id, recipient_id))


def pickable(relay_id: int, cap: int) -> QuerySet[Participant]:
    """People whom somebody may pick: active and below the cap (see `cap_of`)."""
    return Participant.objects.filter(relay_id=relay_id, status=Participant.Status.ACTIVE.value, waiting_count__lt=cap)


def cap_of(rules: Rules) -> int:
    """So many questions may wait at one person; where the rules set no cap, more than there will ever be."""
    return NO_CAP if rules.waiting_cap is None else rules.waiting_cap


def others_remain(asker: Participant, rules: Rules) -> bool:
    """Somebody may be picked by `asker` whom they have not asked before."""
    people = pickable(asker.relay_id, cap_of(rules)).exclude(pk=asker.pk)
    if rules.recipient is Recipient.OTHER_GROUP and asker.group_id is not None:
        people = people.exclude(group_id=asker.group_id)
    if rules.recipient is Recipient.OTHER_SECTOR and asker.sector:
        people = people.exclude(sector=asker.sector)
    asked = Question.objects.filter(asker=asker).values("recipient_id")
    return people.exclude(pk__in=asked).exists()


def ask_facts(phase: Phase, rules: Rules, asker: Participant, recipient: Participant | None, rights: int) -> AskFacts:
    """`asker` and `recipient` as locked in this transaction; a recipient of another relay is nobody here."""
    present = recipient is not None and recipient.relay_id == asker.relay_id
    if recipient is None or not present:
        return AskFacts(phase=phase, rights_open=rights, asker_active=is_active(asker), recipient_present=False)
    already = rules.new_recipient and asked_before(asker.pk, recipient.pk)
    return AskFacts(
        phase=phase,
        rights_open=rights,
        asker_active=is_active(asker),
        recipient_is_self=asker.pk == recipient.pk,
        recipient_active=is_active(recipient),
        recipient_waiting=recipient.waiting_count,
        already_asked=already,
        others_remaining=not already or others_remain(asker, rules),
        same_group=asker.group_id is not None and asker.group_id == recipient.group_id,
        same_sector=bool(asker.sector) and asker.sector == recipient.sector,
    )


def reply_facts(phase: Phase, question: Question, actor: Participant) -> ReplyFacts:
    return ReplyFacts(
        phase=phase,
        is_recipient=question.recipient_id == actor.pk,
        status=Status(question.status),
        recipient_active=is_active(actor),
    )


def is_active(person: Participant) -> bool:
    return person.status == Participant.Status.ACTIVE


def open_rights(person_ids: Iterable[int]) -> QuerySet[Right]:
    return Right.objects.filter(participant_id__in=list(person_ids), status=Right.Status.OPEN)


def why_not_schedule(relay: Relay, now: datetime) -> list[RuleError]:
    """All that stops the relay from being scheduled, so that the wizard can show the whole list.

    Codes: no_topic, no_purpose (missing), no_window, moment_in_past (moment), too_few_people (people),
    without_group (people). Warnings that stop nothing: `core.relay.rules.advise`.
    """
    purposes = (relay.purpose_why, relay.purpose_gain, relay.purpose_use)
    missing = sum(not text.strip() for text in purposes)
    people = Participant.objects.filter(relay=relay)
    count, without = people.count(), people.filter(group=None).count()
    window = window_of(relay)
    checks = (
        (not relay.topic.strip(), RuleError("no_topic")),
        (missing > 0, RuleError("no_purpose", missing=missing)),
        (window is None, RuleError("no_window")),
        (window is not None and window.close <= now, RuleError("moment_in_past", moment="close")),
        (count < FEWEST_PEOPLE, RuleError("too_few_people", people=count)),
        (without > 0, RuleError("without_group", people=without)),
    )
    return [refusal for stops, refusal in checks if stops]
