"""Word files as customers send them, put together part by part. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from depeche.render.office.settling import packed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OUTSIDE = ' TargetMode="External"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1700" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/>'
    "</w:sectPr>"
)


@dataclass
class WordFile:
    """Bodies and parts as XML; `links` are relationships of the document: (id, type's last word, target, outside)."""

    body: str = "<w:p/>"
    styles: str = ""
    settings: str = ""
    header: str = "<w:p><w:r><w:t>Ministeriet for Prøver</w:t></w:r></w:p>"
    links: list[tuple[str, str, str, bool]] = field(default_factory=list)
    setting_links: list[tuple[str, str, str, bool]] = field(default_factory=list)
    root_links: list[tuple[str, str, str, bool]] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    kind: str = MAIN
    theme: str = "8B1E3F"

    def content(self) -> bytes:
        made = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _links([("rId1", "officeDocument", "word/document.xml", False), *self.root_links]),
            "word/document.xml": (
                f'<w:document {W} xmlns:r="{R}" xmlns:a="{A}"><w:body>{self.body}{SECTION}</w:body></w:document>'
            ),
            "word/_rels/document.xml.rels": _links(
                [
                    ("rIdStyles", "styles", "styles.xml", False),
                    ("rIdSettings", "settings", "settings.xml", False),
                    ("rIdHeader", "header", "header1.xml", False),
                    ("rIdTheme", "theme", "theme/theme1.xml", False),
                    *self.links,
                ]
            ),
            "word/_rels/settings.xml.rels": _links(self.setting_links),
            "word/styles.xml": f"<w:styles {W}>{self.styles}</w:styles>",
            "word/settings.xml": f'<w:settings {W} xmlns:r="{R}">{self.settings}</w:settings>',
            "word/header1.xml": f'<w:hdr {W} xmlns:r="{R}">{self.header}</w:hdr>',
            "word/theme/theme1.xml": (
                f'<a:theme xmlns:a="{A}" name="x"><a:themeElements><a:clrScheme name="x"><a:accent1>'
                f'<a:srgbClr val="{self.theme}"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
            ),
        }
        texts = {name: text.encode() for name, text in made.items()}
        return packed(texts | self.parts)

    def _types(self) -> str:
        kinds = {"document": self.kind, "header1": f"{_WORD}.header+xml"}
        kinds |= {name: f"{_WORD}.{name}+xml" for name in ("styles", "settings")}
        said = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="bin" ContentType="application/octet-stream"/>'
            '<Default Extension="html" ContentType="text/html"/>'
            '<Override PartName="/word/theme/theme1.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>{said}</Types>'
        )


def _links(found: list[tuple[str, str, str, bool]]) -> str:
    said = "".join(
        f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"{_OUTSIDE if outside else ""}/>'
        for identity, kind, target, outside in found
    )
    return f"<Relationships {_RELS}>{said}</Relationships>"


def style(identity: str, name: str, inner: str = "", kind: str = "paragraph", based: str = "Normal") -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    base = f'<w:basedOn w:val="{based}"/>' if name != "Normal" and kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{identity}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"{inner}</w:style>"
    )


def line(text: str, look: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{look}"/>{extra}</w:pPr>' if look else f"<w:pPr>{extra}</w:pPr>"
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _level(level: int, size: int) -> str:
    return (
        f'<w:pPr><w:keepNext/><w:spacing w:before="300" w:after="120"/><w:outlineLvl w:val="{level}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="8B1E3F"/><w:sz w:val="{size}"/></w:rPr>'
    )


DANISH_STYLES = "".join(
    (
        (
            '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/>'
            '<w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
        ),
        style("Normal", "Normal", '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'),
        style("Overskrift1", "heading 1", _level(0, 36)),
        style("Overskrift2", "heading 2", _level(1, 28)),
        style("Titel", "Title", '<w:rPr><w:b/><w:sz w:val="64"/></w:rPr>'),
        style("Undertitel", "Subtitle", '<w:rPr><w:sz w:val="30"/></w:rPr>'),
        style("Citat", "Quote", "<w:rPr><w:i/></w:rPr>"),
        style("Billedtekst", "caption", '<w:rPr><w:i/><w:sz w:val="18"/></w:rPr>'),
        style("Indholdsfortegnelse1", "toc 1"),
        style("Kapitel", "Kapitelnavn", _level(0, 44)),
        (
            '<w:style w:type="table" w:default="1" w:styleId="Tabel-Normal"><w:name w:val="Normal Table"/>'
            "<w:semiHidden/></w:style>"
        ),
        (
            '<w:style w:type="table" w:customStyle="1" w:styleId="Ministeriettabel">'
            '<w:name w:val="Ministeriets tabel"/><w:basedOn w:val="Tabel-Normal"/><w:tblPr><w:tblBorders>'
            '<w:insideH w:val="single" w:sz="4" w:color="8B1E3F"/></w:tblBorders></w:tblPr></w:style>'
        ),
    )
)

DANISH_BODY = "".join(
    (
        line("{{titel}}", "Titel"),
        line("{{undertitel}}", "Undertitel"),
        "<w:p><w:r><w:t>Udgivet af {{udgi</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ver}}, {{dato}}</w:t></w:r></w:p>",
        line("Opdigtet forside", "", '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="3000" w:right="1134" '
             'w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'),
        line("Indhold", "Normal"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Opdater indholdsfortegnelsen</w:t></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
        line("{{rapport}}"),
        line("Kolofon: opdigtet ministerium"),
    )
)  # fmt: skip  # one paragraph a line


def danish(**changes: object) -> WordFile:
    """As Danish Word writes it: English names of styles, Danish ids, a cover, a table of contents, a colophon."""
    header = "<w:p><w:r><w:t>Ministeriet for Prøver · {{titel}}</w:t></w:r></w:p>"
    return WordFile(**({"body": DANISH_BODY, "styles": DANISH_STYLES, "header": header} | changes))  # type: ignore[arg-type]  # a few of the fields, by name
