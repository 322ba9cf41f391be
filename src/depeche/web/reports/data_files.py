"""The tables of a report as files: of a draft made anew, of a version made once. None of them holds words or people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from django.core.cache import caches

from depeche.core.reporting.model import Report as ReportModel
from depeche.render.data_csv import Convention, render_csv_zip
from depeche.render.data_xlsx import render_xlsx
from depeche.render.network_files import flow_networks, render_networks, theme_networks
from depeche.render.spss import render_sav
from depeche.web.reports.build import KEPT, Workshop, thaw
from depeche.web.reports.models import Version


class DataKind(StrEnum):
    """What a file is; the value stands in the name of the file."""

    XLSX = "xlsx"
    CSV = "csv"
    PLAIN = "csv-plain"
    NETWORKS = "networks"
    SAV = "sav"  # the cards of the material: only for members who may write reports


ZIP: Final = "application/zip"
MIME: Final[Mapping[DataKind, str]] = {
    DataKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DataKind.CSV: ZIP,
    DataKind.PLAIN: ZIP,
    DataKind.NETWORKS: ZIP,
    DataKind.SAV: "application/x-spss-sav",
}
ENDINGS: Final[Mapping[DataKind, str]] = {DataKind.XLSX: "xlsx", DataKind.SAV: "sav"}


def name_parts(title: str, which: str, kind: DataKind) -> tuple[str, ...]:
    """For `pages.file_name`: which CSV it is stands before the ending."""
    ending = ENDINGS.get(kind)
    return (title, which, ending) if ending else (title, which, kind, "zip")


def draft_file(workshop: Workshop, kind: DataKind) -> bytes:
    if kind is DataKind.SAV:
        title = workshop.corpus.title
        return render_sav(workshop.evidence, title=title, language=workshop.language, made_at=workshop.now)
    if kind is DataKind.NETWORKS:
        themes = theme_networks(workshop.evidence, workshop.language)
        return render_networks((*flow_networks(workshop.model), *themes), workshop.language)
    if kind is DataKind.XLSX:
        return render_xlsx(workshop.model, made_at=workshop.now)
    return _of_model(kind)(workshop.model)


def _of_model(kind: DataKind) -> Callable[[ReportModel], bytes]:
    makers: dict[DataKind, Callable[[ReportModel], bytes]] = {
        DataKind.CSV: lambda model: render_csv_zip(model, Convention.DANISH),
        DataKind.PLAIN: lambda model: render_csv_zip(model, Convention.PLAIN),
        DataKind.NETWORKS: lambda model: render_networks(flow_networks(model), model.language),
    }
    return makers[kind]


def version_file(version: Version, kind: DataKind) -> bytes:
    """Of what was frozen; made once, since it never changes."""
    key = f"report-data:{version.pk}:{version.sha256}:{kind}"
    found: bytes | None = caches["rendered"].get(key)
    if found is None:
        model = thaw(version)
        found = render_xlsx(model, made_at=version.published_at) if kind is DataKind.XLSX else _of_model(kind)(model)
        caches["rendered"].set(key, found, KEPT)
    return found
