"""Tables, networks and cards as files: who may, what is in them, and that a version's never change."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from depeche.core.reporting.outline import Item, Kind, Outline, to_plain
from depeche.web.analysis.actions import add_file
from depeche.web.analysis.models import TextUnit
from depeche.web.projects.models import Role
from depeche.web.reports import actions, data_files
from depeche.web.reports.data_files import DataKind
from tests.core.reporting import relays
from tests.web.reports.world import MINUTE, NOW, TRUST, World

pytestmark = pytest.mark.django_db
DRAFTS = {
    "draft_xlsx": "det-spurgte-lederne-om-draft.xlsx",
    "draft_csv": "det-spurgte-lederne-om-draft-csv.zip",
    "draft_plain": "det-spurgte-lederne-om-draft-csv-plain.zip",
    "draft_networks": "det-spurgte-lederne-om-draft-networks.zip",
    "draft_sav": "det-spurgte-lederne-om-draft.sav",
}
VERSIONS = ("xlsx", "csv", "csv_plain", "networks")
WRITERS = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}


def draft(world: World, name: str) -> str:
    return reverse(f"reports:{name}", args=[world.report.pk])


def version(world: World, name: str, number: int = 1) -> str:
    return reverse(f"public_reports:{name}", args=[world.report.address, number])


def signed_in(world: World, role: Role) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.member(role))
    return client


@pytest.mark.parametrize("role", Role)
def test_only_those_who_write_reports_fetch_the_draft_and_the_cards(world: World, role: Role) -> None:
    client = signed_in(world, role)
    for name in DRAFTS:
        assert client.get(draft(world, name)).status_code == (200 if role in WRITERS else 403)


def test_a_stranger_is_sent_to_sign_in(world: World, stranger: Client) -> None:
    for name in DRAFTS:
        assert stranger.get(draft(world, name)).status_code == 302


@pytest.mark.parametrize("name", DRAFTS)
def test_files_are_kept_under_a_readable_name(world: World, owner: Client, name: str) -> None:
    found = owner.get(draft(world, name))
    assert found["Content-Disposition"] == f'attachment; filename="{DRAFTS[name]}"'
    assert "sandbox" in found["Content-Security-Policy"]
    assert found["Content-Type"] in set(data_files.MIME.values())


def test_the_workbook_of_the_draft_is_in_the_language_asked_for(world: World, owner: Client) -> None:
    danish = openpyxl.load_workbook(io.BytesIO(owner.get(draft(world, "draft_xlsx")).content))
    english = openpyxl.load_workbook(io.BytesIO(owner.get(draft(world, "draft_xlsx") + "?sprog=en").content))
    assert danish.sheetnames[0] == "Indhold"
    assert english.sheetnames[0] == "Contents"


def test_the_cards_are_one_row_each_without_their_words(world: World, owner: Client, tmp_path: Path) -> None:
    content = owner.get(draft(world, "draft_sav")).content
    assert TRUST.encode() not in content
    path = tmp_path / "kort.sav"
    path.write_bytes(content)
    values, _meta = pyreadstat.read_sav(path, output_format="dict")
    cards = TextUnit.objects.filter(corpus=world.report.corpus, question=None)
    assert len(values["kort"]) == cards.count()


def test_readers_fetch_the_tables_of_a_public_version_and_never_the_cards(world: World, stranger: Client) -> None:
    world.publish()
    for name in VERSIONS:
        found = stranger.get(version(world, name))
        assert found.status_code == 200
        assert found["ETag"]
        assert found["Cache-Control"].startswith("public, max-age=300")
        assert stranger.get(version(world, name), headers={"if-none-match": found["ETag"]}).status_code == 304
        assert version(world, name) in stranger.get(version(world, "version")).text
    assert stranger.get(version(world, "xlsx").replace("/xlsx", "/sav")).status_code == 404


def test_what_is_for_members_or_withdrawn_is_not_fetched(world: World, stranger: Client) -> None:
    made = world.publish(audience="members")
    assert {stranger.get(version(world, name)).status_code for name in VERSIONS} == {404}
    later = world.publish(now=NOW + MINUTE)
    actions.withdraw(actor=world.owner, version=later, because="", now=NOW + 2 * MINUTE)
    assert {stranger.get(version(world, name, later.number)).status_code for name in VERSIONS} == {410}
    assert data_files.version_file(made, DataKind.CSV), "members may have it"


def test_the_files_of_a_version_stay_as_they_were(world: World, stranger: Client, owner: Client) -> None:
    world.publish()
    before = {name: stranger.get(version(world, name)).content for name in VERSIONS}
    draft_before = owner.get(draft(world, "draft_csv")).content
    add_file(actor=world.owner, corpus=world.report.corpus, corpus_value=relays.relay(), now=NOW)
    caches["rendered"].clear()
    assert {name: stranger.get(version(world, name)).content for name in VERSIONS} == before
    assert owner.get(draft(world, "draft_csv")).content != draft_before


def test_who_asks_whom_is_in_tables_and_network_as_in_the_draft(world: World, owner: Client) -> None:
    add_file(actor=world.owner, corpus=world.report.corpus, corpus_value=relays.relay(), now=NOW)
    plan = Outline((Item("flow", Kind.FLOW, "rel"), Item("days", Kind.TIMELINE, "rel"), Item("method", Kind.METHOD)))
    world.report.outline = to_plain(plan)
    world.report.save()
    with zipfile.ZipFile(io.BytesIO(owner.get(draft(world, "draft_plain")).content)) as archive:
        assert {"flow.csv", "days.csv"} <= set(archive.namelist())
        assert "Stafetten,Kommuner,Kommuner,28" in archive.read("flow.csv").decode()
    with zipfile.ZipFile(io.BytesIO(owner.get(draft(world, "draft_networks")).content)) as archive:
        assert "groups-1.gexf" in archive.namelist()
    page = owner.get(reverse("reports:draft_page", args=[world.report.pk])).text
    assert "E-I-indekset" in page
    assert "s-flow-stroem" in page


def test_the_overview_leads_to_every_file(world: World, owner: Client) -> None:
    page = owner.get(reverse("reports:report", args=[world.report.pk])).text
    assert all(draft(world, name) in page for name in DRAFTS)


def test_a_version_is_read_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = world.publish()
    first = data_files.version_file(made, DataKind.CSV)
    monkeypatch.setattr(data_files, "thaw", None)
    assert data_files.version_file(made, DataKind.CSV) == first


def test_an_empty_material_gives_files_too(world: World, owner: Client) -> None:
    TextUnit.objects.filter(corpus=world.report.corpus).delete()
    for name in DRAFTS:
        assert owner.get(draft(world, name)).status_code == 200
