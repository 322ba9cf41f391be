from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from depeche.core.errors import InputError
from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.rules import Rules
from depeche.core.relay.simulate import Report, gini, play, simulate
from depeche.core.relay.state import RelayState
from depeche.core.relay.suggest import SHOWN
from depeche.core.relay.window import Window

OPEN = datetime(2026, 9, 7, 5, tzinfo=UTC)  # Monday 7.00 in Copenhagen
WINDOW = Window(OPEN - timedelta(days=3), OPEN, OPEN + timedelta(hours=87), OPEN + timedelta(hours=111))
SECTORS = ["state"] * 30 + ["region"] * 25 + ["municipality"] * 22 + ["private"] * 13 + ["civil"] * 10


def members(count: int, rng: Random) -> list[Member]:
    return [Member(f"p{i}", f"g{i % 2}", rng.choice(SECTORS)) for i in range(count)]


def run(count: int, rules: Rules, seed: int, behaviour: Behaviour | None = None) -> Report:
    rng = Random(seed)
    return simulate(members(count, rng), rules, WINDOW, rng, behaviour=behaviour)


def test_the_same_seed_gives_the_same_relay() -> None:
    assert run(60, Rules(), 1) == run(60, Rules(), 1)
    assert run(60, Rules(), 1) != run(60, Rules(), 2)


def test_events_come_in_order_and_replay_to_the_same_state() -> None:
    rng = Random(3)
    people = members(40, rng)
    state, coming = play(people, Rules(quiet_nights=True), WINDOW, rng, behaviour=Behaviour(declines=0.5))
    happened = list(coming)
    assert all(a.at <= b.at for a, b in pairwise(happened))
    assert isinstance(happened[-1], events.Closed)
    assert {type(e) for e in happened} >= {events.Asked, events.Answered, events.Declined, events.Expired}
    added = [events.PersonAdded(WINDOW.invite, m.key, m.group, m.sector) for m in people]
    assert RelayState.replay(state.rules, WINDOW, [*added, *happened]) == state
    assert state.balance().holds


def test_the_report_adds_up() -> None:
    report = run(80, Rules(), 4)
    assert report.asked == sum(day.asked for day in report.days) > 80
    assert report.answered == sum(day.answered for day in report.days)
    assert report.answered + report.returned == report.asked
    assert report.max_waiting <= 2
    assert 0 < report.cross_sector < report.coverage <= 1


def test_nobody_is_asked_at_night() -> None:
    rng = Random(5)
    _, coming = play(members(40, rng), Rules(), WINDOW, rng)
    assert all(
        5 <= e.at.hour < 20 or e.at.hour == 20 == e.at.hour + e.at.minute for e in coming if isinstance(e, events.Asked)
    )


def test_people_who_never_answer_leave_every_question_to_return() -> None:
    report = run(30, Rules(), 6, Behaviour(absent=1.0, uses_right=1.0))
    assert (report.answered, report.answering) == (0, 0)
    assert report.returned == report.asked >= 30


def test_returns_and_the_cap_spread_questions_over_more_people() -> None:
    """The finding the rules rest on (docs/methods/relay-simulation.md), in its sign, over ten seeds."""
    bare = [run(100, Rules(waiting_cap=None, answer_within=None), seed) for seed in range(10)]
    ours = [run(100, Rules(), seed) for seed in range(10)]
    assert sum(r.coverage for r in ours) > sum(r.coverage for r in bare) + 1
    assert sum(r.gini for r in ours) < sum(r.gini for r in bare)
    assert sum(r.answered for r in ours) > 1.3 * sum(r.answered for r in bare)


def test_whoever_chooses_by_a_plan_is_followed() -> None:
    rng = Random(7)
    people = members(30, rng)
    wanted: list[str | None] = []

    def choose(state: RelayState, asker: str, now: datetime, rng: Random) -> str | None:
        least = min(
            (m.key for m in people),
            key=lambda k: (state.why_not_ask(asker, k, now) is not None, state.people[k].received),
        )
        wanted.append(least if state.why_not_ask(asker, least, now) is None else None)
        return wanted[-1]

    report = simulate(people, Rules(), WINDOW, rng, choose=choose)
    assert report.coverage == 1
    assert report.asked == sum(key is not None for key in wanted)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([], 0), ([0, 0], 0), ([3, 3, 3], 0), ([0, 0, 0, 4], 0.75), ([1, 2, 3], 2 / 9), ([1, 1, 2, 4], 0.3125)],
)
def test_gini_by_hand(counts: list[int], expected: float) -> None:
    assert gini(counts) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("field", "value"),
    [("absent", 1.1), ("answer_median", 0), ("answers", (0.0, 1.0)), ("own_sector", -0.1), ("adoption", 2)],
)
def test_assumptions_that_make_no_sense_are_refused(field: str, value: object) -> None:
    with pytest.raises(InputError) as refusal:
        Behaviour(**{field: value})  # type: ignore[arg-type] # the fault that is looked for
    assert refusal.value.column == field


def test_nobody_and_one_person_make_an_empty_relay() -> None:
    assert run(0, Rules(), 8).asked == 0
    assert run(1, Rules(), 8).asked == 0


def test_suggestions_reach_everybody_even_out_load_and_cross_sectors() -> None:
    """The finding of docs/methods/relay-suggestions.md, in its sign, over ten seeds."""
    alone, helped = ([run(100, Rules(), seed, Behaviour(adoption=share)) for seed in range(10)] for share in (0.0, 0.3))
    assert all(report.coverage >= 0.99 for report in helped)
    assert sum(r.coverage for r in alone) < 9.8
    assert sum(r.gini for r in helped) < sum(r.gini for r in alone) - 1
    assert sum(r.cross_sector for r in helped) > sum(r.cross_sector for r in alone) + 1.5
    assert sum(r.max_load for r in helped) <= sum(r.max_load for r in alone)


def test_nobody_follows_what_the_organiser_has_switched_off() -> None:
    keen = Behaviour(adoption=1.0)
    assert run(50, Rules(suggestions=False), 10, keen) == run(50, Rules(suggestions=False), 10)
    assert run(50, Rules(), 10, keen) != run(50, Rules(), 10)


def test_when_everybody_follows_a_second_question_comes_only_when_two_or_fewer_wait_for_their_first() -> None:
    """Two: whoever is shown three people may pick the third."""
    rng = Random(11)
    people = members(60, rng)
    state, coming = play(people, Rules(), WINDOW, rng, behaviour=Behaviour(adoption=1.0))
    for event in coming:
        if isinstance(event, events.Asked) and state.people[event.recipient].received == 2:
            untouched = {key for key, person in state.people.items() if not person.received}
            assert len(untouched - {event.asker}) < SHOWN
            break
    assert sum(person.received > 0 for person in state.people.values()) > 57


def test_survival_is_the_share_of_threads_that_grew_so_long() -> None:
    rng = Random(12)
    people = members(30, rng)
    state, coming = play(people, Rules(), WINDOW, rng)
    length = dict.fromkeys((right for right in state.rights if right.startswith("start:")), 0)
    begun: dict[str, str] = {}
    for event in coming:
        if isinstance(event, events.Asked):
            held = state.rights[event.right]
            begun[event.question] = begun.get(held.source, event.right)
        elif isinstance(event, events.Answered):
            length[begun[event.question]] += 1
    report = run(30, Rules(), 12)
    used = set(begun.values())
    assert report.threads == len(used)
    assert report.survival == tuple(
        sum(length[right] >= hop for right in used) / len(used) for hop in range(1, max(length.values()) + 1)
    )
