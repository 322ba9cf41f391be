"""Suggestions: the order by hand, the rules obeyed, the same for the same seed, others for another asker."""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.relay import events
from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.index import Index
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.simulate import play
from depeche.core.relay.state import RelayState
from depeche.core.relay.suggest import SHOWN, Candidate, Why, place, reasons, standing, suggest
from depeche.core.relay.window import Window

OPEN = datetime(2026, 9, 7, 5, tzinfo=UTC)  # Monday 7.00 in Copenhagen
WINDOW = Window(OPEN - timedelta(days=3), OPEN, OPEN + timedelta(hours=87), OPEN + timedelta(hours=111))
SECTORS = ("state", "region", "private", "")
GROUPS = ("north", "south", "")

candidates = st.builds(
    Candidate,
    key=st.text("abcdefgh", min_size=1, max_size=3),
    received=st.integers(0, 6),
    waiting=st.integers(0, 2),
    other_sector=st.booleans(),
    other_group=st.booleans(),
)


def anybody(_key: str) -> bool:
    return True


def test_the_order_by_hand() -> None:
    """Coverage before cross-sector, cross-sector before load up to a lead of two, and the other group last."""
    in_order = [
        Candidate("never asked, other sector", 0, 0, other_sector=True, other_group=False),
        Candidate("never asked, own sector, other group", 0, 0, other_sector=False, other_group=True),
        Candidate("never asked, own sector, own group", 0, 0, other_sector=False, other_group=False),
        Candidate("asked once, other sector, nothing waits", 1, 0, other_sector=True, other_group=False),
        Candidate("asked three times, other sector", 3, 0, other_sector=True, other_group=True),
        Candidate("asked once, own sector", 1, 0, other_sector=False, other_group=True),
        Candidate("asked four times, other sector", 4, 0, other_sector=True, other_group=False),
        Candidate("asked once, other sector, one waits", 1, 1, other_sector=True, other_group=True),
    ]
    shown = suggest(reversed(in_order), anybody, seed="s", asker="me", shown=len(in_order))
    assert [suggestion.key for suggestion in shown] == [candidate.key for candidate in in_order]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (Candidate("a", 0, 0, True, True), [Why.NOT_ASKED_YET, Why.OTHER_SECTOR, Why.OTHER_GROUP]),
        (Candidate("a", 2, 1, False, False), [Why.FEW_QUESTIONS]),
        (Candidate("a", 1, 0, True, False), [Why.OTHER_SECTOR, Why.FEW_QUESTIONS, Why.NOTHING_WAITING]),
        (Candidate("a", 3, 0, False, False), [Why.NOTHING_WAITING]),
        (Candidate("a", 3, 1, False, False), []),
    ],
)
def test_reasons_by_hand(candidate: Candidate, expected: list[Why]) -> None:
    assert list(reasons(candidate)) == expected


def test_nobody_is_suggested_without_a_reason() -> None:
    assert suggest([Candidate("busy", 3, 1, False, False)], anybody, seed="s", asker="me") == ()


@given(st.lists(candidates, unique_by=lambda c: c.key), st.sets(st.text("abcdefgh", max_size=3)), st.text(), st.text())
def test_the_best_whom_the_rules_allow_in_order_each_with_a_reason(
    pool: list[Candidate], refused: set[str], seed: str, asker: str
) -> None:
    shown = suggest(pool, lambda key: key not in refused, seed=seed, asker=asker)
    by_key = {candidate.key: candidate for candidate in pool}
    possible = sorted(standing(c) for c in pool if c.key not in refused and reasons(c))
    assert [standing(by_key[suggestion.key]) for suggestion in shown] == possible[:SHOWN]
    assert not refused & {suggestion.key for suggestion in shown}
    assert all(suggestion.reasons == reasons(by_key[suggestion.key]) != () for suggestion in shown)
    assert shown == suggest(reversed(pool), lambda key: key not in refused, seed=seed, asker=asker)


def test_a_place_is_the_same_on_every_machine_and_differs_by_each_part() -> None:
    assert place("7", "anna") == 0x96A0D199CC86CB55
    parts = (("7", "anna"), ("8", "anna"), ("7", "bo"), ("7", "an", "na"), ("7an", "na"))
    assert len({place(*part) for part in parts}) == len(parts)


def alike(count: int) -> RelayState:
    added = [events.PersonAdded(WINDOW.invite, f"p{n}") for n in range(count)]
    return RelayState.replay(Rules(), WINDOW, added)


def test_those_who_look_at_once_see_different_people() -> None:
    """100 askers among 200 equals: the same three for everybody would be 100 questions to one person."""
    index = Index(alike(200), "seed")
    first = Counter(index.suggest(f"p{n}", OPEN)[0].key for n in range(100))
    assert max(first.values()) <= 5
    assert len(first) >= 70  # 200 * (1 - e ** -0.5) = 79 if each were drawn by lot


