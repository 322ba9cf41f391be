"""Tables, cards and networks as files, of a draft and of a version."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from depeche.web.projects.doors import person
from depeche.web.reports import build, data_files, pages, queries
from depeche.web.reports.data_files import MIME, DataKind
from depeche.web.reports.languages import LANGUAGES
from depeche.web.reports.models import Version
from depeche.web.reports.views import public as reading


@require_safe
@login_required
def draft(request: HttpRequest, report_id: int, kind: DataKind) -> HttpResponse:
    """The draft's tables as they are now; the cards of its material too."""
    found = queries.draft(person(request), report_id)
    asked = request.GET.get("sprog", "")
    workshop = build.Workshop(found, timezone.now(), language=asked if asked in LANGUAGES else found.language)
    name = pages.file_name(*data_files.name_parts(found.title, _("draft"), kind))
    return pages.file(data_files.draft_file(workshop, kind), MIME[kind], name, save=True)


@require_safe
def public(request: HttpRequest, address: str, number: int, kind: DataKind) -> HttpResponse:
    """A published version's tables, for whoever may read it."""

    def answer(version: Version) -> HttpResponse:
        name = pages.file_name(*data_files.name_parts(version.title, f"v{number}", kind))
        return pages.file(data_files.version_file(version, kind), MIME[kind], name, save=True)

    return reading.file_of(request, address, number, answer)
