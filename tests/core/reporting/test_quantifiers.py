"""The linter on the invented sentences of tests/golden/quantifiers; docs/methods/quantifiers.md tells the outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from depeche.core.reporting.k_of_n import written_out
from depeche.core.reporting.quantifiers import quantities

GOLDEN = Path(__file__).parents[2] / "golden" / "quantifiers"
VALUES = {"theme:have:låger": 14.0, "questions:have": 39.0, "share:have:låger": 36.0, "answers:have": 37.0}


def flagged(text: str, language: str = "da") -> tuple[str, ...]:
    found = quantities(written_out(text), language, VALUES.get)
    return tuple(item.word.casefold() for item in found if not item.bound)


def contradicted(text: str, language: str = "da") -> tuple[str, ...]:
    return tuple(item.word for item in quantities(written_out(text), language, VALUES.get) if item.contradicts)


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("da", 1.0, 1.0), ("da_holdout", 0.9, 0.9), ("en", 1.0, 1.0)]
)
def test_precision_and_recall(name: str, precision: float, recall: float) -> None:
    rows = [line.split("\t") for line in (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    wanted = {text for label, text in rows if label == "1"}
    found = {text for _, text in rows if flagged(text, name[:2])}
    assert len(wanted) * 2 == len(rows)
    right = len(wanted & found)
    print(f"{name}: precision {right}/{len(found)}, recall {right}/{len(wanted)}")  # noqa: T201  read with pytest -s
    assert right / len(found) >= precision
    assert right / len(wanted) >= recall


def test_a_word_is_bound_by_k_of_n_a_share_two_figures_or_a_source() -> None:
    assert flagged("Mange spørger om låger.") == ("mange",)
    for bound in (
        "Mange, {{k_af_n:theme:have:låger}}, spørger om låger.",
        "Mange ({{share:have:låger}} %) spørger om låger.",
        "Af {{questions:have}} spørgsmål handler mange om låger: {{theme:have:låger}}.",
        "Mange spørger om låger. [kilde: en anden undersøgelse]",
    ):
        assert flagged(bound) == ()


def test_a_count_without_its_whole_binds_nothing() -> None:
    assert flagged("Mange, {{theme:have:låger}}, spørger om låger.") == ("mange",)


def test_quotes_code_and_block_quotes_are_left_alone() -> None:
    assert flagged("Der spørges: “Hvorfor spørger mange om låger?”") == ()
    assert flagged("> Mange spørger om låger.") == ()
    assert flagged("Skriv `mange spørger` her.") == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De fleste, {{k_af_n:theme:have:låger}}, spørger om låger.", "De fleste"),
        ("Få, {{k_af_n:theme:have:låger}}, spørger om låger.", "Få"),
        ("Næsten alle deltagere ({{share:have:låger}} %) spørger om låger.", "Næsten alle"),
        ("Halvdelen af spørgsmålene ({{k_af_n:theme:have:låger}}) handler om låger.", "Halvdelen"),
        ("Et mindretal spørger, nemlig {{k_af_n:answers:have}}.", "Et mindretal"),
        ("Der spørges sjældent: {{k_af_n:theme:have:låger}}.", "sjældent"),
    ],
)
def test_a_word_its_figures_do_not_bear_is_a_contradiction(text: str, word: str) -> None:
    assert contradicted(text) == (word,)


@pytest.mark.parametrize(
    "text",
    [
        "Mange, {{k_af_n:theme:have:låger}}, spørger om låger.",
        "En tredjedel af spørgsmålene ({{k_af_n:theme:have:låger}}) handler om låger.",
        "Næsten alle spørgsmål ({{k_af_n:answers:have}}) har fået svar.",
        "De fleste, {{k_af_n:theme:have:ukendt}}, spørger om låger.",
        "De fleste svar er korte; få, {{k_af_n:theme:have:låger}}, spørger om låger.",
    ],
)
def test_no_contradiction_where_the_figures_bear_it_or_cannot_be_told(text: str) -> None:
    assert contradicted(text) == ()


def test_english() -> None:
    assert flagged("Most of them ask about gates.", "en") == ("most",)
    assert contradicted("Most, {{k_of_n:theme:have:låger}}, ask about gates.", "en") == ("Most",)
