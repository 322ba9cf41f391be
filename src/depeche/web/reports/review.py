"""The margin of a draft: comments, what they are about, and how many nobody has resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from depeche.web.accounts.models import User
from depeche.web.projects.models import Membership
from depeche.web.projects.rules import PERMISSIONS, require
from depeche.web.reports.build import Workshop
from depeche.web.reports.models import Comment, Report
from depeche.web.reports.sections import Section

MARKS = re.compile(r"[*_>#`]+|\{\{[^{}]*\}\}")


class Thread(NamedTuple):
    """A comment with what was answered. `moved`: the words it is about do not stand in the section any more."""

    comment: Comment
    replies: tuple[Comment, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """The comments of one section, open ones first."""

    section: Section
    threads: tuple[Thread, ...]
    hidden: int = 0  # resolved ones that are not shown

    @property
    def unresolved(self) -> int:
        return sum(thread.comment.resolved_at is None for thread in self.threads)


@dataclass(frozen=True, slots=True)
class Review:
    report: Report
    margins: tuple[Margin, ...]
    homeless: tuple[Thread, ...]  # their section is gone
    unresolved: int
    resolved: int
    everything: bool  # resolved ones are shown too


def places(workshop: Workshop) -> tuple[Section, ...]:
    """Where a comment can stand: every text, and of a block that holds none the place for its note."""
    alone = {item.note_slot for item in workshop.outline.items if item.slots == (item.note_slot,) and not item.hidden}
    return tuple(one for one in workshop.places if one.text or one.key in alone or not one.key.startswith("note:"))


def review(report: Report, found_places: Iterable[Section], *, everything: bool) -> Review:
    """One query, however many comments."""
    found = _threads(report)
    listed = tuple(found_places)
    margins = tuple(_margin(section, found.get(section.key, ()), everything=everything) for section in listed)
    known = {section.key for section in listed}
    strays = tuple(thread for key, threads in found.items() if key not in known for thread in threads)
    every = [thread for threads in found.values() for thread in threads]
    unresolved = sum(thread.comment.resolved_at is None for thread in every)
    return Review(
        report=report,
        margins=margins,
        homeless=tuple(one for one in strays if everything or one.comment.resolved_at is None),
        unresolved=unresolved,
        resolved=len(every) - unresolved,
        everything=everything,
    )


def margin(report: Report, section: Section) -> Margin:
    """What stands beside one section in the editor: the comments nobody has resolved."""
    return _margin(section, _threads(report, section.key).get(section.key, ()), everything=False)


def unresolved_by_section(report: Report) -> Mapping[str, int]:
    """One query."""
    rows = Comment.objects.filter(report=report, parent=None, resolved_at=None).order_by()
    return Counter(rows.values_list("section", flat=True))


def reviewers(report: Report, user: User) -> tuple[Membership, ...]:
    """The others of the project who may read drafts and comment."""
    found = Membership.objects.filter(project=report.project_id, role__in=PERMISSIONS["report.review"])
    return tuple(found.exclude(user=user).select_related("user").order_by("user__name", "pk"))


def comment_of(user: User, report_id: int, comment_id: int) -> Comment:
    """A comment, for somebody who may take part in reviewing its report."""
    rows = Comment.objects.filter(parent=None).select_related("report__project", "report__corpus")
    found = get_object_or_404(rows, pk=comment_id, report_id=report_id)
    require(user, found.report.project, "report.review")
    return found


def _margin(section: Section, threads: tuple[Thread, ...], *, everything: bool) -> Margin:
    plain = _plain(section.text)
    told = [thread._replace(moved=bool(plain) and _plain(thread.comment.passage) not in plain) for thread in threads]
    unresolved = [thread for thread in told if thread.comment.resolved_at is None]
    resolved = [thread for thread in told if thread.comment.resolved_at is not None]
    if everything:
        return Margin(section, (*unresolved, *resolved))
    return Margin(section, tuple(unresolved), hidden=len(resolved))


def _threads(report: Report, section: str | None = None) -> dict[str, tuple[Thread, ...]]:
    rows = Comment.objects.filter(report=report).select_related("author", "resolved_by")
    if section is not None:
        rows = rows.filter(section=section)
    every = list(rows)
    replies: dict[int, list[Comment]] = defaultdict(list)
    for row in every:
        if row.parent_id is not None:
            replies[row.parent_id].append(row)
    found: dict[str, list[Thread]] = defaultdict(list)
    for row in every:
        if row.parent_id is None:
            found[row.section].append(Thread(row, tuple(replies[row.pk]), moved=False))
    return {key: tuple(threads) for key, threads in found.items()}


def _plain(markdown: str) -> str:
    """Without the marks of Markdown, for finding words as they are read."""
    return " ".join(MARKS.sub("", markdown).split()).casefold()
