"""Relays that arrive as texts alone: see `relay.archive.texts`."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from depeche.core.corpus import Corpus
from depeche.web.accounts.models import User
from depeche.web.analysis.actions import import_corpus
from depeche.web.projects.models import Project


def bring_in_texts(actor: User, project: Project, corpus: Corpus, now: datetime) -> str:
    """Questions, answers, themes and highlights as the file tells them."""
    made = import_corpus(actor=actor, project=project, corpus_value=corpus, now=now)
    return reverse("analysis:workbench", args=[made.pk])
