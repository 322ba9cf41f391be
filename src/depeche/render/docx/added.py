"""Our styles: all of them in the built-in template; in a customer's, those that it lacks, in its type and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from depeche.render.docx.found import FoundStyles, Style
from depeche.render.docx.palette import Palette
from depeche.render.docx.parts import HEADINGS, PARTS, Part

INDENT: Final = 567  # twentieths of a point: 10 mm, where ? and ! stand
BAR: Final = 284  # 5 mm: how far set-apart text stands in


@dataclass(frozen=True, slots=True)
class Spec:
    """`name` as Word writes it, or in Danish and English; `p` and `r` are the properties, as XML."""

    id: str
    name: str
    english: str = ""
    based: Part | None = Part.BODY
    next: Part | None = Part.BODY
    p: str = ""
    r: str = ""


_SMALL: Final = '<w:color w:val="{quiet}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
_HANGING: Final = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>{space}<w:ind w:left="567" w:hanging="567"/>'


def _heading(level: int, size: int, before: int, after: int) -> Spec:
    return Spec(
        f"Heading{level}",
        f"heading {level}",
        p=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}" w:line="264" '
        'w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        r='<w:b/><w:bCs/><w:color w:val="{accent}"/>' + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
    )


SPECS: Final[Mapping[Part, Spec]] = {
    Part.BODY: Spec("Normal", "Normal", based=None, next=None),
    Part.TITLE: Spec(
        "Title",
        "Title",
        next=Part.SUBTITLE,
        p='<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="120" w:after="160" w:line="240" '
        'w:lineRule="auto"/>',
        r='<w:b/><w:bCs/><w:color w:val="{accent}"/><w:sz w:val="60"/><w:szCs w:val="60"/>',
    ),
    Part.SUBTITLE: Spec(
        "Subtitle",
        "Subtitle",
        p='<w:keepLines/><w:spacing w:after="240" w:line="264" w:lineRule="auto"/>',
        r='<w:color w:val="{quiet}"/><w:sz w:val="30"/><w:szCs w:val="30"/>',
    ),
    Part.HEADING_1: _heading(1, 38, 480, 160),
    Part.HEADING_2: _heading(2, 28, 400, 120),
    Part.HEADING_3: _heading(3, 23, 280, 80),
    Part.HEADING_4: _heading(4, 21, 200, 60),
    Part.NOTE: Spec("DepecheNote", "Kildenote", "Source note", p='<w:spacing w:before="60" w:after="160"/>', r=_SMALL),
    Part.CAPTION: Spec(
        "Caption",
        "caption",
        p='<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120" w:line="264" w:lineRule="auto"/>',
        r='<w:color w:val="{quiet}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    Part.BULLETS: Spec("ListBullet", "List Bullet", next=Part.BULLETS, p='<w:spacing w:after="60"/>'),
    Part.NUMBERS: Spec("ListNumber", "List Number", next=Part.NUMBERS, p='<w:spacing w:after="60"/>'),
    Part.QUOTE: Spec(
        "Quote",
        "Quote",
        p='<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{accent}"/></w:pBdr>'
        '<w:spacing w:before="120" w:after="160"/><w:ind w:left="284" w:right="284"/>',
        r="<w:i/><w:iCs/>",
    ),
    Part.QUESTION: Spec(
        "DepecheQuestion",
        "Spørgsmål",
        "Question",
        next=Part.ANSWER,
        p="<w:keepNext/><w:keepLines/>" + _HANGING.replace("{space}", '<w:spacing w:before="320" w:after="100"/>'),
    ),
    Part.ANSWER: Spec(
        "DepecheAnswer",
        "Svar",
        "Answer",
        next=Part.QUESTION,
        p=_HANGING.replace("{space}", '<w:spacing w:after="160"/>'),
    ),
}

_TIGHT: Final = 'w:after="20" w:line="264" w:lineRule="auto"'
CONTENTS: Final = (
    Spec(
        "TOCHeading",
        "TOC Heading",
        p='<w:keepNext/><w:spacing w:before="480" w:after="160"/>',
        r='<w:b/><w:bCs/><w:color w:val="{accent}"/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    Spec("TOC1", "toc 1", p=f'<w:spacing w:before="120" {_TIGHT}/>', r="<w:b/><w:bCs/>"),
    Spec("TOC2", "toc 2", p=f'<w:spacing {_TIGHT}/><w:ind w:left="284"/>'),
)
LINK: Final = Spec("Hyperlink", "Hyperlink", r='<w:color w:val="{accent}"/><w:u w:val="single"/>')

_TABLE: Final = """<w:style {ns} w:type="table" w:customStyle="1" w:styleId="DepecheTable"><w:name w:val="{name}"/>
<w:basedOn w:val="{base}"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:pPr><w:spacing w:before="30" w:after="30" w:line="252" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{accent}"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


