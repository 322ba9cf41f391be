"""Reading a draft before it is published: who is asked to, what they write in the margin, and what is resolved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.models import Membership
from depeche.web.projects.rules import PERMISSIONS, require
from depeche.web.reports import mails
from depeche.web.reports.models import Comment, Report

LONGEST = 4000  # characters of a comment
LONGEST_PASSAGE = 500


def ask_for_review(*, actor: User, report: Report, members: Collection[int], now: datetime) -> int:
    """The draft is to be read by these users, who are told by mail; how many. Others who may are free to read too.

    RuleError: nobody_to_tell where none of them may.
    """
    require(actor, report.project, "report.write")
    may = Membership.objects.filter(
        project=report.project_id, user__in=members, role__in=PERMISSIONS["report.review"]
    ).exclude(user=actor)
    people = [found.user for found in may.select_related("user").order_by("pk")]
    if not people:
        raise RuleError("nobody_to_tell")
    with transaction.atomic():
        Report.objects.filter(pk=report.pk).update(stage=Report.Stage.REVIEW)
        for person in people:
            mails.send_review(person, report=report, asker=actor, now=now)
        record(
            actor=actor,
            verb="report.review_asked",
            target=report,
            at=now,
            project_id=report.project_id,
            told=len(people),
        )
    return len(people)


def end_review(*, actor: User, report: Report, now: datetime) -> bool:
    """Back to writing; comments stay. False where nobody was reviewing it."""
    require(actor, report.project, "report.write")
    with transaction.atomic():
        reviewed = Report.objects.filter(pk=report.pk, stage=Report.Stage.REVIEW)
        if not reviewed.update(stage=Report.Stage.WRITING):
            return False
        record(actor=actor, verb="report.review_ended", target=report, at=now, project_id=report.project_id)
    return True


def comment(*, actor: User, report: Report, section: str, passage: str, text: str, now: datetime) -> Comment:
    """Write in the margin of a section, about the words of `passage` or about all of it.

    The report is held: a version is published either before the comment, or with it known. RuleError: empty_comment,
    comment_long.
    """
    require(actor, report.project, "report.review")
    words = _words(text)
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        made = Comment.objects.create(
            report=held,
            section=section,
            passage=" ".join(passage.split())[:LONGEST_PASSAGE],
            text=words,
            author=actor,
            written_at=now,
        )
        _note("report.commented", actor, made, now)
    return made


def reply(*, actor: User, parent: Comment, text: str, now: datetime) -> Comment:
    """Answer a comment; one that was resolved is open again, since there is something new to read."""
    require(actor, parent.report.project, "report.review")
    words = _words(text)
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=parent.report_id)
        made = Comment.objects.create(
            report=parent.report,
            section=parent.section,
            text=words,
            parent=parent,
            author=actor,
            written_at=now,
        )
        Comment.objects.filter(pk=parent.pk).update(resolved_at=None, resolved_by=None)
        _note("report.comment_answered", actor, made, now)
    return made


def resolve(*, actor: User, found: Comment, now: datetime) -> None:
    """RuleError already_resolved: somebody was faster."""
    require(actor, found.report.project, "report.review")
    with transaction.atomic():
        unresolved = Comment.objects.filter(pk=found.pk, parent=None, resolved_at=None)
        if unresolved.update(resolved_at=now, resolved_by=actor) != 1:
            raise RuleError("already_resolved")
        _note("report.comment_resolved", actor, found, now)


def reopen(*, actor: User, found: Comment, now: datetime) -> None:
    """RuleError not_resolved: it is open."""
    require(actor, found.report.project, "report.review")
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=found.report_id)
        resolved = Comment.objects.filter(pk=found.pk, parent=None, resolved_at__isnull=False)
        if resolved.update(resolved_at=None, resolved_by=None) != 1:
            raise RuleError("not_resolved")
        _note("report.comment_reopened", actor, found, now)


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise RuleError("empty_comment")
    if len(words) > LONGEST:
        raise RuleError("comment_long")
    return words


def _note(verb: str, actor: User, found: Comment, now: datetime) -> None:
    project_id = found.report.project_id
    record(actor=actor, verb=verb, target=found.report, at=now, project_id=project_id, comment=found.pk)
