from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from depeche.core.corpus import Span
from depeche.core.exchange import (
    Card,
    CardCoding,
    Case,
    Code,
    CodeBook,
    Coding,
    Made,
    Mark,
    Note,
    Project,
    Selection,
    Side,
    TextSource,
    User,
    Value,
    Variable,
    arrival_of,
    codebook_of,
    project_of,
)
from depeche.core.exchange.breaks import Unbroken
from depeche.core.exchange.words import guid
from depeche.reading.qda import read
from depeche.render.qda import qdc, qde, qdpx
from tests.core.exchange.makers import AWKWARD, NOW, material

GOLDEN = Path(__file__).resolve().parents[2] / "golden/refi"
SCHEMAS = {name: etree.XMLSchema(etree.parse(str(GOLDEN / f"{name}.xsd"))) for name in ("Project", "Codebook")}
XML = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12
)
NAMES = XML.map(lambda text: " ".join(text.split()))  # an attribute keeps no line break
BODIES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30
).filter(lambda text: not text.startswith("\ufeff"))
GUIDS = st.uuids().map(str)
MADE = st.builds(Made, st.one_of(st.just(""), GUIDS), st.one_of(st.none(), st.just(NOW)))
CODINGS = st.builds(Coding, GUIDS, GUIDS, MADE)
NOTES = st.lists(GUIDS, max_size=2).map(tuple)
VALUES = st.lists(st.builds(Value, GUIDS, XML), max_size=2).map(tuple)
LEAF = st.builds(Code, GUIDS, NAMES, XML, st.sampled_from(["", "#0b5c64"]), st.booleans(), notes=NOTES)
CODES = st.builds(Code, GUIDS, NAMES, XML, codes=st.lists(LEAF, max_size=2).map(tuple), notes=NOTES)


@st.composite
def sources(draw: st.DrawFn) -> TextSource:
    text = draw(BODIES)
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
    selections = tuple(
        Selection(draw(GUIDS), min(place), max(place), "", draw(XML), (draw(CODINGS),), draw(NOTES), draw(MADE))
        for place in places
        if place[0] != place[1]
    )
    codings = tuple(draw(st.lists(CODINGS, max_size=1)))
    return TextSource(
        draw(GUIDS), draw(NAMES), text, draw(XML), selections, codings, draw(NOTES), draw(VALUES), draw(MADE)
    )


PROJECTS = st.builds(
    Project,
    name=NAMES,
    origin=NAMES,
    description=XML,
    users=st.lists(st.builds(User, GUIDS, NAMES), max_size=2).map(tuple),
    codes=st.lists(CODES, max_size=2).map(tuple),
    variables=st.lists(st.builds(Variable, GUIDS, NAMES, XML), max_size=2).map(tuple),
    cases=st.lists(st.builds(Case, GUIDS, NAMES, XML, VALUES, NOTES, NOTES), max_size=2).map(tuple),
    sources=st.lists(sources(), max_size=3).map(tuple),
    notes=st.lists(st.builds(Note, GUIDS, NAMES, BODIES.filter(lambda text: bool(text.strip())), MADE), max_size=2).map(
        tuple
    ),
    own_notes=NOTES,
    made=MADE,
)


@settings(max_examples=40)
@given(PROJECTS)
def test_a_project_is_valid_and_read_back_equal(project: Project) -> None:
    SCHEMAS["Project"].assertValid(etree.fromstring(qde(project)))
    found = read(qdpx(project))
    assert found.project == project
    assert found.lost == ()


@given(st.lists(CODES, min_size=1, max_size=3), NAMES)
def test_a_code_book_is_valid_and_read_back_equal(codes: list[Code], origin: str) -> None:
    bare = tuple(replace(code, notes=(), codes=tuple(replace(sub, notes=()) for sub in code.codes)) for code in codes)
    content = qdc(CodeBook(bare, origin))
    SCHEMAS["Codebook"].assertValid(etree.fromstring(content))
    found = read(content)
    assert (found.project.codes, found.project.origin, found.codebook_only) == (bare, origin, True)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """A text of any characters with places highlighted and kept, none of them in the middle of a line break."""
    text = draw(st.text(st.sampled_from("aæø👩\u0301 \r\n\t\ufeff\u2028?!"), min_size=1, max_size=40).filter(str.strip))
    cuts = [place for place in range(len(text) + 1) if text[place - 1 : place + 1] != "\r\n"]
    spans = draw(st.lists(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts)), max_size=3))
    found = tuple(
        sorted(
            {Span(min(span), max(span)) for span in spans if span[0] != span[1]}, key=lambda one: (one.start, one.end)
        )
    )
    return Side(text, draw(st.sampled_from(["", "Stat"])), tuple(Mark(span, "k", NOW) for span in found), found)


