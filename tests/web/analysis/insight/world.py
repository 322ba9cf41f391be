"""A closed relay with as much talk between its groups as a test wants. The texts are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.test import Client

from depeche.core.relay.rules import Anonymity, Rules
from depeche.web.accounts.models import User
from depeche.web.analysis import actions
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.relay.models import Answer, Group, Participant, Phase, Question, Relay, Right

OPENED = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=5)
MINUTE = timedelta(minutes=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class World:
    owner: User
    project: Project
    relay: Relay
    people: list[list[Participant]]  # by group

    def member(self, role: Role) -> User:
        user = User.objects.create_user(f"{uuid4().hex[:8]}@{role}.test", f"Anna {role}")
        Membership.objects.create(project=self.project, user=user, role=role, since=OPENED)
        return user

    def client(self, user: User | None = None) -> Client:
        client = Client()
        client.force_login(user or self.owner, backend=BACKEND)
        return client

    def sort(self, **themes: slice) -> Corpus:
        """A material of the relay; of its questions, in order, those of a slice are put into a theme."""
        corpus = actions.start_from_relays(
            actor=self.owner, project=self.project, relays=[self.relay], title="Samlet", now=CLOSED
        )
        units = list(TextUnit.objects.filter(corpus=corpus, kind=TextUnit.Kind.QUESTION).order_by("position"))
        for name, part in themes.items():
            theme = actions.create_theme(actor=self.owner, corpus=corpus, name=name, cue_words=(), now=CLOSED)
            cards = [actions.Card(unit.pk, None) for unit in units[part]]
            actions.move_cards(actor=self.owner, corpus=corpus, cards=cards, to_id=theme.pk, now=CLOSED)
        return corpus


def make(
    counts: Sequence[Sequence[int]],
    sizes: Sequence[int],
    *,
    closed: bool = True,
    anonymity: Anonymity = Anonymity.HIDDEN,
) -> World:
    """`counts` are questions from each group to each, spread evenly over its `sizes` people; all but every fifth are
    answered, and everybody has one more right than they used.
    """
    owner = User.objects.create_user(f"{uuid4().hex[:8]}@owner.test", "Karen Krogh")
    project = Project.objects.create(name="Ledelse", created_at=OPENED)
    Membership.objects.create(project=project, user=owner, role=Role.OWNER, since=OPENED)
    relay = Relay.objects.create(
        project=project, topic="Ledelse på tværs", rules=Rules(anonymity=anonymity).to_dict(),
        phase=Phase.CLOSED if closed else Phase.OPEN, invites_at=OPENED, opens_at=OPENED,
        closes_at=datetime(2126, 1, 1, tzinfo=UTC) if not closed else CLOSED,
        answers_close_at=datetime(2126, 1, 2, tzinfo=UTC) if not closed else CLOSED,
        closed_at=CLOSED if closed else None, created_at=OPENED,
    )  # fmt: skip # one row a thought
    people = []
    for at, size in enumerate(sizes):
        group = Group.objects.create(relay=relay, name=f"Gruppe {'ABCDEFGHIJKLMNOP'[at]}", position=at)
        people.append(
            Participant.objects.bulk_create(
                Participant(
                    relay=relay, group=group, name=f"Person {at}.{n}", email=f"p{at}.{n}@example.test", joined_at=OPENED
                )
                for n in range(size)
            )
        )
    world = World(owner, project, relay, people)
    pairs = [
        (people[row][n % sizes[row]], _other(people[column], n, people[row][n % sizes[row]]))
        for row, line in enumerate(counts)
        for column, count in enumerate(line)
        for n in range(count)
    ]
    _write(world, pairs)
    return world


def _other(group: list[Participant], number: int, asker: Participant) -> Participant:
    found = group[(number + number // len(group) + 1) % len(group)]
    return found if found != asker else group[(group.index(found) + 1) % len(group)]


def _write(world: World, pairs: Sequence[tuple[Participant, Participant]]) -> None:
    relay = world.relay
    status = Right.Status.LAPSED if relay.phase == Phase.CLOSED else Right.Status.OPEN
    Right.objects.bulk_create(
        Right(
            relay=relay, participant=person, origin=Right.Origin.START, number=30_001, status=status, created_at=OPENED
        )
        for group in world.people
        for person in group
    )
    used = Right.objects.bulk_create(
        Right(
            relay=relay,
            participant=asker,
            origin=Right.Origin.START,
            number=n % 30_000,
            status=Right.Status.USED,
            created_at=OPENED,
        )
        for n, (asker, _recipient) in enumerate(pairs)
    )
    asked = Question.objects.bulk_create(
        Question(
            relay=relay, right=right, asker=asker, recipient=recipient, text=f"Hvad lærte I, nummer {n}?",
            client_key=uuid4(), asked_at=OPENED + n * MINUTE, since=OPENED + n * MINUTE,
            ended_at=OPENED + (n + 1) * MINUTE,
            status=Question.Status.ANSWERED if n % 5 else Question.Status.RETURNED,
            return_reason="" if n % 5 else Question.Returned.EXPIRED,
        )
        for n, (right, (asker, recipient)) in enumerate(zip(used, pairs, strict=True))
    )  # fmt: skip # as above
    Answer.objects.bulk_create(
        Answer(question=question, author=question.recipient, text=f"Svar på {n}.", answered_at=question.ended_at)
        for n, question in enumerate(asked)
        if question.status == Question.Status.ANSWERED and question.ended_at
    )
