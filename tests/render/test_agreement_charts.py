from __future__ import annotations

import re

from depeche.render.agreement_charts import AlphaRow, alphas
from depeche.render.style import NARROW, WIDE

LEVELS = ((0.0, "0"), (0.667, "0,667"), (0.8, "0,8"), (1.0, "1"))
DOT, HOLLOW = "M5.244", "M-4.743"
KEYS = ("de to kodere", "maskinen")
ROWS = (
    AlphaRow("Tillid", 0.9, 0.8, 1.0, (0.5, 0.4)),
    AlphaRow("Et tema med et meget langt navn, som skal brydes over flere linjer", 0.2, -0.1, 0.5, (None, 0.1)),
    AlphaRow("Uden interval", 1.0),
)


def _dots(svg: str, mark: str) -> list[float]:
    """How far to the right the marks stand whose shape begins so."""
    paths = re.findall(rf'<path[^>]*d="{mark}[^>]*>', svg)
    return [float(re.findall(r"translate\(([\d.]+),", path)[0]) for path in paths]


def test_dots_stand_where_their_values_are() -> None:
    svg = alphas(ROWS, LEVELS, KEYS, WIDE)
    high, low, one, key = _dots(svg, DOT)
    assert key == 8
    assert low < high < one == WIDE.width - 26
    assert abs((high - low) / (one - low) - 0.7 / 0.8) < 1e-3
    assert len(_dots(svg, HOLLOW)) == 4  # three hollow marks and their key


def test_names_keys_and_levels_are_written() -> None:
    for size in (WIDE, NARROW):
        svg = alphas(ROWS, LEVELS, KEYS, size)
        for words in ("Tillid", "Uden interval", "0,667", "de to kodere", "maskinen"):
            assert f">{words}<" in svg
        assert f'width="{size.width}"' in svg


def test_without_a_machine_there_is_one_mark_and_no_key() -> None:
    svg = alphas([AlphaRow("Tillid", 0.9, 0.8, 1.0)], LEVELS, KEYS, WIDE)
    assert "maskinen" not in svg
    assert len(_dots(svg, DOT)) == 1


def test_what_is_far_below_chance_stands_at_the_edge() -> None:
    svg = alphas([AlphaRow("Uenige", -0.9), AlphaRow("Enige", 1.0)], LEVELS, KEYS, WIDE)
    low, high = _dots(svg, DOT)
    assert 0 < low < 0.2 * high
