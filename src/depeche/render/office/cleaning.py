"""A package rid of whatever reaches out of it: links followed by themselves, foreign objects, fields that fetch.

A hyperlink is followed by a person who clicks, so those to the web and to a mail address stay.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import Final

from lxml import etree

from depeche.render.office.fields import silence_fields

Parts = dict[str, bytes]

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMING: Final = (f"{{{OFFICE}}}", "{urn:schemas-microsoft-com:office:office}relid")
_SAFE_LINKS: Final = ("https://", "http://", "mailto:", "tel:")
_FOREIGN: Final = {  # the last word of a relationship's type: the code it is counted by
    "oleObject": "embedded",
    "control": "embedded",
    "activeXControlBinary": "embedded",
    "attachedTemplate": "linked",
    "subDocument": "linked",
    "frame": "linked",
    "mailMergeSource": "linked",
    "mailMergeHeaderSource": "linked",
    "transform": "linked",
    "aFChunk": "extension",
    "extensibility": "extension",
    "webextensiontaskpanes": "extension",
    "webextension": "extension",
    "keyMapCustomizations": "extension",
    "attachedToolbars": "extension",
}
_SILENT: Final = {"thumbnail", "origin"}  # a picture of the template's own first page, a signature: true no longer
_ATTRIBUTE_ONLY: Final = {"blip", "hyperlink"}  # stand without what they pointed at
_WITHIN: Final = {"OLEObject": "object", "control": "object", "oleObj": "graphicFrame"}
_WATCHED: Final = (b"instr", b"mailMerge", b"linkStyles", b"attachedTemplate", b"saveThrough", b":vml", b"2000/svg")
_LOADS: Final = {"src", "href", "althref"}
VML: Final = "urn:schemas-microsoft-com:vml"
SVG: Final = "http://www.w3.org/2000/svg"
_SETTINGS: Final = ("attachedTemplate", "mailMerge", "linkStyles", "saveThroughXslt")


def clean(parts: Parts, removed: Counter[str]) -> Parts:
    """A copy without what reaches out; `removed` is counted up. Parts that nothing names any more go too."""
    out = dict(parts)
    for name in sorted(parts):
        if not name.endswith(".rels"):
            continue
        source = _source(name)
        root = _parse(parts[name])
        dropped = _drop(root, removed)
        if dropped:
            out[name] = _bytes(root)
            if source in out and dropped & _ids(out[source]):
                out[source] = _unnamed(out[source], dropped)
    return {name: _still(content, removed) for name, content in _reached(out).items()}


def is_xml(content: bytes) -> bool:
    """Whether a program would read it as XML, whatever its name."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or content[:2] in {
        b"\xff\xfe",
        b"\xfe\xff",
        b"\0<",
    }


def _drop(root: etree._Element, removed: Counter[str]) -> frozenset[str]:
    """Take out the relationships that reach out; their ids."""
    ids = set()
    for item in list(root.iterfind("{*}Relationship")):
        kind = item.get("Type", "").rsplit("/", 1)[-1]
        target = item.get("Target", "")
        outside = item.get("TargetMode") == "External" or "://" in target
        code = _FOREIGN.get(kind, "")
        if outside and not code:
            code = "" if kind == "hyperlink" and target.lower().startswith(_SAFE_LINKS) else "linked"
        if code or kind in _SILENT:
            removed.update([code] if code else [])
            ids.add(item.get("Id", ""))
            root.remove(item)
    return frozenset(ids)


def _unnamed(content: bytes, dropped: frozenset[str]) -> bytes:
    """The part without what pointed at the relationships that are gone."""
    root = _parse(content)
    for element in list(root.iter(etree.Element)):
        for name in [key for key in element.attrib if str(key).startswith(_NAMING)]:
            if element.get(name) in dropped:
                _let_go(element, str(name))
    return _bytes(root)


def _let_go(element: etree._Element, attribute: str) -> None:
    local = etree.QName(element).localname
    if local in _ATTRIBUTE_ONLY:
        del element.attrib[attribute]
        return
    outer = next((item for item in element.iterancestors() if etree.QName(item).localname == _WITHIN.get(local)), None)
    gone = element if outer is None else outer
    parent = gone.getparent()
    if parent is None:  # nothing stands above the root, or it is out already
        del element.attrib[attribute]
    else:
        remove(gone)


def remove(element: etree._Element) -> None:
    """Out of its parent; text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _still(content: bytes, removed: Counter[str]) -> bytes:
    """A part without fields that fetch, settings that lead elsewhere, and drawings that name an address.

    Every part is parsed once, so that a broken one is found when it is handed in, not when it is used.
    """
    if not is_xml(content):
        return content
    root = _parse(content)
    if not any(word in content for word in _WATCHED):
        return content
    if silenced := silence_fields(root):
        removed["field"] += silenced
    for element in [item for name in _SETTINGS for item in root.iter(f"{{*}}{name}")]:
        remove(element)
    for element in list(root.iter(f"{{{VML}}}*", f"{{{SVG}}}*")):
        removed.update(["linked"] * _unaddressed(element))
    return _bytes(root)


def _unaddressed(element: etree._Element) -> int:
    """A drawing's element without what it would load; whether there was something."""
    if etree.QName(element).localname in {"script", "foreignObject"} or "@import" in (element.text or ""):
        remove(element)
        return 1
    loads = [
        name
        for name, value in element.attrib.items()
        if etree.QName(name).localname in _LOADS and not str(value).startswith(("#", "data:image/"))
    ]
    for name in loads:
        del element.attrib[name]
    return min(1, len(loads))


def _reached(parts: Parts) -> Parts:
    """What the root leads to; an object nobody names any more shall not lie in the file."""
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        source = waiting.pop()
        folder, _, file = source.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in parts:
            continue
        seen.add(rels)
        for item in _parse(parts[rels]).iterfind("{*}Relationship"):
            if item.get("TargetMode") == "External":
                continue
            target = item.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            path = path.partition("#")[0]
            if path not in parts:
                raise ValueError(rels)
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    types = "[Content_Types].xml"
    kept = {name: content for name, content in parts.items() if name in seen}
    root = _parse(parts[types])
    for item in [item for item in root.iterfind("{*}Override") if item.get("PartName", "").lstrip("/") not in kept]:
        root.remove(item)
    return {types: _bytes(root), **kept}


def _source(rels: str) -> str:
    folder, _, file = rels.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")) if folder != "_rels" else file[:-5]


def _ids(content: bytes) -> frozenset[str]:
    root = _parse(content)
    names = (value for element in root.iter(etree.Element) for key, value in element.attrib.items())
    return frozenset(str(value) for value in names)


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
