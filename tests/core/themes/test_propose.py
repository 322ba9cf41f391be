"""Groups from nothing: nobody left out, the same again, and plain material sorted as a person would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from depeche.core.themes import TextIndex
from depeche.core.themes.proposing import Proposal, propose, proposed_number
from depeche.core.themes.proposing.naming import digest

SUBJECTS = (
    "budget besparelse regnskab udgift krone",
    "cykel sti asfalt lyskryds fodgænger",
    "orkester violin koncert dirigent kor",
    "havørn skov bæver mose ulv",
    "sygeplejerske medicin operation læge feber",
    "brød mel ovn surdej kage",
)


def subject_texts(each: int = 12, subjects: tuple[str, ...] = SUBJECTS) -> tuple[list[str], list[int]]:
    """Texts of three words drawn from one subject's five: no two subjects share a word."""
    rng = np.random.default_rng(7)
    texts, truth = [], []
    for number, subject in enumerate(subjects):
        for _ in range(each):
            texts.append(" ".join(rng.choice(subject.split(), 3, replace=False)))
            truth.append(number)
    order = rng.permutation(len(texts))
    return [texts[at] for at in order], [truth[at] for at in order]


def labels(proposal: Proposal, texts: int) -> list[int]:
    found = [-1] * texts
    for number, group in enumerate(proposal.groups):
        for row in group.rows:
            assert found[row] == -1
            found[row] = number
    return found


@pytest.mark.parametrize("each", [6, 12, 60])
def test_subjects_that_share_no_word_are_found_exactly(each: int) -> None:
    texts, truth = subject_texts(each)
    found = labels(propose(TextIndex.build(texts), groups=6), len(texts))
    assert adjusted_mutual_info_score(truth, found) == pytest.approx(1)


def test_more_texts_than_are_grouped_at_once_join_the_group_they_are_most_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(propose.__globals__, "SAMPLE", 80)
    texts, truth = subject_texts(60)
    found = labels(propose(TextIndex.build(texts), groups=6), len(texts))
    assert adjusted_mutual_info_score(truth, found) == pytest.approx(1)


def test_a_group_is_named_by_the_words_of_its_subject_alone() -> None:
    texts, truth = subject_texts()
    for group in propose(TextIndex.build(texts), groups=6).groups:
        subject = SUBJECTS[truth[group.rows[0]]].split()
        assert 3 <= len(group.words) <= 5
        assert set(group.words) <= set(subject)


def test_words_are_shown_as_people_write_them() -> None:
    texts = ["Budgetterne holder ikke", "Er budgetterne for små?", "Mere kaffe", "Kaffe til alle", "Hvem har kaffe?"]
    groups = propose(TextIndex.build(texts), groups=2).groups
    assert [group.words[0] for group in groups] == ["kaffe", "budgetterne"]