@dataclass(frozen=True, slots=True)
class StyleIds:
    """The id of each part's style in one document, all of them there; `lists` are those that come with a style."""

    ids: Mapping[Part, str]
    lists: Mapping[Part, int]
    toc_heading: str
    toc: tuple[str, str]
    link: str

    def of(self, part: Part) -> str:
        return self.ids[part]


def ensure_styles(
    document: WordDocument, found: FoundStyles, palette: Palette, language: str, body_size: int
) -> StyleIds:
    """Add the styles that the template lacks; the ids of all. `body_size` in half points."""
    adder = _Adder(document, palette, language, body_size)
    ids: dict[Part, str] = {}
    uses = {use.part: use.style for use in found.uses}
    for part in (Part.BODY, *(part for part in PARTS if part is not Part.BODY)):
        style = uses[part]
        ids[part] = style.id if style is not None else adder.add(part, ids, _above(part, uses))
    toc_heading, first, second = (adder.spec(spec, ids) for spec in CONTENTS)
    return StyleIds(
        ids=ids,
        lists={part: style.numbering for part, style in uses.items() if style is not None and style.numbering},
        toc_heading=toc_heading,
        toc=(first, second),
        link=adder.spec(LINK, ids, "character"),
    )


def _above(part: Part, uses: Mapping[Part, Style | None]) -> Style | None:
    """Of a heading that the template lacks: the next larger one it has."""
    if part not in HEADINGS:
        return None
    return next((style for other in reversed(HEADINGS[: HEADINGS.index(part)]) if (style := uses[other])), None)


class _Adder:
    def __init__(self, document: WordDocument, palette: Palette, language: str, body_size: int) -> None:
        self._size = body_size
        self._element = document.styles.element
        self._language = language
        self._colours = asdict(palette)
        self._ids = {item.styleId: item for item in self._element.style_lst}
        self._names = {(item.name_val or "").casefold(): item.styleId or "" for item in self._element.style_lst}

    def add(self, part: Part, ids: Mapping[Part, str], above: Style | None) -> str:
        if part is Part.TABLE:
            return self._table()
        spec = SPECS[part]
        if above is not None:  # what the template's headings look like, a little smaller
            level = HEADINGS.index(part)
            smaller = f'<w:sz w:val="{self._size + 2 * (len(HEADINGS) - level)}"/>'
            spec = Spec(spec.id, spec.name, p=f'<w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level}"/>', r=smaller)
            return self.spec(spec, ids, base=above.id)
        return self.spec(spec, ids)

    def spec(self, spec: Spec, ids: Mapping[Part, str], kind: str = "paragraph", base: str = "") -> str:
        name = spec.english if spec.english and self._language != "da" else spec.name
        there = self._names.get(name.casefold())
        if there:
            return there
        identity = self._free(spec.id)
        based = base or (ids.get(spec.based, "") if spec.based is not None else "")
        links = f'<w:basedOn w:val="{based}"/>' if based and kind == "paragraph" else ""
        after = SPECS[spec.next].id if spec.next is not None else ""
        after = ids.get(spec.next, after) if spec.next is not None else ""
        links += f'<w:next w:val="{after}"/>' if after and kind == "paragraph" else ""
        p = f"<w:pPr>{spec.p}</w:pPr>" if spec.p else ""
        r = f"<w:rPr>{spec.r.format(**self._colours)}</w:rPr>" if spec.r else ""
        own = ' w:customStyle="1"' if spec.english else ""
        default = ' w:default="1"' if spec.id == "Normal" else ""
        self._write(
            f'<w:style {nsdecls("w")} w:type="{kind}"{own}{default} w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'{links}<w:uiPriority w:val="{1 if spec.based else 0}"/><w:unhideWhenUsed/><w:qFormat/>'
            f"{p.format(**self._colours)}{r}</w:style>",
            identity,
            name,
        )
        return identity

    def _table(self) -> str:
        base = next((item.styleId or "" for item in self._element.style_lst if _is_base_table(item.name_val)), "")
        if not base:
            base = self._free("TableNormal")
            self._write(
                f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="{base}">'
                '<w:name w:val="Normal Table"/>'
                '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
                '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" '
                'w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
                base,
                "Normal Table",
            )
        name = "Rapporttabel" if self._language == "da" else "Report table"
        self._write(_TABLE.format(ns=nsdecls("w"), name=name, base=base, **self._colours), "DepecheTable", name)
        return "DepecheTable"

    def _write(self, xml: str, identity: str, name: str) -> None:
        element = parse_xml(xml.replace("\n", ""))
        self._element.append(element)
        self._ids[identity] = element
        self._names[name.casefold()] = identity

    def _free(self, wanted: str) -> str:
        """An id that no style bears."""
        at, name = 1, wanted
        while name in self._ids:
            at += 1
            name = f"{wanted}{at}"
        return name


def _is_base_table(name: str | None) -> bool:
    return (name or "").casefold() == "normal table"
