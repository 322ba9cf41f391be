"""XML of strangers as a tree that nothing has been resolved in, and what is read off it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from depeche.core.exchange import Code, ExchangeError, Made, Wrong

MOST_XML = 40_000_000  # bytes
DEEPEST = 60  # codes under each other
GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
COLOR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def parse(data: bytes, place: str, root: str) -> etree._Element:
    """The root element, which has to be called `root`; the namespace may be that of an older draft.

    `place` is the name of the file for sentences about it.
    """
    if len(data) > MOST_XML:
        raise ExchangeError(Wrong.TOO_LARGE, place=place, most=MOST_XML // 1_000_000)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ExchangeError(Wrong.ENTITIES, place=place)
    try:
        found = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        line = f" (line {fault.lineno})" if fault.lineno else ""
        raise ExchangeError(Wrong.NOT_XML, place=place, why=line, line=fault.lineno or 0) from None
    except ValueError:
        raise ExchangeError(Wrong.NOT_XML, place=place, line=0) from None
    if found.getroottree().docinfo.doctype:  # type: ignore[union-attr] # the stubs lack it
        raise ExchangeError(Wrong.ENTITIES, place=place)
    if local(found) != root or "QDA-XML" not in (etree.QName(found).namespace or "QDA-XML"):
        raise ExchangeError(Wrong.NOT_REFI, place=place, wanted={"CodeBook": "code book"}.get(root, "project"))
    return found


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(parent: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Children of these names, of whatever namespace; none of no parent."""
    if parent is not None:
        yield from parent.iterchildren(*(f"{{*}}{name}" for name in names))


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next(children(parent, name), None)


def text_of(parent: etree._Element, name: str) -> str:
    found = child(parent, name)
    return (found.text or "") if found is not None else ""


def guid_of(element: etree._Element, name: str = "guid") -> str:
    """Lower case, without braces; anything that is no guid as it stands: it is a name all the same."""
    value = element.get(name, "").strip()
    found = GUID.fullmatch(value)
    return found[1].lower() if found else value


def refs(parent: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(guid_of(ref, "targetGUID") for ref in children(parent, name))


def made_of(element: etree._Element) -> Made:
    return Made(guid_of(element, "creatingUser"), _moment(element.get("creationDateTime", "")))


def _moment(text: str) -> datetime | None:
    """A moment with its zone; UTC where the file names none, None where it cannot be read."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def moment_of(element: etree._Element, name: str) -> datetime | None:
    return _moment(element.get(name, ""))


def codes_of(parent: etree._Element | None, place: str, depth: int = 0) -> tuple[Code, ...]:
    if depth > DEEPEST:
        raise ExchangeError(Wrong.TOO_MANY, most=DEEPEST, what="codes under each other")
    return tuple(
        Code(
            guid=guid_of(element),
            name=element.get("name", ""),
            description=text_of(element, "Description"),
            color=color if COLOR.fullmatch(color := element.get("color", "").strip()) else "",
            codable=element.get("isCodable", "true").strip() not in {"false", "0"},
            codes=codes_of(element, place, depth + 1),
            notes=refs(element, "NoteRef"),
        )
        for element in children(parent, "Code")
    )
