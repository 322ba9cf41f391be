"""Published versions when what they rest on changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from depeche.core.reporting.standing import Change
from depeche.web.analysis.models import Coding, Source, TextUnit, Theme
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.reports import standing
from depeche.web.reports.models import Standing, Version
from tests.web.reports.world import NOW, TRUST, World, make

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def remove(world: World, key: str) -> None:
    TextUnit.objects.cards().get(corpus=world.report.corpus, key=key).delete()


def row(version: Version) -> Standing:
    return Standing.objects.get(version=version)


def known(client: Client, world: World, number: int = 1) -> object:
    marks = standing.standings(world.report, LATER)[0].stamp
    return client.post(reverse("reports:standing_known", args=[world.report.pk, number]), {"marks": marks})


def test_the_worker_looks_once_and_again_only_when_the_material_has_changed(world: World) -> None:
    version = world.publish()
    assert standing.refresh(NOW) == (1, 0)
    assert row(version).marks == []
    assert standing.refresh(LATER) == (0, 0)
    remove(world, "1")
    assert standing.refresh(LATER) == (1, 1)
    changes = {mark["change"] for mark in row(version).marks}
    assert {Change.GONE, Change.COUNT} <= changes
    assert standing.refresh(LATER) == (0, 0)
    assert standing.refresh(LATER + timedelta(days=2)) == (1, 1)


def test_no_mark_and_no_event_holds_words_that_somebody_wrote(world: World) -> None:
    version = world.publish()
    remove(world, "1")
    standing.refresh(LATER)
    assert TRUST not in str(row(version).marks)
    assert "tillid?" not in str(row(version).marks)
    event = Event.objects.get(verb="report.standing_changed")
    assert event.data == {"number": 1, "marks": len(row(version).marks)}


def test_a_text_altered_by_hand_is_seen_within_a_day(world: World) -> None:
    version = world.publish()
    standing.refresh(NOW)
    TextUnit.objects.filter(key="1", kind="question").update(text="Noget helt andet?")
    assert standing.refresh(LATER) == (0, 0)
    standing.refresh(NOW + timedelta(hours=25))
    assert Change.CHANGED in {mark["change"] for mark in row(version).marks}


@pytest.mark.parametrize("what", ["moved", "renamed", "removed", "group", "consent"])
def test_whatever_a_report_rests_on_changes_the_fingerprint(world: World, what: str) -> None:
    corpus = world.report.corpus_id
    before = standing.fingerprints({corpus})[corpus]
    assert standing.fingerprints({corpus})[corpus] == before
    if what == "moved":
        coding = Coding.objects.filter(unit__corpus=corpus).earliest("pk")
        coding.delete()
        Coding.objects.create(unit=coding.unit, theme=Theme.objects.get(corpus=corpus, name="krydspres"), at=NOW)
    elif what == "renamed":
        Theme.objects.filter(corpus=corpus, name="tillid").update(name="tro")
    elif what == "removed":
        remove(world, "5")
    elif what == "group":
        Source.objects.filter(corpus=corpus, key="top").update(groups=[["Stat", 4], ["Kommune", 18]])
    else:
        Source.objects.filter(corpus=corpus, key="top").update(asks=True)
    assert standing.fingerprints({corpus})[corpus] != before


def test_fingerprints_ask_as_often_for_three_materials_as_for_one(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = {world.report.corpus_id, make().report.corpus_id, make().report.corpus_id}
    with django_assert_num_queries(7):
        standing.fingerprints({world.report.corpus_id})
    with django_assert_num_queries(7):
        standing.fingerprints(many)


def test_the_page_says_which_version_which_block_what_was_and_what_is(world: World, owner: Client) -> None:
    world.publish()
    address = reverse("reports:standing", args=[world.report.pk])
    assert "still rests on the material" in owner.get(address).text
    Theme.objects.filter(name="krydspres").update(name="pres")
    text = owner.get(address).text
    assert "no longer hold" in text
    public = reverse("public_reports:version", args=[world.report.address, 1])
    assert f'href="{public}#s-topledere-krydspres"' in text
    assert "was 1 and can no longer be counted" in text
    assert Standing.objects.count() == 0, "reading writes nothing"


def test_whoever_knows_says_so_and_is_told_again_when_more_changes(world: World, owner: Client) -> None:
    version = world.publish()
    remove(world, "1")
    known(owner, world)
    held = row(version)
    assert held.seen_by == world.owner
    assert Event.objects.filter(verb="report.standing_seen").count() == 1
    known(owner, world)
    assert Event.objects.filter(verb="report.standing_seen").count() == 1
    assert "Ole Owner knows this" in owner.get(reverse("reports:standing", args=[world.report.pk])).text
    remove(world, "2")
    standing.refresh(LATER)
    assert row(version).seen_at is None


def test_what_has_changed_since_the_page_was_opened_is_not_taken_for_known(world: World, owner: Client) -> None:
    version = world.publish()
    remove(world, "1")
    read = standing.standings(world.report, LATER)[0].stamp
    remove(world, "2")
    address = reverse("reports:standing_known", args=[world.report.pk, 1])
    answer = owner.post(address, {"marks": read}, follow=True)
    assert "More has changed" in answer.text
    assert not Standing.objects.filter(version=version).exclude(seen_at=None).exists()


def test_the_overview_and_the_list_say_it_until_it_is_known(world: World, owner: Client) -> None:
    world.publish()
    standing.refresh(NOW)
    overview = reverse("reports:report", args=[world.report.pk])
    listing = reverse("reports:list", args=[world.project.pk])
    assert "no longer hold" not in owner.get(overview).text
    remove(world, "1")
    assert "is being looked at" in owner.get(overview).text
    standing.refresh(LATER)
    assert "no longer hold" in owner.get(overview).text
    assert "What it rests on has changed" in owner.get(listing).text
    assert "What it rests on has changed" in owner.get(reverse("projects:project", args=[world.project.pk])).text
    known(owner, world)
    assert "no longer hold" not in owner.get(overview).text
    assert "What it rests on has changed" not in owner.get(listing).text


def test_a_withdrawn_version_is_no_longer_looked_at(world: World) -> None:
    version = world.publish()
    Version.objects.filter(pk=version.pk).update(withdrawn_at=NOW)
    assert standing.refresh(NOW) == (0, 0)
    assert standing.standings(world.report, NOW) == ()


def test_a_broken_seal_stops_no_other_version(world: World) -> None:
    world.publish()
    other = make()
    sound = other.publish()
    Version._base_manager.filter(report=world.report).update(model="{}")
    remove(other, "1")
    standing.refresh(NOW)
    assert row(sound).marks


def test_who_may_open_it_and_say_it_is_known(world: World) -> None:
    world.publish()
    page = reverse("reports:standing", args=[world.report.pk])
    act = reverse("reports:standing_known", args=[world.report.pk, 1])
    assert Client().get(page).status_code == 302
    for role in Role:
        client = Client()
        client.force_login(world.member(role))
        allowed = role is not Role.READER
        assert client.get(page).status_code == (200 if allowed else 403)
        assert client.post(act, {"marks": ""}).status_code == (302 if allowed else 403)
        assert client.get(act).status_code == 405
    stranger = Client()
    stranger.force_login(make().owner)
    assert stranger.get(page).status_code == 404
    assert stranger.post(act).status_code == 404
