"""The files `depeche analyse` can write, by the name they have after `--formats`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from depeche.core.errors import InputError
from depeche.core.reporting import Evidence, Report

USUAL: Final = ("html", "pdf", "csv")


@dataclass(frozen=True, slots=True)
class Making:
    """What the formats are made of. The templates are a customer's, where one is given."""

    report: Report
    evidence: Evidence
    word_template: bytes | None = None
    slides_template: bytes | None = None

    @property
    def made_at(self) -> datetime:
        """Midnight of the report's date: the same report gives the same files on any day."""
        return datetime.combine(date.fromisoformat(self.report.date), time(), UTC)


Files = Mapping[str, bytes]

# Each imports what it needs when it is called: drawing charts loads a JavaScript engine, which bad input, and whoever
# wants a table only, should not wait for.


def _html(making: Making) -> Files:
    from depeche.render.html import render_html  # noqa: PLC0415  see above

    return {"report.html": render_html(making.report)}


def _pdf(making: Making) -> Files:
    from depeche.render.pdf import render_pdf  # noqa: PLC0415  see above

    return {"report.pdf": render_pdf(making.report)}


def _csv(making: Making) -> Files:
    from depeche.render.csv_tables import themes_csv, words_csv  # noqa: PLC0415  see above
    from depeche.render.data_csv import Convention, render_csv_zip  # noqa: PLC0415  see above

    return {
        "themes.csv": themes_csv(making.evidence),
        "words.csv": words_csv(making.evidence),
        "tables.csv.zip": render_csv_zip(making.report, Convention.DANISH),
    }


def _docx(making: Making) -> Files:
    from depeche.render.docx import render_docx  # noqa: PLC0415  see above

    return {"report.docx": render_docx(making.report, making.word_template)}


def _pptx(making: Making) -> Files:
    from depeche.render.pptx import render_pptx  # noqa: PLC0415  see above

    return {"report.pptx": render_pptx(making.report, making.slides_template)}


def _xlsx(making: Making) -> Files:
    from depeche.render.data_xlsx import render_xlsx  # noqa: PLC0415  see above

    return {"tables.xlsx": render_xlsx(making.report, made_at=making.made_at)}


def _sav(making: Making) -> Files:
    from depeche.render.spss import render_sav  # noqa: PLC0415  see above

    report = making.report
    title, language = making.evidence.corpus.title, report.language
    return {"cards.sav": render_sav(making.evidence, title=title, language=language, made_at=making.made_at)}


def _networks(making: Making) -> Files:
    from depeche.render.network_files import flow_networks, render_networks, theme_networks  # noqa: PLC0415  see above

    language = making.report.language
    networks = (*flow_networks(making.report), *theme_networks(making.evidence, language))
    return {"networks.zip": render_networks(networks, language)}


def _qda(making: Making) -> Files:
    from depeche.core.exchange import codebook_of, project_of  # noqa: PLC0415  see above
    from depeche.core.exchange.of_corpus import material_of  # noqa: PLC0415  see above
    from depeche.render.qda import qdc, qdpx  # noqa: PLC0415  see above

    material = material_of(making.evidence)
    return {"material.qdpx": qdpx(project_of(material)), "codebook.qdc": qdc(codebook_of(material))}


def _prov(making: Making) -> Files:
    from depeche.render.prov_json import Edition, prov_json  # noqa: PLC0415  see above

    return {"evidence.prov.json": prov_json(making.report, Edition(public=False))}


FORMATS: Final[Mapping[str, Callable[[Making], Files]]] = {
    "html": _html,
    "pdf": _pdf,
    "csv": _csv,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "sav": _sav,
    "networks": _networks,
    "qda": _qda,
    "prov": _prov,
}


def read_template(path: Path | None) -> bytes | None:
    """A customer's template, `None` where none is named."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
