"""A second round: a new relay that begins with what the first one had, and its unanswered questions offered again.

Nothing of what was written is copied. A question of the first round becomes one of the second only when the one who
asked it takes it up and sends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from depeche.core.errors import RuleError
from depeche.core.relay.window import Act
from depeche.web.common import audit
from depeche.web.relay import access
from depeche.web.relay.actions.drafts import save_draft
from depeche.web.relay.models import (
    Answer,
    Draft,
    Keyword,
    MailText,
    ModerationAct,
    Participant,
    Phase,
    Question,
    Relay,
)
from depeche.web.relay.rules import check_phase, hold_alone, may_run, rules_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

BATCH = 1000
HOLDS = (ModerationAct.Act.REPORTED, ModerationAct.Act.HELD, ModerationAct.Act.REWRITE)
COPIED = (
    "project_id", "purpose_why", "purpose_gain", "purpose_use", "language", "video_url", "reply_to", "sender_name",
    "mail_cap", "mail_workdays",
)  # fmt: skip # of the relay; one row reads better than ten
PERSON_COPIED = (
    "name", "search", "email", "title", "organisation", "sector", "starter", "outsider", "mail_stopped_at",
)  # fmt: skip # as above


def to_bring(relay: Relay, groups: Collection[int], *, outside: bool, silent: bool) -> QuerySet[Participant]:
    """Active people of these groups, and with `outside` people from outside who have none; without `silent` only those
    who asked or answered.
    """
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE)
    people = people.exclude(email__endswith=access.NOBODY)
    people = people.filter(Q(group__in=groups) | Q(group=None, outsider=True) if outside else Q(group__in=groups))
    if not silent:
        asked = Exists(Question.objects.filter(asker=OuterRef("pk")))
        people = people.filter(asked | Exists(Answer.objects.filter(author=OuterRef("pk"))))
    return people.order_by("pk")


@transaction.atomic
def start_round(
    *, actor: User, relay: Relay, topic: str, groups: Collection[int], outside: bool, silent: bool, now: datetime
) -> Relay:
    """A relay in draft with the people (see `to_bring`), groups, rules, texts, keywords and mails of a closed one.

    Everybody has a new link. While a new round is being set up, the same again gives that one. RuleError: not_closed,
    anonymised.
    """
    may_run(actor, relay)
    held = hold_alone(relay.pk)
    if held.phase != Phase.CLOSED:
        raise RuleError("not_closed", phase=held.phase)
    if held.anonymised_at is not None:
        raise RuleError("anonymised")
    begun = held.later_rounds.filter(phase=Phase.DRAFT).first()
    if begun is not None:
        return begun
    fields = {name: getattr(held, name) for name in COPIED}
    made = Relay.objects.create(
        **fields, topic=topic, rules=rules_of(held).to_dict(), previous=held, created_at=now, phase=Phase.DRAFT
    )
    Keyword.objects.bulk_create(Keyword(relay=made, word=each.word) for each in held.keywords.order_by("pk"))
    MailText.objects.bulk_create(
        MailText(relay=made, kind=each.kind, subject=each.subject, body=each.body) for each in held.mail_texts.all()
    )
    count = _bring(held, made, to_bring(held, groups, outside=outside, silent=silent), now)
    audit.record(actor=actor, verb="relay.round_started", target=made, at=now, project_id=made.project_id, people=count)
    return made


def _bring(held: Relay, made: Relay, people: QuerySet[Participant], now: datetime) -> int:
    """The people with their groups; a group nobody comes from is left behind."""
    used = set(people.order_by().values_list("group_id", flat=True).distinct())
    groups = {
        group.pk: made.groups.create(name=group.name, position=group.position).pk
        for group in held.groups.all()
        if group.pk in used
    }
    count = 0
    for batch in _batches(people):
        Participant.objects.bulk_create(
            access.prepare(
                Participant(
                    **{name: getattr(person, name) for name in PERSON_COPIED},
                    relay=made,
                    group_id=groups.get(person.group_id or 0),
                    previous=person,
                    joined_at=now,
                )
            )
            for person in batch
        )
        count += len(batch)
    return count


def _batches(people: QuerySet[Participant]) -> Iterator[list[Participant]]:
    last = 0
    while batch := list(people.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def earlier(me: Participant) -> QuerySet[Question]:
    """Questions of mine that nobody answered in the round before, and that I have not asked anew in this one.

    Whoever has taken somebody's place since, at another address, is offered nothing: it would tell what they had asked.
    What I took back myself is not among them, nor what was removed, or still held when the relay closed.
    """
    again = Question.objects.filter(asker=me, text=OuterRef("text"))
    last = ModerationAct.objects.filter(question=OuterRef("pk")).order_by("-pk").values("act")[:1]
    return (
        Question.objects.annotate(last_act=Coalesce(Subquery(last), Value("")))
        .filter(
            asker=me.previous_id,
            asker__email=me.email,
            relay__phase=Phase.CLOSED,
            status=Question.Status.RETURNED,
            resent_as=None,
        )
        .exclude(return_reason=Question.Returned.WITHDRAWN)
        .exclude(last_act__in=HOLDS)
        .exclude(Exists(again))
        .order_by("asked_at", "pk")
    )


def take_up(*, actor: Participant, question_id: int, now: datetime) -> Draft:
    """Put the words of an earlier question of the actor's into the draft of their next one; nothing is sent.

    RuleError: not_open, closed, no_such_question, draft_there where other words stand in it.
    """
    check_phase(Act.ASK, Relay.objects.get(pk=actor.relay_id), now)
    question = earlier(actor).filter(pk=question_id).first() if actor.previous_id else None
    if question is None:
        raise RuleError("no_such_question")
    begun = Draft.objects.filter(participant=actor, answers=None).exclude(text="").first()
    if begun is not None and begun.text != question.text:
        raise RuleError("draft_there")
    return save_draft(actor=actor, text=question.text, answers=None, recipient_id=None, now=now)
