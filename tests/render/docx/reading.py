"""A Word file read back by python-docx and lxml, as a screen reader meets it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree


@dataclass
class Read:
    content: bytes

    @cached_property
    def document(self) -> WordDocument:
        return Document(io.BytesIO(self.content))

    @property
    def body(self) -> etree._Element:
        body: etree._Element = self.document.element.body
        return body

    @cached_property
    def text(self) -> str:
        """Every word of the main text, one blank between."""
        parts = []
        for line in self.body.iter(qn("w:p")):
            said = "".join(
                item.text or "" if item.tag == qn("w:t") else " "
                for item in line.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            )
            parts.append(said)
        return " ".join(" ".join(parts).split())

    @property
    def headings(self) -> list[tuple[int, str]]:
        """(level, words) of each paragraph with an outline level, its own or its style's."""
        found = []
        for line in self.document.paragraphs:
            own = line._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if own is not None:
                found.append((int(own.get(qn("w:val"), "9")) + 1, line.text))
        return found

    @property
    def style_names(self) -> set[str]:
        return {line.style.name for line in self.document.paragraphs if line.style is not None and line.style.name}

    @property
    def numbers(self) -> set[str]:
        return set(re.findall(r"\d[\d.,]*\d|\d", self.text))

    def part(self, name: str) -> etree._Element:
        package = self.document.part.package
        assert package is not None
        blob = next(part.blob for part in package.iter_parts() if part.partname == name)
        return etree.fromstring(blob)
