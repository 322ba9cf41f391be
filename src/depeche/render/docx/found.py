"""The styles of a template: found, listed, and which part of a report each is taken for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style

from depeche.render.docx.parts import HEADINGS, NAMES, PARTS, Part, flat
from depeche.render.office import Kind as Package
from depeche.render.office import OfficeError, open_package

MOST: Final = 4_079  # styles of a document, as Word has it
DEEPEST: Final = 12  # styles a style may rest on; Word stops there too


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Style:
    """`name` as it is written in the file; `outline` is the level of a heading, 0 where it is none."""

    id: str
    name: str
    kind: Kind
    outline: int = 0
    own: bool = False  # made by the template's people, not one that Word brings
    default: bool = False
    numbering: int = 0  # the list whose numbers or bullets come with it, 0 for none


@dataclass(frozen=True, slots=True)
class Use:
    """What a part of the report is set in. `style` is `None` where the template has none and ours is added."""

    part: Part
    style: Style | None
    chosen: bool = False  # by a person, not found


@dataclass(frozen=True, slots=True)
class FoundStyles:
    styles: tuple[Style, ...]  # those that Word shows, in the order of the file
    uses: tuple[Use, ...]  # one a part, in the order of PARTS

    def of_kind(self, kind: Kind) -> tuple[Style, ...]:
        return tuple(style for style in self.styles if style.kind is kind)

    def fitting(self, part: Part) -> tuple[Style, ...]:
        """The styles a person may choose for a part."""
        return self.of_kind(Kind.TABLE if part is Part.TABLE else Kind.PARAGRAPH)

    def use(self, part: Part) -> Use:
        return next(use for use in self.uses if use.part is part)


def found_styles(content: bytes, choices: Mapping[str, str] | None = None) -> FoundStyles:
    """The styles of a .docx or .dotx; `choices` are {part: name of a style}. OfficeError where it cannot be used."""
    return styles_of(opened(content), choices or {})


def opened(content: bytes) -> WordDocument:
    """A stranger's document, rid of what reaches out of it. Raises OfficeError."""
    safe = open_package(content, Package.DOCX)
    try:
        document = Document(io.BytesIO(safe.content))
        empty = document.element.body is None or document.styles.element is None
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as fault:  # what python-docx meets in a wreck
        raise OfficeError("damaged") from fault
    if empty:
        raise OfficeError("damaged")
    return document


def styles_of(document: WordDocument, choices: Mapping[str, str]) -> FoundStyles:
    every = islice(document.styles.element.style_lst, MOST)
    elements = {item.styleId: item for item in every if item.styleId}
    styles = tuple(style for style in (_style(item, elements) for item in elements.values()) if style is not None)
    taken: set[str] = set()
    uses = []
    for part in PARTS:
        fitting = [style for style in styles if (style.kind is Kind.TABLE) == (part is Part.TABLE)]
        fitting = [style for style in fitting if style.kind is not Kind.CHARACTER]
        chosen = next((style for style in fitting if style.name == choices.get(part)), None)
        use = Use(part, chosen or _match(part, fitting, taken), chosen=chosen is not None)
        if use.style is not None and part in HEADINGS:
            taken.add(use.style.id)
        uses.append(use)
    return FoundStyles(styles, tuple(uses))


def _style(item: CT_Style, elements: Mapping[str, CT_Style]) -> Style | None:
    """`None` for what nobody sees in Word: numbering, hidden ones, the base of all tables."""
    name, kind = item.name_val or "", item.get(qn("w:type"), "paragraph")
    hidden = item.find(qn("w:semiHidden")) is not None and item.find(qn("w:unhideWhenUsed")) is None
    if not name or kind not in set(Kind) or hidden or flat(name) in {"normaltable", "defaultparagraphfont"}:
        return None
    chain = _chain(item, elements)
    outline = next((level for level in map(_outline, chain) if level is not None), 9)
    lists = (link.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") for link in chain)
    told = next((number.get(qn("w:val"), "") for number in lists if number is not None), "")
    return Style(
        id=item.styleId or "",
        name=name,
        kind=Kind(kind),
        outline=0 if outline > 8 else outline + 1,
        own=item.get(qn("w:customStyle")) in {"1", "true"},
        default=item.get(qn("w:default")) in {"1", "true"},
        numbering=int(told) if told.isdigit() and len(told) < 9 else 0,
    )


def _chain(item: CT_Style, elements: Mapping[str, CT_Style]) -> list[CT_Style]:
    """The style and those it rests on; a ring is cut."""
    chain = [item]
    while len(chain) < DEEPEST:
        base = chain[-1].find(qn("w:basedOn"))
        below = elements.get(base.get(qn("w:val"), "")) if base is not None else None
        if below is None or below in chain:
            break
        chain.append(below)
    return chain


def _outline(item: CT_Style) -> int | None:
    level = item.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = level.get(qn("w:val"), "") if level is not None else ""
    return int(value) if value.isdigit() else None


def _match(part: Part, fitting: list[Style], taken: set[str]) -> Style | None:
    """By name (of Word, of Danish Word, as an id), for headings by outline level, for text what is the default."""
    for name in map(flat, NAMES[part]):
        for style in fitting:
            if name in {flat(style.name), flat(style.id)}:
                return style
    if part in HEADINGS:
        level = HEADINGS.index(part) + 1
        return next((style for style in fitting if style.outline == level and style.id not in taken), None)
    if part is Part.BODY:
        return next((style for style in fitting if style.default), None)
    if part is Part.TABLE:
        own = [style for style in fitting if style.own]
        named = [style for style in own if "tab" in flat(style.name)]
        common = [style for style in fitting if flat(style.name) not in {"tablegrid", "tabelgitter"}]
        return next(iter((*named, *own, *common)), None)
    return None
