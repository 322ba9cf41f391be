"""The one place for colours, type and sizes of what is rendered: page, PDF and charts."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FONTS: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "IBM Plex Sans"

INK: Final = "#1a2326"
QUIET: Final = "#4c5a5e"  # 7.0:1 on white
LINE: Final = "#d5dcdd"
WASH: Final = "#f3f6f6"
ACCENT: Final = "#0b5c64"  # asked; 7.6:1 on white
ANSWERED: Final = "#2f8f83"  # 3.9:1 on white: marks, never small text
LESS: Final = "#b5651d"  # fewer than by chance, where the accent is more; always with its sign, ▲ or ▼
PALE: Final = "#7f9799"  # what is not sorted, and the rest; 3.1:1 on white

# Kinds beside one another, where there are more than two: dark and light by turns, so that neighbours differ without
# colour too, and each has its name or number beside it. tests/render/test_style.py says what all tones have to hold.
SERIES: Final = (ACCENT, "#c2701c", "#6a3fa8", ANSWERED, "#6b3a1e", "#8f86b8")
BESIDE: Final = ((ACCENT, ANSWERED), (ACCENT, PALE))  # pairs of tones that one chart tells apart


class ChartSize(NamedTuple):
    """Pixels. `label` is the room for the names on the left."""

    width: int
    label: int
    font: int


WIDE: Final = ChartSize(640, 230, 13)
NARROW: Final = ChartSize(330, 132, 13)

WEB_FONTS: Final = (
    ("IBMPlexSans-Regular-Latin1.woff2", 400, "normal"),
    ("IBMPlexSans-Italic-Latin1.woff2", 400, "italic"),
    ("IBMPlexSans-SemiBold-Latin1.woff2", 600, "normal"),
)


@cache
def font_faces(*, italic: bool = True) -> str:
    """CSS that carries IBM Plex Sans (Latin) inside itself, so that a file needs nothing beside it."""
    faces = []
    for name, weight, slant in WEB_FONTS:
        if slant == "italic" and not italic:
            continue
        data = base64.b64encode((FONTS / name).read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:{slant};font-display:block;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)
