"""The draft: making it, its title page, and its texts."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions.consent import promise_to_ask
from depeche.web.analysis.models import Corpus
from depeche.web.common.audit import record
from depeche.web.common.models import Event
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require
from depeche.web.reports import build
from depeche.web.reports.languages import turned
from depeche.web.reports.models import Report

ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # without what is mistaken for another when typed from print
ADDRESS_LENGTH: Final = 20  # 31 ** 20: 99 bits
ONE_SITTING: Final = timedelta(minutes=10)  # drafts save themselves as one types; the record notes the sitting


@dataclass(frozen=True, slots=True)
class Front:
    """The title page and the choices that go for the whole report."""

    title: str
    subtitle: str = ""
    publisher: str = ""
    language: str = "da"
    remark_on: tuple[str, ...] = ()
    show_groups: bool = True
    days_first: int = 0  # that those who took part read a version before anybody else but members
    ask_authors: bool = False  # before their words are printed, whatever their relay promised


def create(
    *,
    actor: User,
    project: Project,
    corpus: Corpus,
    front: Front,
    now: datetime,
    template: str = Report.Template.RELAY,
) -> Report:
    """A draft that follows its template, made of the material as it is, until somebody arranges it."""
    require(actor, project, "report.write")
    if corpus.project_id != project.pk:
        raise RuleError("corpus_of_another_project")
    with transaction.atomic():
        report = Report.objects.create(
            project=project,
            corpus=corpus,
            template=Report.Template(template),
            address="".join(secrets.choice(ALPHABET) for _ in range(ADDRESS_LENGTH)),
            created_at=now,
            changed_at=now,
            **asdict(front),
        )
        if front.ask_authors:
            promise_to_ask(actor=actor, corpus=corpus, promised=True, now=now)
        record(actor=actor, verb="report.created", target=report, at=now, project_id=project.pk, corpus=corpus.pk)
    return report


def change_front(*, actor: User, report: Report, front: Front, now: datetime) -> None:
    """The title page and the choices of the draft; published versions keep theirs.

    With another language, what was written in that one takes the place of the first (`languages.turned`).
    RuleError: days_lowered where a version is published, for those who took part may know of their days by then;
    authors_asked where authors have been asked.
    """
    require(actor, report.project, "report.write")
    with transaction.atomic():
        held = Report.objects.select_for_update().select_related("corpus").get(pk=report.pk)
        if front.days_first < held.days_first and held.versions.exists():
            raise RuleError("days_lowered")
        others = Report.objects.filter(corpus=held.corpus_id, ask_authors=True).exclude(pk=held.pk)
        if front.ask_authors != held.ask_authors and (front.ask_authors or not others.exists()):
            promise_to_ask(actor=actor, corpus=held.corpus, promised=front.ask_authors, now=now)
        held.title, held.subtitle = front.title, front.subtitle
        words = turned(held, front.language) if front.language != held.language else None
        Report.objects.filter(pk=report.pk).update(changed_at=now, **asdict(front) | (words._asdict() if words else {}))
        record(actor=actor, verb="report.front_changed", target=report, at=now, project_id=report.project_id)


def save_section(
    *, actor: User, report: Report, section: str, place: int, markdown: str, base: str, now: datetime
) -> str:
    """Save one section's Markdown; returns the stamp of what is now stored.

    `base` is the stamp of the text the writer began from. When somebody else has saved another text since,
    RuleError("section_changed"): neither text is lost, for nothing is written. `place` is the section's number in the
    report, for the record.
    """
    require(actor, report.project, "report.write")
    text = markdown.replace("\r\n", "\n").rstrip()
    with transaction.atomic():
        texts = dict(Report.objects.select_for_update().values_list("texts", flat=True).get(pk=report.pk))
        stored = texts.get(section, "")
        if stored == text:
            return build.stamp(text)
        if build.stamp(stored) != base:
            raise RuleError("section_changed")
        texts[section] = text
        Report.objects.filter(pk=report.pk).update(texts=texts, changed_at=now)
        _note_sitting(actor, report, place, now)
    return build.stamp(text)


def _note_sitting(actor: User, report: Report, place: int, now: datetime) -> None:
    """One event a sitting, not one a keystroke: the latest of the same person at the same section stands for it."""
    recent = Event.objects.filter(
        object_type="report",
        object_id=report.pk,
        verb="report.section_changed",
        actor_id=actor.pk,
        at__gt=now - ONE_SITTING,
        data__section=place,
    )
    if not recent.exists():
        record(
            actor=actor,
            verb="report.section_changed",
            target=report,
            at=now,
            project_id=report.project_id,
            section=place,
        )
