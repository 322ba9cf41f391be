from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depeche.render.style import NARROW, WIDE, ChartSize
from depeche.render.word_charts import MOST, Pair, Placed, Weighed, cloud_svg, dots_svg, layout, scale, width_of

WORDS = [
    Weighed(f"{word}{at}", 400 // (at + 1))
    for at in range(16)
    for word in ("tillid", "kerneopgave", "æ", "velfærdskommune")
]


def apart(places: tuple[Placed, ...]) -> bool:
    return all(
        one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        for one, other in combinations(places, 2)
    )


@pytest.mark.parametrize(("size", "most"), [(WIDE, MOST), (NARROW, MOST // 2)])
def test_words_never_touch_and_stay_inside(size: ChartSize, most: int) -> None:
    places = layout(WORDS, size)
    assert len(places) == most
    assert apart(places)
    assert all(word.left >= 0 and word.right <= size.width + 0.01 and word.top >= 0 for word in places)
    assert min(word.size for word in places) >= 14


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.builds(Weighed, st.text("abcæøå WM-", min_size=1, max_size=40), st.integers(1, 10_000)), max_size=70)
)
def test_whatever_the_words(words: list[Weighed]) -> None:
    assert apart(layout(words, NARROW))


def test_the_same_words_in_any_order_give_the_same_picture() -> None:
    assert cloud_svg(WORDS, WIDE) == cloud_svg(WORDS[::-1], WIDE)


def test_area_goes_with_uses_down_to_what_can_be_read() -> None:
    sizes = {word.word: word.size for word in layout([Weighed("ro", 100), Weighed("mod", 25), Weighed("håb", 1)], WIDE)}
    assert sizes == {"ro": 50.0, "mod": 25.0, "håb": 15.0}


def test_a_word_wider_than_the_picture_is_set_smaller() -> None:
    long = Weighed("speciallægepraksisplanlægningsstabiliseringsperiode", 9)
    [place] = layout([long], NARROW)
    assert place.size == pytest.approx(330 / width_of(long.word, 1), abs=0.1)


def test_words_are_escaped() -> None:
    for svg in (
        cloud_svg([Weighed("<b>&", 3)], WIDE),
        dots_svg([Pair("<b>&", 1.0, 2.0)], ("<i>", "&"), WIDE, "<u>"),
    ):
        assert "<b>" not in svg
        assert "<i>" not in svg
        ET.fromstring(svg)  # noqa: S314 - our own text


def test_no_words_is_an_empty_picture() -> None:
    assert ET.fromstring(cloud_svg([], WIDE)).get("aria-hidden") == "true"  # noqa: S314 - our own text


def test_dots_stand_where_their_figures_are() -> None:
    svg = dots_svg(
        [Pair("tillid", 4.0, 1.0), Pair("mod", 0.0, 2.0)], ("Topledere", "Institutioner"), WIDE, "pr. 1.000 ord"
    )
    # 230 px for names, 16 at the right: 394 px for 0 to 4
    discs = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)][1:]
    squares = [float(x) + 5 for x in re.findall(r'<rect x="([\d.]+)"', svg)][1:]
    assert discs == [624.0, 230.0]
    assert squares == [328.5, 427.0]
    assert "Topledere" in svg


def test_a_hidden_figure_has_no_dot() -> None:
    svg = dots_svg([Pair("tillid", 4.0, None)], ("a", "b"), NARROW, "")
    assert svg.count("<circle") == 2  # one of them in the legend
    assert svg.count("<rect") == 1


def test_round_figures() -> None:
    assert scale(7.3) == (0, 2, 4, 6, 8)
    assert scale(10) == (0, 2.5, 5, 7.5, 10)
    assert scale(0.03)[-1] == pytest.approx(0.03)
