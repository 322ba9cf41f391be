"""What readers open: who may, with which headers, and what stands there when it is taken back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from depeche.web.projects.models import Role
from depeche.web.reports import actions, build, pages
from depeche.web.reports.models import Version
from tests.web.reports.world import MINUTE, NOW, TRUST, World, make

pytestmark = pytest.mark.django_db
CHART = "s-topledere-temaer"


def at(version: Version, name: str = "version", *more: str) -> str:
    return reverse(f"public_reports:{name}", args=[version.report.address, version.number, *more])


def newest(world: World, name: str = "newest") -> str:
    return reverse(f"public_reports:{name}", args=[world.report.address])


def everything(version: Version) -> list[str]:
    files = [at(version, name) for name in ("version", "pdf", "html")]
    return [*files, at(version, "chart", CHART), at(version, "narrow", CHART)]


def test_everybody_reads_a_public_report(world: World, stranger: Client) -> None:
    version = world.publish()
    page = stranger.get(newest(world))
    assert page.status_code == 200
    assert TRUST in page.text
    assert "Version 1" in page.text
    assert version.sha256 in page.text
    assert [stranger.get(address).status_code for address in everything(version)] == [200] * 5
    assert stranger.get(newest(world, "newest_pdf")).content == bytes(version.pdf)


def test_a_page_under_the_production_policy_holds_nothing_it_forbids(world: World, stranger: Client) -> None:
    version = world.publish()
    page = stranger.get(at(version))
    assert "style-src 'self'" in page["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page.text)
    fetched = re.findall(r'(?:src|srcset)="([^"]+)"|<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', page.text)
    assert all(address.startswith("/") for pair in fetched for address in pair if address)


def test_every_chart_the_page_shows_is_served(world: World, stranger: Client) -> None:
    version = world.publish()
    charts = set(re.findall(r'"(/r/[^"]+\.svg)"', stranger.get(at(version)).text))
    assert len(charts) >= 6
    for address in charts:
        drawn = stranger.get(address)
        assert drawn["Content-Type"] == "image/svg+xml"
        assert "sandbox" in drawn["Content-Security-Policy"]
        assert drawn.content.startswith(b"<svg")
    assert stranger.get(at(version, "chart", "s-findes-ikke")).status_code == 404


def test_files_say_what_they_are(world: World, stranger: Client) -> None:
    version = world.publish()
    pdf, page = stranger.get(at(version, "pdf")), stranger.get(at(version, "html"))
    assert pdf["Content-Disposition"] == 'inline; filename="det-spurgte-lederne-om-v1.pdf"'
    assert page["Content-Disposition"] == 'attachment; filename="det-spurgte-lederne-om-v1.html"'
    assert not re.search(rb'(?:src|href)="https?://', page.content)
    assert pdf["X-Content-Type-Options"] == "nosniff"


def test_only_what_is_public_and_newest_may_be_indexed_and_kept(world: World, stranger: Client) -> None:
    first = world.publish()
    page, pdf = stranger.get(at(first)), stranger.get(at(first, "pdf"))
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-cache", "all")
    assert pdf["Cache-Control"].startswith("public, max-age=300")
    assert "Cookie" not in pdf.get("Vary", "")
    again = stranger.get(at(first, "pdf"), headers={"if-none-match": pdf["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    world.publish()
    assert stranger.get(at(first))["X-Robots-Tag"] == "noindex"
    assert stranger.get(at(first, "pdf"))["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("role", Role)
def test_members_read_what_is_for_members(world: World, role: Role) -> None:
    version = world.publish("members")
    member = Client()
    member.force_login(world.member(role))
    for address in [newest(world), *everything(version)]:
        answer = member.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_for_others_a_report_for_members_is_not_there_at_all(world: World, stranger: Client) -> None:
    version = world.publish("members")
    outsider = Client(headers={"accept-language": "en"})
    outsider.force_login(make().owner)
    nowhere = reverse("public_reports:newest", args=["findesikke"])
    for client in (stranger, outsider):
        expected = client.get(nowhere).text.replace("findesikke", "")
        for address in [newest(world), newest(world, "newest_pdf"), *everything(version)]:
            answer = client.get(address)
            assert answer.status_code == 404
            assert world.report.title not in answer.text
        assert client.get(newest(world)).text.replace(world.report.address, "")[-400:] == expected[-400:]
    assert "Sign in if you are a member" in stranger.get(newest(world)).text
    assert "Sign in if you are a member" not in outsider.get(newest(world)).text


def test_a_newer_version_for_members_is_not_given_away_to_others(world: World, stranger: Client, owner: Client) -> None:
    world.publish("public")
    world.publish("members")
    seen = stranger.get(newest(world))
    assert "Version 1" in seen.text
    assert "newer version" not in seen.text
    assert seen["X-Robots-Tag"] == "all"
    assert "Version 2" in owner.get(newest(world)).text


def test_older_versions_stay_readable_and_lead_to_the_newest(world: World, stranger: Client) -> None:
    first = world.publish()
    world.write("closing", "Tag det op på næste møde.")
    second = world.publish(now=NOW + MINUTE)
    assert "Tag det op på næste møde." in stranger.get(newest(world)).text
    old = stranger.get(at(first)).text
    assert "Tag det op" not in old
    assert "Version 2 has taken its place since" in old
    assert "New in version 2: Rettet efter version 1." in " ".join(old.split())
    assert "Read version 2" in old
    assert at(first) in stranger.get(at(second)).text


def test_what_is_withdrawn_says_so_and_when(world: World, stranger: Client) -> None:
    first = world.publish()
    second = world.publish()
    actions.withdraw(actor=world.owner, version=second, now=NOW)
    for address in everything(second):
        gone = stranger.get(address)
        assert gone.status_code == 410
        assert "22 November 2026 at 14:30" in gone.text
        assert "Read version 1" in gone.text
        assert gone["Cache-Control"] == "no-store"
        assert gone["X-Robots-Tag"] == "noindex, nofollow"
    assert "Version 1" in stranger.get(newest(world)).text
    actions.withdraw(actor=world.owner, version=first, now=NOW)
    assert stranger.get(newest(world)).status_code == 410
    assert world.report.title not in stranger.get(newest(world)).text
    world.publish()
    assert "Version 3" in stranger.get(newest(world)).text


def test_what_was_for_members_and_is_withdrawn_is_not_there_for_others(world: World, stranger: Client) -> None:
    version = world.publish("members")
    actions.withdraw(actor=world.owner, version=version, now=NOW)
    assert stranger.get(newest(world)).status_code == 404
    member = Client()
    member.force_login(world.owner)
    assert member.get(newest(world)).status_code == 410


def test_a_draft_is_at_no_public_address(world: World, stranger: Client, owner: Client) -> None:
    assert stranger.get(newest(world)).status_code == 404
    assert owner.get(newest(world)).status_code == 404


def test_a_page_is_the_same_from_memory_as_rendered_anew(world: World, stranger: Client) -> None:
    version = world.publish()
    first, second = (stranger.get(at(version)).text.partition("<article")[2].partition("</article>")[0] for _ in "12")
    anew = build.page(
        build.thaw(version),
        pages.version_charts(version, version.report.address),
        pages.version_grounds(version, version.report.address),
    )
    assert first == second
    assert f"<article{first}</article>" == anew


def test_a_public_page_asks_as_much_for_three_versions_as_for_one(
    world: World, stranger: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = world.publish()
    stranger.get(at(version))
    with django_assert_num_queries(1):
        stranger.get(at(version))
    with django_assert_num_queries(2):
        stranger.get(at(version, "pdf"))
    world.publish()
    world.publish("members")
    with django_assert_num_queries(1):
        stranger.get(at(version))


def test_nothing_is_changed_by_reading(world: World, owner: Client) -> None:
    version = world.publish()
    for address in everything(version):
        assert owner.post(address).status_code == 405
