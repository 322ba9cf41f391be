from __future__ import annotations

import contextlib
import csv
import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from depeche.__main__ import main
from depeche.commands.analyse import language_of
from depeche.core.corpus import Corpus
from tests.core.reporting.corpora import one
from tests.shared import shared_file

FILES = {"report.html", "report.pdf", "themes.csv", "words.csv", "tables.csv.zip"}
ALL = FILES | {
    "report.docx",
    "report.pptx",
    "tables.xlsx",
    "cards.sav",
    "networks.zip",
    "material.qdpx",
    "codebook.qdc",
}
ALL |= {"codebook.qdc", "evidence.prov.json"}
HEAD = "stafet,tema,spørgsmål,svar\n"
ROWS = "Haven,låger,Hvem låser lågen?,Naboen.\nHaven,,Er bænken malet?,\nHavnen,både,Hvem ejer båden?,Alle.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "par.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_a_table_becomes_a_report(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ud" / "rapport"
    assert main(["analyse", str(table), "--out", str(out), "--title", "Prøven", "--date", "2026-11-22"]) == 0
    assert {path.name for path in out.iterdir()} == FILES
    assert list(out.parent.iterdir()) == [out]  # nothing staged is left
    printed = capsys.readouterr()
    assert printed.err == ""  # no progress bar where there is no terminal
    assert "3 par: Haven 2, Havnen 1" in printed.out
    assert "Haven: 1 tema: låger 1, ikke sorteret 1" in printed.out
    assert PdfReader(out / "report.pdf").metadata.title == "Prøven"  # type: ignore[union-attr]  # it has one
    assert "Prøven" in (out / "report.html").read_text(encoding="utf-8")
    themes = list(csv.DictReader(io.StringIO((out / "themes.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["relay"], row["theme"]) for row in themes] == [("Haven", "låger"), ("Haven", ""), ("Havnen", "både")]


def test_every_format_comes_when_asked_for_and_is_the_same_each_time(table: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        out = tmp_path / name
        given = ["analyse", str(table), "--out", str(out), "--date", "2026-11-22", "--formats", "all"]
        assert main(given) == 0
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert set(made[0]) == ALL
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_an_outline_and_templates_of_ones_own_can_be_named(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, theirs = tmp_path / "ud", tmp_path / "vores.dotx"
    document = docx.Document()
    document.add_paragraph("Vores brevhoved")
    document.save(str(theirs))
    given = ["analyse", str(table), "--out", str(out), "--formats", "docx", "--outline", "workshop"]
    assert main([*given, "--word-template", str(theirs)]) == 0
    words = [paragraph.text for paragraph in docx.Document(str(out / "report.docx")).paragraphs]
    assert "Vores brevhoved" in words
    theirs.write_bytes(b"no document")
    assert main([*given, "--word-template", str(theirs), "--force"]) == 2
    assert capsys.readouterr().err.startswith("depeche analyse: ")


def test_a_format_nobody_knows_is_named(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyse", str(table), "--out", str(tmp_path / "ud"), "--formats", "pdf,xps"])
    assert "“xps” is no format; there are html, pdf" in capsys.readouterr().err


@pytest.mark.shared
def test_the_file_of_2017_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared_file("data/relay-2017.json")
    assert main(["analyse", str(path), "--out", str(tmp_path / "ud")]) == 0
    printed = capsys.readouterr().out
    assert "39 par: Topledere 19, Institutions- og driftsledere 20" in printed
    assert "organisation: 2 gange hos Topledere (i 2 spørgsmål), 8 gange hos" in printed
    assert "sektor: 4 gange hos Topledere (i 3 spørgsmål), 4 gange hos" in printed
    assert "Ingen af forskellene holder" in printed


def test_words_can_be_named_and_the_report_be_english(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["analyse", str(table), "--out", str(tmp_path / "o"), "--language", "en", "--compare-words", "båd, låge"]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert "3 pairs: Haven 2, Havnen 1" in printed
    assert "båd: 0 times with Haven (in 0 questions), 1 time with Havnen (in 1 question)" in printed
    assert "too rare to be tested" in printed


def test_headings_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("A;B;C;D\nHvem?;Mig;x;folk\n", encoding="utf-8")
    columns = ["--question-column", "A", "--answer-column", "B", "--relay-column", "C", "--theme-column", "D"]
    assert main(["analyse", str(path), "--out", str(tmp_path / "ud"), *columns]) == 0
    assert "folk" in (tmp_path / "ud" / "themes.csv").read_text(encoding="utf-8-sig")


def _sheet(path: Path, cells: list[list[str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in cells:
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tom.csv", b"", "empty"),
        ("hoved.csv", HEAD.encode(), "no row"),
        ("uden.csv", b"a,b\n1,2\n", "row 1, column question"),
        ("nul.csv", b"sp\xc3\xb8rgsm\xc3\xa5l,svar\nHvem?,M\x00ig\n", "row 2"),
        ("stor.csv", HEAD.encode() + b'a,b,c,"' + b"x" * 51_000_000 + b'"\n', "row 2"),
        ("formel.xlsx", [["spørgsmål", "svar"], ["Hvem?", "=1+1"]], "row 2, column"),
        ("brudt.json", b'{"relays": [', "brudt.json"),
        (
            "mange.csv",
            b"stafet,sp\xc3\xb8rgsm\xc3\xa5l\n" + b"".join(b"r%d,Hvem?\n" % at for at in range(99)),
            "99 relays",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | list[list[str]], said: str
) -> None:
    path = tmp_path / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        _sheet(path, data)
    out = tmp_path / "ud"
    assert main(["analyse", str(path), "--out", str(out)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.startswith("depeche analyse: ")
    assert printed.err.count("\n") == 1
    assert len(printed.err) < 600
    assert {item.name for item in tmp_path.iterdir()} == {name}


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(tmp_path / "ingen.csv"), "--out", str(tmp_path / "ud")]) == 2
    assert "ingen.csv cannot be read" in capsys.readouterr().err
    assert main(["analyse", str(tmp_path), "--out", str(tmp_path / "ud")]) == 2


def test_a_folder_with_something_in_it_is_left_alone(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ud"
    out.mkdir()
    (out / "mit.txt").write_text("vigtigt", encoding="utf-8")
    assert main(["analyse", str(table), "--out", str(out)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["mit.txt"]
    assert main(["analyse", str(table), "--out", str(out), "--force"]) == 0
    assert {path.name for path in out.iterdir()} == FILES | {"mit.txt"}
    assert (out / "mit.txt").read_text(encoding="utf-8") == "vigtigt"
    assert main(["analyse", str(table), "--out", str(table)]) == 2


@pytest.mark.parametrize("option", [["--date", "i går"], ["--pairs-per-theme", "-1"], ["--language", "sv"]])
def test_a_wrong_option_is_refused(table: Path, tmp_path: Path, option: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["analyse", str(table), "--out", str(tmp_path / "ud"), *option])
    assert caught.value.code == 2


def test_the_language_of_the_texts_is_seen() -> None:
    assert language_of(one("Hvordan kan vi gøre det bedre for dem, der kommer?")) == "da"
    assert language_of(one("How can we make this better for those who come?")) == "en"
    assert language_of(Corpus("x", (), ())) == "da"


def test_a_terminal_is_shown_how_far_it_is(table: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "depeche", "analyse", str(table), "--out", str(tmp_path / "ud")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # Linux says EIO when the other end has gone
            while part := os.read(ours, 4096):
                seen += part
        os.close(ours)
    assert process.returncode == 0
    assert b"6/6" in seen
    assert b"pdf" in seen


def test_analyse_never_loads_django(table: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from depeche.__main__ import main; "
        f"status = main(['analyse', {str(table)!r}, '--out', {str(tmp_path / 'ud')!r}]); "
        "assert not [name for name in sys.modules if name.split('.')[0] in {'django', 'allauth'}]; sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
