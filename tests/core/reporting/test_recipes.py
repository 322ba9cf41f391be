from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import RECIPES, Evidence, shown
from depeche.core.reporting.people import may_name
from depeche.core.reporting.recipes import UnknownFigureError, figure, referenced
from depeche.core.reporting.speak import number
from depeche.core.reporting.values import Figure, Standing
from tests.core.reporting.corpora import small

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "methods" / "report.md"


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("relays", 2),
        ("days", 3),
        ("contributions", 20),
        ("questions", 7),
        ("questions:have", 4),
        ("answers", 5),
        ("answers:have", 2),  # g3 has none, g4 only blanks
        ("participants:have", 30),
        ("group:have:naboer", 10),
        ("themes:have", 2),
        ("theme:have:låger", 2),
        ("theme:have:både", 0),
        ("share:have:låger", 50),
        ("unsorted:have", 1),
        ("other_themes:have:1", 1),
        ("chosen:have:låger", 2),
        ("word:båd:havn", 3),
        ("word:båd:have", 0),
        ("texts:båd:havn", 3),
        ("side:båd:have:havn", 3),
        ("side_texts:båd:have", 3),
        ("questions:Haven", 4),  # by title
    ],
)
def test_each_recipe_by_hand(reference: str, value: float) -> None:
    assert referenced(Evidence(small()), reference) == replace(
        referenced(Evidence(small()), reference), value=value, standing=Standing.KNOWN
    )


def test_keyness_agrees_with_a_published_value() -> None:
    # 100 of 10,000 against 50 of 10,000 gives G² 16.99 (Rayson's calculator)
    def text(word: str, times: int) -> str:
        return " ".join([word] * times + ["zzz"] * (10_000 - times))

    pairs = (Pair("1", text("båd", 100), None, "a"), Pair("2", text("båd", 50), None, "b"))
    evidence = Evidence(Corpus("x", (Source("a", "A"), Source("b", "B")), pairs))
    found = figure(evidence, "g2", "båd", "a", "b")
    assert found.value == pytest.approx(16.99, abs=0.005)
    assert figure(evidence, "ratio", "båd", "a", "b").value == pytest.approx(1.0)
    assert figure(evidence, "tests", "a", "b").value == 2
    assert figure(evidence, "carried", "a", "b").value == 1


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "nonsense",
        "questions:nowhere",
        "theme:have:nothing",
        "theme:have",
        "group:have:nobody",
        "relays:have",
        "word:båd",
    ],
)
def test_what_cannot_be_made_is_refused(reference: str) -> None:
    with pytest.raises(UnknownFigureError):
        referenced(Evidence(small()), reference)


def test_a_theme_may_have_a_colon() -> None:
    corpus = replace(small(), pairs=(Pair("1", "Hvem?", None, "have", "låger: de store"),))
    assert referenced(Evidence(corpus), "theme:have:låger: de store").value == 1


def test_people_are_counted_once_and_never_fewer_than_five() -> None:
    source = Source("a", "A")
    made = [
        Pair(
            str(at),
            "Hvem?",
            "Mig.",
            "a",
            asker=f"p{at % 6}",
            answerer=f"p{(at + 1) % 6}",
            asker_group="x",
            answerer_group="x",
        )
        for at in range(12)
    ]
    assert figure(Evidence(Corpus("x", (source,), tuple(made))), "participants", "a").value == 6
    few = Corpus("x", (source,), tuple(made[:2]))
    assert figure(Evidence(few), "participants", "a").standing is Standing.HIDDEN
    assert shown(figure(Evidence(few), "participants", "a"), "da") == "vises ikke"
    unknown = Corpus("x", (source,), (Pair("1", "Hvem?", None, "a"),))
    assert shown(figure(Evidence(unknown), "participants", "a"), "en") == "not stated"


def test_a_small_group_is_hidden_and_not_given_away_by_the_total() -> None:
    groups = (("mange", 20), ("få", 3), ("nogle", 9))
    evidence = Evidence(Corpus("x", (Source("a", "A", 32, (), groups),), ()))
    standing = {name: figure(evidence, "group", "a", name).standing for name, _ in groups}
    assert standing["få"] is Standing.HIDDEN
    assert list(standing.values()).count(Standing.HIDDEN) >= 2
    assert figure(evidence, "participants", "a").value == 32
    assert not may_name(evidence, "a", "få")
    assert may_name(evidence, "a", "mange")


def test_people_outside_any_group_protect_nobody_silently() -> None:
    # 20 + 10 of 33: the 3 in no group could be worked out, so one group is held back with them
    evidence = Evidence(Corpus("x", (Source("a", "A", 33, (), (("x", 20), ("y", 10))),), ()))
    assert Standing.HIDDEN in {figure(evidence, "group", "a", name).standing for name in ("x", "y")}


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-4.14, 1, "−4,1", "−4.1"),
        (-0.004, 1, "0,0", "0.0"),
        (1_000_000, 0, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_as_they_are_written(value: float, decimals: int, danish: str, english: str) -> None:
    assert number(value, decimals, "da") == danish
    assert number(value, decimals, "en") == english


def test_the_document_lists_every_recipe_with_its_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name: (arguments.strip(), means.strip()) for name, arguments, means in rows}
    assert documented == {name: (", ".join(recipe.parts), recipe.means) for name, recipe in RECIPES.items()}


def test_a_figure_without_value_is_not_printed_as_zero() -> None:
    assert shown(Figure("days", (), None, Standing.UNKNOWN), "da") == "ikke oplyst"


@pytest.mark.parametrize(
    "reference", ["word:lås:", "words:", "g2:lås:", "p_holm:lås::have", "theme::låger", "cross:::"]
)
def test_a_reference_that_leaves_out_its_relay_names_no_figure(reference: str) -> None:
    with pytest.raises(UnknownFigureError):
        referenced(Evidence(small()), reference)
