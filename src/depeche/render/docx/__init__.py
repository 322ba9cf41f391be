"""A report as a Word document: real headings, lists, tables and pictures with words, in our template or a customer's.

- render_docx(report, template, choices): the file; `template` None is our own
- found_styles(content, choices): the styles of a customer's template, and what each part of a report is set in
- found_places(content): which placeholders and controls it has
- PARTS: the parts of a report that have a style each, the keys of `choices`
"""

from depeche.render.docx.document import render_docx
from depeche.render.docx.found import FoundStyles, Kind, Style, Use, found_styles, opened
from depeche.render.docx.parts import PARTS, Part, spoken
from depeche.render.docx.places import Place, placeholders

__all__ = [
    "PARTS",
    "FoundStyles",
    "Kind",
    "Part",
    "Place",
    "Style",
    "Use",
    "found_places",
    "found_styles",
    "render_docx",
    "spoken",
]


def found_places(content: bytes) -> tuple[Place, ...]:
    """Of a .docx or .dotx. OfficeError where it cannot be used."""
    return placeholders(opened(content))
