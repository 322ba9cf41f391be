"""Our own template: A4, 25 mm, IBM Plex Sans, a foot with short title and page. Its styles are those of `added`."""

from __future__ import annotations

from functools import cache
from typing import Final

from depeche.render import style
from depeche.render.docx.palette import OURS
from depeche.render.office import language_tag
from depeche.render.office.settling import packed

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS: Final = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MARGIN: Final = 1417  # 25 mm in twentieths of a point
BRISK: Final = 1134  # 20 mm, above and below the text of a report of few pages
TEXT: Final = 11906 - 2 * MARGIN  # width of the text on A4

_PARTS: Final = {
    "styles": f"{_WORD}.styles+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "footer": f"{_WORD}.footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}


@cache
def builtin_template(language: str, page: str, *, brisk: bool = False) -> bytes:
    """`page` is the word before the number of a page; `brisk` sets a report of few pages closer.

    The same bytes every time.
    """
    tag = language_tag(language)
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in _PARTS.items())
    rels = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/{name}" Target="{name}.xml"/>' for at, name in enumerate(_PARTS, 1)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="rId1" Type="{_R}/officeDocument" '
        f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_R}/extended-properties" '
        'Target="docProps/app.xml"/></Relationships>',
        "docProps/app.xml": "<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Depeche</Application></Properties>",
        "word/_rels/document.xml.rels": f"<Relationships {_RELS}>{rels}</Relationships>",
        "word/document.xml": _document(BRISK if brisk else MARGIN),
        "word/styles.xml": _styles(tag, brisk=brisk),
        "word/settings.xml": _settings(tag),
        "word/fontTable.xml": _fonts(),
        "word/footer.xml": _footer(tag, page),
        "word/theme.xml": _theme(),
    }
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()})


def _document(upright: int) -> str:
    return (
        f'<w:document {_W} xmlns:r="{_R}"><w:body><w:p><w:r><w:t>{{{{rapport}}}}</w:t></w:r></w:p><w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{upright}" w:right="{MARGIN}" w:bottom="{upright}" w:left="{MARGIN}" w:header="708" '
        'w:footer="708" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _styles(tag: str, *, brisk: bool) -> str:
    size, after, line = (19, 90, 268) if brisk else (21, 140, 300)
    face = f'w:ascii="{style.FAMILY}" w:hAnsi="{style.FAMILY}" w:eastAsia="{style.FAMILY}" w:cs="{style.FAMILY}"'
    foot = (
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT}"/></w:tabs><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    )
    small = f'<w:color w:val="{OURS.quiet}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {face}/>"
        f'<w:color w:val="{OURS.ink}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:after="{after}" w:line="{line}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        f'<w:uiPriority w:val="99"/><w:pPr>{foot}</w:pPr><w:rPr>{small}</w:rPr></w:style>'
        f"{_brisk() if brisk else ''}</w:styles>"
    )


def _brisk() -> str:
    """The headings of a report of few pages, smaller and closer than those of `added`."""
    found = (
        ("Title", "Title", 44, 60, 80, ""),
        ("Heading1", "heading 1", 30, 280, 100, '<w:outlineLvl w:val="0"/>'),
        ("Heading2", "heading 2", 24, 240, 80, '<w:outlineLvl w:val="1"/>'),
    )
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" '
        f'w:after="{after}" w:line="252" w:lineRule="auto"/>{level}</w:pPr><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="{OURS.accent}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for identity, name, size, before, after, level in found
    )


def _settings(tag: str) -> str:
    decimal, separator = (",", ";") if tag == "da-DK" else (".", ",")
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{tag}"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" '
        'w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
        'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        f'<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{separator}"/></w:settings>'
    )


def _fonts() -> str:
    """What takes the place of our type where it is not installed: another sans serif, by name and by build."""
    return (
        f'<w:fonts {_W}><w:font w:name="{style.FAMILY}"><w:altName w:val="Segoe UI"/>'
        '<w:panose1 w:val="020B0503050203000203"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _footer(tag: str, page: str) -> str:
    def said(content: str) -> str:
        return f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr>{content}</w:r>'

    number = (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    runs = ("<w:t>{{titel}}</w:t>", "<w:tab/>", f'<w:t xml:space="preserve">{page} </w:t>', *number)
    line = "".join(said(content) for content in runs)
    return f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{line}</w:p></w:ftr>'


def _theme() -> str:
    colours = {
        "dk1": OURS.ink, "lt1": "FFFFFF", "dk2": OURS.quiet, "lt2": OURS.wash, "accent1": OURS.accent,
        "accent2": OURS.second, "accent3": style.PALE[1:], "accent4": "B5651D", "accent5": "5B4B8A",
        "accent6": "8C3A52", "hlink": OURS.accent, "folHlink": OURS.quiet,
    }  # fmt: skip  # the twelve of a theme, two or three a line
    slots = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    face = f'<a:latin typeface="{style.FAMILY}"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = f'<a:ln w="6350">{solid}<a:prstDash val="solid"/></a:ln>' * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme {_A} name="Depeche"><a:themeElements><a:clrScheme name="Depeche">{slots}</a:clrScheme>'
        f'<a:fontScheme name="Depeche"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Depeche"><a:fillStyleLst>{solid * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
