from __future__ import annotations

import math

import numpy as np
import pytest

from depeche.core.themes import TextIndex


def test_a_row_is_tf_idf_of_length_one() -> None:
    """Two texts, *sol* in both, *sne* in one: idf 1 and ln(3/2) + 1."""
    index = TextIndex.build(("Sol sne", "Sol"))
    sne = math.log(3 / 2) + 1
    row = index.words.rows([0]).toarray()[0]
    assert row[index.words.names["sol"]] == pytest.approx(1 / math.hypot(1, sne))
    assert row[index.words.names["sne"]] == pytest.approx(sne / math.hypot(1, sne))


def test_a_compound_stands_near_its_parts() -> None:
    index = TextIndex.build(("Ledelsesrummet", "Et rum", "En kage"))
    assert index.words.like(0)[1] > 0.2
    assert index.words.like(0)[2] == 0


def test_words_of_one_field_are_alike_without_a_letter_in_common() -> None:
    index = TextIndex.build(("Budgettet skrider", "Få kroner", "Gule blomster"))
    assert [neighbour.row for neighbour in index.similar(0)] == [1]


def test_vectors_join_what_words_do_not() -> None:
    texts = ("Gul", "Rund", "Høj")
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1]], dtype=np.float32)
    assert TextIndex.build(texts).similar(0) == ()
    with_vectors = TextIndex.build(texts, vectors=vectors).similar(0)
    assert [neighbour.row for neighbour in with_vectors] == [1]
    assert with_vectors[0].similarity == pytest.approx(0.5 * 0.9 / math.hypot(0.9, 0.1), abs=1e-3)


def test_vectors_must_be_one_row_a_text() -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\) for 2 texts"):
        TextIndex.build(("a", "b"), vectors=np.zeros((1, 2), np.float32))


def test_english_has_lemmas_and_no_fields() -> None:
    index = TextIndex.build(("The roads are narrow", "A road"), language="en")
    assert index.fields is None
    assert index.similar(0)[0].row == 1


def test_duplicates_are_the_same_or_nearly_so() -> None:
    texts = (
        "Hvordan får vi borgerne med i udviklingen af kommunens nye svømmehal?",
        "Noget helt andet om vejret",
        "hvordan får vi borgerne med, i udviklingen af kommunens nye svømmehal",
        "Hvordan får vi borgerne med i udviklingen af komunens nye svømmehal?",
        "Hvordan får vi naboerne med i planerne for skolens gamle bibliotek?",
        "",
        "",
    )
    assert TextIndex.build(texts).duplicates() == ((0, 2, 3),)


def test_the_same_words_in_another_order_are_near_duplicates() -> None:
    index = TextIndex.build(("Tillid eller kontrol?", "Kontrol eller tillid?", "Kaffe"))
    assert index.duplicates() == ((0, 1),)