@given(
    st.lists(
        st.tuples(sides(), st.one_of(st.none(), sides()), st.booleans(), st.sets(st.sampled_from("ab"))), max_size=4
    )
)
def test_cards_come_back_from_a_file_as_they_went(drawn: list[tuple[Side, Side | None, bool, set[str]]]) -> None:
    cards = tuple(
        Card(
            key=str(number),
            number=str(number),
            source="s",
            kind="question",
            first=first,
            answer=answer,
            codings=tuple(CardCoding(theme, "k", NOW) for theme in sorted(themes)),
            quoted=("k", NOW) if chosen else None,
        )
        for number, (first, answer, chosen, themes) in enumerate(drawn, start=1)
    )
    texts = arrival_of(read(qdpx(project_of(replace(material(), cards=cards))))).texts
    pairs = texts.pairs if texts else ()
    assert len(pairs) == len(cards)
    for card, pair in zip(cards, pairs, strict=True):
        assert pair.themes == tuple({"a": "Tillid", "b": "Tid"}[coding.theme] for coding in card.codings)
        assert (pair.answer is None) == (card.answer is None)
        assert pair.asker_group == card.first.group
        for side, text, marks, kept in (
            (card.first, pair.question, pair.highlights_question, pair.kept_question),
            (card.answer, pair.answer or "", pair.highlights_answer, pair.kept_answer),
        ):
            if side is not None:
                lines = Unbroken.of(side.text)
                moved = {Span(lines.at(mark.span.start), lines.at(mark.span.end)) for mark in side.marks}
                assert text == lines.text
                assert set(marks) == moved
                assert set(kept) == (moved if card.quoted and Span(0, len(text)) not in moved else set())


def test_our_own_material_is_valid() -> None:
    made = material(*AWKWARD, spans=(Span(0, 3), Span(4, 6)))
    SCHEMAS["Project"].assertValid(etree.fromstring(qde(project_of(made))))
    SCHEMAS["Codebook"].assertValid(etree.fromstring(qdc(codebook_of(made))))


def test_the_same_project_gives_the_same_bytes() -> None:
    project = project_of(material(*AWKWARD))
    assert qdpx(project) == qdpx(project_of(material(*AWKWARD)))
    assert qdpx(replace(project, name="Et andet")) != qdpx(project)


def test_the_archive_is_laid_out_as_the_standard_says() -> None:
    project = project_of(material("Hvad?\r\nHvorfor?"))
    with zipfile.ZipFile(io.BytesIO(qdpx(project))) as archive:
        names = archive.namelist()
        assert names[0] == "project.qde"
        guids = [*(source.guid for source in project.sources), *(note.guid for note in project.notes)]
        assert names[1:] == [f"sources/{guid}.txt" for guid in guids]
        assert all(member.date_time == (1980, 1, 1, 0, 0, 0) for member in archive.infolist())
        texts = [archive.read(name) for name in names[1:]]
        root = etree.fromstring(archive.read("project.qde"))
    assert not any(text.startswith(b"\xef\xbb\xbf") or b"\r" in text for text in texts)
    paths = [element.get("plainTextPath") for element in root.iter("{*}TextSource")]
    assert paths == [f"internal://{project.sources[0].guid}.txt"]


def test_what_xml_cannot_hold_is_left_out_of_names() -> None:
    project = Project("Før\x00\x08\ufffe efter", codes=(Code(guid("a"), "\x1bTema", "\x0bdef"),))
    SCHEMAS["Project"].assertValid(etree.fromstring(qde(project)))
    found = read(qdpx(project)).project
    assert (found.name, found.codes[0].name, found.codes[0].description) == ("Før efter", "Tema", "def")


def test_a_code_book_without_codes_is_none() -> None:
    with pytest.raises(ValueError, match="needs a code"):
        qdc(CodeBook(()))
