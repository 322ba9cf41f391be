"""What the worker does with long lists of people: read them, and take them in batch by batch.

Nothing is remembered between two calls but the rows of the list at hand: `done` says how far it came, so a worker that
is killed is followed by one that goes on, and two at once never add anybody twice.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from depeche.core.errors import InputError, RuleError
from depeche.reading.people import PersonRow
from depeche.web.relay.actions.people import add_participants
from depeche.web.relay.actions.setup import newcomers
from depeche.web.relay.imports.actions import remove_arrived
from depeche.web.relay.models import PeopleImport
from depeche.web.relay.organiser import sheets
from depeche.web.relay.rules import hold_alone

BATCH = 2_000  # people in one transaction
TURN = 4.0  # seconds; then the other duties have theirs
KEPT = timedelta(days=1)  # names and addresses that nobody decides on
State = PeopleImport.State


class Worked(NamedTuple):
    """What one call did: lists read, people added, lists refused, lists dropped."""

    read: int = 0
    added: int = 0
    refused: int = 0
    dropped: int = 0


def work(now: datetime) -> Worked:
    """Read the lists that were handed in, drop those nobody decided on, then go on with those being taken in for `TURN`
    seconds.
    """
    read = refused = added = 0
    for handed in PeopleImport.objects.filter(state=State.READING).select_related("relay").order_by("pk"):
        good = _read(handed)
        read, refused = read + good, refused + (not good)
    dropped = _drop_undecided(now)
    until = time.monotonic() + TURN
    for pk in list(PeopleImport.objects.filter(state=State.TAKING).order_by("pk").values_list("pk", flat=True)):
        while time.monotonic() < until and (count := _take_batch(pk, now)):
            added += count
    return Worked(read, added, refused, dropped)


def _drop_undecided(now: datetime) -> int:
    """Asks before it writes."""
    old = PeopleImport.objects.filter(state=State.READY, created_at__lt=now - KEPT)
    return old.update(state=State.UNDONE, data=None, faults=[]) if old.exists() else 0


def _read(handed: PeopleImport) -> bool:
    """READING -> READY with the counts, or REFUSED where it makes no list."""
    mine = PeopleImport.objects.filter(pk=handed.pk, state=State.READING)
    try:
        checked = sheets.check_file(handed.relay, bytes(handed.data or b""), handed.name)
    except InputError as error:
        column = {"e-mail": "no_email_column", "navn": "no_name_column"}.get(error.column or "", "unreadable")
        mine.update(state=State.REFUSED, refusal=column, refused_row=error.row, data=None)
        return False
    faults = [[row.person.number, *row.codes] for row in checked.bad]
    mine.update(state=State.READY, total=len(checked.rows) - len(faults), faults=faults)
    return True


@lru_cache(maxsize=1)  # the list at hand: read once, not once a batch
def _rows(pk: int) -> tuple[PersonRow, ...]:
    handed = PeopleImport.objects.select_related("relay").get(pk=pk)
    left_out = {number for number, *_codes in handed.faults}  # as they were found then: the people in hand do not shift
    sheet = sheets.check_file(handed.relay, bytes(handed.data or b""), handed.name).sheet
    return tuple(row for row in sheet.rows if row.number not in left_out)


def _take_batch(pk: int, now: datetime) -> int:
    """The next people of the list; how many were added. 0 when there is nothing more to do."""
    try:
        with transaction.atomic():
            return _add(PeopleImport.objects.select_related("relay", "user").get(pk=pk), now)
    except (RuleError, PermissionDenied, Http404) as error:
        code = error.code if isinstance(error, RuleError) else "not_allowed"
    with transaction.atomic():  # nothing half taken in
        handed = PeopleImport.objects.select_related("relay").get(pk=pk)
        hold_alone(handed.relay_id)
        remove_arrived(handed)
        PeopleImport.objects.filter(pk=pk).update(state=State.REFUSED, refusal=code, data=None, done=0)
    return 0


def _add(handed: PeopleImport, now: datetime) -> int:
    relay = hold_alone(handed.relay_id)
    handed.refresh_from_db(fields=["state", "done"])  # another worker may have been faster
    if handed.state != State.TAKING:
        return 0
    everybody = _rows(handed.pk)
    rows = everybody[handed.done : handed.done + BATCH]
    people = newcomers(relay, rows)
    if people:
        add_participants(actor=handed.user, relay=relay, people=people, now=now, arrived_with=handed)
    done = handed.done + len(people)
    finished = done >= len(everybody)
    changes = {"done": done} | ({"state": State.DONE, "data": None} if finished else {})
    PeopleImport.objects.filter(pk=handed.pk).update(**changes)
    if finished:
        _rows.cache_clear()  # names and addresses do not stay behind in memory
    return len(people)