def test_the_same_page_again_shows_the_same_people_and_another_seed_others() -> None:
    state = alike(200)
    once, again, other = (Index(state, seed).suggest("p7", OPEN) for seed in ("a", "a", "b"))
    assert once == again != other


def test_a_late_change_moves_a_person_at_once() -> None:
    state = alike(4)
    index = Index(state, "seed")
    for asker, recipient in (("p0", "p1"), ("p1", "p2")):
        state.apply(events.Asked(OPEN, f"q-{asker}", asker, recipient, f"start:{asker}"))
        index.refresh(recipient)
    shown = index.suggest("p3", OPEN)
    assert (shown[0].key, shown[0].reasons) == ("p0", (Why.NOT_ASKED_YET,))
    assert {(s.key, s.reasons) for s in shown[1:]} == {("p1", (Why.FEW_QUESTIONS,)), ("p2", (Why.FEW_QUESTIONS,))}
    state.apply(events.Suspended(OPEN, "p0"))
    index.refresh("p0")
    assert {s.key for s in index.suggest("p3", OPEN)} == {"p1", "p2"}


def test_the_few_of_a_small_sector_do_not_carry_everybody_elses_questions() -> None:
    """Two regions among eighteen of the state: once they have a lead of two questions, the state asks its own."""
    added = [events.PersonAdded(WINDOW.invite, f"p{n}", "", "region" if n < 2 else "state") for n in range(20)]
    state = RelayState.replay(Rules(), WINDOW, added)
    for n, person in enumerate(state.people.values()):
        person.received = 4 if n < 2 else 1
    assert {s.key for s in Index(state, "seed").suggest("p7", OPEN)}.isdisjoint({"p0", "p1"})
    for n in range(2):
        state.people[f"p{n}"].received = 3
    assert {s.key for s in Index(state, "seed").suggest("p7", OPEN)[:2]} == {"p0", "p1"}


def test_outsiders_are_not_suggested() -> None:
    rules = Rules(outsiders=True)
    added = [events.PersonAdded(WINDOW.invite, "in"), events.PersonAdded(WINDOW.invite, "me")]
    state = RelayState.replay(rules, WINDOW, [*added, events.PersonAdded(WINDOW.invite, "out", outsider=True)])
    assert state.why_not_ask("me", "out", OPEN) is None
    assert [s.key for s in Index(state, "seed").suggest("me", OPEN)] == ["in"]


@given(
    seed=st.integers(0, 2**32),
    people=st.integers(1, 40),
    recipient=st.sampled_from(Recipient),
    cap=st.sampled_from((None, 1, 2)),
    enough=st.sampled_from((None, 2, 4)),
    steps=st.integers(0, 150),
)
def test_the_index_finds_what_looking_at_everybody_finds(
    seed: int, people: int, recipient: Recipient, cap: int | None, enough: int | None, steps: int
) -> None:
    """After any number of events: the highest standings, and never anybody whom the rules refuse."""
    rng = Random(seed)
    members = [Member(f"p{n}", rng.choice(GROUPS), rng.choice(SECTORS)) for n in range(people)]
    rules = Rules(recipient=recipient, waiting_cap=cap, received_cap=enough, new_recipient=rng.random() < 0.5)
    behaviour = Behaviour(declines=0.3, visibility=0.1)
    state, happening = play(members, rules, WINDOW, rng, behaviour=behaviour)
    index = Index(state, str(seed))
    now = OPEN
    for event in islice(happening, steps):
        now = event.at
        if isinstance(event, events.Asked | events.Answered | events.Declined | events.Expired):
            index.refresh(state.questions[event.question].recipient)
    for asker in state.people:
        shown = index.suggest(asker, now)
        assert all(state.why_not_ask(asker, suggestion.key, now) is None for suggestion in shown)
        found = [order(seen(state, asker, suggestion.key)) for suggestion in shown]
        assert found == sorted(best(state, asker, now))[:SHOWN]


def seen(state: RelayState, asker: str, key: str) -> Candidate:
    me, other = state.people[asker], state.people[key]
    sector = bool(me.sector and other.sector) and me.sector != other.sector
    group = bool(me.group and other.group) and me.group != other.group
    return Candidate(key, other.received, other.waiting, sector, group)


def order(candidate: Candidate) -> tuple[object, ...]:
    """The other group only breaks ties within a pool."""
    return standing(candidate)[:4]


def best(state: RelayState, asker: str, now: datetime) -> list[tuple[object, ...]]:
    """All whom the rules allow, by the objective; who has received enough is never suggested."""
    return [
        order(candidate)
        for key in state.people
        if state.why_not_ask(asker, key, now) is None
        and key not in state.people[asker].asked
        and state.people[key].received < (state.rules.received_cap or math.inf)
        and reasons(candidate := seen(state, asker, key))
    ]
