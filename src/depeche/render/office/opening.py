"""A package somebody handed in: looked at before anything parses it, and rid of what would reach out of it.

A package is a ZIP of XML parts that name each other by relationships. Hostile ones unpack to terabytes, declare
entities, run macros, or fetch a picture, a template or a text from elsewhere as soon as they are opened, which tells
whoever sent them who reads the report and when. Nothing here writes files or asks a network.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from depeche.render.office.cleaning import Parts, clean, is_xml
from depeche.render.office.errors import OfficeError
from depeche.render.office.settling import packed

UPLOAD_LIMIT: Final = 20_000_000  # bytes of the file; a template with large photographs is about ten million
UNPACKED_LIMIT: Final = 120_000_000  # bytes of all parts together
XML_LIMIT: Final = 20_000_000  # bytes of one part that is parsed; a tree takes about ten times as much memory
PARTS_LIMIT: Final = 3_000
RATIO_LIMIT: Final = 200  # unpacked to packed, of a part over a megabyte
_CHUNK: Final = 1 << 20
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']*)""")
_XML_NAMES: Final = (".xml", ".rels", ".vml", ".svg")
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # how .doc, .ppt and files with a password begin
TYPES: Final = "[Content_Types].xml"


class Kind(StrEnum):
    DOCX = "docx"
    PPTX = "pptx"


_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SLIDES: Final = "application/vnd.openxmlformats-officedocument.presentationml"
_MAIN: Final[Mapping[str, Kind]] = {
    f"{_WORD}.document.main+xml": Kind.DOCX,
    f"{_WORD}.template.main+xml": Kind.DOCX,
    f"{_SLIDES}.presentation.main+xml": Kind.PPTX,
    f"{_SLIDES}.template.main+xml": Kind.PPTX,
    f"{_SLIDES}.slideshow.main+xml": Kind.PPTX,
}
_PLAIN: Final = {Kind.DOCX: f"{_WORD}.document.main+xml", Kind.PPTX: f"{_SLIDES}.presentation.main+xml"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that is safe to open: an ordinary document, never a template.

    `removed` counts what was taken out, by code: `linked` (pictures, templates, data from elsewhere), `embedded`
    (objects of other programs), `field` (fields that fetch), `extension` (add-ins, import of other documents).
    """

    kind: Kind
    content: bytes
    removed: Mapping[str, int]


def open_package(data: bytes, kind: Kind | None = None) -> Opened:
    """Raises OfficeError where the file cannot be used, or is not of the `kind` wanted."""
    parts = _parts(data)
    found = _kind(parts)
    if kind is not None and found is not kind:
        raise OfficeError("wrong_kind")
    removed: Counter[str] = Counter()
    try:
        cleaned = clean(parts, removed)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise OfficeError("damaged") from fault
    return Opened(found, packed(cleaned), dict(removed))


def _parts(data: bytes) -> Parts:
    """Every part by its name, after the whole has been looked at."""
    if len(data) > UPLOAD_LIMIT:
        raise OfficeError("too_large", limit=UPLOAD_LIMIT // 1_000_000)
    if data.startswith(_COMPOUND):
        raise OfficeError("old_or_locked")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        raise OfficeError("no_package") from fault
    try:
        with archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _look(members)
            parts = {member.filename: _read(archive, member) for member in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as fault:
        raise OfficeError("damaged") from fault
    if TYPES not in parts:
        raise OfficeError("no_package")
    return parts


def _look(members: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself, before a byte is unpacked."""
    if len(members) > PARTS_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise OfficeError("bomb")
    names = {member.filename.casefold() for member in members}
    if len(names) < len(members):
        raise OfficeError("damaged")
    for member in members:
        path = member.filename
        if member.file_size > RATIO_LIMIT * max(member.compress_size, _CHUNK // RATIO_LIMIT):
            raise OfficeError("bomb")
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            raise OfficeError("damaged")
        if path.casefold().endswith(("vbaproject.bin", "vbadata.xml")):
            raise OfficeError("macro")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """At most what the archive said; what is parsed is held against declarations of entities."""
    with archive.open(member) as stream:
        content = stream.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise OfficeError("bomb")
    if is_xml(content) or member.filename.casefold().endswith(_XML_NAMES):
        if len(content) > XML_LIMIT:
            raise OfficeError("bomb")
        encoding = _ENCODING.search(content[:200])
        if (
            b"\0" in content
            or any(word in content for word in _DECLARATIONS)
            or (encoding and not is_utf8(encoding[1]))
        ):
            raise OfficeError("entities")
    return content


def is_utf8(encoding: bytes) -> bool:
    return encoding.lower() in {b"utf-8", b"us-ascii", b"ascii"}


def _kind(parts: dict[str, bytes]) -> Kind:
    """By the type of the main part, which becomes that of an ordinary document."""
    try:
        root = etree.fromstring(parts[TYPES], etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise OfficeError("damaged") from fault
    types = {item.get("ContentType", ""): item for item in root.iterfind("{*}Override")}
    if any("macroEnabled" in name or "vbaProject" in name for name in types):
        raise OfficeError("macro")
    told = {item.get("PartName", "").lstrip("/") for name, item in types.items() if name.endswith("xml")}
    if any(name in parts and not is_xml(parts[name]) for name in told):  # in no alphabet that was looked at
        raise OfficeError("damaged")
    main = next((name for name in types if name in _MAIN), None)
    if main is None:
        raise OfficeError("spreadsheet" if any("spreadsheetml.sheet.main" in name for name in types) else "no_package")
    if b"http://purl.oclc.org/ooxml/" in parts.get("_rels/.rels", b""):
        raise OfficeError("strict")
    kind = _MAIN[main]
    types[main].set("ContentType", _PLAIN[kind])
    parts[TYPES] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return kind
