"""A small relay in the database for tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from depeche.core.relay.rules import Rules
from depeche.web.accounts.models import User
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.relay import actions, work
from depeche.web.relay.models import Group, ModerationAct, Participant, Question, Relay

START = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)  # Monday 9.00 in Copenhagen
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECTORS = ("state", "region", "municipality")


@dataclass
class World:
    user: User
    project: Project
    relay: Relay
    people: list[Participant]
    now: datetime = START
    asked: int = field(default=0)

    def ask(
        self,
        asker: int,
        recipient: int,
        text: str = "Hvad lærte I?",
        *,
        resend_of: int | None = None,
        dealt: bool = False,
    ) -> Question:
        self.asked += 1
        return actions.ask(
            actor=self.people[asker],
            recipient_id=self.people[recipient].pk,
            text=text,
            client_key=uuid4(),
            now=self.now,
            resend_of=resend_of,
            dealt=dealt,
        )

    def deal(self, asker: int, recipient: int) -> Question:
        return self.ask(asker, recipient, dealt=True)

    def answer(self, person: int, question: Question, text: str = "At lytte.") -> None:
        actions.answer(actor=self.people[person], question_id=question.pk, text=text, now=self.now)

    def pass_on(self, person: int, question: Question, to: int) -> Question:
        return actions.pass_on(
            actor=self.people[person], question_id=question.pk, to_id=self.people[to].pk, now=self.now
        )

    def report(self, person: int, question: Question, note: str = "Der er navne i.") -> Question:
        reason = ModerationAct.Reason.PERSONAL
        return actions.report(
            actor=self.people[person], question_id=question.pk, reason=reason, note=note, now=self.now
        )

    def wait(self, time: timedelta) -> None:
        """Let time pass and the worker do its duties."""
        self.now += time
        work.tick(self.now)


def make(
    people: int = 5,
    rules: Rules | None = None,
    *,
    opened: bool = True,
    starters: Collection[int] = (),
    outsiders: Collection[int] = (),
) -> World:
    """A relay of `people` in two groups that runs from START for four days, answers one day longer. `outsiders` are
    marked whether or not the rules know of any.
    """
    user = User.objects.create_user(f"{uuid4().hex[:8]}@organiser.test", "Karen Krogh")
    project = Project.objects.create(name="Ledelse", created_at=START)
    Membership.objects.create(project=project, user=user, role=Role.OWNER, since=START)
    relay = Relay.objects.create(
        project=project,
        topic="Ledelse på tværs",
        purpose_why="Vi kender ikke hinanden.",
        purpose_gain="Du får svar.",
        purpose_use="Det bliver til en rapport.",
        rules=(rules or Rules()).to_dict(),
        created_at=START - DAY,
        invites_at=START - HOUR,
        opens_at=START,
        closes_at=START + 4 * DAY,
        answers_close_at=START + 5 * DAY,
    )
    groups = [Group.objects.create(relay=relay, name=name, position=i) for i, name in enumerate(("Top", "Drift"))]
    before = START - 2 * HOUR
    actions.add_participants(
        actor=user,
        relay=relay,
        now=before,
        people=[
            actions.NewParticipant(
                name=f"Person {i}",
                email=f"p{i}@example.test",
                group_id=groups[i % 2].pk,
                sector=SECTORS[i % 3],
                title="Leder",
                organisation=f"Kommune {i}",
                starter=i in starters,
            )
            for i in range(people)
        ],
    )
    actions.schedule(actor=user, relay=relay, now=before)
    numbered = list(Participant.objects.filter(relay=relay).order_by("pk"))
    Participant.objects.filter(pk__in=[numbered[i].pk for i in outsiders]).update(outsider=True)
    world = World(user, project, relay, list(Participant.objects.filter(relay=relay).order_by("pk")), now=before)
    if opened:
        world.now = START
        work.tick(world.now)
        relay.refresh_from_db()
    return world
