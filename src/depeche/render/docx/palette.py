"""The colours of a document: the template's own accents where they can be read, else ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from depeche.render import style

A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
READABLE: Final = 4.5  # contrast to white that letters need (WCAG 2.2, 1.4.3)
DARKER: Final = 0.9


@dataclass(frozen=True, slots=True)
class Palette:
    """Six hexadecimal digits each. `themed` where the accent is the theme's own as it stands."""

    accent: str
    second: str
    ink: str = style.INK[1:].upper()
    quiet: str = style.QUIET[1:].upper()
    line: str = style.LINE[1:].upper()
    wash: str = style.WASH[1:].upper()


OURS: Final = Palette(style.ACCENT[1:].upper(), style.ANSWERED[1:].upper())


def palette_of(document: WordDocument) -> Palette:
    """The first two accents of the theme, each darkened until it can be read on white."""
    theme = next((rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.THEME), None)
    if theme is None:
        return OURS
    root = etree.fromstring(theme.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    found = [root.find(f".//{{{A}}}{name}/{{{A}}}srgbClr") for name in ("accent1", "accent2")]
    first, second = (readable(item.get("val", "")) if item is not None else "" for item in found)
    return Palette(first or OURS.accent, second or first or OURS.second)


def readable(colour: str) -> str:
    """The colour, darkened as far as letters need; "" where it is none.

    >>> readable("FFFF00")
    '767600'
    """
    if len(colour) != 6 or not set(colour) <= set("0123456789abcdefABCDEF"):
        return ""
    channels = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    while contrast(channels) < READABLE:
        channels = [int(channel * DARKER) for channel in channels]
    return "".join(f"{channel:02X}" for channel in channels)


def contrast(channels: list[int]) -> float:
    """Contrast to white by WCAG's relative luminance."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _shares(channels)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _shares(channels: list[int]) -> list[float]:
    return [channel / 255 for channel in channels]
