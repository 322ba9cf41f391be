from __future__ import annotations

import pytest

from depeche.core.across import together


def test_counts_lift_and_jaccard_worked_by_hand() -> None:
    # 10 sorted cards: theme 1 on five, theme 2 on four, both on three; theme 3 on three, with 2 once
    cards = [(1, 2), (2, 1), (1, 2), (1,), (1,), (2, 3), (3,), (3,), (4,), (4,), ()]
    found = together(cards)
    assert (found.cards, found.several, found.tests) == (10, 4, 6)
    assert found.themes == {1: 5, 2: 4, 3: 3, 4: 2}
    first, second = found.pairs
    assert (first.one, first.other, first.cards) == (1, 2, 3)
    assert first.lift == pytest.approx(3 * 10 / (5 * 4))
    assert first.jaccard == pytest.approx(3 / 6)
    assert (second.one, second.other, second.cards) == (2, 3, 1)
    # hypergeometric, 5 and 4 of 10 cards: three or more, or as rare: 2 (C(5,4) + C(5,3) C(5,1)) / C(10,4)
    assert first.p == pytest.approx(2 * (5 + 50) / 210)
    assert not first.beyond_chance


def test_themes_that_go_together_in_many_cards_hold_after_correction() -> None:
    found = together([*[(1, 2)] * 30, *[(3,)] * 30, *[(4,)] * 30])
    assert found.pairs[0].beyond_chance
    assert found.tests == 6


def test_nothing_together() -> None:
    assert together([(1,), (2,), ()]).pairs == ()
    assert together([]).cards == 0
