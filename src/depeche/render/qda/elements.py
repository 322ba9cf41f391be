"""XML as both kinds of file write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree

from depeche.core.exchange import Code

XSI = "http://www.w3.org/2001/XMLSchema-instance"
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no character of XML 1.0


class Writer:
    """Elements of one namespace; attributes without a value are left out."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def root(self, name: str, schema: str, /, **attributes: str) -> etree._Element:
        nsmap: dict[str | None, str] = {None: self.namespace, "xsi": XSI}
        element = etree.Element(f"{{{self.namespace}}}{name}", nsmap=nsmap)  # type: ignore[arg-type] # the stubs know no default namespace
        element.set(f"{{{XSI}}}schemaLocation", f"{self.namespace} {schema}")
        return self._with(element, attributes)

    def add(self, parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
        element = self._with(etree.SubElement(parent, f"{{{self.namespace}}}{name}"), attributes)
        if text:
            element.text = legal(text)
        return element

    def description(self, parent: etree._Element, text: str) -> None:
        if text:
            self.add(parent, "Description", text)

    def codes(self, parent: etree._Element, codes: Iterable[Code], *, notes: bool) -> None:
        """Codes beneath each other; a code book of its own has no notes."""
        for code in codes:
            element = self.add(
                parent, "Code", guid=code.guid, name=code.name, isCodable=str(code.codable).lower(), color=code.color
            )
            self.description(element, code.description)
            for note in code.notes if notes else ():
                self.add(element, "NoteRef", targetGUID=note)
            self.codes(element, code.codes, notes=notes)

    def _with(self, element: etree._Element, attributes: dict[str, str]) -> etree._Element:
        for name, value in attributes.items():
            if value or name == "name":
                element.set(name, legal(value))
        return element


def legal(text: str) -> str:
    """Without the characters XML cannot hold."""
    return FORBIDDEN.sub("", text)


def moment(at: datetime | None) -> str:
    """xsd:dateTime in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z" if at else ""


def document(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
