"""Files of strangers: what is refused, and what is taken out of what is let through."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from depeche.render.docx import PARTS, found_styles
from depeche.render.office import Kind, OfficeError, open_package, settled
from depeche.render.office.errors import SENTENCES
from depeche.render.office.opening import UPLOAD_LIMIT
from depeche.render.office.settling import packed
from tests.render.docx.files import MACRO, TEMPLATE, WordFile, danish

OUTSIDE = "https://tracker.example/"
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r>'
    '<w:instrText>PICTURE "https://tracker.example/a.png" </w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>shown before</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
PICTURE = (
    '<w:p><w:r><w:drawing><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:link="rIdPicture"/></w:drawing></w:r></w:p>'
)
OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rIdObject"/></w:object>'
    "</w:r><w:r><w:t>beside it</w:t></w:r></w:p>"
)
VML = '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="https://tracker.example/v"/></w:pict></w:r></w:p>'
LINK = '<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>read more</w:t></w:r></w:hyperlink></w:p>'


def reaching() -> WordFile:
    """A file that would fetch something in every way we know as soon as it is opened."""
    return WordFile(
        body=FIELD + PICTURE + OBJECT + VML + LINK + '<w:altChunk r:id="rIdChunk"/>',
        settings='<w:attachedTemplate r:id="rIdTemplate"/><w:mailMerge><w:query w:val="x"/></w:mailMerge>',
        links=[
            ("rIdPicture", "image", f"{OUTSIDE}p.png", True),
            ("rIdObject", "oleObject", "embeddings/o.bin", False),
            ("rIdChunk", "aFChunk", "chunk.html", False),
            ("rIdLink", "hyperlink", "https://example.org/", True),
        ],
        setting_links=[("rIdTemplate", "attachedTemplate", f"{OUTSIDE}t.dotm", True)],
        root_links=[("rId9", "webextensiontaskpanes", "word/panes.xml", False)],
        parts={
            "word/embeddings/o.bin": b"\xd0\xcf\x11\xe0 object",
            "word/chunk.html": b"<img src='https://tracker.example/c'>",
            "word/panes.xml": b"<panes url='https://tracker.example/w'/>",
        },
    )


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_that_would_be_fetched_on_opening_is_left() -> None:
    opened = open_package(reaching().content())
    assert opened.removed == {"linked": 3, "embedded": 1, "extension": 2, "field": 1}
    left = members(opened.content)
    assert [name for name, content in left.items() if b"tracker.example" in content] == []
    assert not {"word/embeddings/o.bin", "word/chunk.html", "word/panes.xml"} & left.keys()
    assert b"https://example.org/" in left["word/_rels/document.xml.rels"]  # followed by whoever clicks
    text = left["word/document.xml"].decode()
    assert "shown before" in text
    assert "beside it" in text
    assert "mailMerge" not in left["word/settings.xml"].decode()
    assert len(Document(io.BytesIO(opened.content)).paragraphs) == 5


def test_what_was_cleaned_needs_no_cleaning() -> None:
    once = open_package(reaching().content())
    twice = open_package(once.content)
    assert twice.removed == {}
    assert members(twice.content).keys() == members(once.content).keys()


@pytest.mark.parametrize(
    "instruction",
    [
        "INCLUDETEXT x",
        "DDEAUTO a b",
        "LINK Excel.Sheet",
        "DATABASE",
        "IMPORT x",
        "rd x",
        "",
        "MACROBUTTON x",
        "UNKNOWN",
    ],
)
def test_fields_that_are_not_known_fall_silent(instruction: str) -> None:
    simple = f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>old</w:t></w:r></w:fldSimple></w:p>'
    opened = open_package(WordFile(body=simple).content())
    assert opened.removed == {"field": 1}
    assert 'instr=" QUOTE' in members(opened.content)["word/document.xml"].decode()


@pytest.mark.parametrize("instruction", ["PAGE", " toc \\o", "STYLEREF 1", "=2*3", "docproperty Title"])
def test_fields_that_stay_inside_the_document_stay(instruction: str) -> None:
    body = f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p>'
    assert open_package(WordFile(body=body).content()).removed == {}


def test_a_field_hidden_in_another_is_found() -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    inner = f"{begin}<w:r><w:instrText>INCLUDEPICTURE x</w:instrText></w:r>{end}"
    body = f"<w:p>{begin}<w:r><w:instrText>IF 1 = 1 </w:instrText></w:r>{inner}{end}</w:p>"
    opened = open_package(WordFile(body=body).content())
    assert opened.removed == {"field": 1}
    assert b"INCLUDEPICTURE" not in members(opened.content)["word/document.xml"]


def test_a_template_becomes_a_document() -> None:
    opened = open_package(danish(kind=TEMPLATE).content(), Kind.DOCX)
    assert opened.kind is Kind.DOCX
    assert b"template.main+xml" not in members(opened.content)["[Content_Types].xml"]
    assert Document(io.BytesIO(opened.content)).paragraphs[0].text == "{{titel}}"


def test_a_presentation_is_told_from_a_text() -> None:
    out = io.BytesIO()
    Presentation().save(out)
    assert open_package(out.getvalue()).kind is Kind.PPTX
    with pytest.raises(OfficeError) as refused:
        open_package(out.getvalue(), Kind.DOCX)
    assert refused.value.code == "wrong_kind"


def _bomb() -> bytes:
    return _zip({**members(danish().content()), "word/a.bin": b"\0" * 40_000_000})


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _claiming_less() -> bytes:
    """An archive that says a part is small and unpacks to more."""
    data = bytearray(_zip({**members(danish().content()), "word/z.xml": b"<a>" + b" " * 5_000 + b"</a>"}))
    size = (5_007).to_bytes(4, "little")
    for at in range(len(data) - 4):
        if data[at : at + 4] == size:
            data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "not a package": (b"hello", "no_package"),
    "an empty archive": (_zip({}), "no_package"),
    "an old file": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old_or_locked"),
    "too large": (b"P" * (UPLOAD_LIMIT + 1), "too_large"),
    "macros by type": (danish(kind=MACRO).content(), "macro"),
    "macros by part": (_zip({**members(danish().content()), "word/vbaProject.bin": b"x"}), "macro"),
    "a bomb": (_bomb(), "bomb"),
    "entities": (danish(styles="<!ENTITY a 'b'>").content(), "entities"),
    "another alphabet": (_zip({**members(danish().content()), "word/styles.xml": "<w/>".encode("utf-16")}), "entities"),
    "broken XML": (danish(settings="<w:zoom>").content(), "damaged"),
    "a path out of it": (_zip({**members(danish().content()), "../evil.xml": b"<a/>"}), "damaged"),
    "a part that is not there": (danish(links=[("rId7", "image", "media/none.png", False)]).content(), "damaged"),
    "a cut file": (danish().content()[:-400], "no_package"),
    "a lying archive": (_claiming_less(), "damaged"),
}  # fmt: skip  # one kind of file a line


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_a_sentence(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(OfficeError) as refused:
        open_package(data)
    assert refused.value.code == code
    assert str(refused.value) == SENTENCES[code].format(**refused.value.figures)


def test_strict_open_xml_and_workbooks_are_named_for_what_they_are() -> None:
    parts = members(danish().content())
    strict = parts["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/", b"http://purl.oclc.org/ooxml/officeDocument/"
    )
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    for data, code in (
        (packed(parts | {"_rels/.rels": strict}), "strict"),
        (danish(kind=sheet).content(), "spreadsheet"),
    ):
        with pytest.raises(OfficeError) as refused:
            open_package(data)
        assert refused.value.code == code


def test_settled_files_are_the_same_bytes_whenever_they_were_written() -> None:
    parts = members(danish().content())
    reverse = dict(reversed(parts.items()))
    assert settled(_zip(parts)) == settled(_zip(reverse))
    assert next(iter(members(settled(_zip(reverse))))) == "[Content_Types].xml"


def test_two_parts_of_one_name_are_no_file_of_ours() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", b"<b/>")
    with pytest.raises(ValueError, match="one name"):
        settled(out.getvalue())


def test_a_drawing_names_no_address() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><style>@import "https://tracker.example/a"</style>'
        b'<image href="https://tracker.example/i"/><use href="#here"/><rect width="1"/></svg>'
    )
    word = danish(links=[("rId7", "image", "media/a.svg", False)], parts={"word/media/a.svg": svg})
    opened = open_package(word.content())
    left = members(opened.content)["word/media/a.svg"]
    assert opened.removed == {"linked": 3}
    assert b"tracker.example" not in left
    assert b"script" not in left
    assert b'href="#here"' in left
    assert b"<rect" in left


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_that_was_damaged_on_its_way_is_refused_or_used_and_nothing_else(data: st.DataObject) -> None:
    parts = members(danish().content())
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
        content = content or bytearray(b"<")
    with suppress(OfficeError):
        opened = open_package(packed(parts | {name: bytes(content)}))
        assert {use.part for use in found_styles(opened.content).uses} == set(PARTS)
