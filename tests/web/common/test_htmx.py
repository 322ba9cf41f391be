"""htmx is loaded with the settings the Content Security Policy asks for, and in no other way."""

from __future__ import annotations

from pathlib import Path

import depeche.web

TEMPLATES = Path(depeche.web.__file__).parent


def test_no_template_loads_htmx_but_the_one_with_its_settings() -> None:
    loading = [path.name for path in TEMPLATES.rglob("*.html") if "htmx-2.min.js" in path.read_text(encoding="utf-8")]
    assert loading == ["htmx.html"]
    settings = next(TEMPLATES.rglob("common/htmx.html")).read_text(encoding="utf-8")
    assert '"includeIndicatorStyles":false' in settings
    assert '"allowEval":false' in settings
