"""Suggested recipients from the database: the order and the reasons are `core.relay.suggest`'s.

Three queries, however many take part: the head of each sector by the index `participant_suggest`, those who follow on
the asker's own place among the equals there, and the people chosen. Equals lie on a ring in the order of `link_key`,
which was drawn at random for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from depeche.core.relay.decisions import AskFacts, why_not_pick
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.suggest import PLACES, Candidate, Why, place, suggest
from depeche.core.relay.window import Phase
from depeche.web.relay.models import Hop, Participant, Sector
from depeche.web.relay.rules import NO_CAP, cap_of, pickable

POOL = 12  # people of each sector who are looked at; more than in the core, for here many look at once
DIGITS = len(f"{PLACES - 1:x}")
A_SECTOR, A_WAITING, A_RECEIVED = "a sector", NO_CAP - 1, NO_CAP - 2  # stand in queries for what is filled in


class Suggested(NamedTuple):
    person: Participant  # with its group
    reasons: tuple[Why, ...]


class Row(NamedTuple):
    """Of a participant, what decides."""

    pk: int
    group_id: int | None
    sector: str
    status: str
    outsider: bool
    waiting_count: int
    received_count: int


def suggestions(me: Participant, rules: Rules, *, back: int | None = None) -> tuple[Suggested, ...]:
    """Up to three people whom `me` may ask and has not asked. `back`: see `rules.just_asked_me`."""
    rows = {str(row.pk): row for row in _pool(_allowed(me, rules), str(me.pk))}

    def may_pick(key: str) -> bool:
        return why_not_pick(rules, pick_facts(me, rows[key], already=False, remain=True, back=back)) is None

    pool = [_candidate(me, key, row) for key, row in rows.items()]
    found = suggest(pool, may_pick, seed=str(me.relay_id), asker=str(me.pk))
    people = Participant.objects.select_related("group").in_bulk([int(suggestion.key) for suggestion in found])
    return tuple(Suggested(people[int(key)], reasons) for key, reasons in found)


def pick_facts(
    me: Participant,
    other: Participant | Row,
    *,
    already: bool,
    remain: bool,
    fewer: bool = True,
    back: int | None = None,
) -> AskFacts:
    """As rules.ask_facts, on what a page has loaded already."""
    return AskFacts(
        phase=Phase.OPEN,  # why_not_pick looks at the two people only
        rights_open=1,
        recipient_is_self=me.pk == other.pk,
        recipient_active=other.status == Participant.Status.ACTIVE,
        recipient_waiting=other.waiting_count,
        already_asked=already,
        others_remaining=remain,
        recipient_received=other.received_count,
        fewer_remain=fewer,
        same_group=me.group_id is not None and me.group_id == other.group_id,
        same_sector=bool(me.sector) and me.sector == other.sector,
        asked_me_just_now=back is not None and back == other.pk,
        recipient_outsider=other.outsider,
    )


def _allowed(me: Participant, rules: Rules) -> QuerySet[Participant]:
    """Without those whom the rules refuse for certain: they would fill the pool. The rules are asked all the same."""
    asked = Hop.objects.filter(question__asker=me, recipient=OuterRef("pk"))
    people = pickable(me.relay_id, cap_of(rules)).filter(~Exists(asked), outsider=False).exclude(pk=me.pk)
    if rules.received_cap is not None:
        people = people.filter(received_count__lt=rules.received_cap)
    if rules.recipient is Recipient.OTHER_GROUP and me.group_id is not None:
        people = people.exclude(group_id=me.group_id)
    if rules.recipient is Recipient.OTHER_SECTOR and me.sector:
        people = people.exclude(sector=me.sector)
    return people


def _pool(people: QuerySet[Participant], asker: str) -> list[Row]:
    """Of each sector the POOL with the least load; of equals at its head those on the asker's own place and after."""
    here = people.filter(sector=A_SECTOR)
    lowest = _read(
        here.order_by("waiting_count", "received_count", "link_key")[:POOL],
        [{A_SECTOR: sector} for sector in ("", *Sector.values)],
    )
    heads = {row.sector: row for row in reversed(lowest)}
    start = f"{place('ring', asker):0{DIGITS}x}"
    onwards = _read(
        here.filter(waiting_count=A_WAITING, received_count=A_RECEIVED, link_key__gte=start).order_by("link_key")[
            :POOL
        ],
        [
            {A_SECTOR: sector, A_WAITING: head.waiting_count, A_RECEIVED: head.received_count}
            for sector, head in heads.items()
        ],
    )
    found: dict[str, dict[int, Row]] = {}
    for row in [*onwards, *lowest]:
        some = found.setdefault(row.sector, {})
        if len(some) < POOL:
            some[row.pk] = row
    return [row for some in found.values() for row in some.values()]


def _read(part: QuerySet[Participant], fills: Sequence[Mapping[object, Any]]) -> list[Row]:
    """One short query once for each of `fills` (what stands in it -> what is meant), sent as one.

    Django writes its SQL once, and could not unite queries with a limit on SQLite.
    """
    if not fills:
        return []
    one, params = part.values_list("id", *Row._fields[1:]).query.sql_with_params()
    sql = " UNION ALL ".join([f"SELECT * FROM ({one}) AS part"] * len(fills))  # noqa: S608 - what Django wrote
    with connection.cursor() as cursor:
        cursor.execute(sql, [fill.get(param, param) for fill in fills for param in params])
        return [Row(*found) for found in cursor.fetchall()]


def _candidate(me: Participant, key: str, row: Row) -> Candidate:
    return Candidate(
        key=key,
        received=row.received_count,
        waiting=row.waiting_count,
        other_sector=bool(me.sector and row.sector) and me.sector != row.sector,
        other_group=me.group_id is not None and row.group_id is not None and me.group_id != row.group_id,
    )
