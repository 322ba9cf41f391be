from __future__ import annotations

from string import Formatter

import pytest

from depeche.core.reporting import RECIPES, ReportTexts, build_report, from_json, to_json
from depeche.core.reporting.provenance import TITLE_PAGE, claims_of, numbers, relays_of
from depeche.core.reporting.recipe_words import WORDS, counts
from depeche.core.reporting.values import Figure, Quote, below
from tests.core.reporting.corpora import small


def test_every_quote_and_figure_has_one_number_in_reading_order_that_a_seal_keeps() -> None:
    report = build_report(small(), ReportTexts(), "da")
    grounds = claims_of(report)
    assert [ground.number for ground in grounds] == list(range(1, len(grounds) + 1))
    assert len({ground.value for ground in grounds}) == len(grounds)
    assert {quote for block in report.blocks for quote in below(block, Quote)} <= set(numbers(grounds))
    assert claims_of(from_json(to_json(report))) == grounds


def test_a_figure_said_in_several_places_is_one_ground_with_all_of_them() -> None:
    report = build_report(small(), ReportTexts(slots={"why": "Der var {{questions:have}} i haven."}), "da")
    ground = next(one for one in claims_of(report) if one.value == Figure("questions", ("have",), 4))
    assert "s-baggrund" in ground.blocks
    assert len(ground.blocks) > 1
    whole = next(one for one in claims_of(report) if one.value == Figure("questions", (), 7))
    assert whole.blocks[0] == TITLE_PAGE
    quoted = [one for one in claims_of(report) if isinstance(one.value, Quote)]
    assert all(one.blocks for one in quoted)


def test_the_relays_of_a_report_are_known_by_title() -> None:
    assert relays_of(build_report(small(), ReportTexts(), "da")) == {"have": "Haven", "havn": "Havnen"}


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_recipe_is_said_with_all_its_arguments(language: str) -> None:
    assert set(WORDS[language]) == set(RECIPES)
    for name, recipe in RECIPES.items():
        known = {part.strip("[]") for part in recipe.parts}
        words = WORDS[language][name]
        needed = {part for part in recipe.parts if not part.startswith("[")}
        assert {field for _, field, _, _ in Formatter().parse(words.full) if field} <= known
        short = {field for _, field, _, _ in Formatter().parse(words.short) if field}
        assert short <= needed
        assert bool(words.short) or known == needed, f"{name} has arguments that may be left out"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("theme", ("have", "låger"), 2), "spørgsmål i ”Haven”, der er lagt i temaet ”låger”"),
        (Figure("questions", (), 7), "spørgsmål i hele materialet"),
        (Figure("g2", ("båd", "havn"), 3.1), "G² for ordet ”båd”, ”Havnen” over for alle andre; over nul"),
        (Figure("ukendt", ("a", "b"), 1), "ukendt: a, b"),
    ],
)
def test_what_a_figure_counts(figure: Figure, said: str) -> None:
    assert counts(figure, "da", {"have": "Haven", "havn": "Havnen"}).startswith(said)
