"""Published versions held against the material as it is now: what no longer holds, kept as rows.

A version never changes, and what it rests on does. The worker looks at a version when the cheap fingerprint of its
material is another than last time, and once a day whatever the fingerprint says.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from depeche.core.reporting import Evidence
from depeche.core.reporting.standing import Mark, from_plain, marks
from depeche.web.analysis.models import Change, Coding, Quote, Source, TextUnit, Theme
from depeche.web.common.audit import record
from depeche.web.relay.models import QuoteConsent
from depeche.web.reports.build import BrokenSealError, Workshop, thaw
from depeche.web.reports.models import Report, Standing, Version

log = logging.getLogger("depeche.reports")

AGAIN: Final = timedelta(days=1)
AT_ONCE: Final = 3  # versions looked at in one round: each takes a second or two, and the worker has other duties


class Looked(NamedTuple):
    """What a round did, for the log."""

    looked: int
    marked: int  # versions with marks among them


@dataclass(frozen=True, slots=True)
class VersionStanding:
    """A version and what of it no longer holds. `fresh`: held against the material as it is at this moment."""

    version: Version
    marks: tuple[Mark, ...]
    looked_at: datetime | None
    seen_at: datetime | None
    seen_by: str
    fresh: bool

    @property
    def by_block(self) -> tuple[tuple[str, str, tuple[Mark, ...]], ...]:
        """(id, name, marks) of each block that has any, in reading order."""
        grouped = groupby(self.marks, key=lambda mark: (mark.block, mark.section))
        return tuple((block, section, tuple(found)) for (block, section), found in grouped)

    @property
    def stamp(self) -> str:
        return stamp(self.marks)


def refresh(now: datetime) -> Looked:
    """A duty of the worker: look at the versions whose material has changed, a few at a time."""
    versions = list(
        Version.objects.readable().light().select_related("report__corpus", "standing").order_by("report_id", "pk")
    )
    prints = fingerprints({version.report.corpus_id for version in versions})
    due = [version for version in versions if _is_due(version, prints, now)][:AT_ONCE]
    marked = 0
    for report, theirs in groupby(due, key=lambda version: version.report):
        evidence = Workshop(report, now).evidence
        marked += sum(look(version, evidence, prints[report.corpus_id], now) for version in theirs)
    return Looked(len(due), marked)


def look(version: Version, evidence: Evidence, fingerprint: str, now: datetime) -> bool:
    """Hold a version against its material and keep the outcome; whether there are marks.

    Marks that somebody has said are known stay known for as long as they are the same.
    """
    found = tuple(mark.to_plain() for mark in found_in(version, evidence))
    with transaction.atomic():
        row, made = Standing.objects.select_for_update().get_or_create(
            version=version, defaults={"material": fingerprint, "marks": list(found), "looked_at": now}
        )
        changed = made or tuple(row.marks) != found
        if not made:
            row.material, row.looked_at = fingerprint, now
            if changed:
                row.marks, row.seen_at, row.seen_by = list(found), None, None
            row.save()
        if changed and found:
            record(
                actor=None,
                verb="report.standing_changed",
                target=version.report,
                at=now,
                project_id=version.report.project_id,
                number=version.number,
                marks=len(found),
            )
    return bool(found)


def found_in(version: Version, evidence: Evidence) -> tuple[Mark, ...]:
    """What of a version no longer holds; nothing of one whose seal is broken, which every page says by itself."""
    try:
        return marks(thaw(version), evidence.corpus, evidence=evidence)
    except (BrokenSealError, ValueError) as error:
        log.warning("version %s cannot be held against its material: %s", version.pk, type(error).__name__)
        return ()


def standings(report: Report, now: datetime) -> tuple[VersionStanding, ...]:
    """Every version that may be read, newest first, held against the material as it is now. Writes nothing."""
    versions = list(_readable(report).select_related("standing__seen_by"))
    fingerprint = fingerprints({report.corpus_id})[report.corpus_id] if versions else ""
    kept = [_kept(version, fingerprint) for version in versions]
    if all(item.fresh for item in kept):
        return tuple(kept)
    evidence = Workshop(report, now).evidence
    return tuple(item if item.fresh else _anew(item, evidence, now) for item in kept)


def noted(report: Report) -> tuple[VersionStanding, ...]:
    """Its readable versions as they were last looked at, newest first; one query, and those of `fingerprints`."""
    versions = list(_readable(report).defer("model", "pdf").select_related("standing__seen_by"))
    fingerprint = fingerprints({report.corpus_id})[report.corpus_id] if versions else ""
    return tuple(_kept(version, fingerprint) for version in versions)


def stamp(found: Iterable[Mark]) -> str:
    """Identifies the marks that somebody has read."""
    text = "\n".join("\t".join(mark.to_plain().values()) for mark in found)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprints(corpora: Collection[int]) -> dict[int, str]:
    """By corpus: a hash that is another when anything has changed that a report could rest on. Seven queries.

    It counts rows and takes the last key or moment of each kind; it reads no text. A text altered by hand in the
    database is not seen by it, but within a day by `refresh`.
    """
    parts: dict[int, list[object]] = {corpus: [] for corpus in corpora}
    for rows in _kinds(corpora):
        for row in rows:
            parts[int(row[0])].append(row[1:])
    return {corpus: hashlib.sha256(repr(found).encode()).hexdigest() for corpus, found in parts.items()}


def _kinds(corpora: Collection[int]) -> Iterable[Iterable[tuple[Any, ...]]]:
    """Rows that begin with the corpus, one query each."""
    rows, last = Count("pk"), Max("pk")
    named, grouped = Count("pk", filter=~Q(author_key="")), Count("pk", filter=~Q(group=""))
    sources = Source.objects.filter(corpus__in=corpora).order_by("pk")
    yield sources.values_list("corpus", "pk", "title", "participants", "groups", "asks", "granted")
    themes = Theme.objects.filter(corpus__in=corpora, deleted_at=None).order_by("pk")
    yield themes.values_list("corpus", "pk", "name")
    yield _by(TextUnit.objects.all(), "corpus", corpora).annotate(rows, last, named=named, grouped=grouped)
    yield _by(Coding.objects.all(), "unit__corpus", corpora).annotate(rows, last)
    yield _by(Quote.objects.all(), "unit__corpus", corpora).annotate(rows, last, Max("at"))
    said = QuoteConsent.objects.exclude(decision="no")
    yield _by(said, "question__relay__sources__corpus", corpora).annotate(rows, last, Max("decided_at"))
    yield _by(Change.objects.all(), "corpus", corpora).annotate(last, Count("undone_at"), Max("undone_at"))


def _by(rows: QuerySet[Any], corpus: str, corpora: Collection[int]) -> QuerySet[Any, Any]:
    return rows.filter(**{f"{corpus}__in": corpora}).order_by().values_list(corpus)


def _is_due(version: Version, prints: dict[int, str], now: datetime) -> bool:
    row = _row(version)
    return row is None or row.material != prints[version.report.corpus_id] or row.looked_at < now - AGAIN


def _row(version: Version) -> Standing | None:
    return getattr(version, "standing", None)


def _readable(report: Report) -> QuerySet[Version]:
    return Version.objects.readable().defer("pdf").filter(report=report).select_related("report").order_by("-number")


def _kept(version: Version, fingerprint: str) -> VersionStanding:
    row = _row(version)
    if row is None:
        return VersionStanding(version, (), None, None, "", fresh=False)
    by = row.seen_by.get_full_name() if row.seen_by else ""
    found = tuple(from_plain(mark) for mark in row.marks)
    return VersionStanding(version, found, row.looked_at, row.seen_at, by, fresh=row.material == fingerprint)


def _anew(kept: VersionStanding, evidence: Evidence, now: datetime) -> VersionStanding:
    """As it is now; what somebody has said is known stays so where nothing has come to it."""
    found = found_in(kept.version, evidence)
    same = found == kept.marks
    seen = (kept.seen_at, kept.seen_by) if same else (None, "")
    return VersionStanding(kept.version, found, now, *seen, fresh=True)
