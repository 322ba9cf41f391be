"""Files that mean harm, or were harmed: each is refused with a sentence that says what to do, and soon."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from depeche.core.exchange import ExchangeError, Wrong
from depeche.reading.qda import archive as archives
from depeche.reading.qda import read, slim, tree
from tests.reading.qda.makers import CODE, SOURCE, packed, project, qde, source

DOCTYPE = '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LAUGHS = DOCTYPE + '<Project xmlns="urn:QDA-XML:project:1.0" name="&b;"/>'
OUTSIDE = '<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/x.dtd"><Project xmlns="urn:QDA-XML:project:1.0" name="x"/>'


def refused(data: bytes, name: str = "") -> ExchangeError:
    began = time.process_time()
    with pytest.raises(ExchangeError) as error:
        read(data, name)
    assert time.process_time() - began < 5
    assert str(error.value)
    return error.value


def encrypted() -> bytes:
    data = bytearray(project("Et ord."))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"PK\x03\x04 og saa ikke mere", Wrong.NOT_ZIP),
        (project("Et ord.")[:-30], Wrong.NOT_ZIP),
        (packed({"laes.txt": "Hej"}), Wrong.NO_PROJECT),
        (packed({"a.qde": "<a/>", "b.qde": "<b/>"}), Wrong.NO_PROJECT),
        (packed({"project.qde": "<Project"}), Wrong.NOT_XML),
        (packed({"project.qde": ""}), Wrong.NOT_XML),
        (packed({"project.qde": "<Andet/>"}), Wrong.NOT_REFI),
        (packed({"project.qde": '<Project xmlns="urn:andet"/>'}), Wrong.NOT_REFI),
        (packed({"project.qde": LAUGHS}), Wrong.ENTITIES),
        (packed({"project.qde": LAUGHS.encode("utf-16")}), Wrong.ENTITIES),
        (packed({"project.qde": OUTSIDE}), Wrong.ENTITIES),
        (packed({"project.qde": OUTSIDE.encode("utf-16")}), Wrong.ENTITIES),
        (packed({"project.qde": qde(""), "../../ud.txt": "x"}), Wrong.PATH),
        (packed({"project.qde": qde(""), "/etc/ud.txt": "x"}), Wrong.PATH),
        (packed({"project.qde": qde(""), "C:\\ud.txt": "x"}), Wrong.PATH),
        (packed({"project.qde": qde(f"<Sources>{source('', 'internal://../x.txt')}</Sources>")}), Wrong.PATH),
        (project(b"\xe6r\xf8 paa gammel maade"), Wrong.ENCODING),
        (project(b"\xff\xfe\x00"), Wrong.ENCODING),
        (encrypted(), Wrong.ENCRYPTED),
        (b"", Wrong.NOTHING),
        (b"question;answer\nHvad?;Det.", Wrong.NOT_XML),
        (b"<CodeBook><Codes/></CodeBook>", Wrong.NOTHING),
    ],
)
def test_what_cannot_be_used_is_refused(data: bytes, wrong: Wrong) -> None:
    assert refused(data).wrong is wrong


def test_a_project_that_is_no_archive_is_said_to_be_none() -> None:
    assert refused(b"<CodeBook/>", "fil.qdpx").wrong is Wrong.NOT_ZIP


def test_a_bomb_is_not_unpacked() -> None:
    error = refused(packed({"project.qde": b" " * 30_000_000}))
    assert (error.wrong, error.figures["place"]) == (Wrong.BOMB, "project.qde")
    error = refused(project(b"\0" * 15_000_000))
    assert (error.wrong, error.figures["place"]) == (Wrong.BOMB, f"sources/{SOURCE}.txt")


def test_a_size_that_lies_is_counted() -> None:
    """The header says ten bytes; what counts is what comes out."""
    data = bytearray(project(b"\0" * 30_000_000))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(data)).wrong in {Wrong.BOMB, Wrong.NOT_ZIP}


def test_everything_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_TEXT", 10)
    assert refused(project("x" * 11)).wrong is Wrong.TOO_LARGE
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    assert refused(project("x")).wrong is Wrong.TOO_MANY
    monkeypatch.undo()
    monkeypatch.setattr(tree, "MOST_XML", 10)
    assert refused(qde("").encode()).wrong is Wrong.TOO_LARGE


def test_all_texts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_TEXTS", 15)
    sources = source("", "internal://a.txt") + source("", "internal://b.txt")
    data = packed(
        {"project.qde": qde(f"<Sources>{sources}</Sources>"), "sources/a.txt": "x" * 10, "sources/b.txt": "x" * 10}
    )
    error = refused(data)
    assert (error.wrong, error.figures["place"]) == (Wrong.TOO_LARGE, "sources/b.txt")


def test_codes_deeper_than_anybody_nests_them() -> None:
    deep = f'<Code guid="{CODE}" name="x" isCodable="true">' * 70 + "</Code>" * 70
    assert refused(f"<CodeBook><Codes>{deep}</Codes></CodeBook>".encode()).wrong is Wrong.TOO_MANY
    deeper = f'<Code guid="{CODE}" name="x" isCodable="true">' * 5000 + "</Code>" * 5000
    assert refused(f"<CodeBook><Codes>{deeper}</Codes></CodeBook>".encode()).wrong in {Wrong.NOT_XML, Wrong.TOO_MANY}


def test_what_is_kept_is_the_project_and_its_texts() -> None:
    data = packed(
        {
            "project.qde": qde(f"<Sources>{source()}</Sources>"),
            f"Sources/{SOURCE}.txt": "Et ord.",
            "Sources/film.mp4": b"\1\2\3" * 1000,
        }
    )
    kept = slim(data)
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert archive.namelist() == ["project.qde", f"Sources/{SOURCE}.txt"]
    assert read(kept) == read(data)
