"""A project with material and a report for tests. The texts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from depeche.core.corpus import Corpus, Pair, Source, Span
from depeche.web.accounts.models import User
from depeche.web.analysis.actions import import_corpus
from depeche.web.projects.models import Membership, Project, Role
from depeche.web.reports import actions, build
from depeche.web.reports.models import Report, Version

NOW = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TRUST = "Tillid vokser, når lederen spørger først og svarer bagefter."

MATERIAL = Corpus(
    title="Ledelse på tværs",
    topic="Ledelse",
    origin="Opdigtet til prøverne",
    sources=(
        Source("top", "Topledere", 30, groups=(("Stat", 12), ("Kommune", 18))),
        Source("inst", "Institutionsledere", 40),
    ),
    pairs=(
        Pair("1", "Hvordan skaber sektoren mere tillid?", TRUST, "top", "tillid", "Stat", "Kommune"),
        Pair("2", "Hvad gør sektoren ved krydspresset?", "Vi taler om det.", "top", "krydspres", "Kommune", "Stat"),
        Pair("3", "Hvem bør sektoren lytte til?", "Til borgerne.", "top", "tillid"),
        Pair(
            "4",
            "Hvordan holder organisationen fast i kerneopgaven?",
            "Ved at sige nej til det meste andet.",
            "inst",
            "kerneopgave",
            highlights_answer=(Span(8, 15),),
        ),
        Pair("5", "Hvornår har organisationen tid til tillid?", None, "inst", "tillid"),
    ),
)


@dataclass
class World:
    owner: User
    project: Project
    report: Report

    def member(self, role: Role) -> User:
        user = User.objects.create_user(f"{uuid4().hex[:8]}@{role}.test", "Karen Krogh")
        Membership.objects.create(project=self.project, user=user, role=role, since=NOW)
        return user

    def write(self, section: str, markdown: str, *, by: User | None = None, now: datetime = NOW) -> None:
        self.report.refresh_from_db()
        stored = self.report.texts.get(section, "")
        actions.save_section(
            actor=by or self.owner,
            report=self.report,
            section=section,
            place=1,
            markdown=markdown,
            base=build.stamp(stored),
            now=now,
        )
        self.report.refresh_from_db()

    def publish(self, audience: str = "public", *, now: datetime = NOW) -> Version:
        newest = self.report.versions.values_list("number", flat=True).first() or 0
        changes = f"Rettet efter version {newest}." if newest else ""
        return actions.publish(
            actor=self.owner, report=self.report, audience=audience, after=newest, changes=changes, now=now
        )


def make(material: Corpus = MATERIAL) -> World:
    owner = User.objects.create_user(f"{uuid4().hex[:8]}@owner.test", "Ole Owner")
    project = Project.objects.create(name="Ledelse", created_at=NOW)
    Membership.objects.create(project=project, user=owner, role=Role.OWNER, since=NOW)
    corpus = import_corpus(actor=owner, project=project, corpus_value=material, now=NOW)
    front = actions.Front(title="Det spurgte lederne om", subtitle="To stafetter", publisher="Ledelsens Hus")
    report = actions.create(actor=owner, project=project, corpus=corpus, front=front, now=NOW)
    return World(owner, project, report)
