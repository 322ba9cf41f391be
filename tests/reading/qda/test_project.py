from __future__ import annotations

from datetime import UTC, datetime

import pytest

from depeche.core.exchange import Left, Lost, Made, Selection, arrival_of
from depeche.reading.qda import read
from tests.reading.qda.makers import CODE, NAMESPACE, SOURCE, packed, project, qde, selection, source

TEXT = "Først 👩‍🚒.\r\nSå ærø.\r\nTil sidst."
PLAIN = TEXT.replace("\r\n", "\n")


def covered(text: str, *selections: str, origin: str = "Et program 1.0") -> list[str]:
    """The words the selections of a text are read as."""
    (found,) = read(project(text.encode(), "".join(selections), origin)).project.sources
    return [found.text[one.start : one.end] for one in found.selections]


def test_guids_lose_their_braces_and_their_case() -> None:
    found = read(project("Et ord.", selection(0, 2))).project
    assert found.codes[0].guid == CODE
    assert found.sources[0].selections[0].codings[0].code == CODE


def test_without_names_the_end_is_after_the_last_character_and_breaks_count_as_they_stand() -> None:
    start = TEXT.index("Så")
    assert covered(TEXT, selection(start, start + 2)) == ["Så"]


def test_atlas_writes_two_characters_for_a_break_and_counts_one() -> None:
    start = PLAIN.index("Så")
    assert covered(TEXT, selection(start, start + 2), origin="ATLAS.ti Win 23.4.0") == ["Så"]


def test_names_tell_when_the_end_is_the_last_character() -> None:
    found = read(project(PLAIN, selection(0, 4, "Først") + selection(10, 11)))
    assert [PLAIN[one.start : one.end] for one in found.project.sources[0].selections] == ["Først", PLAIN[10:12]]
    assert found.reading == (True, False, False, 1, 1)


def test_names_tell_when_utf_16_units_are_counted() -> None:
    start = len(PLAIN[: PLAIN.index("ærø")].encode("utf-16-le")) // 2
    assert covered(PLAIN, selection(start, start + 3, "ærø")) == ["ærø"]


@pytest.mark.parametrize("text", [TEXT, PLAIN])
@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("both", [False, True])
def test_whatever_a_tool_counts_its_names_are_found(text: str, *, utf16: bool, inclusive: bool, both: bool) -> None:
    def place(words: str, end: int) -> int:
        until = TEXT[: TEXT.index(words) + end]
        counted = until if both and text is TEXT else until.replace("\r\n", "\n")
        return len(counted.encode("utf-16-le")) // 2 if utf16 else len(counted)

    said = ("Først", "Så ærø", "Til sidst")
    told = [selection(place(words, 0), place(words, len(words)) - inclusive, words) for words in said]
    assert covered(text, *told) == list(said)


def test_a_shortened_name_is_told_by_its_beginning() -> None:
    text = "👩" * 3 + " og så kommer der en lang sætning"
    start = 3 * 2 + 1
    assert covered(text, selection(start, start + 15, "og så kom...")) == ["og så kommer de"]


def test_places_outside_the_text_are_counted_and_left_out() -> None:
    inside = "".join(selection(*place) for place in ((90, 95), (3, 3), (5, 2), ("x", 4), (4, "y"), (-3, 2)))
    found = read(project("Et ord.", inside + selection(3, 999)))
    assert found.lost == (Left(Lost.NO_PLACE, 6),)
    assert [(one.start, one.end) for one in found.project.sources[0].selections] == [(3, 7)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf\xc3\xa6r\xc3\xb8", "ærø"),
        ("ærø".encode("utf-16"), "ærø"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"a\0b", "a\ufffdb"),
        (b"", ""),
    ],
)
def test_texts_in_the_ways_tools_write_them(content: bytes, text: str) -> None:
    assert read(project(content)).project.sources[0].text == text


def test_a_text_may_stand_in_the_project_itself() -> None:
    inline = f'<TextSource guid="{SOURCE}" name="x"><PlainTextContent>Et ord.</PlainTextContent></TextSource>'
    found = read(packed({"project.qde": qde(f"<Sources>{inline}</Sources>")}))
    assert found.project.sources[0].text == "Et ord."


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("internal://x.txt", "Sources/"),
        ("internal:///x.txt", "sources/"),
        ("x.txt", "sources/"),
        ("internal://X.TXT", ""),
    ],
)
def test_texts_are_found_where_tools_put_them(path: str, folder: str) -> None:
    found = read(packed({"Prøve.qde": qde(f"<Sources>{source('', path)}</Sources>"), f"{folder}x.txt": "Et ord."}))
    assert found.project.sources[0].text == "Et ord."


def test_what_is_no_text_is_counted() -> None:
    media = "".join(f'<{kind}Source guid="{SOURCE}"/>' for kind in ("PDF", "Picture", "Audio", "Video"))
    outside = source("", "absolute:///C:/x.txt") + source("", "internal://gone.txt") + f'<TextSource guid="{SOURCE}"/>'
    more = (
        '<Links><Link guid="1"/><Link guid="2"/></Links><Sets><Set guid="3" name="a"/></Sets>'
        '<Graphs><Graph guid="4"/></Graphs>'
    )
    found = read(packed({"project.qde": qde(f"<Sources>{media}{outside}</Sources>{more}")}))
    assert dict(found.lost) == {
        Lost.PDF: 1,
        Lost.PICTURE: 1,
        Lost.AUDIO: 1,
        Lost.VIDEO: 1,
        Lost.OUTSIDE: 1,
        Lost.MISSING_TEXT: 2,
        Lost.LINKS: 2,
        Lost.SETS: 1,
        Lost.GRAPHS: 1,
    }


