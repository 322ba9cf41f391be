"""The report as a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a, set by Typst in one run, in memory."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import typst

from depeche.core.reporting.model import Report
from depeche.render.arrange import layout
from depeche.render.pdf_blocks import document
from depeche.render.style import FONTS

TEMPLATE = Path(__file__).parent / "report.typ"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def render_pdf(report: Report) -> bytes:
    """The PDF. The same report gives the same bytes: its date is the report's own, no clock is read."""
    data = document(layout(report))
    compiler = typst.Compiler(input=TEMPLATE.read_bytes(), font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=_seconds(report.date),
    )
    if not isinstance(made, bytes):
        message = "Typst gave no PDF"
        raise TypeError(message)
    return made


def _seconds(iso: str) -> int:
    """Midnight of the report's date in seconds since 1970, 0 where it has none."""
    try:
        return (date.fromisoformat(iso) - date(1970, 1, 1)).days * 86_400
    except ValueError:
        return 0


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
