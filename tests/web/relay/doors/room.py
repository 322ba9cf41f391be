"""A live relay with everybody in the room."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from depeche.core.relay.rules import Rules
from depeche.web.relay.actions.arrive import arrive
from depeche.web.relay.doors import rounds
from depeche.web.relay.models import LiveRound, Participant, Question
from tests.web.relay.world import World, make

LIVE = Rules(live=True)
SECOND = timedelta(seconds=1)


class Stage:
    """The facilitator's buttons, and what people write."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.number = 0
        for person in world.people:
            arrive(actor=person, now=world.now)

    def start(self) -> LiveRound:
        self.number += 1
        world = self.world
        return rounds.start_round(actor=world.user, relay=world.relay, number=self.number, now=world.now)

    def write(self, *people: int, text: str = "Hvad lærte {}?") -> None:
        for person in people:
            rounds.save_words(actor=self.world.people[person], text=text.format(person), now=self.world.now)

    def time_up(self) -> None:
        self.world.now += rounds.WRITING + rounds.GRACE

    def deal(self, seed: int = 1) -> LiveRound:
        world = self.world
        return rounds.deal_round(
            actor=world.user, relay=world.relay, number=self.number, now=world.now, rng=Random(seed)
        )

    def end(self) -> LiveRound:
        world = self.world
        return rounds.end_round(actor=world.user, relay=world.relay, number=self.number, now=world.now)

    def play(self, *people: int, seed: int = 1) -> list[Question]:
        """A whole round up to the deal."""
        self.start()
        self.write(*people)
        self.time_up()
        self.deal(seed)
        return self.dealt()

    def dealt(self) -> list[Question]:
        return list(
            Question.objects.filter(
                live_seat__round__relay=self.world.relay, live_seat__round__number=self.number
            ).order_by("asker_id")
        )

    def answer_all(self) -> None:
        people = {person.pk: index for index, person in enumerate(self.world.people)}
        for question in self.dealt():
            self.world.answer(people[question.recipient_id], question)


def a_stage(people: int = 6) -> Stage:
    return Stage(make(people, LIVE))


def tables(found: LiveRound) -> list[set[Participant]]:
    """Who sits together."""
    seats = found.seats.select_related("participant")
    return [
        {seat.participant for seat in seats if seat.pair == pair} for pair in sorted({seat.pair or 0 for seat in seats})
    ]
