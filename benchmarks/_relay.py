"""An open relay of any size, for measuring."""

from __future__ import annotations

from datetime import datetime, timedelta

from depeche.core.relay.rules import Rules
from depeche.web.accounts.actions import make_organiser
from depeche.web.projects.actions import create_project
from depeche.web.relay import access
from depeche.web.relay.actions.people import search_words
from depeche.web.relay.actions.phases import give_start_rights
from depeche.web.relay.models import Group, Participant, Phase, Relay, Sector

GROUPS = 5
BATCH = 5000


def open_relay(people: int, *, now: datetime, rules: Rules | None = None) -> Relay:
    """A relay of `people` in its second day, everybody with their right to begin with."""
    organiser, _new = make_organiser(email="bench@depeche.example", name="Bench", now=now)
    project = create_project(actor=organiser, name="Bench", controller="", language="da", now=now)
    relay = Relay.objects.create(
        project=project,
        topic=f"{people} people",
        rules=(rules or Rules()).to_dict(),
        phase=Phase.OPEN,
        invites_at=now - timedelta(days=3),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=3),
        answers_close_at=now + timedelta(days=4),
        created_at=now - timedelta(days=4),
    )
    groups = [Group.objects.create(relay=relay, name=f"Gruppe {n}", position=n) for n in range(GROUPS)]
    sectors = [Sector.STATE, Sector.REGION, Sector.MUNICIPALITY, Sector.PRIVATE, Sector.CIVIL]
    for first in range(0, people, BATCH):
        rows = [
            access.prepare(
                Participant(
                    relay=relay,
                    group=groups[n % GROUPS],
                    name=f"Person {n}",
                    email=f"p{n}@depeche.example",
                    title="Leder",
                    organisation=f"Organisation {n % 97}",
                    search=search_words(f"Person {n}", "Leder", f"Organisation {n % 97}"),
                    sector=sectors[n % len(sectors)],
                    joined_at=now,
                )
            )
            for n in range(first, min(first + BATCH, people))
        ]
        Participant.objects.bulk_create(rows)
    give_start_rights(relay=relay, now=now)
    return relay
