"""LibreOffice as a witness: it opens what we write, and prints it as a PDF that can be read back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def opened_by_libreoffice(content: bytes, ending: str, folder: Path) -> bytes:
    """The file (ending "docx", "pptx" or "xlsx") as LibreOffice prints it. Skips where that is not installed.

    Mark the test with `pytest.mark.office`. `folder` takes its profile too, so that tests can run side by side.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: libreoffice-writer and libreoffice-impress")
    source = folder / f"file.{ending}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    printed = folder / "file.pdf"
    assert printed.exists(), f"LibreOffice could not open it: {done.stdout[-500:]} {done.stderr[-500:]}"
    return printed.read_bytes()
