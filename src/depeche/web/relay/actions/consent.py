"""May it be quoted? An analyst asks, the author sees the passage as it would be printed and says yes or no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from depeche.core.corpus import Span, text_hash
from depeche.core.errors import RuleError
from depeche.core.quotes import Verified, verify
from depeche.core.relay.window import Act
from depeche.web.accounts.models import User
from depeche.web.common import audit
from depeche.web.common.models import OutboxMail
from depeche.web.projects.rules import require
from depeche.web.relay import mails
from depeche.web.relay.access import NOBODY
from depeche.web.relay.models import Participant, Question, QuoteConsent, Relay
from depeche.web.relay.rules import check_phase, hold, hold_alone

GATHER = timedelta(minutes=15)  # a mail waits so long for further passages to the same person
REPLY_WITHIN = timedelta(days=14)  # asked for, unless whoever asks says otherwise
SOONEST = timedelta(days=1)  # that a reply may be asked for
LONGEST_WISH = 1000  # characters
Decision = QuoteConsent.Decision
Side = QuoteConsent.Side


class Passage(NamedTuple):
    """Of a question of the relay, or of its answer. `kept` () is all of it."""

    question_id: int
    side: QuoteConsent.Side
    kept: tuple[Span, ...] = ()


class Asked(NamedTuple):
    """How many passages were asked about anew, and of how many of them the author cannot be reached."""

    passages: int
    unreachable: int


@transaction.atomic
def ask_to_quote(
    *, actor: User, relay: Relay, passages: Sequence[Passage], now: datetime, answer_by: datetime | None = None
) -> Asked:
    """Ask the authors to reply by `answer_by`. What was asked before stays as it is; an undecided request about other
    words of the same text is taken back. Everybody gets one mail, however many passages there are; who they are is told
    to nobody.

    RuleError: not_open before the relay has closed; nobody_to_ask; deadline_too_soon.
    """
    require(actor, relay.project, "analysis.work")
    held = hold_alone(relay.pk)
    check_phase(Act.QUOTE, held, now)
    if held.anonymised_at is not None or held.imported_as:
        raise RuleError("nobody_to_ask")
    by = _deadline(answer_by, now)
    made = _requests(held, passages, by, now)
    authors = [_author(request) for request in made]
    people = Participant.objects.select_related("relay__project").in_bulk(authors)
    reachable = {pk for pk, person in people.items() if _can_be_reached(person)}
    _mail(held, [people[pk] for pk in sorted(reachable)], by, now)
    unreachable = sum(author not in reachable for author in authors)
    audit.record(
        actor=actor,
        verb="relay.quoting_asked",
        target=held,
        at=now,
        project_id=held.project_id,
        passages=len(made),
        unreachable=unreachable,
    )
    return Asked(len(made), unreachable)


@transaction.atomic
def move_deadline(*, actor: User, relay: Relay, answer_by: datetime, now: datetime) -> int:
    """Give everybody who has not replied until `answer_by`; how many passages. They are reminded once more before it.

    RuleError: deadline_too_soon; nobody_waits.
    """
    require(actor, relay.project, "analysis.work")
    held = hold_alone(relay.pk)
    check_phase(Act.QUOTE, held, now)
    by = _deadline(answer_by, now)
    moved = _open(held).update(answer_by=by, reminded_at=None)
    if not moved:
        raise RuleError("nobody_waits")
    verb, project_id = "relay.quoting_deadline_moved", held.project_id
    audit.record(actor=actor, verb=verb, target=held, at=now, project_id=project_id, passages=moved)
    return moved


@transaction.atomic
def take_back_requests(*, actor: User, relay: Relay, questions: Collection[int], now: datetime) -> int:
    """Nobody wants to print these any more: what their authors have not replied to is asked no longer. How many."""
    require(actor, relay.project, "analysis.work")
    held = hold_alone(relay.pk)
    gone, _each = _open(held).filter(question__in=questions).delete()
    if gone:
        verb, project_id = "relay.quoting_taken_back", held.project_id
        audit.record(actor=actor, verb=verb, target=held, at=now, project_id=project_id, passages=gone)
    return gone


@transaction.atomic
def decide(*, actor: Participant, consent_id: int, decision: str, now: datetime, wish: str = "") -> QuoteConsent:
    """The author's word, which they may change until it is printed, also after the time they were asked to reply by.

    `wish` comes with a no: the words they would rather read. RuleError: no_such_passage; passage_printed;
    text_too_long.
    """
    wish = wish.strip()
    if len(wish) > LONGEST_WISH:
        raise RuleError("text_too_long")
    relay = hold(actor.relay_id)
    mine = QuoteConsent.objects.select_for_update(of=("self",)).of(actor).filter(pk=consent_id)
    found = mine.first()
    if found is None or decision not in Decision.values or (wish and decision != Decision.NO):
        raise RuleError("no_such_passage")
    check_phase(Act.QUOTE, relay, now)
    open_row = QuoteConsent.objects.filter(pk=found.pk, printed_at=None)
    if open_row.update(decision=decision, decided_at=now, wish=wish) != 1:
        raise RuleError("passage_printed")
    audit.record(
        actor=actor,
        verb="question.quoting_decided",
        target=found.question,
        at=now,
        project_id=relay.project_id,
        decision=decision,
        wish=bool(wish),
    )
    found.refresh_from_db()
    return found


def mark_printed(consents: Mapping[int, str], now: datetime) -> None:
    """They stand in a report that is being published, in the caller's transaction: from now on they cannot be changed.
    With each row the decision it was built on.

    RuleError consent_changed where an author has decided otherwise in the meantime: has said no, or no to the group.
    """
    rows = QuoteConsent.objects.filter(pk__in=consents)
    stand = dict(rows.select_for_update().values_list("pk", "decision"))
    if stand != dict(consents) or not set(stand.values()) <= {Decision.YES, Decision.BARE}:
        raise RuleError("consent_changed")
    rows.filter(printed_at=None).update(printed_at=now)


def _deadline(answer_by: datetime | None, now: datetime) -> datetime:
    if answer_by is None:
        return now + REPLY_WITHIN
    if answer_by < now + SOONEST:
        raise RuleError("deadline_too_soon")
    return answer_by


def _open(relay: Relay) -> QuerySet[QuoteConsent]:
    return QuoteConsent.objects.filter(question__relay=relay, decision="")


def _requests(relay: Relay, passages: Iterable[Passage], by: datetime, now: datetime) -> list[QuoteConsent]:
    """The new ones; a passage that cannot be verified is not asked about."""
    wanted = list(passages)
    questions = (
        Question.objects.filter(relay=relay).select_related("answer").in_bulk([one.question_id for one in wanted])
    )
    made = []
    for one in wanted:
        question = questions.get(one.question_id)
        digest = question and digest_of(question, one.side, one.kept)
        if question is None or not digest:
            continue
        others = QuoteConsent.objects.filter(question=question, side=one.side)
        others.filter(decision="").exclude(sha256=digest).delete()
        values = {"kept": [[span.start, span.end] for span in one.kept], "asked_at": now, "answer_by": by}
        request, new = QuoteConsent.objects.get_or_create(
            question=question, side=one.side, sha256=digest, defaults=values
        )
        if new:
            made.append(request)
    return made


def text_of(question: Question, side: str) -> str:
    """Loaded with its answer."""
    if side == Side.QUESTION:
        return question.text
    answer = getattr(question, "answer", None)
    return answer.text if answer is not None else ""


def digest_of(question: Question, side: str, kept: Sequence[Span]) -> str:
    """Of the passage as it is printed; "" where it cannot be."""
    text = text_of(question, side)
    found = verify(text, text_hash(text), kept)
    return found.digest if isinstance(found, Verified) else ""


def _author(request: QuoteConsent) -> int:
    question = request.question
    return question.asker_id if request.side == Side.QUESTION else question.answer.author_id


def _can_be_reached(person: Participant) -> bool:
    return person.status == Participant.Status.ACTIVE and not person.email.endswith(NOBODY)


def _mail(relay: Relay, people: Sequence[Participant], by: datetime, now: datetime) -> None:
    """One to each, unless one is waiting to leave already: the page behind it shows all passages."""
    waiting = OutboxMail.objects.filter(
        Q(kind="quoting", subject_type="participant", status=OutboxMail.Status.QUEUED),
        subject_id__in=[person.pk for person in people],
    )
    told = set(waiting.values_list("subject_id", flat=True))
    leaves = mails.quiet_until("quoting", relay, now + GATHER)
    mails.enqueue_many("quoting", [person for person in people if person.pk not in told], now, by=by, not_before=leaves)
