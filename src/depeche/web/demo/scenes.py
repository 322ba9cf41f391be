"""Three questions of the open relay that take another way than from question to answer: one is passed on, one is
removed, and one is reported and waits for the organiser.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from depeche.web.demo import scripts
from depeche.web.relay import actions
from depeche.web.relay.models import ModerationAct, Participant, Question, Relay, Right

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

LAST = timedelta(hours=2)  # of the time that is played; kept free for these
ASKED, READ, SETTLED = timedelta(minutes=110), timedelta(minutes=60), timedelta(minutes=30)  # before its end
Reason = ModerationAct.Reason


def play_scenes(relay: Relay, actor: User, until: datetime) -> int:
    """How many questions were asked: three, or fewer where fewer people may ask."""
    people = Participant.objects.filter(relay=relay, status=Participant.Status.ACTIVE).order_by("-pk")
    askers = people.filter(rights__status=Right.Status.OPEN).distinct()[: len(scripts.SCENES)]
    free = people.filter(waiting_count=0).exclude(pk__in=[asker.pk for asker in askers]).iterator()
    scenes = (_passed_on, _removed, _held)
    for scene, asker, text in zip(scenes, askers, scripts.SCENES, strict=False):
        recipient = _whom_to_ask(asker, free)
        key = uuid5(NAMESPACE_URL, f"{relay.pk}/{text}")
        question = actions.ask(actor=asker, recipient_id=recipient.pk, text=text, client_key=key, now=until - ASKED)
        scene(question, next(free), actor, until)
    return len(askers)


def _whom_to_ask(asker: Participant, free: Iterator[Participant]) -> Participant:
    return next(person for person in free if not person.hops.filter(question__asker=asker).exists())


def _passed_on(question: Question, other: Participant, actor: User, until: datetime) -> None:  # noqa: ARG001 - as all scenes
    actions.pass_on(actor=question.recipient, question_id=question.pk, to_id=other.pk, now=until - READ)


def _removed(question: Question, other: Participant, actor: User, until: datetime) -> None:  # noqa: ARG001 - as all scenes
    _report(question, Reason.SECRET, scripts.NOTE_TOO_EARLY, until)
    note = scripts.NOTE_REMOVED
    actions.remove(actor=actor, question=question, reason=Reason.SECRET, note=note, now=until - SETTLED)


def _held(question: Question, other: Participant, actor: User, until: datetime) -> None:  # noqa: ARG001 - as all scenes
    _report(question, Reason.PERSONAL, scripts.NOTE_PERSONAL, until)


def _report(question: Question, reason: ModerationAct.Reason, note: str, until: datetime) -> None:
    actions.report(actor=question.recipient, question_id=question.pk, reason=reason, note=note, now=until - READ)
