from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depeche.core.reporting import (
    Evidence,
    Item,
    Kind,
    Outline,
    ReportTexts,
    Template,
    build_report,
    check_claims,
    template_outline,
    text_slots,
    usual_title,
)
from depeche.core.reporting.editing import titled
from depeche.core.reporting.model import Appendix, Sheet
from depeche.core.reporting.outline import from_plain, to_plain
from depeche.core.reporting.phrases import phrase
from tests.core.reporting.corpora import pages, small

METHOD = Item("method", Kind.METHOD)


def _built(*items: Item, **slots: str) -> list[str]:
    texts = ReportTexts(slots={name.replace("__", ":"): text for name, text in slots.items()})
    return [block.title for block in build_report(small(), texts, "da", outline=Outline((*items, METHOD))).blocks]


def test_the_method_box_stands_once_and_is_never_hidden() -> None:
    with pytest.raises(ValueError, match="one method box"):
        Outline((Item("a", Kind.TEXT),))
    with pytest.raises(ValueError, match="one method box"):
        Outline((METHOD, Item("again", Kind.METHOD)))
    with pytest.raises(ValueError, match="cannot be hidden"):
        replace(METHOD, hidden=True)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": "Æ", "kind": "text"}, "small letters"),
        ({"id": "a", "kind": "pie"}, "pie"),
        ({"id": "a", "kind": "text", "colour": "red"}, "no field called colour"),
        ({"kind": "text"}, "an id and a kind"),
        ({"id": "a", "kind": "text", "level": 3}, "level 3"),
        ({"id": "method", "kind": "text"}, "same id"),
    ],
)
def test_what_is_no_outline_is_refused(row: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_plain([row, {"id": "method", "kind": "method"}])


_ITEMS = st.builds(
    Item,
    id=st.from_regex(r"[a-l][a-z0-9:_-]{0,9}", fullmatch=True),
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.METHOD]),
    source=st.sampled_from(["", "have", "havn", "skov"]),
    theme=st.sampled_from(["", "låger", "frugt"]),
    title=st.text(max_size=5),
    level=st.sampled_from([0, 1, 2]),
    most=st.none() | st.integers(0, 9),
    pairs=st.lists(st.sampled_from(["g1", "g2", "h1", "x"]), unique=True).map(tuple),
    hidden=st.booleans(),
)


@given(st.lists(_ITEMS, max_size=6, unique_by=lambda item: item.id))
def test_an_outline_and_back_is_the_same_outline(items: list[Item]) -> None:
    outline = Outline((*items, METHOD))
    assert from_plain(to_plain(outline)) == outline


@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_template_gives_a_report_that_holds(template: Template, language: str) -> None:
    corpus = small()
    slots = {"text:summary": "Kort sagt.", "closing": "Til sidst.", "reflection:themes": "Se."}
    outline = template_outline(template, Evidence(corpus), slots)
    report = build_report(corpus, ReportTexts(slots=slots), language, outline=outline)
    assert check_claims(report, corpus) == ()
    assert report.blocks[-1].title == phrase(language, "method")


def test_a_template_takes_in_a_theme_that_has_a_marked_pair_or_a_text() -> None:
    corpus = replace(small(), pairs=tuple(replace(pair, chosen=pair.id == "h1") for pair in small().pairs))
    themes = [
        item.theme for item in template_outline(Template.RELAY, Evidence(corpus)).items if item.kind is Kind.THEME
    ]
    assert themes == ["både"]
    written = template_outline(Template.RELAY, Evidence(corpus), {"theme:have:låger": "Om låger."})
    assert [item.theme for item in written.items if item.kind is Kind.THEME] == ["låger", "både"]


def test_items_are_built_in_their_order_and_hidden_ones_are_not() -> None:
    flow = (Item("b", Kind.WORDS), Item("x", Kind.SHARED, hidden=True), Item("a", Kind.SHARES, "have"))
    assert _built(*flow) == [
        "Hyppigste ord i spørgsmålene",
        "Haven: spørgsmål og svar",
        "Sådan er rapporten lavet",
    ]


def test_an_item_that_has_lost_its_relay_or_has_nothing_to_show_becomes_no_block() -> None:
    lost = Item("a", Kind.THEME, "skoven", "låger")
    assert _built(lost, Item("text:1", Kind.TEXT)) == ["Sådan er rapporten lavet"]


def test_a_title_of_ones_own_stands_instead_of_the_usual_one() -> None:
    outline = titled(Outline((Item("a", Kind.SHARES, "have"), METHOD)), "a", "Haven for sig")
    item = outline.item("a")
    assert item is not None
    assert item.title == "Haven for sig"
    assert usual_title(item, small(), "en") == "Haven: questions and answers"
    assert _built(*outline.items[:1])[0] == "Haven for sig"


def test_a_theme_page_shows_the_pairs_it_names_in_their_order() -> None:
    outline = Outline((Item("a", Kind.THEME, "have", "låger", pairs=("g2", "h1", "g1")), METHOD))
    report = build_report(small(), ReportTexts(), "da", outline=outline)
    assert [pair.pair for pair in pages(report)[0].pairs] == ["g2", "g1"]  # h1 is of another relay
    fewer = Outline((Item("a", Kind.THEME, "have", "låger", most=1), METHOD))
    assert len(pages(build_report(small(), ReportTexts(), "da", outline=fewer))[0].pairs) == 1


def test_a_sheet_has_questions_alone_and_an_appendix_all_of_them() -> None:
    outline = Outline((Item("s", Kind.SHEET, "have", "låger"), Item("all", Kind.APPENDIX, "have"), METHOD))
    report = build_report(small(), ReportTexts(), "da", outline=outline)
    assert [pair.answer for pair in report.bodies(Sheet)[0].pairs] == [None, None]
    assert [pair.pair for pair in report.bodies(Appendix)[0].pairs] == ["g1", "g2", "g3", "g4"]
    assert check_claims(report, small()) == ()


def test_an_appendix_prints_nothing_its_authors_have_not_agreed_to() -> None:
    asking = tuple(replace(source, asks=source.id == "have") for source in small().sources)
    corpus = replace(small(), sources=asking)
    outline = Outline((Item("all", Kind.APPENDIX, "have"), METHOD))
    report = build_report(corpus, ReportTexts(), "da", outline=outline)
    assert report.bodies(Appendix)[0].pairs == ()
    assert len(report.bodies(Appendix)[0].lead) == 2
    assert check_claims(report, corpus) == ()


def test_every_place_for_a_text_is_listed_once() -> None:
    slots = text_slots(template_outline(Template.RELAY, Evidence(small())), small(), "da")
    keys = [slot.key for slot in slots]
    assert len(set(keys)) == len(keys)
    assert keys[:5] == ["what", "how", "why", "who", "note:background"]
    assert [slot.label for slot in slots if slot.key == "reflection:words"] == [
        "Refleksion: Hyppigste ord i spørgsmålene"
    ]
