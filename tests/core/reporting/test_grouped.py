"""Who asks, by group. The corpora are invented; hidden cells are attacked by a program written apart from the code."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from depeche.core.corpus import Pair, Source
from depeche.core.reporting.grouped import NOT_TOLD, OTHERS, GroupFlow, by_theme, group_flow
from depeche.core.stats import K

SOURCE = Source("a", "A")


def asked(
    count: int, by: str, to: str, *, people: int = 8, theme: str = "", start: int = 0, answered: bool = True
) -> list[Pair]:
    """`count` questions from one group to another, spread over `people` of either."""
    return [
        Pair(
            f"{by}{to}{theme}{start + at}{'' if answered else '-'}",
            "Hvad?",
            "Det." if answered else None,
            "a",
            theme,
            asker_group=by,
            answerer_group=to if answered else "",
            asker=f"{by}{at % people}",
            answerer=f"{to}{at % people}" if answered else "",
        )
        for at in range(count)
    ]


def flow(pairs: Sequence[Pair], source: Source = SOURCE) -> GroupFlow | None:
    return group_flow(source, pairs, by_theme(source, pairs))


FOUR = (*asked(20, "Stat", "Stat"), *asked(12, "Stat", "By"), *asked(9, "By", "Stat"), *asked(15, "By", "By"))


def test_counts_stand_as_they_are_where_enough_people_are_behind_them() -> None:
    found = flow(FOUR)
    assert found is not None
    assert found.groups == ("Stat", "By")
    assert found.counts == ((20, 12), (9, 15))
    assert found.asked == (32, 24)


def test_the_e_i_index_is_that_of_krackhardt_and_stern() -> None:
    found = flow(FOUR)
    assert found is not None
    assert found.own(found.told) == (35, 56)
    assert found.ei == pytest.approx((21 - 35) / 56)


def test_where_askers_are_hidden_nothing_tells_of_them() -> None:
    hidden = Source("a", "A", askers_hidden=True)
    themed = (*asked(20, "Stat", "By", theme="tid"), *asked(20, "By", "Stat", theme="ro"))
    assert by_theme(SOURCE, themed) is not None
    assert by_theme(hidden, themed) is None
    assert group_flow(hidden, FOUR, None) is None


def test_a_figure_about_four_askers_is_not_shown_nor_what_gives_it_away() -> None:
    found = flow((*FOUR, *asked(8, "Stat", "Land", people=4), *asked(9, "Land", "Land"), *asked(9, "Land", "By")))
    assert found is not None
    row = found.counts[found.groups.index("Stat")]
    assert row[found.groups.index("Land")] is None
    assert sum(count is None for count in row) > 1


def test_a_group_in_which_few_asked_is_gathered_with_the_next_smallest() -> None:
    found = flow((*FOUR, *asked(8, "Lille", "By", people=2), *asked(7, "Øen", "By", people=7)))
    assert found is not None
    assert found.groups == ("Stat", "By", OTHERS)
    assert set(found.sides[2]) == {"Øen", "Lille"}
    assert found.asked == (32, 24, 15)


def test_unknown_people_count_as_one() -> None:
    nameless = [Pair(f"n{at}", "Hvad?", "Det.", "a", asker_group="Ukendt", answerer_group="By") for at in range(30)]
    found = flow((*FOUR, *nameless))
    assert found is not None
    assert found.groups == ("Stat", OTHERS)
    assert group_flow(SOURCE, nameless, None) is None


def test_people_without_a_group_are_named_as_such() -> None:
    found = flow((*FOUR, *asked(10, "", "By")))
    assert found is not None
    assert found.groups == ("Stat", "By", NOT_TOLD)


def test_a_group_with_a_reserved_name_is_not_mistaken_for_what_is_gathered() -> None:
    assert flow((*FOUR, *asked(10, OTHERS, "By"))) is None


def test_the_unanswered_can_be_told_from_neither_table() -> None:
    unanswered = [replace(pair, theme="tid", themes=("tid",)) for pair in asked(2, "Stat", "", answered=False)]
    pairs = (*(replace(pair, theme="ro", themes=("ro",)) for pair in FOUR[:30]), *FOUR[30:], *unanswered)
    beside, found = by_theme(SOURCE, pairs), flow(pairs)
    assert beside is not None
    assert found is not None
    assert beside.table.total == len(FOUR)
    assert dict(zip(beside.groups, beside.table.column_totals, strict=True)) == {"Stat": 32, "By": 24}
    assert dict(zip(found.groups, found.asked, strict=True)) == {"Stat": 32, "By": 24}


def test_material_without_answers_is_counted_whole() -> None:
    pairs = [replace(pair, answer=None, theme="ro" if at % 3 else "tid", themes=()) for at, pair in enumerate(FOUR)]
    beside = by_theme(SOURCE, pairs)
    assert beside is not None
    assert beside.table.total == len(FOUR)
    assert flow(pairs) is None


def test_both_tables_have_the_same_groups() -> None:
    pairs = (
        *asked(20, "Stat", "By", theme="tid"),
        *asked(20, "Stat", "Stat", theme="ro"),
        *asked(16, "By", "Stat", theme="ro"),
        *asked(9, "By", "By", theme="tid", start=40),
        *asked(6, "Lille", "By", theme="ro", people=3),
        *asked(6, "Øen", "By", theme="ro", people=6),
    )
    beside = by_theme(SOURCE, pairs)
    found = group_flow(SOURCE, pairs, beside)
    assert beside is not None
    assert found is not None
    assert found.groups[: len(beside.groups)] == beside.groups
    assert beside.table.total == len(pairs)


def random_pairs(rng: random.Random) -> list[Pair]:
    groups = ["Stat", "By", "Land", "Ø"][: rng.randint(2, 4)]
    out: list[Pair] = []
    for by in groups:
        for to in groups:
            out += asked(rng.choice((0, 6, 9, 14, 30)), by, to, people=rng.randint(4, 9))
    return out


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_cell_is_pinned_down_by_what_is_told(seed: int) -> None:
    """Known to the attacker: the cells shown, and what each group asked in all."""
    found = flow(random_pairs(random.Random(seed)))
    for row, counts in enumerate(found.counts if found else ()):
        left = (found.asked[row] if found else 0) - sum(count or 0 for count in counts)
        hidden = sum(count is None for count in counts)
        assert hidden != 1
        assert left >= K if hidden else left == 0  # each hidden one may be anything from 0 to what is left


def test_some_flows_are_shown_and_some_cells_hidden() -> None:
    found = [flow(random_pairs(random.Random(seed))) for seed in range(60)]
    cells = [count for one in found if one for row in one.counts for count in row]
    hidden = sum(count is None for count in cells)
    assert min(hidden, len(cells) - hidden) > 50