def test_the_text_of_a_pdf_and_of_a_picture_comes_in_with_its_codings() -> None:
    coded = f'<Coding guid="{CODE}"><CodeRef targetGUID="{CODE}"/></Coding>'
    area = f'<PDFSelection guid="2" page="1" firstX="0" firstY="0" secondX="1" secondY="1">{coded}</PDFSelection>'
    text = f'<Representation guid="{SOURCE}" plainTextPath="internal://x.txt">{selection(3, 6)}</Representation>'
    pdf = f'<PDFSource guid="1" name="Bilag">{area}{text}{coded}</PDFSource>'
    said = '<TextDescription guid="4" name="Tavlen"><PlainTextContent>Et ord.</PlainTextContent></TextDescription>'
    picture = f'<PictureSource guid="3" name="Tavle">{said}</PictureSource>'
    found = read(packed({"project.qde": qde(f"<Sources>{pdf}{picture}</Sources>"), "sources/x.txt": "Et ord."}))
    assert [(one.name, one.text) for one in found.project.sources] == [("Bilag", "Et ord."), ("Tavlen", "Et ord.")]
    first = found.project.sources[0]
    assert [first.text[one.start : one.end] for one in first.selections] == ["ord"]
    assert [coding.code for coding in first.codings] == [CODE]
    assert dict(found.lost) == {Lost.PDF: 1, Lost.PICTURE: 1, Lost.AREAS: 1}


def test_a_transcript_comes_in_coded_from_sync_point_to_sync_point() -> None:
    points = "".join(f'<SyncPoint guid="p{place}" timeStamp="{place}00" position="{place}"/>' for place in (0, 5, 12))
    told = "".join(
        f'<TranscriptSelection guid="s{number}" fromSyncPoint="{start}" toSyncPoint="{end}"><Coding guid="c">'
        f'<CodeRef targetGUID="{CODE}"/></Coding></TranscriptSelection>'
        for number, (start, end) in enumerate((("p0", "p5"), ("p5", "p12"), ("p5", "væk")))
    )
    inner = f'<Transcript guid="t"><PlainTextContent>Først så jeg.</PlainTextContent>{points}{told}</Transcript>'
    sound = f'<AudioSource guid="a" name="Optagelse">{inner}<AudioSelection guid="b" begin="0" end="9"/></AudioSource>'
    found = read(packed({"project.qde": qde(f"<Sources>{sound}</Sources>")}))
    (one,) = found.project.sources
    assert one.name == "Optagelse"
    assert [one.text[span.start : span.end] for span in one.selections] == ["Først", " så jeg"]
    assert dict(found.lost) == {Lost.AUDIO: 1, Lost.NO_PLACE: 1}


def test_memos_cases_and_variables_are_read() -> None:
    inside = (
        f'<Variables><Variable guid="{CODE}" name="Alder" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{SOURCE}" name="Anna"><VariableValue><VariableRef targetGUID="{CODE}"/>'
        f"<IntegerValue>40</IntegerValue></VariableValue></Case></Cases>"
        f'<Notes><Note guid="{CODE}" name="Dagbog" plainTextPath="internal://n.txt"'
        f' creationDateTime="2024-05-01T10:00:00Z"/>'
        f'<Note guid="{SOURCE}" name="Tom"><Description>Kun her</Description></Note></Notes>'
    )
    found = read(packed({"project.qde": qde(inside), "sources/n.txt": "Linje\r\nto"})).project
    assert [(note.name, note.text) for note in found.notes] == [("Dagbog", "Linje\nto"), ("Tom", "Kun her")]
    assert found.notes[0].made == Made("", datetime(2024, 5, 1, 10, tzinfo=UTC))
    assert (found.cases[0].name, found.cases[0].values[0].text) == ("Anna", "40")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2024-05-01T10:00:00", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T12:00:00.5+02:00", datetime(2024, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("i går", None),
    ],
)
def test_moments_are_read_as_far_as_they_can_be(said: str, meant: datetime | None) -> None:
    inside = f'<PlainTextSelection guid="x" startPosition="0" endPosition="2" creationDateTime="{said}"/>'
    (one,) = read(project("Et ord.", inside)).project.sources[0].selections
    assert isinstance(one, Selection)
    assert one.made.at == meant


def test_a_code_book_of_an_older_draft_with_sets() -> None:
    book = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti Win 9.0.19"><Codes>'
        '<Code guid="a" name="Over" isCodable="false">'
        '<Description>Om\r\nalt</Description><Code guid="b" name="Under" isCodable="true" color="rød"/></Code></Codes>'
        '<Sets><Set name="x" guid="c"/></Sets></CodeBook>'
    )
    found = read(book.encode(), "bog.qdc")
    (top,) = found.project.codes
    assert (top.name, top.codable, top.codes[0].name, top.codes[0].color) == ("Over", False, "Under", "")
    assert found.lost == (Left(Lost.SETS, 1),)
    assert [theme.name for theme in arrival_of(found).themes] == ["Over", "Under"]


def test_the_namespace_may_be_left_out() -> None:
    bare = qde("").replace(f' xmlns="{NAMESPACE}"', "")
    assert read(packed({"project.qde": bare})).project.codes[0].name == "Tillid"
