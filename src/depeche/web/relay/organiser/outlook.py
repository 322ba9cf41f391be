"""The forecast of one relay, simulated from where it stands; kept for some minutes, for it takes a second to make."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet

from depeche.core.relay.behaviour import Member
from depeche.core.relay.forecast import FEWEST_ANSWERS, LARGEST, BandPoint, Firsts, Standing, forecast, held_since
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Phase, Window
from depeche.web.relay.models import Hop, Participant, Question, Relay, Right
from depeche.web.relay.queries import GroupRow
from depeche.web.relay.rules import phase_of, rules_of, window_of

KEPT = 64  # bands in memory, nine points each
FRESH = timedelta(minutes=10)
GROWN = 20  # a new one sooner, when the answers have grown by a twentieth
START = datetime(2000, 1, 1, tzinfo=UTC)


def outlook(relay: Relay, groups: Sequence[GroupRow], answered: int, now: datetime) -> tuple[BandPoint, ...]:
    """From now until answering closes; empty unless the relay is running and it is not too early to say."""
    window = window_of(relay)
    running = phase_of(relay, now) in {Phase.OPEN, Phase.ANSWERING}
    if window is None or not running or answered < FEWEST_ANSWERS:
        return ()
    sizes = tuple(group.counts.people - group.counts.suspended for group in groups)
    since = START + (now - START) // FRESH * FRESH
    key = (relay.pk, sizes, rules_of(relay), window, since)
    kept, band = _kept.get(key, (0, ()))
    if not kept or GROWN * answered > (GROWN + 1) * kept:
        band = _band(*key, answered)
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[key] = answered, band
    return band


_kept: dict[tuple[int, tuple[int, ...], Rules, Window, datetime], tuple[int, tuple[BandPoint, ...]]] = {}
"""What a band rests on -> the answers it was made with, and the band."""


def _band(
    relay_id: int, sizes: tuple[int, ...], rules: Rules, window: Window, now: datetime, answered: int
) -> tuple[BandPoint, ...]:
    people = [
        Member(f"{group}-{n}", str(group), str(group)) for group, size in enumerate(_scaled(sizes)) for n in range(size)
    ]
    return forecast(_standing(relay_id, sum(sizes), answered), people, rules, window, now, seed=relay_id)


def _scaled(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Groups in the same proportions with some LARGEST people in all; small relays as they are."""
    total = sum(sizes)
    return sizes if total <= LARGEST else tuple(max(1, round(size * LARGEST / total)) for size in sizes if size)


def _standing(relay_id: int, people: int, answered: int) -> Standing:
    """Six queries; of many people and questions every so-manieth."""
    questions = Question.objects.filter(relay=relay_id)
    ended = dict(questions.order_by().values_list("status").annotate(Count("pk")))
    rights = Right.objects.filter(relay=relay_id, status=Right.Status.OPEN).count()
    waiting = ended.get(Question.Status.WAITING, 0)
    return Standing(
        people=people,
        answered=answered,
        returned=ended.get(Question.Status.RETURNED, 0),
        rights=rights,
        waiting=waiting,
        held_since=_held(relay_id, people),
        waiting_since=_some(questions.filter(status=Question.Status.WAITING), waiting, "since"),
        firsts=_firsts(relay_id, people),
    )


def _held(relay_id: int, people: int) -> tuple[datetime, ...]:
    """The moments since which some LARGEST people hold the rights they have left."""
    some = _every(Participant.objects.filter(relay=relay_id), people)
    given: dict[int, list[datetime]] = defaultdict(list)
    used: dict[int, list[datetime]] = defaultdict(list)
    rights = Right.objects.filter(participant__in=some).order_by("pk")
    for person, created, asked in rights.values_list("participant", "created_at", "question__asked_at"):
        given[person].append(created)
        if asked is not None:
            used[person].append(asked)
    return tuple(at for person, moments in given.items() for at in held_since(moments, used[person]))


def _firsts(relay_id: int, people: int) -> Firsts:
    """The first question to each of some LARGEST people, but where it was passed on or taken from their hands."""
    some = _every(Participant.objects.filter(relay=relay_id), people)
    stays = Hop.objects.filter(recipient__in=some).order_by("-began_at", "-pk")
    seen = stays.values_list("recipient", "outcome", "began_at")
    first = {person: (outcome, began) for person, outcome, began in seen}
    ended = Counter(outcome for outcome, _began in first.values())
    return Firsts(
        ended[Question.Status.ANSWERED],
        ended[Question.Returned.EXPIRED] + ended[Question.Returned.DECLINED],
        tuple(began for outcome, began in first.values() if not outcome),
    )


def _some(rows: QuerySet[Question], count: int, moment: str) -> tuple[datetime, ...]:
    return tuple(_every(rows, count).order_by("pk").values_list(moment, flat=True))


def _every(rows: QuerySet[Any], count: int) -> QuerySet[Any]:
    """Of so many rows at least LARGEST, fairly chosen; all where there are few."""
    some: QuerySet[Any] = rows.alias(turn=F("pk") % max(1, count // LARGEST)).filter(turn=0)
    return some
