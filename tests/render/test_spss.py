"""The .sav read back by ReadStat (pyreadstat), which knows nothing of how it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from depeche.core.corpus import Corpus, Material
from depeche.core.reporting import Evidence
from depeche.core.reporting.cases import cases
from depeche.core.reporting.values import Standing
from depeche.render.sav import NAME, Format, Variable, variable_name, write_sav
from depeche.render.spss import render_sav
from tests.core.reporting import relays
from tests.render.data_reports import LONG, NOW, corpus

TITLE = "Stafetten på øen – æ"


def read(data: bytes, folder: Path) -> tuple[dict[str, list[Any]], Any]:
    path = folder / "kort.sav"
    path.write_bytes(data)
    values, meta = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    return values, meta


def told(material: Corpus, folder: Path, language: str = "da") -> tuple[dict[str, list[Any]], Any]:
    return read(render_sav(Evidence(material), title=TITLE, language=language, made_at=NOW), folder)


def test_every_card_is_a_row_with_its_themes_as_nought_or_one(tmp_path: Path) -> None:
    values, meta = told(corpus(), tmp_path)
    pairs = corpus().pairs
    assert meta.number_rows == len(pairs)
    assert values["kort"] == [pair.id for pair in pairs]
    for theme in {theme for pair in pairs for theme in pair.themes}:
        name = next(name for name, label in meta.column_names_to_labels.items() if label == f"Tema: {theme}")
        assert values[name] == [float(theme in pair.themes) for pair in pairs]
        assert meta.variable_value_labels[name] == {0.0: "nej", 1.0: "ja"}
    assert values["sorteret"] == [float(bool(pair.themes)) for pair in pairs]


def test_labels_and_names_keep_danish_letters_and_fit(tmp_path: Path) -> None:
    _values, meta = told(corpus(), tmp_path)
    assert "tema_økonomi" in meta.column_names
    long = next(name for name, label in meta.column_names_to_labels.items() if label == f"Tema: {LONG}")
    assert long.startswith("tema_ålegræs_øjne_æbler_æ")
    assert NAME - 1 <= len(long.encode()) <= NAME
    assert meta.file_label == TITLE
    assert meta.file_encoding == "UTF-8"
    assert "Teksterne er ikke med" in " ".join(meta.notes)


def test_groups_are_coded_with_what_is_not_shown_as_missing(tmp_path: Path) -> None:
    values, meta = told(relays.relay(), tmp_path)
    labels = meta.variable_value_labels["gruppe_svarer"]
    assert {labels[value] for value in values["gruppe_svarer"]} == {*relays.GROUPS, "ikke oplyst"}
    assert [labels[value] for value in values["gruppe_spoerger"]] == [pair.asker_group for pair in relays.pairs()]
    assert meta.missing_ranges["gruppe_svarer"] == [{"lo": -1.0, "hi": -1.0}, {"lo": -2.0, "hi": -2.0}]
    assert labels[-1.0] == "vises ikke"


def test_of_hidden_askers_no_group_is_told_nor_of_a_group_of_four(tmp_path: Path) -> None:
    values, meta = told(relays.hidden(), tmp_path)
    assert set(values["gruppe_spoerger"]) == {-1.0}
    assert set(values["gruppe_svarer"]) > {1.0}
    few = replace(
        relays.source(), participants=58, groups=(*((name, 18) for name in relays.GROUPS[:3]), ("Øer & æbler", 4))
    )
    values, meta = told(replace(relays.relay(), sources=(few,)), tmp_path)
    assert "Øer & æbler" not in meta.variable_value_labels["gruppe_spoerger"].values()
    assert -1.0 in values["gruppe_spoerger"]


def test_days_are_days_and_what_is_unknown_is_missing(tmp_path: Path) -> None:
    values, meta = told(relays.relay(), tmp_path)
    assert values["dag_spoergsmaal"][0] == date(2026, 3, 2)
    silent = next(at for at, pair in enumerate(relays.pairs()) if pair.answer is None)
    assert values["dag_svar"][silent] is None
    assert values["ord_svar"][silent] is None
    assert values["besvaret"][silent] == 0
    assert meta.original_variable_types["dag_svar"] == "EDATE10"


def test_no_word_and_no_person_is_in_the_file() -> None:
    data = render_sav(Evidence(relays.relay()), title=TITLE, language="da", made_at=NOW)
    assert b"Hvordan finder" not in data
    assert b"Ved at sp" not in data
    assert b"p0-0" not in data


def test_material_without_answers_says_nothing_of_them(tmp_path: Path) -> None:
    survey = replace(relays.source(), material=Material.SURVEY)
    pairs = tuple(replace(pair, answer=None) for pair in relays.pairs())
    values, _meta = told(replace(relays.relay(), sources=(survey,), pairs=pairs), tmp_path)
    assert set(values["besvaret"]) == {None}


def test_english_names_in_an_english_file(tmp_path: Path) -> None:
    _values, meta = told(relays.relay(), tmp_path, "en")
    assert meta.column_names[:3] == ["card", "relay", "group_asker"]


def test_the_same_material_gives_the_same_bytes() -> None:
    first, second = (render_sav(Evidence(corpus()), title=TITLE, language="da", made_at=NOW) for _ in range(2))
    assert first == second


def test_names_are_unique_whatever_they_are_made_of() -> None:
    taken: set[str] = set()
    names = [
        variable_name(wanted, taken) for wanted in ("Tid", "tid", "TID!", "all", "1. maj", "…", "æ" * 90, "æ" * 91)
    ]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name[0].isalpha() and len(name.encode()) <= NAME for name in names)


def test_wide_texts_and_labels_are_cut_between_letters(tmp_path: Path) -> None:
    variables = (
        Variable("tekst", "æ" * 400, form=Format.TEXT, width=21),
        Variable("tal", "et tal", labels=((1.0, "ø" * 100),)),
    )
    data = write_sav(variables, [["ærø" * 4, 1.0], [None, None]], title="ø" * 80, made_at=NOW)
    values, meta = read(data, tmp_path)
    assert values == {"tekst": ["ærø" * 4, ""], "tal": [1.0, None]}
    assert meta.column_labels[0] == "æ" * 127
    assert meta.variable_value_labels["tal"][1.0] == "ø" * 60
    assert meta.file_label == "ø" * 32


@pytest.mark.parametrize(
    ("variables", "row"),
    [
        ((Variable("a", ""), Variable("A", "")), (1.0, 2.0)),
        ((Variable("a", ""),), (1.0, 2.0)),
        ((Variable("a", "", form=Format.TEXT, width=2),), ("æøå",)),
    ],
)
def test_what_would_make_a_broken_file_is_refused(variables: tuple[Variable, ...], row: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"name|values|wider"):
        write_sav(variables, [row], title="", made_at=NOW)


def test_a_case_holds_what_statistics_need() -> None:
    found = cases(Evidence(relays.relay()))
    assert found.groups == relays.GROUPS
    assert found.rows[0].question_words == 7
    assert found.rows[7].answerer_group is Standing.UNKNOWN
