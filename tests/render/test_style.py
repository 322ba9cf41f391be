"""The tones of charts: seen by everybody, told apart by everybody, and in a copy without colour.

Contrast: WCAG 2.2, relative luminance; 3:1 for graphics (1.4.11), 4.5:1 for text (1.4.3). Colour vision: G. M. Machado,
M. M. Oliveira & L. A. F. Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE
Transactions on Visualization and Computer Graphics 15 (2009), matrices of severity 1.0, applied to linear RGB.
Distance: CIE 1976 L*a*b* with the white of D65; 2.3 is just noticeable (Mahy et al. 1994).
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest

from depeche.render import style
from depeche.render.across_charts import STEPS
from depeche.render.flow_charts import CLEAR, FAINT

Vector = npt.NDArray[np.float64]
WHITE: Final = "#ffffff"
MARKS: Final = tuple(dict.fromkeys((style.ACCENT, style.ANSWERED, style.LESS, style.PALE, *style.SERIES)))
VISION: Final = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ: Final = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
APART: Final = 18.0  # eight times what is just noticeable
APART_IN_GREY: Final = 15.0  # of 100 steps of lightness


def linear(tone: str) -> Vector:
    shares = np.array([int(tone[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def luminance(tone: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(tone))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Vector) -> Vector:
    shares = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(shares > 216 / 24389, np.cbrt(shares), (24389 / 27 * shares + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    matrix = VISION[vision]
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def lightness(tone: str) -> float:
    return float(lab(linear(tone))[0])


def on_white(tone: str, opacity: float) -> str:
    parts = (round(opacity * int(tone[at : at + 2], 16) + (1 - opacity) * 255) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def test_the_arithmetic_gives_published_values() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)  # WebAIM, Contrast and Color Accessibility
    assert lightness("#ff0000") == pytest.approx(53.24, abs=0.01)
    assert distance("#ff0000", "#00ff00", "full") == pytest.approx(170.6, abs=0.1)
    assert distance("#c00000", "#5a5a00", "protanopia") < distance("#c00000", "#5a5a00", "full") / 2


@pytest.mark.parametrize("tone", MARKS)
def test_marks_are_seen_on_white(tone: str) -> None:
    assert contrast(tone, WHITE) >= 3


@pytest.mark.parametrize("tone", [style.INK, style.QUIET, style.ACCENT])
def test_words_are_read_on_white_and_on_the_wash(tone: str) -> None:
    assert contrast(tone, WHITE) >= 4.5
    assert contrast(tone, style.WASH) >= 4.5


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize(("one", "other"), [*style.BESIDE, (style.ACCENT, style.LESS), *combinations(style.SERIES, 2)])
def test_tones_of_one_chart_are_told_apart_however_one_sees_colour(one: str, other: str, vision: str) -> None:
    assert distance(one, other, vision) >= APART


@pytest.mark.parametrize(("one", "other"), [*style.BESIDE, *pairwise(style.SERIES)])
def test_neighbours_are_told_apart_in_a_copy_without_colour(one: str, other: str) -> None:
    assert abs(lightness(one) - lightness(other)) >= APART_IN_GREY


def test_numbers_on_ribbons_are_read() -> None:
    assert contrast(WHITE, on_white(style.ACCENT, CLEAR)) >= 4.5
    assert contrast(style.INK, on_white(style.PALE, FAINT)) >= 4.5


@pytest.mark.parametrize("opacity", STEPS)
@pytest.mark.parametrize("tone", [style.ACCENT, style.LESS])
def test_words_on_tiles_are_read(tone: str, opacity: float) -> None:
    assert contrast(style.INK, on_white(tone, opacity)) >= 4.5


def test_every_tone_stands_in_one_place() -> None:
    folder = Path(style.__file__).parent
    found = {
        (path.name, tone)
        for path in folder.glob("*.py")
        if path.name != "style.py"
        for tone in re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
        if tone.lower() != WHITE
    }
    assert found == set()
