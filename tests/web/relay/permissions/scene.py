"""Two relays with one of everything in them, put into any phase: the stage on which every act is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from depeche.core.corpus import text_hash
from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.common.models import InboundMail, OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay import actions
from depeche.web.relay.actions import moderate
from depeche.web.relay.models import (
    Draft,
    Erasure,
    LiveRound,
    ModerationAct,
    Participant,
    PeopleImport,
    Phase,
    Question,
    QuoteConsent,
    Relay,
)
from tests.web.relay.world import DAY, HOUR, START, World, make

Reason = ModerationAct.Reason
CODE = "CDFGHJ"


@dataclass
class Scene:
    """`me` takes part in the relay, `sitting` in the one that is played in a room."""

    world: World
    live: World
    me: Participant
    suspended: Participant
    sitting: Participant
    other: Participant  # whom nobody has asked
    to_me: Question  # waits for my answer
    answered: Question
    waiting: Question  # mine
    returned: Question  # mine
    held: Question  # mine, and I am asked to rewrite it
    reported: Question
    wish: QuoteConsent  # to quote my answer
    earlier: Question  # mine, from the round before
    round: LiveRound
    dealt: Question  # to `sitting`
    mail: OutboxMail
    handed: PeopleImport
    erasure: Erasure

    @property
    def relay(self) -> Relay:
        return self.world.relay


def build() -> Scene:
    before = _round_before()
    world = make(10, Rules(anonymity=Anonymity.HIDDEN))
    people, now = world.people, world.now
    first = world.ask(1, 0, "Hvad er din første tanke?")
    world.answer(0, first)
    second = world.ask(2, 0, "Og den anden?")
    world.answer(0, second)
    to_me = world.ask(3, 0, "Hvad venter du på?")
    waiting = world.ask(0, 4, "Hvornår sker det?")
    returned = world.ask(0, 5, "Hvem gjorde det?")
    actions.decline(actor=people[5], question_id=returned.pk, reason="Ved det ikke.", now=now)
    held = world.ask(0, 6, "Hvad sagde han?")
    moderate.hold(actor=world.user, question=held, reason=Reason.PERSONAL, now=now)
    moderate.ask_for_rewrite(actor=world.user, question=held, reason=Reason.PERSONAL, note="Uden navne.", now=now)
    reported = world.ask(6, 7, "Er det sandt?")
    moderate.report(actor=people[7], question_id=reported.pk, reason=Reason.OTHER, note="", now=now)
    actions.suspend(actor=world.user, participant=people[8], now=now)
    Participant.objects.filter(pk=people[0].pk).update(previous=before.asker)
    Relay.objects.filter(pk=world.relay.pk).update(previous=before.relay)
    room = world.relay.rooms.create(code=CODE, opened_at=now, closes_at=now + HOUR)
    room.seats.create(participant=people[2], client_key=uuid4(), at=now)
    for person in [*people, before.asker]:
        person.refresh_from_db()
    live = make(5, Rules(live=True, answer_within=None, waiting_cap=None, suggestions=False))
    live.project.memberships.all().delete()
    Relay.objects.filter(pk=live.relay.pk).update(project=world.project)
    round_ = LiveRound.objects.create(
        relay=live.relay, number=1, began_at=now, writing_ends_at=now + timedelta(minutes=2)
    )
    dealt = actions.ask(
        actor=live.people[2], recipient_id=live.people[0].pk, text="Hvad så?", client_key=uuid4(), now=now, dealt=True
    )
    round_.seats.create(participant=live.people[0], pair=1, question=dealt)
    Draft.objects.create(participant=live.people[1], text="Hvad nu?", saved_at=now)
    return Scene(
        world=world,
        live=live,
        me=people[0],
        suspended=people[8],
        sitting=live.people[0],
        other=people[9],
        to_me=to_me,
        answered=first,
        waiting=waiting,
        returned=returned,
        held=held,
        reported=reported,
        wish=QuoteConsent.objects.create(question=first, side="answer", sha256=text_hash("At lytte."), asked_at=now),
        earlier=before,
        round=round_,
        dealt=dealt,
        mail=_uncertain_mail(world),
        handed=PeopleImport.objects.create(
            relay=world.relay, user=world.user, name="folk.csv", state=PeopleImport.State.READY, total=1, created_at=now
        ),
        erasure=Erasure.objects.create(
            project=world.project, relay_id=10**6, kind=Erasure.Kind.DELETED, at=now, digest="0" * 64
        ),
    )


def _round_before() -> Question:
    """Of a relay that has closed: asked, and never answered."""
    world = make(3)
    question = world.ask(0, 1, "Hvad blev der af det?")
    world.wait(6 * DAY)
    question.refresh_from_db()
    return question


def _uncertain_mail(world: World) -> OutboxMail:
    """Nobody knows whether it arrived; and an automatic answer came to it."""
    mail = OutboxMail.objects.filter(subject_type="participant", subject_id=world.people[2].pk).latest("pk")
    mail.status, mail.claimed_at = OutboxMail.Status.UNSURE, world.now
    mail.save()
    InboundMail.objects.create(mark="1" * 64, what=InboundMail.What.AUTO_REPLY, text="Ferie", at=world.now, mail=mail)
    return mail


def put_into(scene: Scene, phase: Phase) -> None:
    """Both relays into `phase`, with moments that agree; what has been asked stays as it is, whatever would be."""
    now = START
    far = [now - 4 * HOUR, now - 3 * HOUR, now - 2 * HOUR, now - HOUR]  # all four have passed
    ahead = [now + HOUR, now + 2 * HOUR, now + DAY, now + 2 * DAY]
    passed = {Phase.INVITED: 1, Phase.OPEN: 2, Phase.ANSWERING: 3, Phase.CLOSED: 4}.get(phase, 0)
    moments: list[datetime] = [*far[:passed], *ahead[passed:]]
    fields = dict(zip(("invites_at", "opens_at", "closes_at", "answers_close_at"), moments, strict=True))
    closed_at = moments[3] if phase is Phase.CLOSED else None
    relays = Relay.objects.filter(pk__in=[scene.relay.pk, scene.live.relay.pk])
    relays.update(phase=phase, closed_at=closed_at, **fields)
    scene.relay.refresh_from_db()
    scene.live.relay.refresh_from_db()


def browser_form(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


ROLES: tuple[str, ...] = (*(role.value for role in Role), "stranger", "nobody", "participant", "suspended")
