"""Who may do what in a relay, in which phase, and what is said where it is refused.

`permission_table.txt` is the whole table: for every address and method those who get in and, phase by phase, what they
get: the status, and for what is sent `done` or the code of the refusal. Whoever is not named in a line never gets in,
whatever the phase: see `turned_away`. An address without a line fails, and so does a GET that changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.common.models import Event
from depeche.web.projects.models import Membership, Role
from depeche.web.relay.archive import wording as archive_wording
from depeche.web.relay.doors import wording as doors_wording
from depeche.web.relay.models import Draft, Participant, Phase, RoomSeat
from depeche.web.relay.organiser import wording as organiser_wording
from depeche.web.relay.participant import wording as participant_wording
from tests.web.relay.permissions.acts import ACTS, AREAS, OPEN_TO_ALL, Act, arguments
from tests.web.relay.permissions.scene import ROLES, Scene, build, put_into
from tests.web.relay.world import START

TABLE = Path(__file__).with_name("permission_table.txt")
PHASES = list(Phase)
PUBLIC = {act.key for act in OPEN_TO_ALL}
SILENT = {"same"}  # nothing happened, and nothing was to happen


class Row(NamedTuple):
    who: frozenset[str]
    cells: dict[Phase, str]


def table() -> dict[str, list[Row]]:
    """`GET relay:monitor | owner facilitator | 200 200 200 200 200 200`; a line for each set of roles treated alike."""
    found: dict[str, list[Row]] = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            key, who, cells = (part.strip() for part in line.split("|"))
            roles = ROLES if who == "everybody" else who.split()
            row = Row(frozenset(roles), dict(zip(PHASES, cells.split(), strict=True)))
            found.setdefault(key, []).append(row)
    return found


def turned_away(act: Act, role: str) -> str:
    """What somebody gets whom the table does not let in: a sentence on how to get in, never the page."""
    if act.name.startswith("participant:"):
        return "403"  # no link was opened here, or it belongs to somebody who is suspended
    if role in set(Role):
        return "403"  # a member of the project whose role does not reach
    return "404" if role == "stranger" else "302"  # who has not signed in is sent to do it


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, db: None) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: START)
    return build()


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of all refusals made since the list was cleared, in order."""
    made: list[str] = []
    begin = RuleError.__init__

    def noted(error: RuleError, code: str, **figures: object) -> None:
        made.append(code)
        begin(error, code, **figures)

    monkeypatch.setattr(RuleError, "__init__", noted)
    return made


class Visitor:
    """Somebody of one role, at a browser; a participant at two, one for each relay."""

    def __init__(self, scene: Scene, role: str) -> None:
        self.scene, self.role = scene, role
        self.clients = {False: Client(), True: Client()}
        for live, client in self.clients.items():
            if role in {"participant", "suspended"}:
                session, me = client.session, self.me(live=live)
                session["participant"] = {"id": me.pk, "link_version": me.link_version}
                session.save()
            elif role != "nobody":
                user, new = User.objects.get_or_create(email=f"{role}@role.test", defaults={"name": role})
                if new and role != "stranger":
                    Membership.objects.create(project=scene.world.project, user=user, role=role, since=START)
                client.force_login(user)
        self.before = fingerprint()

    def me(self, *, live: bool) -> Participant:
        if self.role == "suspended":
            return self.scene.suspended
        return self.scene.sitting if live else self.scene.me

    def sends(self, act: Act, refusals: list[str]) -> str:
        """What comes of it, as a cell of the table; all that changed is undone."""
        client, address = self.clients[act.live], reverse(act.name, kwargs=arguments(self.scene, act))
        cache.clear()
        with transaction.atomic():
            refusals.clear()
            if act.method == "POST":
                signed = act.name.startswith("participant:") and act.key not in PUBLIC
                me = {"me": self.me(live=act.live).pk} if signed else {}
                response = client.post(address, me | dict(act.sent(self.scene)))
            else:
                response = client.get(address)
            if response.streaming:
                b"".join(response)  # the file is closed at its end
            changed = fingerprint() != self.before
            refusal = refusals[0] if refusals else "same"
            transaction.set_rollback(True)
        if act.method != "POST":
            assert not changed, f"{act.key} as {self.role}: a GET has changed something"
            return str(response.status_code)
        done = changed and response.status_code < 400  # refused words are kept as a draft
        return f"{response.status_code}:{'done' if done else refusal}"


def fingerprint() -> tuple[object, ...]:
    """Changes with whatever an act writes: its event, a draft, a seat, a wish for no more reminders."""
    return (
        Event.objects.count(),
        list(Draft.objects.order_by("pk").values_list("pk", "text")),
        RoomSeat.objects.count(),
        Participant.objects.exclude(mail_stopped_at=None).count(),
        Participant.objects.exclude(first_seen_at=None).count(),
    )


def outcomes(scene: Scene, role: str, phase: Phase, refusals: list[str]) -> Iterator[tuple[Act, str]]:
    put_into(scene, phase)
    visitor = Visitor(scene, role)
    for act in ACTS:
        yield act, visitor.sends(act, refusals)


def test_every_address_is_in_the_table() -> None:
    addressed = {f"{area}:{pattern.name}" for area, patterns in AREAS.items() for pattern in patterns}
    assert addressed == {act.name for act in ACTS}
    assert [act.key for act in ACTS] == list(dict.fromkeys(act.key for act in ACTS)), "two acts of one name"
    assert table().keys() == {act.key for act in ACTS}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("phase", PHASES)
def test_the_table(scene: Scene, refusals: list[str], phase: Phase, role: str) -> None:
    known = table()
    wrong = []
    for act, cell in outcomes(scene, role, phase, refusals):
        row = next((row for row in known.get(act.key, []) if role in row.who), None)
        expected = row.cells[phase] if row else turned_away(act, role)
        if (cell if row else cell.partition(":")[0]) != expected or (row is None and cell.endswith(":done")):
            wrong.append(f"{act.key}: {cell}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_other_method_is_taken(scene: Scene, refusals: list[str]) -> None:
    put_into(scene, Phase.OPEN)
    taken = {(act.name, act.method) for act in ACTS}
    owner, me = Visitor(scene, Role.OWNER), Visitor(scene, "participant")
    for act in {act.name: act for act in ACTS}.values():
        visitor = me if act.name.startswith("participant:") else owner
        for method in ("GET", "POST", "PUT", "DELETE"):
            if (act.name, method) in taken:
                continue
            with transaction.atomic():
                response = visitor.clients[act.live].generic(method, reverse(act.name, kwargs=arguments(scene, act)))
                transaction.set_rollback(True)
            assert response.status_code in {403, 405}, f"{method} {act.name}: {response.status_code}"


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    told = {
        *organiser_wording.REFUSALS,
        *participant_wording.REFUSALS,
        *archive_wording.REFUSALS,
        *doors_wording.DESK,
        *doors_wording.VISITOR,
    }
    cells = [cell for rows in table().values() for row in rows for cell in row.cells.values()]
    codes = {cell.partition(":")[2] for cell in cells} - {"", "done"} - SILENT
    assert codes <= told, codes - told
