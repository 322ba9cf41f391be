from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.core.themes import Suggester, TextIndex, ThemeCard

WORDS = ["borger", "leder", "tillid", "budgettet", "Skole", "møde", "ledelsesrum", "og", "i", "2017", "åben", "é"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=8)
CARDS = (ThemeCard("a", "Ledelse", ("leder",)), ThemeCard("b", "Penge", ("budget",)), ThemeCard("c", ""))
LABELS = st.dictionaries(st.integers(0, 7), st.sets(st.sampled_from(["a", "b", "c"]), max_size=2), max_size=6)


@settings(deadline=None, max_examples=40)
@given(texts=TEXTS, labels=LABELS)
def test_suggestions_are_shares_and_quote_the_text(texts: list[str], labels: dict[int, set[str]]) -> None:
    kept = {row: themes for row, themes in labels.items() if row < len(texts)}
    model = Suggester(TextIndex.build(texts), CARDS, kept)
    for row, text in enumerate(texts):
        found = model.suggest(row)
        assert sorted(one.theme for one in found) == ["a", "b", "c"]
        assert sum(one.score for one in found) == pytest.approx(1, abs=1e-4)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        assert all(word in text.split() for one in found for word in one.words)


@settings(deadline=None, max_examples=25)
@given(texts=TEXTS, labels=LABELS, most=st.integers(0, 9))
def test_the_same_again_gives_the_same(texts: list[str], labels: dict[int, set[str]], most: int) -> None:
    kept = {row: themes for row, themes in labels.items() if row < len(texts)}
    backwards = dict(reversed(kept.items()))
    first, second = (Suggester(TextIndex.build(texts), CARDS, given) for given in (kept, backwards))
    assert np.array_equal(first.scores, second.scores)
    batch = first.next_texts(most)
    assert batch == second.next_texts(most)
    assert len(batch) == len(set(batch)) == min(most, len(texts) - len(kept))
    assert not set(batch) & set(kept)


@settings(deadline=None, max_examples=40)
@given(texts=TEXTS)
def test_duplicate_groups_do_not_meet_and_hold_every_repeat(texts: list[str]) -> None:
    groups = TextIndex.build([*texts, texts[0].upper()]).duplicates()
    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows))
    assert all(len(group) > 1 and list(group) == sorted(group) for group in groups)
    assert not texts[0].strip() or any({0, len(texts)} <= set(group) for group in groups)
