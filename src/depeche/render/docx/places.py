"""Where things go in a template: `{{titel}}` in its text, controls with that tag, a table of contents of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.parts.hdrftr import FooterPart, HeaderPart

from depeche.render.docx.xml import Element, el, text_of, words
from depeche.render.office.cleaning import remove


class Place(StrEnum):
    TITLE = "titel"
    SUBTITLE = "undertitel"
    PUBLISHER = "udgiver"
    DATE = "dato"
    REPORT = "rapport"
    CONTENTS = "indhold"


_CALLED: Final[Mapping[str, Place]] = {
    **{place.value: place for place in Place},
    "title": Place.TITLE,
    "subtitle": Place.SUBTITLE,
    "publisher": Place.PUBLISHER,
    "date": Place.DATE,
    "report": Place.REPORT,
    "contents": Place.CONTENTS,
}
MOST: Final = 20  # marks of one paragraph; a file with more is up to something
_MARK: Final = re.compile(r"\{\{\s*(\w{1,20})\s*\}\}")
_BLOCKS: Final = (Place.REPORT, Place.CONTENTS)
_MAIN: Final = {qn("w:body"), qn("w:tc"), qn("w:sdtContent")}  # what holds blocks of the main text
_ASIDE: Final = (qn("w:txbxContent"), qn("w:hdr"), qn("w:ftr"))


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks that the report and its contents take the place of, and which of our words stand in the main text."""

    blocks: Mapping[Place, tuple[Element, ...]]
    told: frozenset[Place]


def fill(document: WordDocument, values: Mapping[Place, str]) -> Found:
    """Set the words in; the blocks are left for the caller to replace."""
    blocks: dict[Place, tuple[Element, ...]] = {}
    told: set[Place] = set()
    for root in _stories(document):
        main = root is document.element
        for control in list(root.iter(qn("w:sdt"))):
            place = _called(control)
            if place in _BLOCKS and main and _among_blocks(control):
                blocks.setdefault(place, (control,))
            elif place is not None and place not in _BLOCKS:
                _fill_control(control, values[place])
                told |= {place} if main else set()
        for line in list(root.iter(qn("w:p"))):
            for place in _marked(line, values):
                if place in _BLOCKS and main and _among_blocks(line):
                    blocks.setdefault(place, (line,))
                elif place not in _BLOCKS and main:
                    told.add(place)
    if Place.CONTENTS not in blocks and (own := _own_contents(document.element)):
        blocks[Place.CONTENTS] = own
    return Found(blocks, frozenset(told))


def placeholders(document: WordDocument) -> tuple[Place, ...]:
    """Which places the template has, for whoever is told what was found in it."""
    found = set()
    for root in _stories(document):
        found |= {place for control in root.iter(qn("w:sdt")) if (place := _called(control)) is not None}
        for line in root.iter(qn("w:p")):
            found |= {place for match in _MARK.finditer(_own_text(line)) if (place := _CALLED.get(match[1].lower()))}
    if _own_contents(document.element):
        found.add(Place.CONTENTS)
    return tuple(place for place in Place if place in found)


def _stories(document: WordDocument) -> Iterator[Element]:
    yield document.element
    for rel in document.part.rels.values():
        if rel.reltype in {RT.HEADER, RT.FOOTER} and isinstance(rel.target_part, HeaderPart | FooterPart):
            yield rel.target_part.element


def _called(control: Element) -> Place | None:
    """By its tag, else by the title that people see."""
    for name in ("w:tag", "w:alias"):
        item = control.find(f"{qn('w:sdtPr')}/{qn(name)}")
        value = item.get(qn("w:val"), "") if item is not None else ""
        place = _CALLED.get(value.strip().strip("{}").strip().lower())
        if place is not None:
            return place
    return None


def _among_blocks(element: Element) -> bool:
    parent = element.getparent()
    aside = any(item.tag in _ASIDE for item in element.iterancestors())
    return parent is not None and parent.tag in _MAIN and not aside


