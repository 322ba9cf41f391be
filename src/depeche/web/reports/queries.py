"""What the pages show, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.web.accounts.models import User
from depeche.web.analysis.models import Corpus
from depeche.web.projects.models import Project
from depeche.web.projects.queries import project_for
from depeche.web.projects.rules import allows, require
from depeche.web.projects.sections import Row, Section
from depeche.web.relay.models import Participant
from depeche.web.relay.participant.published import Published
from depeche.web.reports.models import Report, Version
from depeche.web.reports.rules import Reader, is_open, may_read

SHOWN: Final = 5  # reports on the project's own page


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: Report
    versions: tuple[Version, ...]  # newest first
    current: Version | None
    unresolved: int = 0  # comments

    @property
    def reviewed(self) -> bool:
        """Members have been asked to read the draft."""
        return self.report.stage == Report.Stage.REVIEW

    @property
    def withdrawn(self) -> bool:
        return bool(self.versions) and self.current is None

    @property
    def shaken(self) -> bool:
        """A version that may be read rests on something that has changed, and nobody has said that it is known.

        The versions are loaded with their standing.
        """
        standings = (getattr(one, "standing", None) for one in self.versions if one.withdrawn_at is None)
        return any(standing is not None and standing.marks and standing.seen_at is None for standing in standings)


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
    unresolved = Count("comments", filter=Q(comments__parent=None, comments__resolved_at=None), distinct=True)
    reports = (
        Report.objects.filter(project=project)
        .defer("texts")
        .select_related("corpus")
        .annotate(unresolved=unresolved)
        .prefetch_related(Prefetch("versions", queryset=Version.objects.light().select_related("standing")))
    )
    return tuple(row(report) for report in reports)


def row(report: Report) -> ReportRow:
    """`report.versions` and how many comments are unresolved are fetched here unless they were before."""
    versions = tuple(report.versions.all())
    current = next((item for item in versions if item.withdrawn_at is None), None)
    known = vars(report).get("unresolved")
    unresolved = known if known is not None else report.comments.filter(parent=None, resolved_at=None).count()
    return ReportRow(report, versions, current, unresolved)


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
    if item.reviewed and may_write:
        state, label = "review", _("Being reviewed")
    elif item.current:
        state, label = "published", _("Version %(number)s published") % {"number": item.current.number}
    elif item.withdrawn:
        state, label = "refused", _("Withdrawn")
    note = _("What it rests on has changed") if item.shaken and may_write else ""
    if item.unresolved and may_write and not note:
        note = ngettext("%(count)s comment", "%(count)s comments", item.unresolved) % {"count": item.unresolved}
    return Row(item.report.title, reverse(address[0], args=[address[1]]), note=note, state=state, state_label=label)


class ListedVersion(NamedTuple):
    """A version in the table of all. `before`: number of the readable one it followed, 0 for none."""

    pk: int
    number: int
    published_at: datetime
    changes: str
    sha256: str
    before: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What an address leads this reader to: a version, one that was withdrawn, or one that is not open to them yet."""

    version: Version | None
    withdrawn: Version | None
    opens: datetime | None
    newest: Version | None  # that this reader may read
    others: tuple[Version, ...]  # that may be read too, newest first
    everybody: bool = False  # may read the version: nobody had to be recognised

    @property
    def outdated(self) -> bool:
        return self.version is not None and self.version != self.newest

    @property
    def every(self) -> tuple[ListedVersion, ...]:
        """All that this reader may read, newest first, each with the number of the one before it."""
        found = sorted({*self.others, *([self.version] if self.version else [])}, key=lambda one: -one.number)
        earlier = [item.number for item in found[1:]] + [0]
        return tuple(
            ListedVersion(item.pk, item.number, item.published_at, item.changes, item.sha256, before)
            for item, before in zip(found, earlier, strict=True)
        )

    @property
    def later(self) -> tuple[Version, ...]:
        """What has come since the version, the nearest first: what is new in each."""
        at = self.version.number if self.version else 0
        return tuple(item for item in reversed(self.others) if item.number > at)


def at_address(address: str, number: int | None, reader: Reader, now: datetime) -> Reading | None:
    """The version at an address, the newest for `None`; `None` where this reader shall learn of nothing.

    `reader` is looked at only where a version is not open to everybody, so that such a page depends on no cookie.
    """
    every = list(Version.objects.light().filter(report__address=address).select_related("report__project"))
    mine = [item for item in every if may_read(item, reader, now)]
    readable = tuple(item for item in mine if item.withdrawn_at is None)
    wanted = [item for item in mine if number is None or item.number == number]
    chosen = next((item for item in wanted if item.withdrawn_at is None), None)
    newest = readable[0] if readable else None
    if chosen is None:
        waits = [
            item.open_from
            for item in every
            if item not in mine and item.public and item.withdrawn_at is None and number in {None, item.number}
        ]
        if not wanted or (waits and number is None):
            return Reading(None, None, waits[0], newest, readable) if waits else None
        return Reading(None, wanted[0], None, newest, readable)
    others = tuple(item for item in readable if item != chosen)
    return Reading(chosen, None, None, newest, others, everybody=is_open(chosen, now))


def public_list(now: datetime) -> tuple[Version, ...]:
    """What search engines may find: of each report the version its address leads everybody to, where it is public."""
    open_now = Q(open_from=None) | Q(open_from__lte=now)
    found = Version.objects.light().readable().exclude(audience=Version.Audience.MEMBERS).filter(open_now)
    newest: dict[int, Version] = {}
    for version in found.select_related("report").order_by("report_id", "-number"):
        newest.setdefault(version.report_id, version)
    listed = [version for version in newest.values() if version.audience == Version.Audience.PUBLIC]
    return tuple(sorted(listed, key=lambda version: (version.published_at, version.pk), reverse=True))


def two_versions(address: str, old: int, new: int, reader: Reader, now: datetime) -> tuple[Version, Version] | None:
    """Both with their models, where this reader may read both."""
    either = Q(number=old) | Q(number=new)  # not __in: a number of thirty digits would reach the database
    rows = Version.objects.readable().defer("pdf").filter(either, report__address=address)
    found = {row.number: row for row in rows.select_related("report__project") if may_read(row, reader, now)}
    return (found[old], found[new]) if old in found and new in found and old != new else None


def read_first(participant: Participant, now: datetime) -> tuple[Published, ...]:
    """For somebody's own page: what rests on their relay and is, or is to be, open to everybody."""
    found = Version.objects.light().readable().exclude(audience=Version.Audience.MEMBERS)
    mine = found.filter(report__corpus__sources__relay=participant.relay_id).select_related("report").distinct()
    newest: dict[int, Version] = {}
    for version in mine.order_by("report_id", "-number"):
        newest.setdefault(version.report_id, version)
    return tuple(
        Published(
            version.title,
            reverse("public_reports:newest", args=[version.report.address]),
            version.open_from if version.open_from and version.open_from > now else None,
        )
        for version in newest.values()
    )
