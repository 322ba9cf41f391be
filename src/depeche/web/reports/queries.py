"""What the pages show, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.web.accounts.models import User
from depeche.web.analysis.models import Corpus
from depeche.web.projects.models import Project
from depeche.web.projects.queries import project_for
from depeche.web.projects.rules import allows, require
from depeche.web.projects.sections import Row, Section
from depeche.web.reports.models import Report, Version
from depeche.web.reports.rules import is_reader

SHOWN: Final = 5  # reports on the project's own page


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: Report
    versions: tuple[Version, ...]  # newest first
    current: Version | None

    @property
    def withdrawn(self) -> bool:
        return bool(self.versions) and self.current is None


@dataclass(frozen=True, slots=True)
class ReportList:
    project: Project
    rows: tuple[ReportRow, ...]
    corpora: tuple[Corpus, ...]
    may_write: bool


def report_list(user: User, project_id: int) -> ReportList:
    """Writers see every draft; readers see what may be read."""
    project = project_for(user, project_id, "report.read")
    may_write = allows(require(user, project, "report.read").role, "report.write")
    rows = _rows(project)
    return ReportList(
        project=project,
        rows=rows if may_write else tuple(item for item in rows if item.current),
        corpora=tuple(Corpus.objects.filter(project=project).order_by("-created_at", "-pk")) if may_write else (),
        may_write=may_write,
    )


def _rows(project: Project) -> tuple[ReportRow, ...]:
    reports = (
        Report.objects.filter(project=project)
        .defer("texts")
        .select_related("corpus")
        .prefetch_related(Prefetch("versions", queryset=Version.objects.light()))
    )
    return tuple(row(report) for report in reports)


def row(report: Report) -> ReportRow:
    """`report.versions` is fetched here unless it was before."""
    versions = tuple(report.versions.all())
    return ReportRow(report, versions, next((item for item in versions if item.withdrawn_at is None), None))


def draft(user: User, report_id: int, permission: str = "report.write") -> Report:
    """The report, for somebody who may do `permission` in its project."""
    report = get_object_or_404(Report.objects.select_related("project", "corpus"), pk=report_id)
    require(user, report.project, permission)
    return report


def version_of(user: User, report_id: int, number: int) -> Version:
    """A version, for somebody who may publish and withdraw."""
    found = get_object_or_404(
        Version.objects.light().select_related("report__project"), report_id=report_id, number=number
    )
    require(user, found.report.project, "report.publish")
    return found


def project_section(project: Project, role: str, _now: datetime) -> Section | None:
    """The project's reports, as its page shows them."""
    rows = _rows(project)
    may_write = allows(role, "report.write")
    can_begin = may_write and Corpus.objects.filter(project=project).exists()
    return Section(
        title=_("Reports"),
        rows=tuple(_section_row(item, may_write=may_write) for item in rows if may_write or item.current)[:SHOWN],
        empty=_("No report yet.") if can_begin else _("A report rests on sorted material. There is none yet."),
        create_url=reverse("reports:new", args=[project.pk]) if can_begin else "",
        create_label=_("New report"),
        more_url=reverse("reports:list", args=[project.pk]),
        more_label=_("All reports"),
    )


def _section_row(item: ReportRow, *, may_write: bool) -> Row:
    address = ("reports:report", item.report.pk) if may_write else ("public_reports:newest", item.report.address)
    state, label = "draft", _("Draft")
    if item.current:
        state, label = "published", _("Version %(number)s published") % {"number": item.current.number}
    elif item.withdrawn:
        state, label = "refused", _("Withdrawn")
    return Row(item.report.title, reverse(address[0], args=[address[1]]), state=state, state_label=label)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an address leads this reader to: a version, or the moment it was withdrawn."""

    version: Version | None
    withdrawn_at: datetime | None
    newest: Version | None  # that this reader may read
    others: tuple[Version, ...]  # that may be read too, newest first

    @property
    def outdated(self) -> bool:
        return self.version is not None and self.version != self.newest


def at_address(address: str, number: int | None, user: User | AnonymousUser) -> Reading | None:
    """The version at an address, the newest for `None`; `None` where this reader shall learn of nothing.

    `user` is looked at only where a version is for members, so that a public page depends on no cookie.
    """
    versions = list(Version.objects.light().filter(report__address=address).select_related("report__project"))
    if not all(item.public for item in versions) and not is_reader(user, versions[0].report.project_id):
        versions = [item for item in versions if item.public]
    readable = tuple(item for item in versions if item.withdrawn_at is None)
    wanted = [item for item in versions if number is None or item.number == number]
    chosen = next((item for item in wanted if item.withdrawn_at is None), None)
    if not wanted:
        return None
    return Reading(
        version=chosen,
        withdrawn_at=None if chosen else wanted[0].withdrawn_at,
        newest=readable[0] if readable else None,
        others=tuple(item for item in readable if item != chosen),
    )
