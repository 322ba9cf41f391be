"""Lists: bullets and numbers as Word counts them, each ordered list beginning anew."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from depeche.render.docx.xml import Element, el

LEVELS: Final = 9
STEP: Final = 340  # twentieths of a point: 6 mm from level to level
_BULLETS: Final = ("•", "–", "·")
_NUMBERS: Final = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """The numbering of a document; `bullets` is the id of the list that all bulleted ones share."""

    def __init__(self, document: WordDocument) -> None:
        self._element = _part(document).element
        self._nums = self._largest("w:num", "w:numId")
        self._bullets = 0
        self._numbers = 0

    @property
    def bullets(self) -> int:
        if not self._bullets:
            self._bullets = self._num(self._abstract(ordered=False))
        return self._bullets

    def numbers(self, start: int) -> int:
        """A new ordered list that begins at `start`."""
        if not self._numbers:
            self._numbers = self._abstract(ordered=True)
        over = el("w:lvlOverride", el("w:startOverride", val=start), ilvl=0)
        return self._num(self._numbers, over)

    def again(self, style_num: int, start: int) -> int:
        """The list of a template's own style, begun anew at `start`."""
        path = f"w:num[@w:numId='{style_num}']/w:abstractNumId/@w:val"
        abstract = next(iter(self._element.xpath(path)), None)
        if abstract is None:
            return self.numbers(start)
        return self._num(int(abstract), el("w:lvlOverride", el("w:startOverride", val=start), ilvl=0))

    def _num(self, abstract: int, *children: Element) -> int:
        self._nums += 1
        self._element.append(el("w:num", el("w:abstractNumId", val=abstract), *children, numId=self._nums))
        return self._nums

    def _abstract(self, *, ordered: bool) -> int:
        identity = self._largest("w:abstractNum", "w:abstractNumId") + 1
        levels = "".join(_level(level, ordered=ordered) for level in range(LEVELS))
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        first = self._element.find(qn("w:num"))
        if first is None:
            self._element.append(made)
        else:
            first.addprevious(made)
        return identity

    def _largest(self, tag: str, attribute: str) -> int:
        found = (item.get(qn(attribute), "0") for item in self._element.iterfind(qn(tag)))
        return max((int(value) for value in found if value.isdigit()), default=0)


def _level(level: int, *, ordered: bool) -> str:
    kind = _NUMBERS[level % 3] if ordered else "bullet"
    text = f"%{level + 1}." if ordered else _BULLETS[level % 3]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
    )


def _part(document: WordDocument) -> NumberingPart:
    """The numbering of the document; an empty one where it has none."""
    for rel in document.part.rels.values():
        if rel.reltype == RT.NUMBERING and isinstance(rel.target_part, NumberingPart):
            return rel.target_part
    element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()} if package is not None else set()
    names = ("/word/numbering.xml", *(f"/word/numbering{at}.xml" for at in range(2, len(taken) + 3)))
    name = next(name for name in names if name not in taken)
    made = NumberingPart(PackURI(name), CT.WML_NUMBERING, element, package)
    document.part.relate_to(made, RT.NUMBERING)
    return made