def _marked(line: Element, values: Mapping[Place, str]) -> list[Place]:
    """Set words in place of the marks of a paragraph, however many runs Word has cut them into; what was marked."""
    found = []
    for match in reversed(list(islice(_MARK.finditer(_own_text(line)), MOST))):
        place = _CALLED.get(match[1].lower())
        if place is None:
            continue
        found.append(place)
        _replace(line, match.start(), match.end(), "" if place in _BLOCKS else values[place])
    if found and not set(found) & set(_BLOCKS) and not _own_text(line).strip():
        _take_out(line)
    return found


def _texts(line: Element) -> list[Element]:
    """The `w:t` of a paragraph, without those of text boxes inside it."""
    own = line.tag
    return [item for item in line.iter(qn("w:t")) if next(a for a in item.iterancestors() if a.tag == own) is line]


def _own_text(line: Element) -> str:
    return "".join(item.text or "" for item in _texts(line))


def _replace(line: Element, start: int, end: int, text: str) -> None:
    at, put = 0, False
    for item in _texts(line):
        old = item.text or ""
        left, right = max(start - at, 0), min(end - at, len(old))
        if left < right:
            item.text = old[:left] + ("" if put else text) + old[right:]
            item.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            put = True
        at += len(old)


def _take_out(line: Element) -> None:
    """A paragraph that was nothing but a mark for which there are no words; not the last of its cell."""
    parent = line.getparent()
    kept = line.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if parent is not None and not kept and len(parent.findall(qn("w:p"))) > 1:
        parent.remove(line)


def _fill_control(control: Element, text: str) -> None:
    """Words in a control, in the type of what stood there; it is bound to nothing any more."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    if properties is None or content is None:
        return
    for name in ("w:showingPlcHdr", "w:dataBinding", "w:placeholder"):
        for item in properties.findall(qn(name)):
            properties.remove(item)
    runs = list(content.iter(qn("w:r")))
    if not runs:
        line = next(content.iter(qn("w:p")), None)
        (content if line is None else line).append(el("w:r", *words(text)))
        return
    first, *others = runs
    for item in list(first):
        if item.tag != qn("w:rPr"):
            first.remove(item)
    for item in first.findall(f"{qn('w:rPr')}/{qn('w:rStyle')}"):  # the grey of an unfilled control
        remove(item)
    first.extend(words(text))
    for item in others:
        remove(item)
    for line in list(content.iterfind(qn("w:p")))[1:]:
        content.remove(line)


def _own_contents(root: Element) -> tuple[Element, ...]:
    """The template's own table of contents: its block, or the paragraphs from its field's beginning to its end."""
    for gallery in root.iter(qn("w:docPartGallery")):
        if gallery.get(qn("w:val")) == "Table of Contents":
            block = next(item for item in gallery.iterancestors() if item.tag == qn("w:sdt"))
            return (block,) if _among_blocks(block) else ()
    begin = next((item for item in root.iter(qn("w:instrText")) if (item.text or "").split()[:1] == ["TOC"]), None)
    first = next((item for item in begin.iterancestors() if item.tag == qn("w:p")), None) if begin is not None else None
    if first is None or not _among_blocks(first):
        return ()
    lines, depth = [], 0
    line: Element | None = first
    while line is not None:
        lines.append(line)
        for sign in line.iter(qn("w:fldChar")):
            depth += {"begin": 1, "end": -1}.get(sign.get(qn("w:fldCharType"), ""), 0)
        if depth <= 0:
            break
        line = line.getnext()
    return tuple(lines)


def is_blank(document: WordDocument) -> bool:
    """Whether the main text says and shows nothing."""
    body = document.element.body
    return not text_of(body).strip() and not any(True for _ in body.iter(qn("w:drawing"), qn("w:pict"), qn("w:tbl")))
