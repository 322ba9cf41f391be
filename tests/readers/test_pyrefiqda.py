"""Read back by pyrefiqda, whose models are made from the standard's schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrefiqda import RefiCodebook, RefiProject

from depeche.core.corpus import Span
from depeche.core.exchange import Project, codebook_of, project_of
from depeche.render.qda import qdc, qdpx
from tests.core.exchange.makers import AWKWARD, material


def coded(project: Project) -> list[tuple[str, str, str]]:
    """(text, code, words) of every coding, as we mean them."""
    names = {code.guid: code.name for top in project.codes for code in (top, *top.codes)}
    return [
        (source.guid, names[coding.code], source.text[one.start : one.end])
        for source in project.sources
        for one in source.selections
        for coding in one.codings
    ]


@pytest.mark.parametrize("text", AWKWARD)
def test_the_words_of_every_coding_are_those_we_meant(text: str, tmp_path: Path) -> None:
    project = project_of(material(text, spans=(Span(0, 3), Span(4, len(text)))))
    (tmp_path / "x.qdpx").write_bytes(qdpx(project))
    found = RefiProject.load(tmp_path / "x.qdpx", tmp_path / "out")
    assert found.code_book is not None
    assert found.sources is not None
    names = {code.guid: code.name for top in found.code_book.codes.code for code in (top, *top.code)}
    told = []
    for source in found.sources.text_source:
        path = RefiProject.resolve_source_path(str(source.plain_text_path), tmp_path / "out")
        there = path.read_bytes().decode("utf-8")
        told += [
            (source.guid, names[coding.code_ref.target_guid], there[one.start_position : one.end_position])
            for one in source.plain_text_selection
            for coding in one.coding
        ]
    assert told == coded(project)


def test_codes_people_memos_cases_and_variables(tmp_path: Path) -> None:
    project = project_of(material(*AWKWARD))
    (tmp_path / "x.qdpx").write_bytes(qdpx(project))
    found = RefiProject.load(tmp_path / "x.qdpx", tmp_path / "out")
    assert (found.name, found.origin, found.description) == (project.name, "Depeche", "Opdigtet")
    assert found.users is not None
    assert [user.name for user in found.users.user] == ["Karen Krogh", "Depeche"]
    assert found.code_book is not None
    (trust, marks) = found.code_book.codes.code
    assert (trust.name, trust.description, [sub.name for sub in trust.code]) == (
        "Tillid",
        project.codes[0].description,
        ["Tid"],
    )
    assert not marks.is_codable
    assert found.notes is not None
    assert [note.name for note in found.notes.note] == ["Om hele materialet", "Om temaet Tillid", "Bemærkning til T1"]
    assert [ref.target_guid for ref in trust.note_ref] == [found.notes.note[1].guid]
    assert found.cases is not None
    (case,) = found.cases.case
    assert (case.name, len(case.selection_ref)) == ("Stat", len(AWKWARD))
    assert found.variables is not None
    assert [one.name for one in found.variables.variable] == ["Nummer", "Kilde", "Gruppe", "Spørgers gruppe"]


def test_the_code_book(tmp_path: Path) -> None:
    book = codebook_of(material())
    (tmp_path / "x.qdc").write_bytes(qdc(book))
    found = RefiCodebook.load(tmp_path / "x.qdc")
    (top,) = found.codes.code
    assert (top.guid, top.name, top.description, top.color) == (
        book.codes[0].guid,
        "Tillid",
        book.codes[0].description,
        book.codes[0].color,
    )
    assert [sub.name for sub in top.code] == ["Tid"]
