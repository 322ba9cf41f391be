"""What does a report of a hundred pages with forty charts cost in each format, beside WeasyPrint on the same content?

Run: `.venv/bin/python -m benchmarks.report_formats`. An invented material of fourteen relays; the report has a chart of
themes, one of words and one of who asks whom for each. Charts are drawn first and kept, as a process does; the seconds
of a format are of the processor and come after that. Each format is made in a process of its own (the drawing of charts
is paid there too and said apart), so that the peak of memory is its own. Fails when the PDF takes 5 seconds or more on
a machine that is not busy, or when its cost grows faster than the pages.

WeasyPrint is no dependency of the project (it needs Pango from the system). To have its row: `pip install weasyprint`
in a copy of the environment, and run this with its Python; it sets the page `render_html` gives, charts and all.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from pypdf import PdfReader

from depeche.core.corpus import Corpus
from depeche.core.reporting import Limits, Report, ReportTexts, build_report
from depeche.core.text.synthetic import synthetic_corpus
from depeche.render.charts import charts_of
from depeche.render.docx import render_docx
from depeche.render.html import render_html
from depeche.render.pdf import render_pdf
from depeche.render.pptx import render_pptx
from depeche.render.style import NARROW, WIDE

SIZES: Final = {"half": 7, "whole": 14}  # relays; each brings some three charts and seven pages
PAIRS_PER_RELAY: Final = 60
PAIRS_PER_THEME: Final = 6
LIMIT_SECONDS: Final = 5.0


class Cost(NamedTuple):
    format: str
    size: str
    drawing: float  # seconds of the processor
    seconds: float
    megabytes: float  # peak of the process
    kilobytes: float  # of the file
    pages: int


def report(relays: int) -> Report:
    corpus: Corpus = synthetic_corpus(relays * PAIRS_PER_RELAY, rng=random.Random(7), relays=relays)
    return build_report(corpus, ReportTexts(date="2026-11-22", limits=Limits(pairs=PAIRS_PER_THEME)), "da")


def weasyprint(made: Report) -> bytes:
    peer: Any = importlib.import_module("weasyprint")
    content: bytes = peer.HTML(string=render_html(made).decode()).write_pdf()
    return content


def formats() -> dict[str, Callable[[Report], bytes]]:
    found: dict[str, Callable[[Report], bytes]] = {
        "pdf": render_pdf,
        "html": render_html,
        "docx": render_docx,
        "pptx": render_pptx,
    }
    if importlib.util.find_spec("weasyprint"):
        found["weasyprint"] = weasyprint
    return found


def measure(name: str, size: str) -> Cost:
    """In this process."""
    made = report(SIZES[size])
    begin = time.process_time()
    for chart in charts_of(made).values():
        for drawn in (WIDE, NARROW):
            chart.draw(drawn)
    drawing = time.process_time() - begin
    begin = time.process_time()
    content = formats()[name](made)
    seconds = time.process_time() - begin
    pages = len(PdfReader(io.BytesIO(content)).pages) if content[:4] == b"%PDF" else 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(name, size, drawing, seconds, peak, len(content) / 1024, pages)


def apart(name: str, size: str) -> Cost:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.report_formats", name, size], capture_output=True, text=True, check=True
    )
    fields = done.stdout.split()
    drawing, seconds, megabytes, kilobytes = (float(field) for field in fields[2:6])
    return Cost(fields[0], fields[1], drawing, seconds, megabytes, kilobytes, int(fields[6]))


def main() -> int:
    if len(sys.argv) == 3:
        print(*measure(sys.argv[1], sys.argv[2]))
        return 0
    names = list(formats())
    costs = {(name, size): apart(name, size) for name in names for size in SIZES}
    charts = len(charts_of(report(SIZES["whole"])))
    whole = costs["pdf", "whole"]
    print(f"{whole.pages} pages, {charts} charts; drawing the charts takes {whole.drawing:.1f} s of the processor")
    print(f"{'':>12}  {'seconds':>8}  {'of a half':>12}  {'to the PDF':>10}  {'peak MB':>8}  {'file kB':>8}")
    for name in names:
        cost = costs[name, "whole"]
        print(
            f"{name:>12}  {cost.seconds:>8.2f}  {costs[name, 'half'].seconds:>12.2f}  "
            f"{cost.seconds / whole.seconds:>10.2f}  {cost.megabytes:>8.0f}  {cost.kilobytes:>8.0f}"
        )
    if "weasyprint" not in names:
        print("weasyprint is not installed here: no row for it")
    too_slow = whole.seconds >= LIMIT_SECONDS
    uneven = whole.seconds > 1.5 * costs["pdf", "half"].seconds * SIZES["whole"] / SIZES["half"]
    print(f"the PDF {'takes too long' if too_slow else 'is in time'}: {whole.seconds:.2f} s of {LIMIT_SECONDS:.0f}")
    return 1 if too_slow or uneven else 0


if __name__ == "__main__":
    sys.exit(main())
