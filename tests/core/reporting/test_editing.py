"""Arranging a report: whatever is done to an outline, it stays one that a report can be built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.core.corpus import Pair, Source
from depeche.core.errors import RuleError
from depeche.core.reporting import Evidence, Item, Kind, Outline, ReportTexts, Template, build_report, template_outline
from depeche.core.reporting import editing as edit
from depeche.core.reporting.lost import is_lost
from depeche.core.reporting.outline import MOST, from_plain, to_plain
from tests.core.reporting.corpora import small

METHOD = Item("method", Kind.METHOD)
Edit = Callable[[Outline, Evidence], Outline]


def plan(*items: Item) -> Outline:
    return Outline((*items, METHOD))


def ids(outline: Outline) -> list[str]:
    return [item.id for item in outline.items]


LETTERS = plan(Item("a", Kind.TEXT), Item("b", Kind.TEXT), Item("c", Kind.PART))


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("c", "", ["c", "a", "b", "method"]),
        ("c", "a", ["a", "c", "b", "method"]),
        ("a", "method", ["b", "c", "method", "a"]),
        ("a", "a", ["a", "b", "c", "method"]),
        ("method", "a", ["a", "method", "b", "c"]),
    ],
)
def test_an_item_is_moved_behind_another(name: str, after: str, expected: list[str]) -> None:
    assert ids(edit.moved(LETTERS, name, after)) == expected


def test_a_step_stops_at_either_end() -> None:
    assert ids(edit.stepped(LETTERS, "b", -1)) == ["b", "a", "c", "method"]
    assert edit.stepped(LETTERS, "a", -1) == LETTERS
    assert ids(edit.stepped(LETTERS, "c", 9)) == ["a", "b", "method", "c"]


def test_what_is_added_stands_behind_its_neighbour_or_above_the_method_box() -> None:
    text = edit.new_item(LETTERS, Kind.TEXT)
    assert ids(edit.added(LETTERS, text, "a")) == ["a", "text:1", "b", "c", "method"]
    assert ids(edit.added(LETTERS, text)) == ["a", "b", "c", "text:1", "method"]
    first = edit.moved(LETTERS, "method", "")
    assert ids(edit.added(first, text)) == ["method", "a", "b", "c", "text:1"]


def test_a_new_item_never_takes_over_a_text_that_was_written_for_another() -> None:
    outline = edit.added(LETTERS, edit.new_item(LETTERS, Kind.TEXT))
    assert edit.new_item(outline, Kind.TEXT).id == "text:2"
    assert edit.new_item(edit.removed(outline, "text:1"), Kind.TEXT, taken={"text:1"}).id == "text:2"


def test_the_method_box_can_be_moved_and_nothing_else() -> None:
    attempts: tuple[Callable[[], Outline], ...] = (
        lambda: edit.removed(LETTERS, "method"),
        lambda: edit.veiled(LETTERS, "method", hidden=True),
    )
    for attempt in attempts:
        with pytest.raises(RuleError) as refused:
            attempt()
        assert refused.value.code == "method_stays"
    with pytest.raises(RuleError) as refused:
        edit.added(LETTERS, Item("method-2", Kind.METHOD))
    assert refused.value.code == "block_twice"


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda: edit.moved(LETTERS, "x", "a"), "block_gone"),
        (lambda: edit.moved(LETTERS, "a", "x"), "block_gone"),
        (lambda: edit.removed(LETTERS, "x"), "block_gone"),
        (lambda: edit.added(LETTERS, Item("a", Kind.TEXT)), "block_twice"),
        (lambda: edit.new_item(LETTERS, Kind.FLOW), "block_incomplete"),
        (lambda: edit.new_item(LETTERS, Kind.COMPARISON, source="have", other="have"), "block_incomplete"),
        (lambda: edit.limited(LETTERS, "a", 3), "limit_out_of_range"),
        (lambda: edit.limited(plan(Item("w", Kind.WORDS)), "w", 0), "limit_out_of_range"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(attempt: Callable[[], object], code: str) -> None:
    with pytest.raises(RuleError) as refused:
        attempt()
    assert refused.value.code == code


def test_a_full_outline_takes_no_more() -> None:
    full = plan(*(Item(f"t{number}", Kind.TEXT) for number in range(MOST - 1)))
    with pytest.raises(RuleError) as refused:
        edit.added(full, Item("one-more", Kind.TEXT))
    assert refused.value.code == "outline_full"


def test_background_and_theme_pages_stand_once_since_their_text_would_stand_twice() -> None:
    theme = Item("theme-1-1", Kind.THEME, "have", "låger")
    outline = plan(Item("background", Kind.BACKGROUND), theme)
    for again in (Item("b2", Kind.BACKGROUND), replace(theme, id="t2")):
        with pytest.raises(RuleError, match="block_twice"):
            edit.added(outline, again)
    assert edit.added(outline, replace(theme, id="t3", theme="frugt")).item("t3")
    assert edit.added(outline, replace(theme, id="s1", kind=Kind.SHEET)).item("s1")


def test_a_title_is_one_line_and_empty_is_the_usual_one() -> None:
    outline = edit.titled(LETTERS, "a", "  To\nlinjer  ")
    assert outline.items[0].title == "To linjer"
    assert edit.titled(outline, "a", " ") == LETTERS


def test_pairs_are_chosen_in_an_order_and_the_usual_ones_are_left_to_follow_the_marks() -> None:
    evidence = Evidence(small())
    item = Item("theme-1-1", Kind.THEME, "have", "låger")
    outline = plan(item)
    assert edit.named_pairs(item, evidence) == ("g1", "g2")
    turned = edit.with_pairs(outline, item.id, ("g2", "g1", "g2", "h1"), evidence)
    assert turned.items[0].pairs == ("g2", "g1")
    assert edit.with_pairs(turned, item.id, ("g1", "g2"), evidence) == outline
    with pytest.raises(RuleError, match="pairs_missing"):
        edit.with_pairs(outline, item.id, (), evidence)
    built = build_report(small(), ReportTexts(), "da", outline=turned)
    assert [pair.pair for pair in built.blocks[0].body.pairs] == ["g2", "g1"]  # type: ignore[union-attr] # a theme page


def test_a_pair_in_two_themes_may_be_printed_in_the_other() -> None:
    both = replace(small().pairs[0], themes=("låger", "frugt"))
    evidence = Evidence(replace(small(), pairs=(both, *small().pairs[1:])))
    item = Item("theme-1-1", Kind.THEME, "have", "frugt")
    assert edit.named_pairs(item, evidence) == ("g3",)
    assert [pair.id for pair in edit.candidates(item, evidence)] == ["g1", "g3"]
    assert edit.with_pairs(plan(item), item.id, ("g3", "g1"), evidence).items[0].pairs == ("g3", "g1")


def test_themes_that_have_come_since_are_found_and_set_beside_those_of_their_relay() -> None:
    before = template_outline(Template.RELAY, Evidence(small()))
    assert edit.missing(before, Evidence(small())) == ()
    corpus = small()
    grown = replace(
        corpus,
        sources=(*corpus.sources, Source("hus", "Huset")),
        pairs=(
            *corpus.pairs,
            Pair("g5", "Hvem maler?", "Jeg.", "have", "maling"),
            Pair("u1", "Tag?", "", "hus", "tag"),
        ),
    )
    evidence = Evidence(grown)
    assert edit.missing(before, evidence) == (("have", "maling"), ("hus", "tag"))
    after = edit.with_missing(before, evidence)
    assert edit.missing(after, evidence) == ()
    of_garden = [item.theme for item in after.items if item.kind is Kind.THEME and item.source == "have"]
    assert of_garden[-1] == "maling"
    house = [item.kind for item in after.items if item.source == "hus"]
    assert house == [Kind.SHARES, Kind.THEME]
    assert [item for item in after.items if item in before.items] == list(before.items)


def test_a_summary_of_sheets_is_offered_sheets_limited_as_their_neighbours() -> None:
    evidence = Evidence(small())
    whole = template_outline(Template.WORKSHOP, evidence)
    part = edit.removed(whole, whole.items[0].id)
    assert [item for item in edit.with_missing(part, evidence).items if item not in part.items] == [
        Item("sheet-1", Kind.SHEET, whole.items[0].source, whole.items[0].theme, most=3)
    ]


def test_an_item_is_lost_when_its_relay_or_theme_is_gone() -> None:
    evidence = Evidence(small())
    assert not is_lost(Item("x", Kind.THEME, "have", "låger"), evidence)
    assert is_lost(Item("x", Kind.THEME, "have", "både"), evidence)
    assert is_lost(Item("x", Kind.FLOW, "gade"), evidence)
    assert is_lost(Item("x", Kind.COMPARISON, "have", other="gade"), evidence)
    assert not is_lost(Item("x", Kind.TEXT), evidence)


def test_an_item_alone_has_the_method_box_with_it_and_is_shown() -> None:
    assert ids(edit.alone(Item("a", Kind.TEXT, hidden=True))) == ["a", "method"]
    assert edit.alone(Item("a", Kind.TEXT, hidden=True)).shown[0].id == "a"
    assert ids(edit.alone(Item("method", Kind.TEXT))) == ["method", "method-box"]
    assert edit.alone(METHOD) == plan()


NAMES = st.sampled_from(
    ["method", "background", "cross", "closing", "shares-1", "theme-1-1", "text:1", "words", "", "none"]
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda name, after: lambda o, _e: edit.moved(o, name, after), NAMES, NAMES),
    st.builds(lambda name, by: lambda o, _e: edit.stepped(o, name, by), NAMES, st.integers(-9, 9)),
    st.builds(lambda name: lambda o, _e: edit.removed(o, name), NAMES),
    st.builds(lambda name, hidden: lambda o, _e: edit.veiled(o, name, hidden=hidden), NAMES, st.booleans()),
    st.builds(lambda name, title: lambda o, _e: edit.titled(o, name, title), NAMES, st.text(max_size=300)),
    st.builds(lambda name, most: lambda o, _e: edit.limited(o, name, most), NAMES, st.none() | st.integers(-1, 600)),
    st.builds(
        lambda kind, source, theme, other, after: (
            lambda o, _e: edit.added(o, edit.new_item(o, kind, source=source, theme=theme, other=other), after)
        ),
        st.sampled_from(Kind),
        st.sampled_from(["have", "havn", ""]),
        st.sampled_from(["låger", "frugt", "findes ikke"]),
        st.sampled_from(["havn", ""]),
        NAMES,
    ),
    st.builds(
        lambda name, pairs: lambda o, e: edit.with_pairs(o, name, pairs, e),
        NAMES,
        st.lists(st.sampled_from(["g1", "g2", "g3", "h1", "x"]), max_size=6),
    ),
    st.just(edit.with_missing),
)


@settings(deadline=None)  # a report is built at the end
@given(st.sampled_from(Template), st.lists(EDITS, max_size=25))
def test_any_sequence_of_edits_leaves_an_outline_a_report_can_be_built_from(
    template: Template, edits: list[Edit]
) -> None:
    evidence = Evidence(small())
    outline = template_outline(template, evidence)
    for change in edits:
        before = outline
        try:
            outline = change(outline, evidence)
        except RuleError:
            assert outline == before
        assert len(set(ids(outline))) == len(outline.items)
        method = [item for item in outline.items if item.kind is Kind.METHOD]
        assert len(method) == 1
        assert not method[0].hidden
        assert from_plain(to_plain(outline)) == outline
        assert from_plain(to_plain(before)) == before, "an edit altered the outline it was given"
    report = build_report(small(), ReportTexts(), "da", outline=outline, evidence=evidence)
    assert report.method.reservation
