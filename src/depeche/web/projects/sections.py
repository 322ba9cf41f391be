"""What a project's page shows of the areas above it: they hand in a provider as they start; nothing imports upwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from depeche.web.projects.models import Project


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of an area: a relay, a report."""

    label: str
    url: str
    note: str = ""
    state: str = ""  # code of its state; `state_label` is what is read
    state_label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list under a heading. What may not be created has no `create_url`."""

    title: str
    rows: tuple[Row, ...]
    empty: str
    create_url: str = ""
    create_label: str = ""
    more_url: str = ""
    more_label: str = ""


Provider = Callable[["Project", str, datetime], Section | None]
_providers: dict[str, int] = {}


def register(dotted: str, *, order: int) -> None:
    """`dotted` names a function (project, role, now) -> Section, or None where the role may see nothing of it."""
    _providers[dotted] = order


def sections_of(project: Project, role: str, now: datetime) -> tuple[Section, ...]:
    found = []
    for dotted in sorted(_providers, key=lambda name: _providers[name]):
        provider: Provider = import_string(dotted)
        section = provider(project, role, now)
        if section is not None:
            found.append(section)
    return tuple(found)
