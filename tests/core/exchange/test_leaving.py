from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Span
from depeche.core.exchange import (
    Card,
    CardCoding,
    Lost,
    Mark,
    Origin,
    Project,
    Selection,
    Side,
    TextSource,
    arrival_of,
    codebook_of,
    project_of,
)
from depeche.core.exchange import words as own
from depeche.core.exchange.breaks import Unbroken, Units
from depeche.core.exchange.leaving import laid_out
from depeche.core.exchange.words import Described, describe, described
from tests.core.exchange.makers import AWKWARD, NOW, material, read_of


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def coded(source: TextSource, code: str) -> list[str]:
    return [
        source.text[one.start : one.end] for one in source.selections if code in {coding.code for coding in one.codings}
    ]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_selection_covers_the_words_it_is_of(text: str) -> None:
    spans = (Span(0, 3), Span(4, len(text)))
    (source,) = project_of(material(text, spans=spans)).sources
    marked = [plain(text[span.start : span.end]) for span in spans]
    assert coded(source, own.KIND_CODES["question"]) == [plain(text)]
    assert coded(source, own.KIND_CODES["answer"]) == [plain(text)]
    assert coded(source, own.HIGHLIGHT_CODE) == marked + marked
    assert coded(source, own.QUOTE_CODE) == [plain(text), *marked]
    assert "\r" not in source.text
    assert not source.text.startswith("\ufeff")
    assert all(one.end < len(source.text) for one in source.selections)


@given(st.text(alphabet="aæ👩\r\n \ufeff", min_size=1, max_size=30), st.data())
def test_a_place_follows_its_line_breaks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
        return  # in the middle of a line break
    lines = Unbroken.of(text)
    assert lines.text == plain(text)
    assert lines.text[lines.at(start) : lines.at(end)] == plain(text[start:end])