def test_groups_stand_by_size_and_rows_by_number() -> None:
    texts, _truth = subject_texts()
    found = propose(TextIndex.build(texts), groups=4).groups
    sizes = [len(group.rows) for group in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(list(group.rows) == sorted(group.rows) for group in found)


def test_the_same_texts_give_the_same_groups_whatever_global_randomness_says() -> None:
    texts, _truth = subject_texts(20)
    np.random.seed(1)  # noqa: NPY002 (what is tested is that it does not matter)
    first = propose(TextIndex.build(texts), groups=5)
    np.random.seed(2)  # noqa: NPY002
    assert propose(TextIndex.build(texts), groups=5) == first


def test_only_the_rows_asked_for_are_grouped() -> None:
    texts, _truth = subject_texts()
    found = propose(TextIndex.build(texts), range(10, 40), groups=3)
    assert sorted(row for group in found.groups for row in group.rows) == list(range(10, 40))
    assert set().union(*(group.examples for group in found.groups)) <= set(range(10, 40))


def test_no_text_gives_no_group() -> None:
    assert propose(TextIndex.build([])).groups == ()
    assert propose(TextIndex.build(["Mere kaffe"]), []).groups == ()


def test_one_text_is_one_group() -> None:
    (group,) = propose(TextIndex.build(["Hvordan holder vi budgettet?"])).groups
    assert (group.rows, group.examples, group.cohesion) == ((0,), (0,), 0.0)
    assert "budgettet" in group.words


def test_two_texts_are_two_groups_or_one_as_asked() -> None:
    index = TextIndex.build(["Budgettet skrider", "Koret synger"])
    assert [group.rows for group in propose(index, groups=2).groups] == [(0,), (1,)]
    assert [group.rows for group in propose(index, groups=1).groups] == [(0, 1)]


def test_identical_texts_are_one_group_and_one_example() -> None:
    (group,) = propose(TextIndex.build(["Mere kaffe, tak"] * 30), groups=5).groups
    assert group.rows == tuple(range(30))
    assert group.examples == (0,)


def test_texts_that_say_the_same_stay_together_however_many_groups_are_asked_for() -> None:
    texts = ["Mere kaffe", "Budgettet skrider", "Koret synger"] * 10
    found = propose(TextIndex.build(texts), groups=20).groups
    assert [group.rows for group in found] == [tuple(range(start, 30, 3)) for start in range(3)]


def test_texts_without_a_word_to_go_by_are_a_group_of_their_own_and_last() -> None:
    texts = ["Hvad er det?", "Budgettet skrider", "Et stramt budget", "Og hvad så?", "Koret synger", "…", "Et kor"]
    found = propose(TextIndex.build(texts), groups=2).groups
    assert [(group.rows, bool(group.words)) for group in found] == [((1, 2), True), ((4, 6), True), ((0, 3, 5), False)]


def test_stop_words_alone_give_one_group() -> None:
    (group,) = propose(TextIndex.build(["Hvad er det?", "Og så?", ""]), groups=3).groups
    assert (group.rows, group.words, group.compared) == ((0, 1, 2), (), 0)


def test_cohesion_counts_texts_whose_nearest_is_in_their_own_group() -> None:
    texts, _truth = subject_texts()
    for group in propose(TextIndex.build(texts), groups=6).groups:
        assert (group.compared, group.with_own, group.cohesion) == (12, 12, 1.0)


def test_a_digest_follows_the_texts_and_not_their_order() -> None:
    texts, _truth = subject_texts()
    before = {group.digest for group in propose(TextIndex.build(texts), groups=6).groups}
    after = {group.digest for group in propose(TextIndex.build(texts[::-1]), groups=6).groups}
    assert before == after
    assert len(before) == 6
    assert digest(["ab", "c"]) != digest(["a", "bc"])


def test_vectors_of_an_embedder_count_where_words_say_nothing() -> None:
    texts = [f"Tekst{chr(97 + at)}" for at in range(20)]
    vectors: NDArray[np.float32] = np.zeros((20, 3), np.float32)
    vectors[::2, 0], vectors[1::2, 1] = 1, 1
    found = propose(TextIndex.build(texts, vectors=vectors), groups=2).groups
    assert [group.rows for group in found] == [tuple(range(0, 20, 2)), tuple(range(1, 20, 2))]


def test_what_cannot_be_done_is_refused_with_a_reason() -> None:
    index = TextIndex.build(["Mere kaffe"])
    with pytest.raises(ValueError, match="ask for one at least"):
        propose(index, groups=0)
    with pytest.raises(ValueError, match="rows go from 0 to 0"):
        propose(index, [1])


def test_few_texts_are_said_to_be_a_proposal_only() -> None:
    texts, _truth = subject_texts(20)
    assert not propose(TextIndex.build(texts)).tentative
    assert propose(TextIndex.build(texts[:99])).tentative


def test_the_number_proposed_grows_slowly() -> None:
    assert [proposed_number(texts) for texts in (0, 39, 200, 400, 3080, 10**9)] == [3, 5, 6, 7, 9, 20]


WORDS = st.sampled_from(["budget", "Kaffe", "kor", "skov", "lederne", "og", "hvad", "1", "æøå", "…", "arbejdsmiljø"])


@settings(max_examples=30, deadline=None)
@given(
    texts=st.lists(st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=20), max_size=25),
    groups=st.none() | st.integers(1, 8),
)
def test_every_row_is_in_exactly_one_group(texts: list[str], groups: int | None) -> None:
    found = propose(TextIndex.build(texts), groups=groups).groups
    assert sorted(row for group in found for row in group.rows) == list(range(len(texts)))
    assert len([group for group in found if group.words]) <= (groups or proposed_number(len(texts)))
    for group in found:
        assert group.examples
        assert set(group.examples) <= set(group.rows)
        assert 0 <= group.with_own <= group.compared <= len(group.rows)
