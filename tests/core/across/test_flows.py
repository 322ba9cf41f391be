"""Flows by theme: nothing of them can be got by subtracting the other themes, or what a group asked in all."""

from __future__ import annotations

from random import Random

from depeche.core.across import CodedCard, group_table, theme_flows


def relay(people: int, cards: int, seed: int = 1) -> list[CodedCard]:
    """Three groups of `people` who ask each other about three themes; every fifth question has no answer."""
    rng = Random(seed)
    made = []
    for number in range(1, cards + 1):
        asks, answers = rng.choice("abc"), rng.choice("abc")
        theme = rng.choice([1, 1, 2, 3])
        other = f"{answers}{rng.randrange(people)}" if number % 5 else ""
        person = f"{asks}{rng.randrange(people)}"
        made.append(CodedCard(number, asks, person, (theme,), answers if other else "", other))
    return made


def test_a_large_relay_shows_who_asks_whom_about_each_theme() -> None:
    cards = relay(40, 900)
    table = group_table(cards, [1, 2, 3])
    assert table is not None
    flows = theme_flows(cards, table)
    assert flows is not None
    counted = [
        [
            sum(card.themes == (1,) and card.group == one and card.other_group == other for card in cards)
            for other in (*flat, "")
        ]
        for flat in [[name for side in flows.groups for name in side]]
        for one in flat
    ]
    assert [list(row) for row in flows.of(1)] == counted
    assert flows.of(9) == ()


def test_hidden_parts_of_what_a_group_asked_are_at_least_two_and_about_five_people() -> None:
    for seed in range(4):
        cards = relay(12, 160, seed)
        table = group_table(cards, [1, 2, 3])
        assert table is not None
        flows = theme_flows(cards, table)
        assert flows is not None
        for theme, part in enumerate(flows.themes):
            for asks, side in enumerate(flows.groups):
                row = flows.counts[theme][asks]
                gone = [at for at, count in enumerate(row) if count is None]
                told = table.counts[table.rows.index(part)][table.columns.index(side)]
                if told is None:
                    assert gone
                    continue
                assert len(gone) != 1
                if gone:
                    names = [flows.groups[at][0] if at < len(flows.groups) else "" for at in gone]
                    people = {
                        card.person
                        for card in cards
                        if card.themes == part and card.group in side and card.other_group in names
                    }
                    assert len(people) >= 5


def test_each_pair_of_groups_hides_none_of_its_themes_or_at_least_two() -> None:
    cards = relay(12, 200, 7)
    table = group_table(cards, [1, 2, 3])
    assert table is not None
    flows = theme_flows(cards, table)
    assert flows is not None
    for asks in range(len(flows.groups)):
        for answers in range(len(flows.groups) + 1):
            gone = sum(flows.counts[theme][asks][answers] is None for theme in range(len(flows.themes)))
            assert gone != 1


def test_without_answers_nothing_flows() -> None:
    cards = [card._replace(other="", other_group="") for card in relay(40, 300)]
    table = group_table(cards, [1, 2, 3])
    assert table is not None
    assert theme_flows(cards, table) is None
