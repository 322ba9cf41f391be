from __future__ import annotations

import json
from dataclasses import replace

import pytest

from depeche.core.reporting import Report, ReportTexts, build_report, from_json, seal, to_json
from tests.core.reporting.corpora import one, small


@pytest.fixture
def report() -> Report:
    slots = {"why": "Se {{questions}}.\n\n> Den mangler olie.", "closing": "# Slut\n\n1. a\n2. b"}
    return build_report(small(), ReportTexts(slots=slots, date="2026-11-22"), "da")


def test_json_and_back_is_the_same_report(report: Report) -> None:
    assert from_json(to_json(report)) == report
    assert to_json(from_json(to_json(report))) == to_json(report)


def test_the_seal_changes_with_any_word(report: Report) -> None:
    assert seal(report) == seal(from_json(to_json(report)))
    assert seal(report) != seal(replace(report, title=f"{report.title}."))


def test_every_sign_survives() -> None:
    report = build_report(one('😀 "a" \\ \u2028 <script> a\u030a'), ReportTexts(), "da")
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 1),
        (("title",), 7),
        (("title",), None),
        (("blocks",), {}),
        (("blocks", -1, "body", "reservation"), " "),
        (("blocks", 0, "body", "body"), "Dict"),
        (("blocks", 0, "body", "sources", 0, "people", "standing"), "perhaps"),
        (("blocks", 0, "body", "sources", 0, "people", "decimals"), True),
    ],
)
def test_what_does_not_fit_the_model_is_refused(report: Report, path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(to_json(report))
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(ValueError):  # noqa: PT011  the message differs by the place of the fault
        from_json(json.dumps(data))


def test_a_missing_field_is_named(report: Report) -> None:
    data = json.loads(to_json(report))
    del data["method_short"]["template"]
    with pytest.raises(ValueError, match=r"report\.method_short: expected the fields of Sentence"):
        from_json(json.dumps(data))
