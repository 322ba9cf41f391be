"""The demo's own material as a file for other tools, and back: what make demo shows can be handed on."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from depeche.web.analysis.models import Coding, Corpus, Highlight, Quote, Theme
from depeche.web.demo.build import build
from depeche.web.projects.models import Membership, Role

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
SCHEMA = Path(__file__).resolve().parents[2] / "golden/refi/Project.xsd"


def state(corpus: Corpus) -> object:
    """Themes with their cards and their place, and how much stands beside the texts."""
    themes = Theme.objects.filter(corpus=corpus, deleted_at=None).select_related("parent").order_by("position", "pk")
    codings = Coding.objects.filter(unit__corpus=corpus, theme__deleted_at=None)
    return (
        [(row.name, row.definition, row.cue_words, row.parent.name if row.parent else "") for row in themes],
        Counter(codings.values_list("theme__name", "unit__source__title")),
        Counter(codings.values_list("theme__name", "unit__key")),
        Highlight.objects.filter(unit__corpus=corpus).count(),
        Quote.objects.filter(unit__corpus=corpus).count(),
        sorted(text.replace("\r\n", "\n") for text in corpus.units.values_list("text", flat=True)),
    )


@pytest.mark.django_db
def test_the_demo_goes_out_and_comes_back_the_same() -> None:
    build(lambda _said: None, NOW)
    for corpus in Corpus.objects.order_by("pk"):
        owner = Membership.objects.filter(project=corpus.project, role=Role.OWNER).earliest("pk").user
        client = Client()
        client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
        content = client.post(reverse("analysis:exchange_qdpx", args=[corpus.pk])).content
        assert client.post(reverse("analysis:exchange_qdpx", args=[corpus.pk])).content == content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.fromstring(archive.read("project.qde")))
        sent = client.post(
            reverse("analysis:exchange_receive", args=[corpus.project_id]),
            {"file": SimpleUploadedFile("demo.qdpx", content)},
        )
        client.post(sent["Location"], {"bring_in": "1", "title": f"Igen {corpus.pk}"})
        assert state(Corpus.objects.get(title=f"Igen {corpus.pk}")) == state(corpus)
