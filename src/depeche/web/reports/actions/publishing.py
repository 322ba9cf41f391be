"""Publishing and taking back. What is published never changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.models import Corpus
from depeche.web.analysis.queries.quotes.consents import Consents, consents, consents_behind
from depeche.web.common.audit import record
from depeche.web.projects.rules import require
from depeche.web.relay.actions.announce import tell_first
from depeche.web.relay.actions.consent import mark_printed
from depeche.web.reports import build, gates
from depeche.web.reports.models import Comment, Finding, Report, Version

MADE_OF: Final = (
    "title", "subtitle", "language", "publisher", "texts", "remark_on", "show_groups", "template", "outline",
    "ask_authors",
)  # fmt: skip  # fields of a draft


def publish(
    *, actor: User, report: Report, audience: str, after: int, now: datetime, changes: str = "", comments: int = 0
) -> Version:
    """Build from the corpus as it is now, recompute and verify everything, and freeze the outcome.

    ClaimError when a claim is an orphan; BlockedError when another gate is shut. `after` is the number of the newest
    version the publisher had seen: a second press of the button finds it passed and gets already_published. `changes`
    says what is new since it; `comments` is the number of unresolved ones that the publisher knows of.

    Building takes seconds, so it is done before the transaction. RuleError: consent_changed where an author has decided
    otherwise in the meantime, publishing_blocked where somebody has changed the draft or what is masked in it,
    comments_open where somebody has written a comment the publisher has not seen. Where participants read first, they
    are told by mail, and until then only they and members read it.
    """
    require(actor, report.project, "report.publish")
    if _newest(report) != after:
        raise RuleError("already_published")
    if after and not changes.strip():
        raise RuleError("changes_missing")
    report = Report.objects.select_related("project", "corpus").get(pk=report.pk)  # as it is written now
    before, written = consents(report.corpus), _written(report)
    workshop = build.Workshop(report, now)
    frozen = build.freeze(workshop)
    gates.check(workshop)
    try:
        with transaction.atomic():
            held = Report.objects.select_for_update().get(pk=report.pk)
            if _written(held) != written:
                raise RuleError("publishing_blocked")
            if open_comments(held) > comments:
                raise RuleError("comments_open")
            version = Version.objects.create(
                report=report,
                number=after + 1,
                title=report.title,
                model=frozen.model,
                sha256=frozen.sha256,
                pdf=frozen.pdf,
                changes=changes.strip() if after else "",
                open_from=_open_from(held, audience, now),
                audience=Version.Audience(audience),
                published_at=now,
                published_by=actor,
            )
            _mark_printed(report.corpus, frozen.passages, before, now)
            Report.objects.filter(pk=report.pk).update(stage=Report.Stage.WRITING)
            _tell_participants(version, now)
            record(
                actor=actor,
                verb="report.published",
                target=report,
                at=now,
                project_id=report.project_id,
                number=version.number,
                audience=version.audience,
                sha256=version.sha256,
                days_first=held.days_first if version.open_from else 0,
            )
    except IntegrityError as error:  # version_numbered: somebody was faster
        raise RuleError("already_published") from error
    return version


def withdraw(*, actor: User, version: Version, now: datetime, because: str = "") -> None:
    """Nobody reads it any more; its address says that it was withdrawn, when, and why as far as that was told."""
    report = version.report
    require(actor, report.project, "report.publish")
    with transaction.atomic():
        rows = Version.objects.readable().filter(pk=version.pk)
        if rows.update(withdrawn_at=now, withdrawn_by=actor, withdrawn_because=" ".join(because.split())) != 1:
            raise RuleError("already_withdrawn")
        record(
            actor=actor,
            verb="report.withdrawn",
            target=report,
            at=now,
            project_id=report.project_id,
            number=version.number,
        )


def open_comments(report: Report) -> int:
    """How many comments nobody has resolved."""
    return Comment.objects.filter(report=report, parent=None, resolved_at=None).count()


def _newest(report: Report) -> int:
    return Version.objects.filter(report=report).values_list("number", flat=True).first() or 0


def _written(report: Report) -> tuple[object, ...]:
    """All that a version is made of beside its material: the draft, and what was decided to mask or cut in it."""
    decided = Finding.objects.filter(report=report).order_by("key").values_list("key", "choice")
    return *(getattr(report, name) for name in MADE_OF), tuple(decided)


def _open_from(report: Report, audience: str, now: datetime) -> datetime | None:
    """Members alone read what is for members: there is nobody whom participants could be ahead of."""
    if not report.days_first or audience == Version.Audience.MEMBERS:
        return None
    return now + timedelta(days=report.days_first)


def _tell_participants(version: Version, now: datetime) -> None:
    if version.open_from is None:
        return
    sources = version.report.corpus.sources.filter(relay__isnull=False).select_related("relay__project")
    for relay in dict.fromkeys(source.relay for source in sources.order_by("relay_id") if source.relay is not None):
        tell_first(relay=relay, mark=version.pk, until=version.open_from, now=now)


def _mark_printed(corpus: Corpus, passages: Collection[tuple[str, str]], before: Consents, now: datetime) -> None:
    """`before`: what the authors had said when the report was built on it. A yes that has lost its group is another."""
    printed = consents_behind(consents(corpus), corpus, passages)
    if printed != consents_behind(before, corpus, passages):
        raise RuleError("consent_changed")
    mark_printed(printed, now)