@given(st.text(alphabet="a👩æ𐍈", max_size=20), st.integers(0, 20))
def test_utf_16_units_to_code_points(text: str, place: int) -> None:
    place = min(place, len(text))
    assert Units.of(text).at(len(text[:place].encode("utf-16-le")) // 2) == place


@pytest.mark.parametrize("kind", ["response", "passage", "statement"])
def test_other_texts_stand_alone(kind: str) -> None:
    text, (span,) = laid_out(Card("1", "1", "s", kind, Side("\ufeffUdsagn")))
    assert text[span.start : span.end] == "\ufeffUdsagn"
    assert text == "\n\ufeffUdsagn\n"
    assert laid_out(Card("1", "1", "s", kind, Side("Udsagn")))[0] == "Udsagn\n"


def test_the_same_words_highlighted_twice_are_one_selection() -> None:
    marks = tuple(Mark(span, "k", NOW) for span in (Span(1, 3), Span(1, 3)))
    card = Card("1", "1", "s", "question", Side("a\r\nb", marks=marks))
    project = project_of(replace(material(), cards=(card,)))
    guids = [selection.guid for source in project.sources for selection in source.selections]
    assert len(set(guids)) == len(guids)
    assert len(coded(project.sources[0], own.HIGHLIGHT_CODE)) == 1


def test_every_guid_is_one_thing_and_every_reference_finds_it() -> None:
    project = project_of(material(*AWKWARD, spans=(Span(0, 2),)))
    things: Counter[str] = Counter()
    codes = [code for top in project.codes for code in (top, *top.codes)]
    selections = [selection for source in project.sources for selection in source.selections]
    codings = [coding for selection in selections for coding in selection.codings]
    for group in (codes, selections, codings, project.sources, project.notes, project.users, project.cases):
        things.update(one.guid for one in group)
    assert set(things.values()) == {1}
    assert {coding.code for coding in codings} <= {code.guid for code in codes}
    made = [one.made for group in (codings, selections, project.sources, project.notes) for one in group]
    assert {one.user for one in made} <= {user.guid for user in project.users}
    assert all(one.at for one in made)
    assert {key for case in project.cases for key in case.selections} <= {one.guid for one in selections}
    notes = {note.guid for note in project.notes}
    assert {*project.own_notes, *(key for code in codes for key in code.notes)} <= notes
    assert {key for source in project.sources for key in source.notes} <= notes


def test_themes_are_codes_with_their_card_and_their_place() -> None:
    (top,) = codebook_of(material()).codes
    assert (top.name, [sub.name for sub in top.codes]) == ("Tillid", ["Tid"])
    assert top.description == "Om tro\n\nHører til: også mistillid\n\nHører ikke til: kontrol\n\nStikord: tillid, tro"
    assert codebook_of(material(language="en")).codes[0].description.endswith("Cue words: tillid, tro")


def test_marks_that_nothing_bears_are_no_codes() -> None:
    card = Card("1", "1", "s", "statement", Side("Et udsagn"))
    (marks,) = project_of(replace(material(), themes=(), cards=(card,))).codes
    assert [code.guid for code in marks.codes] == [own.KIND_CODES["statement"]]


def test_two_sources_of_one_title_stay_two() -> None:
    cards = tuple(Card(key, key, key, "question", Side(f"Hvad {key}?")) for key in ("x", "y"))
    made = replace(material(), sources=(Origin("x", "Runde"), Origin("y", "Runde")), cards=cards)
    texts = arrival_of(read_of(made)).texts
    assert texts is not None
    assert [source.title for source in texts.sources] == ["Runde", "Runde (2)"]


@given(
    st.tuples(*[st.text(alphabet="aø ,:", max_size=12).map(str.strip)] * 3),
    st.lists(st.text(alphabet="abø", min_size=1, max_size=6), max_size=3),
    st.sampled_from(["da", "en"]),
)
def test_a_theme_card_comes_back_part_by_part(parts: tuple[str, str, str], cues: list[str], language: str) -> None:
    card = Described(*parts, tuple(cues))
    assert described(describe(card, language)) == card


def test_what_left_us_comes_back_the_same() -> None:
    spans = (Span(0, 2), Span(3, 5))
    arrival = arrival_of(read_of(material(*AWKWARD, spans=spans)))
    assert arrival.texts is not None
    for text, pair in zip(AWKWARD, arrival.texts.pairs, strict=True):
        assert (pair.question, pair.answer, pair.themes) == (plain(text), plain(text), ("Tillid", "Tid"))
        for side, found in ((pair.question, pair.highlights_question), (pair.answer or "", pair.highlights_answer)):
            assert [side[span.start : span.end] for span in found] == [plain(text[a.start : a.end]) for a in spans]
        assert (pair.chosen, pair.kept_question, pair.kept_answer) == (True, (), pair.highlights_answer)
        assert (pair.asker_group, pair.answerer_group) == ("Stat", "")
    assert [theme[:6] for theme in arrival.themes] == [
        ("Tillid", "", "Om tro", "også mistillid", "kontrol", ("tillid", "tro")),
        ("Tid", "Tillid", "", "", "", ()),
    ]
    assert arrival.themes[0].memo == "Om tillid."
    assert arrival.memo == "Om hele materialet\nOm det hele.\n\nBemærkning til T1\nSe her."
    assert dict(arrival.lost) == {Lost.CODERS: 2 * len(AWKWARD), Lost.MEMOS: 2}


def test_a_code_put_on_one_of_our_texts_elsewhere_is_found() -> None:
    made = material("Hvad med tillid?")
    project = project_of(made)
    (source,) = project.sources
    start = source.text.index("tillid")
    added = Selection("x", start, start + 6, codings=(source.selections[0].codings[1],))
    more = replace(source, selections=(*source.selections[1:], added))
    read = read_of(made)
    arrival = arrival_of(replace(read, project=replace(project, sources=(more,))))
    assert arrival.texts is not None
    (pair,) = arrival.texts.pairs
    assert pair.themes == ("Tid",)
    assert [pair.question[span.start : span.end] for span in pair.highlights_question] == ["tillid"]
    assert dict(arrival.lost)[Lost.SPANS] == 1


def test_a_project_of_nothing_but_codes() -> None:
    arrival = arrival_of(
        replace(read_of(material()), project=Project("Kun koder", codes=codebook_of(material()).codes))
    )
    assert (arrival.texts, len(arrival.themes), arrival.codings, arrival.highlights) == (None, 2, 0, 0)


def test_codings_keep_their_coder_and_second() -> None:
    (source,) = project_of(material("Hvad?")).sources
    theme = source.selections[0].codings[0]
    assert theme.made == (own.guid("user", "k"), NOW)
    late = replace(
        material(), cards=(Card("1", "1", "s", "question", Side("Hvad?"), codings=(CardCoding("a", "væk", None),)),)
    )
    assert project_of(late).sources[0].selections[0].codings[0].made == (own.OWN_USER, NOW)
