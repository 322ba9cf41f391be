"""The printed pairs of a real report of 2017; what is expected of them stands in the issue and the file."""

from __future__ import annotations

import json

import pytest

from depeche.core.corpus import Corpus
from depeche.core.reporting import Report, ReportTexts, build_report, from_json, said, to_json, verify
from depeche.core.reporting.model import Background, Comparison, ThemeShares, Verdict
from depeche.reading import read_corpus
from tests.core.reporting.corpora import pages
from tests.shared import shared_file

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    path = shared_file("data/relay-2017.json")
    return read_corpus(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def report(corpus: Corpus) -> Report:
    return build_report(corpus, ReportTexts(), "da")


def test_39_pairs_19_and_20_all_printed_and_verbatim(corpus: Corpus, report: Report) -> None:
    assert [row.questions.value for row in report.bodies(Background)[0].sources] == [19, 20]
    assert [row.people.value for row in report.bodies(Background)[0].sources] == [56, 69]
    assert [sum(len(page.pairs) for page in pages(report, source.id)) for source in corpus.sources] == [19, 20]
    verify(report, corpus)
    assert from_json(to_json(report)) == report


def test_themes_are_those_of_the_file(report: Report) -> None:
    relays = json.loads(shared_file("data/relay-2017.json").read_text(encoding="utf-8"))["relays"]
    for raw, section in zip(relays, report.bodies(ThemeShares), strict=True):
        wanted: dict[str, int] = {}
        for pair in raw["pairs"]:
            wanted[pair["theme"]] = wanted.get(pair["theme"], 0) + 1
        assert {row.name: row.questions.value for row in section.themes} == wanted


def test_highlights_are_those_of_the_file(report: Report) -> None:
    path = shared_file("data/relay-2017.json")
    raw = {
        pair["id"]: pair for relay in json.loads(path.read_text(encoding="utf-8"))["relays"] for pair in relay["pairs"]
    }
    for page in pages(report):
        for pair in page.pairs:
            strong = "".join(piece.text for piece in pair.question.pieces if piece.strong)
            assert strong == "".join(sorted(raw[pair.pair]["highlights_question"], key=raw[pair.pair]["question"].find))


def test_the_published_remark_is_recomputed_with_its_counts(report: Report) -> None:
    comparison = report.bodies(Comparison)[0]
    rows = {row.word: row for row in comparison.rows}
    counts = {
        word: (rows[word].first.value, rows[word].second.value)
        for word in ("sektor", "organisation", "kerneopgave", "kommune")
    }
    assert counts == {"sektor": (4, 4), "organisation": (2, 8), "kerneopgave": (0, 5), "kommune": (7, 1)}
    assert rows["sektor"].verdict is Verdict.NONE
    assert rows["organisation"].verdict is Verdict.SINGLE
    assert "Ingen af forskellene holder" in said(comparison.summary[0], "da")
    assert {"sektor", "organisation"} <= {remark.row.word for remark in comparison.remarks}
