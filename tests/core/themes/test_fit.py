from __future__ import annotations

import numpy as np
import pytest

from depeche.core.themes import TextIndex
from depeche.core.themes import fit as fitting
from depeche.core.themes.fit import DOUBT, fitted

TEXTS = ("Sne og is", "Sne i morgen", "Sol og sommer", "Sommer på stranden", "Is på stranden", "Frost")


def test_the_fit_is_kernel_ridge_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against the closed form: mean + K (K + doubt I)^-1 (wanted - mean), every likeness computed one by one."""
    monkeypatch.setattr(fitting, "CLOSE", 1e-5)
    index = TextIndex.build(TEXTS)
    likeness = np.array([index.similarities(row) for row in range(len(TEXTS))], dtype=float)
    even = np.full((len(TEXTS), 2), 0.5, np.float32)
    found = fitted(index.space, even, {0: frozenset({0}), 2: frozenset({1}), 5: frozenset({0})})
    common = np.sqrt(np.array([3 / 5, 2 / 5]))
    mean = common / common.sum()
    rows, wanted = [0, 2, 5], np.array([[1.0, 0], [0, 1], [1, 0]])
    amounts = np.linalg.solve(likeness[np.ix_(rows, rows)] + DOUBT * np.eye(3), wanted - mean)
    assert found.scores == pytest.approx(mean + likeness[:, rows] @ amounts, abs=1e-4)


def test_nothing_sorted_leaves_what_the_cue_words_say() -> None:
    index = TextIndex.build(TEXTS)
    means = np.array([[0.9, 0.1]] * len(TEXTS), np.float32)
    assert np.array_equal(fitted(index.space, means, {1: frozenset()}).scores, means)


def test_what_texts_have_in_common_is_of_length_one_and_kept_from_few_texts() -> None:
    assert not TextIndex.build(TEXTS).latent.any()
    many = TextIndex.build([f"{text} {word}" for text in TEXTS for word in ("hav", "fjeld", "skov", "by")])
    assert many.latent.shape == (24, 6)  # 1.2 times the root of 24
    assert np.linalg.norm(many.latent, axis=1) == pytest.approx(1, abs=1e-4)
    strongest = np.linalg.svd(np.array([many.similarities(row) for row in range(24)]))[1]
    assert strongest[6] < strongest[5]
