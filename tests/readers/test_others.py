"""Read back by libraries that are no part of our environment: `make readers` puts them into build/readers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from depeche.core.corpus import Span
from depeche.core.exchange import Code, Lost, arrival_of, codebook_of, project_of
from depeche.reading.qda import read
from depeche.render.qda import qdc, qdpx
from tests.core.exchange.makers import AWKWARD, material
from tests.readers.test_pyrefiqda import coded

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/readers"
pytestmark = pytest.mark.readers


def there(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"build/readers/{name} is not there: make readers")
    return path


def told(library: str, file: Path, tmp_path: Path) -> Any:  # noqa: ANN401 - what the library says, as JSON
    there(library)
    out = tmp_path / library
    out.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(FOLDER), "PYTHONBREAKPOINT": "0", "PYTHONWARNINGS": "ignore"}
    program = [sys.executable, str(Path(__file__).with_name("speak.py")), library, str(file), str(out)]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads((out / "said.json").read_text())


@pytest.mark.parametrize("text", AWKWARD)
def test_potato_cuts_the_words_we_meant(text: str, tmp_path: Path) -> None:
    project = project_of(material(text, spans=(Span(0, 3), Span(4, len(text)))))
    (tmp_path / "x.qdpx").write_bytes(qdpx(project))
    found = told("potato", tmp_path / "x.qdpx", tmp_path)
    assert [[source.name, source.text] for source in project.sources] == [one[:2] for one in found["texts"]]
    assert [tuple(span) for one in found["texts"] for span in one[2]] == [one[1:] for one in coded(project)]
    assert found["people"] == ["Depeche", "Karen Krogh"]


def test_potato_reads_codes_with_their_parents(tmp_path: Path) -> None:
    project = project_of(material("Hvad?"))
    (tmp_path / "x.qdpx").write_bytes(qdpx(project))
    codes = told("potato", tmp_path / "x.qdpx", tmp_path)["codes"]
    assert codes[:2] == [["Tillid", "", project.codes[0].description], ["Tid", "Tillid", ""]]


def test_qualitative_coding_validates_and_imports(tmp_path: Path) -> None:
    project = project_of(material(*AWKWARD))
    (tmp_path / "x.qdpx").write_bytes(qdpx(project))
    found = told("qualitative_coding", tmp_path / "x.qdpx", tmp_path)
    names = [code.name for top in project.codes for code in (top, *top.codes)]
    assert found["codes"] == sorted(names)
    assert found["people"] == ["Depeche", "Karen Krogh"]
    assert [pair[0] for pair in found["coded"]] == sorted({code for _guid, code, _words in coded(project)})
    assert len(found["texts"]) == len(AWKWARD)
    assert "- Tillid:\n  - Tid" in found["tree"]


def test_portableqda_reads_the_code_book(tmp_path: Path) -> None:
    """It wants the element Sets, which the standard leaves optional; an empty one is put in for it."""
    book = codebook_of(material())
    root = etree.fromstring(qdc(book))
    etree.SubElement(root, "{urn:QDA-XML:codebook:1.0}Sets")
    (tmp_path / "x.qdc").write_bytes(etree.tostring(root))
    found = told("portableqda", tmp_path / "x.qdc", tmp_path)
    (top,) = book.codes
    assert list(found) == [top.name]
    assert found[top.name][:2] == [top.guid, top.color]
    assert found[top.name][2][0] == top.description


def test_a_real_export_of_nvivo_comes_in() -> None:
    """NVivo for Mac 15: 262 codes down to the seventh level, and two texts that hold nothing but a line break."""
    found = read(there("qualitative_coding/refi_qda/nvivo_project.qdpx").read_bytes())
    assert found.project.origin == "NVivo for Mac 15.0.0"
    arrival = arrival_of(found)
    names = [theme.name for theme in arrival.themes]
    assert len({name.casefold() for name in names}) == len(names) == 262
    assert {theme.parent for theme in arrival.themes} <= {"", *names}
    assert arrival.texts is None
    assert dict(arrival.lost) == {Lost.RICH_TEXT: 2, Lost.EMPTY_TEXT: 2, Lost.DEPTH: 241}


def test_a_real_project_of_qualitative_coding_comes_in_with_its_coded_texts() -> None:
    """Every coded line is found in the themes of its passage."""
    data = there("qualitative_coding/demo.qdpx").read_bytes()
    found = read(data)
    arrival = arrival_of(found)
    assert arrival.texts is not None
    names = {code.guid: theme.name for code, theme in zip(_codes(found.project.codes), arrival.themes, strict=True)}
    passages = [" ".join(pair.question.split()) for pair in arrival.texts.pairs]
    codings = 0
    for source in found.project.sources:
        for selection in source.selections:
            words = " ".join(source.text[selection.start : selection.end].split())
            held = [pair for pair, text in zip(arrival.texts.pairs, passages, strict=True) if words in text]
            for coding in selection.codings:
                codings += 1
                assert any(names[coding.code] in pair.themes for pair in held), words[:40]
    assert codings == 205


def _codes(codes: Iterable[Code]) -> Iterator[Code]:
    for code in codes:
        yield code
        yield from _codes(code.codes)
