"""Invented relays, set up and played by the simulator through the same actions as real people's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, ByVisibility, Member
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import play
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window
from depeche.reading.people import PeopleSheet, PersonRow
from depeche.web.demo.content import DemoPair, DemoPerson
from depeche.web.projects.models import Project
from depeche.web.relay import actions, work
from depeche.web.relay.actions.returns import return_question
from depeche.web.relay.actions.setup import (
    Purpose,
    create_relay,
    import_people,
    set_keywords,
    set_rules,
    set_topic,
    set_window,
)
from depeche.web.relay.models import Participant, Relay
from depeche.web.relay.rules import rules_of

if TYPE_CHECKING:
    from depeche.web.accounts.models import User


@dataclass(frozen=True, slots=True)
class Script:
    """What an invented relay is about."""

    topic: str
    purpose: Purpose
    keywords: tuple[str, ...]


def set_up(
    *,
    actor: User,
    project: Project,
    script: Script,
    people: Sequence[DemoPerson],
    window: Window,
    now: datetime,
    rules: Rules | None = None,
) -> Relay:
    """As an organiser does it in the wizard, up to and with scheduling; by the usual rules unless others are given."""
    relay = create_relay(actor=actor, project=project, topic=script.topic, now=now)
    relay = set_topic(
        actor=actor,
        relay=relay,
        topic=script.topic,
        purpose=script.purpose,
        video_url="",
        sender_name=actor.name,
        reply_to=actor.email,
        language="da",
        now=now,
    )
    set_keywords(actor=actor, relay=relay, words=script.keywords, now=now)
    sheet = PeopleSheet(tuple(PersonRow(number, *person) for number, person in enumerate(people, start=2)))
    import_people(actor=actor, relay=relay, sheet=sheet, now=now)
    set_window(actor=actor, relay=relay, window=window, now=now)
    if rules is not None:
        set_rules(actor=actor, relay=relay, rules=rules, now=now)
    return actions.schedule(actor=actor, relay=relay, now=now)


class _UntilTextsRunOut:
    """Chooses as `ByVisibility`, and nobody once every invented question has been asked."""

    def __init__(self, chooser: ByVisibility, left: list[DemoPair]) -> None:
        self.chooser, self.left = chooser, left

    def __call__(self, state: RelayState, asker: str, now: datetime, rng: Random) -> str | None:
        return self.chooser(state, asker, now, rng) if self.left else None


def play_relay(
    relay: Relay, window: Window, texts: Sequence[DemoPair], behaviour: Behaviour, rng: Random, until: datetime
) -> int:
    """Play from the invitation until `until`; how many questions were asked."""
    for moment in (window.invite, window.open):
        work.tick(moment)
    people = {str(person.pk): person for person in relay.participants.select_related("relay", "group").order_by("pk")}
    members = [Member(key, str(person.group_id), person.sector) for key, person in people.items()]
    left = list(texts)
    rng.shuffle(left)
    chooser = _UntilTextsRunOut(ByVisibility(members, behaviour, rng), left)
    _state, happening = play(members, rules_of(relay), window, rng, behaviour=behaviour, choose=chooser)
    stage = _Stage(people, left, rng)
    for event in happening:
        if event.at > until:
            break
        stage.perform(event)
    return len(stage.asked)


class _Stage:
    """Turns simulated events into acts of participants."""

    def __init__(self, people: dict[str, Participant], left: list[DemoPair], rng: Random) -> None:
        self.people, self.left, self.rng = people, left, rng
        self.asked: dict[str, tuple[int, DemoPair]] = {}  # simulated question -> its row, its text

    def perform(self, event: events.Event) -> None:
        if isinstance(event, events.Asked):
            self._ask(event)
        elif isinstance(event, events.Answered):
            self._answer(event)
        elif isinstance(event, events.Expired):
            return_question(question_id=self.asked[event.question][0], now=event.at)
        elif isinstance(event, events.AskingClosed | events.Closed):
            work.tick(event.at)

    def _ask(self, event: events.Asked) -> None:
        pair = self.left.pop()
        question = actions.ask(
            actor=self.people[event.asker],
            recipient_id=self.people[event.recipient].pk,
            text=pair.question.text,
            client_key=UUID(int=self.rng.getrandbits(128)),
            now=event.at,
        )
        self.asked[event.question] = (question.pk, pair)

    def _answer(self, event: events.Answered) -> None:
        question_id, pair = self.asked[event.question]
        person = self.people[event.person]
        actions.answer(actor=person, question_id=question_id, text=pair.answer.text, now=event.at)


def local(day: datetime, hour: int) -> datetime:
    """That day at `hour` o'clock."""
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def four_days(first: datetime) -> Window:
    """From eight in the morning of `first` until four in the afternoon of the fourth day; answers a day more."""
    opens = local(first, 8)
    close = local(first + timedelta(days=3), 16)
    return Window(opens - timedelta(days=2), opens, close, close + timedelta(days=1))
