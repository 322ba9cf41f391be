"""Templates of Word and PowerPoint: handed in, fitted to the parts of a report, taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction

from depeche.core.errors import RuleError
from depeche.render.office import Kind, open_package
from depeche.web.accounts.models import User
from depeche.web.common.audit import record
from depeche.web.projects.models import Project
from depeche.web.projects.rules import require
from depeche.web.reports.models import OfficeTemplate
from depeche.web.reports.office import choosable, try_out

MOST: Final = 20  # templates of a project


class Added(NamedTuple):
    """A template as it is kept, and how much of what was taken out of it, by the codes of `open_package`."""

    template: OfficeTemplate
    removed: Mapping[str, int]


def add_template(*, actor: User, project: Project, name: str, content: bytes, now: datetime) -> Added:
    """Keep a template, rid of what reaches out of it.

    OfficeError where the file cannot be used, RuleError "template_named" where the name is taken and
    "too_many_templates" where the project has as many as it may. It is tried out before it is kept.
    """
    require(actor, project, "report.write")
    opened = open_package(content)
    try_out(opened.content, opened.kind)
    if OfficeTemplate.objects.filter(project=project).count() >= MOST:
        raise RuleError("too_many_templates", most=MOST)
    try:
        with transaction.atomic():
            made = OfficeTemplate.objects.create(
                project=project,
                kind=opened.kind.value,
                name=name,
                content=opened.content,
                sha256=hashlib.sha256(opened.content).hexdigest(),
                added_by=actor,
                added_at=now,
            )
            record(
                actor=actor,
                verb="report.template_added",
                target=made,
                at=now,
                project_id=project.pk,
                kind=made.kind,
                sha256=made.sha256,
                **{f"removed_{code}": count for code, count in opened.removed.items()},
            )
    except IntegrityError as error:  # office_template_named_once
        raise RuleError("template_named") from error
    return Added(made, opened.removed)


def choose_styles(*, actor: User, template: OfficeTemplate, choices: Mapping[str, str], now: datetime) -> None:
    """Which style or layout each part is set in; "" for what is found. A name the template has not got is refused."""
    require(actor, template.project, "report.write")
    may = choosable(bytes(template.content), Kind(template.kind))
    kept = {part: name for part, name in choices.items() if name}
    if any(name not in may.get(part, ()) for part, name in kept.items()):
        raise RuleError("style_unknown")
    with transaction.atomic():
        if OfficeTemplate.objects.filter(pk=template.pk).update(choices=kept) != 1:
            raise RuleError("template_gone")
        record(
            actor=actor,
            verb="report.template_fitted",
            target=template,
            at=now,
            project_id=template.project_id,
            chosen=len(kept),
        )


def remove_template(*, actor: User, template: OfficeTemplate, now: datetime) -> None:
    """The template goes; reports and files made with it stay as they are."""
    project = template.project
    require(actor, project, "report.write")
    with transaction.atomic():
        if not OfficeTemplate.objects.filter(pk=template.pk).delete()[0]:
            raise RuleError("template_gone")
        record(
            actor=actor,
            verb="report.template_removed",
            target=template,
            at=now,
            project_id=project.pk,
            kind=template.kind,
            sha256=template.sha256,
        )
