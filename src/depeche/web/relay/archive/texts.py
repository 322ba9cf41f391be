"""Relays of which the texts alone are known: a published selection, without people. They are material for analysis.

An area above takes them; nothing imports upwards. Who is unknown stays unknown: no participant is made up for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.utils.module_loading import import_string

from depeche.core.corpus import Corpus
from depeche.web.projects.models import Project

if TYPE_CHECKING:
    from depeche.web.accounts.models import User

Taker = Callable[["User", Project, Corpus, datetime], str]
_takers: list[str] = []


def register(dotted: str) -> None:
    """`dotted` names a function (actor, project, corpus, now) that takes the texts in and says where they are read."""
    _takers[:] = [dotted]


def hand_over(actor: User, project: Project, corpus: Corpus, now: datetime) -> str:
    """The address at which the texts can be read."""
    return cast("Taker", import_string(_takers[0]))(actor, project, corpus, now)
