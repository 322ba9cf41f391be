"""A real program opens the presentation and shows as many slides as there are."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from depeche.core.reporting.templates import Template
from depeche.render.pptx import render_pptx
from tests.core.reporting.corpora import small
from tests.render.awkward import hostile
from tests.render.pptx import customer, readback

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("template", [None, customer.template()], ids=["ours", "theirs"])
@pytest.mark.parametrize("corpus", [small(), hostile()], ids=["small", "hostile"])
def test_libreoffice_shows_every_slide(corpus: object, template: bytes | None, tmp_path: Path) -> None:
    content = render_pptx(readback.report_on(corpus, kind=Template.SLIDES), template, {})  # type: ignore[arg-type]  # corpora
    (tmp_path / "deck.pptx").write_bytes(content)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "deck.pptx")], check=True, capture_output=True, timeout=120)
    shown = PdfReader(io.BytesIO((tmp_path / "deck.pdf").read_bytes()))
    deck = readback.slides(content)
    assert len(shown.pages) == len(deck)
    spoken = " ".join(" ".join(page.extract_text().split()) for page in shown.pages)
    assert "Sådan er rapporten lavet" in spoken
