from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from depeche.render import style
from depeche.render.flow_charts import CLEAR, FAINT, End, Flow, Link, Node, group_network, ribbons
from depeche.render.group_charts import Bar, BarRow, DotRow, StepPoint, bars_by_group, dots_by_group, survival_steps
from depeche.render.plane import broken
from depeche.render.style import NARROW, WIDE, ChartSize

NAMES = ("Departementer", "Skoleledere og daginstitutionsledere", "Hospitaler")
COUNTS = ((12, 30, 9), (21, 40, 0), (6, 18, 33))
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def words(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - ours


def flow(size: ChartSize) -> str:
    left = [End(name, str(sum(row)), sum(row)) for name, row in zip(NAMES, COUNTS, strict=True)]
    right = [End(name, str(sum(c)), sum(c)) for name, c in zip(NAMES, zip(*COUNTS, strict=True), strict=True)]
    flows = [
        Flow(row, column, value, str(value), own=row == column)
        for row, line in enumerate(COUNTS)
        for column, value in enumerate(line)
        if value
    ]
    return ribbons(("Spørger", "Bliver spurgt"), left, right, flows, size)


@SIZES
def test_a_ribbon_for_each_flow_with_its_ends_named_at_both_sides(size: ChartSize) -> None:
    drawn = flow(size)
    assert words(drawn).count("Departementer") == 2
    assert {"Spørger", "Bliver spurgt", "51", "40"} <= set(words(drawn))
    assert sum(drawn.count(f'opacity="{share}"') for share in (FAINT, CLEAR)) == 8  # of nine flows one is empty


def test_ones_own_group_is_darker_so_that_it_can_be_told_in_grey() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert style.ACCENT in flow(WIDE)
    assert style.PALE in flow(WIDE)
    assert light(style.PALE) - light(style.ACCENT) > 70


@SIZES
def test_groups_are_nodes_and_themes_stand_by_number_and_name(size: ChartSize) -> None:
    nodes = [Node(name, "12 personer", 12) for name in NAMES]
    links = [Link(0, 1, 30, 0), Link(1, 0, 21, 0), Link(2, 0, 6, 1), Link(1, 2, 5, None)]
    said = words(group_network(nodes, links, ("Tid til ledelse", "Tillid"), size))
    assert {"Departementer", "Hospitaler", "Tid til ledelse", "Tillid"} <= set(said)
    assert said.count("1") == said.count("2") == 2  # one on the tie, one in the list


def test_two_groups_lie_beside_each_other() -> None:
    two = group_network([Node("A", "", 1), Node("B", "", 1)], [Link(0, 1, 3, None)], (), WIDE)
    three = group_network([Node(name, "", 1) for name in "ABC"], [Link(0, 1, 3, None)], (), WIDE)
    height = [float(found[1]) for found in (re.search(r'height="([\d.]+)"', svg) for svg in (two, three)) if found]
    assert height[0] < height[1] / 2


@SIZES
def test_bars_dots_and_steps_say_their_figures(size: ChartSize) -> None:
    bars = bars_by_group(
        [BarRow(name, (Bar(3, "3 spurgt", whole=5, mark=2), Bar(2, "2 svaret"))) for name in NAMES], size
    )
    assert words(bars).count("3 spurgt") == 3
    kinds = ("af deltagerne", "stillet", "modtaget")
    dots = dots_by_group(kinds, [DotRow(NAMES[0], (0.2, None, 0.3))], [(0.0, "0 %"), (0.5, "50 %")], size)
    assert {*kinds, "50 %", "Departementer"} <= set(words(dots))
    steps = [StepPoint(hop, 0.8**hop, 0.9**hop, f"{hop}!") for hop in range(4)]
    assert {"3!", "Nåede", "Skøn"} <= set(words(survival_steps(steps, ("Nåede", "Skøn"), size)))


@SIZES
def test_no_drawing_carries_style_that_the_policy_of_pages_would_refuse(size: ChartSize) -> None:
    drawn = flow(size)
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_text_keeps_to_its_room() -> None:
    assert broken("Skoleledere og daginstitutionsledere", 122, 13) == ("Skoleledere og", "daginstitut-", "ionsledere")
    assert broken("et to tre fire fem seks syv", 40, 13, most=2)[-1].endswith("…")
    assert broken("", 100, 13) == ("",)


def test_hostile_names_are_text() -> None:
    drawn = group_network([Node("<script>alert(1)</script>", "", 1), Node("B", "", 1)], [Link(0, 1, 1, None)], (), WIDE)
    assert "<script" not in drawn
