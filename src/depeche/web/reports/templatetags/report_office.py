"""`{% load report_office %}`: the templates of Word and PowerPoint that a report can be fetched in."""

from __future__ import annotations

from typing import NamedTuple

from django import template

from depeche.web.reports.models import OfficeTemplate
from depeche.web.reports.office import templates_of

register = template.Library()


class Fitting(NamedTuple):
    word: list[OfficeTemplate]
    slides: list[OfficeTemplate]


@register.simple_tag
def office_templates(project_id: int) -> Fitting:
    """By kind, in one query."""
    found = list(templates_of(project_id))
    word = [item for item in found if item.kind == OfficeTemplate.Kind.DOCX]
    return Fitting(word, [item for item in found if item.kind == OfficeTemplate.Kind.PPTX])
