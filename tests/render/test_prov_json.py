"""The bundle is read by the `prov` library, which knows the standard and not us."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from prov.model import ProvDocument

from depeche.core.corpus import text_hash
from depeche.core.reporting import ReportTexts, build_report, seal
from depeche.core.reporting.model import Report
from depeche.core.reporting.provenance import claims_of
from depeche.core.reporting.values import Figure, Mask, Quote
from depeche.render.prov_json import Edition, decimal, prov_json
from tests.core.reporting.corpora import GATE, GATE_ANSWER, small

MASKED = GATE_ANSWER.index("naboen")


def report(masks: Mapping[str, tuple[Mask, ...]] | None = None) -> Report:
    slots = {"why": "Vi spurgte til {{questions:have}} låger."}
    return build_report(small(), ReportTexts(publisher="Haveforeningen", slots=slots, masks=masks or {}), "da")


def bundle(edition: Edition, made: Report | None = None) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = json.loads(prov_json(made or report(), edition))
    return found


@pytest.mark.parametrize("edition", [Edition(), Edition(2, "2026-11-22T14:30:00+01:00", 3, public=False)])
def test_the_prov_library_reads_it_and_writes_the_same_again(edition: Edition) -> None:
    document = ProvDocument.deserialize(content=prov_json(report(), edition).decode(), format="json")
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document
    notation = document.get_provn()
    assert "wasDerivedFrom" in notation
    assert "endDocument" in notation
    assert {record.get_type().localpart for record in document.get_records()} >= {
        "Entity", "Activity", "Agent", "Derivation", "Generation", "Attribution", "Usage", "Association", "Membership",
    }  # fmt: skip


def test_every_name_that_is_related_is_declared() -> None:
    found = bundle(Edition(1, "2026-11-22T14:30:00+01:00"))
    declared = {name for kind in ("entity", "activity", "agent") for name in found[kind]}
    relations = [
        record
        for kind in found
        if kind not in {"prefix", "entity", "activity", "agent"}
        for record in found[kind].values()
    ]
    named = {value for record in relations for value in record.values() if isinstance(value, str)}
    assert len(relations) > 50
    assert named <= declared


def test_each_figure_and_each_quote_is_an_entity_with_its_value() -> None:
    made = report()
    found = bundle(Edition(public=False), made)
    grounds = claims_of(made)
    assert found["entity"]["r:report"]["depeche:sha256"] == seal(made)
    for ground in grounds:
        if isinstance(ground.value, Figure):
            record = found["entity"][f"r:figure-{ground.number}"]
            assert record["depeche:reference"] == ":".join((ground.value.recipe, *ground.value.args))
        else:
            assert found["entity"][f"r:quote-{ground.number}"]["depeche:unit"] == ground.value.unit
    assert {type(ground.value) for ground in grounds} == {Figure, Quote}


@pytest.mark.parametrize("public", [True, False])
def test_it_holds_no_words_of_anybody(public: bool) -> None:  # noqa: FBT001  a parameter of the test
    text = prov_json(report(), Edition(public=public)).decode()
    assert GATE[:20] not in text
    assert "Det gør naboen" not in text
    assert "naboen" not in text


def test_the_public_learns_nothing_of_what_is_left_out() -> None:
    masked = report({"g1/a": (Mask(MASKED, MASKED + 6, "[navn]"),)})
    open_, closed = bundle(Edition(), masked), bundle(Edition(public=False), masked)
    unit = next(
        name
        for name, record in open_["entity"].items()
        if name.startswith("r:unit") and record["depeche:unit"] == "g1/a"
    )
    quote = next(
        record
        for name, record in open_["entity"].items()
        if name.startswith("r:quote") and record["depeche:unit"] == "g1/a"
    )
    assert set(open_["entity"][unit]) == {"prov:type", "depeche:unit"}
    assert "depeche:places" not in quote
    assert closed["entity"][unit]["depeche:sha256"] == text_hash(GATE_ANSWER)
    whole = next(
        record
        for name, record in open_["entity"].items()
        if name.startswith("r:unit") and record["depeche:unit"] == "g2/q"
    )
    assert whole["depeche:sha256"] == text_hash("Hvorfor knirker lågen?")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert prov_json(report(), Edition(1)) == prov_json(report(), Edition(1))


@pytest.mark.parametrize(
    ("value", "text"), [(39.0, "39"), (35.897436, "35.897436"), (1e9, "1000000000"), (-0.5, "-0.5"), (100, "100")]
)
def test_numbers_are_decimals_without_exponent(value: float, text: str) -> None:
    assert decimal(value) == text
