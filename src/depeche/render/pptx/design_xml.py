"""The XML of our own master and layouts: placeholders and signs at their places, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from lxml import etree
from pptx.oxml import parse_xml

from depeche.render.pptx.layouts import EMU
from depeche.render.pptx.measure import Rect

A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
NAMESPACES: Final = (
    f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FIELD: Final = "{7D3B1B86-6C4E-4D55-9A0C-0C5E6B0F1A01}"  # any id: it names the field of the slide's number


class Spot(NamedTuple):
    """A placeholder: `kind` and `idx` as PowerPoint has them, `name` a key of the words, `size` of letters."""

    kind: str
    idx: int
    name: str
    box: Rect
    size: int
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"


class Sign(NamedTuple):
    """? or ! on a layout."""

    text: str
    box: Rect
    size: int
    colour: str


def fill(
    element: etree._Element,
    name: str,
    spots: Iterable[Spot],
    signs: Iterable[Sign],
    words: Mapping[str, str],
    tag: str,
    ground: str = "",
) -> None:
    """The drawing of a master or layout written anew."""
    shapes = [_sign(sign, words, tag, number) for number, sign in enumerate(signs, start=40)]
    shapes += [_placeholder(spot, words, tag, number) for number, spot in enumerate(spots, start=2)]
    back = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>' if not name else ""
    if ground:
        back = f"<p:bg><p:bgPr>{_solid(ground)}<a:effectLst/></p:bgPr></p:bg>"
    drawing = parse_xml(
        f'<p:cSld {NAMESPACES} name="{name}">{back}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/>'
        '<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{"".join(shapes)}</p:spTree></p:cSld>'
    )
    if not name:
        del drawing.attrib["name"]
    old = element.find(f"{{{P}}}cSld")
    if old is not None:
        element.replace(old, drawing)


def _placeholder(spot: Spot, words: Mapping[str, str], tag: str, number: int) -> str:
    name = words[spot.name]
    face = "+mj-lt" if "itle" in spot.kind else "+mn-lt"
    kind = "" if spot.kind == "obj" else f' type="{spot.kind}"'
    idx = f' idx="{spot.idx}"' if spot.idx else ""
    bold = ' b="1"' if spot.bold else ""
    align = ' algn="r"' if spot.kind == "sldNum" else ' algn="l"'
    said = {
        "sldNum": f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr lang="{tag}"/><a:t>‹#›</a:t></a:fld>',
        "ftr": f'<a:endParaRPr lang="{tag}"/>',
    }.get(spot.kind, f'<a:r><a:rPr lang="{tag}"/><a:t>{name}</a:t></a:r>')
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{kind}{idx}/></p:nvPr></p:nvSpPr><p:spPr>{_place(spot.box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{spot.anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"{align}><a:buNone/><a:defRPr sz="{spot.size * 100}"{bold}>'
        f'{_solid(spot.colour)}<a:latin typeface="{face}"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{said}</a:p></p:txBody></p:sp>"
    )


def _sign(sign: Sign, words: Mapping[str, str], tag: str, number: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{words["sign"]} {number}"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(sign.box)}<a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle/><a:p><a:r><a:rPr lang="{tag}" sz="{sign.size * 100}" b="1">{_solid(sign.colour)}'
        f"</a:rPr><a:t>{sign.text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _place(box: Rect) -> str:
    left, top, width, height = (round(value * EMU) for value in box)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def text_styles() -> str:
    """What the master says of text: titles, five levels of body, and the rest."""
    body = "".join(
        _level(number, (20, 18, 16, 16, 16)[number - 1], "+mn-lt", "tx1", dotted=number > 1) for number in range(1, 6)
    )
    title = _level(1, 32, "+mj-lt", "tx1", dotted=False, bold=True)
    other = _level(1, 18, "+mn-lt", "tx1", dotted=False)
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _level(number: int, size: int, face: str, colour: str, *, dotted: bool, bold: bool = False) -> str:
    edge = 22 * (number - 1) * EMU
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if dotted else "<a:buNone/>"
    step = f'marL="{edge}" indent="{-18 * EMU if dotted else 0}"'
    weight = ' b="1"' if bold else ""
    return (
        f'<a:lvl{number}pPr {step} algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>{mark}<a:defRPr sz="{size * 100}"{weight} kern="1200">'
        f'{_solid(colour)}<a:latin typeface="{face}"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )
