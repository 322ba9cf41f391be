"""A question in several themes: counted in each, printed once, and said so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import ReportTexts, build_report, check_claims
from depeche.core.reporting.claims import Fault
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import ThemeShares
from depeche.core.reporting.recipes import figure
from depeche.core.reporting.speak import said
from depeche.render.charts import charts_of
from depeche.render.csv_tables import themes_csv
from tests.core.reporting.corpora import pages


def corpus() -> Corpus:
    return Corpus(
        "Haven",
        (Source("have", "Haven"),),
        (
            Pair("1", "Hvem vander?", "Naboen.", "have", themes=("vand", "naboer")),
            Pair("2", "Hvem låser?", "Naboen.", "have", themes=("naboer",)),
            Pair("3", "Hvor er kanden?", None, "have", themes=("vand",)),
            Pair("4", "Hvornår regner det?", "I morgen.", "have"),
        ),
    )


def test_theme_is_the_first_of_the_themes() -> None:
    assert Pair("1", "?", theme="a").themes == ("a",)
    assert Pair("1", "?", themes=("a", "b")).theme == "a"
    assert (Pair("1", "?").theme, Pair("1", "?").themes, Pair("1", "?").counted_in) == ("", (), ("",))
    for theme, themes in (("b", ("a", "b")), ("a", ("a", "a")), ("", ("",))):
        with pytest.raises(ValueError, match="theme"):
            Pair("1", "?", theme=theme, themes=themes)


def test_it_counts_in_each_theme_and_the_shares_pass_a_hundred() -> None:
    evidence = Evidence(corpus())
    counts = {theme: figure(evidence, "theme", "have", theme).value for theme in ("vand", "naboer")}
    assert counts == {"vand": 2, "naboer": 2}
    shares = [figure(evidence, "share", "have", theme).value for theme in ("vand", "naboer", "")]
    assert shares == [50, 50, 25]
    assert figure(evidence, "several", "have").value == 1
    assert figure(evidence, "unsorted", "have").value == 1


@pytest.mark.parametrize(("language", "words"), [("da", "mere end 100 %"), ("en", "more than 100%")])
def test_the_report_says_so_prints_the_pair_once_and_its_claims_hold(language: str, words: str) -> None:
    report = build_report(corpus(), ReportTexts(), language)
    lead = [said(sentence, language) for sentence in report.bodies(ThemeShares)[0].lead]
    assert words in lead[-1]
    assert words in " ".join(said(sentence, language) for item in report.method.items for sentence in item.sentences)
    printed = {page.theme: [pair.pair for pair in page.pairs] for page in pages(report)}
    assert printed == {"vand": ["1", "3"], "naboer": ["2"], "": ["4"]}
    assert [page.chosen.value for page in pages(report)] == [2, 1, 1]
    assert check_claims(report, corpus()) == ()
    chart = next(iter(charts_of(report).values()))
    assert "n = 4" in chart.subtitle


def test_a_pair_taken_out_of_the_theme_it_is_printed_in_is_out_of_place() -> None:
    report = build_report(corpus(), ReportTexts(), "da")
    pairs = corpus().pairs
    moved = replace(corpus(), pairs=(replace(pairs[0], theme="naboer", themes=("naboer",)), *pairs[1:]))
    assert Fault.PLACE in {claim.fault for claim in check_claims(report, moved)}


def test_with_one_theme_each_nothing_is_said_of_it() -> None:
    plain = replace(corpus(), pairs=corpus().pairs[1:])
    report = build_report(plain, ReportTexts(), "da")
    assert not any("100 %" in said(sentence, "da") for sentence in report.bodies(ThemeShares)[0].lead)


def test_the_table_counts_answers_under_each_theme() -> None:
    rows = themes_csv(Evidence(corpus())).decode("utf-8-sig").splitlines()[1:]
    assert rows == ["Haven,vand,2,1,50.0,2", "Haven,naboer,2,2,50.0,2", "Haven,,1,1,25.0,1"]
