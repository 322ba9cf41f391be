"""For whom a version is: everybody, who has the address, members, and those who took part before all others."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.analysis.models import Source
from depeche.web.common.models import Event, OutboxMail
from depeche.web.common.spoken import spoken_moment
from depeche.web.relay.models import Participant
from depeche.web.reports import actions
from depeche.web.reports.models import FrozenError, Report, Version
from tests.web.analysis.telling import Told, told
from tests.web.relay.participant.phone import Phone
from tests.web.reports.world import NOW, World, make

pytestmark = pytest.mark.django_db
LISTED = "/r/"


def newest(report: Report, name: str = "newest") -> str:
    return reverse(f"public_reports:{name}", args=[report.address])


def at(version: Version, name: str = "version", *more: int | str) -> str:
    return reverse(f"public_reports:{name}", args=[version.report.address, version.number, *more])


def first(t: Told, days: int = 5, audience: str = "public") -> Version:
    """Published now, so that it opens in the future of the clock."""
    front = actions.Front(title="Det I spurgte om", days_first=days)
    report = actions.create(actor=t.w.user, project=t.w.project, corpus=t.corpus, front=front, now=t.now)
    return actions.publish(actor=t.w.user, report=report, audience=audience, after=0, now=timezone.now())


def member(t: Told) -> Client:
    client = Client()
    client.force_login(t.w.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# Secret and public


def test_what_is_secret_is_found_by_nobody_and_tells_nobody_where_it_is(world: World, stranger: Client) -> None:
    version = world.publish("secret")
    for address in (newest(world.report), at(version), at(version, "pdf"), at(version, "html")):
        answer = stranger.get(address)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-cache"
    assert 'rel="canonical"' not in stranger.get(at(version)).text
    assert world.report.title not in stranger.get(LISTED).text


def test_the_public_list_holds_what_an_address_leads_everybody_to(world: World, stranger: Client) -> None:
    empty = stranger.get(LISTED)
    assert "No report is public yet" in empty.text
    assert (empty["X-Robots-Tag"], empty["Cache-Control"]) == ("all", "private, no-cache")
    world.publish("members")
    assert world.report.title not in stranger.get(LISTED).text
    version = world.publish("public")
    page = stranger.get(LISTED).text
    assert world.report.title in page
    assert newest(world.report) in page
    assert "Ledelsens Hus" in page
    world.publish("secret")
    assert world.report.title not in stranger.get(LISTED).text
    actions.withdraw(actor=world.owner, version=Version.objects.get(number=3), now=NOW)
    assert world.report.title in stranger.get(LISTED).text
    actions.withdraw(actor=world.owner, version=version, now=NOW)
    assert world.report.title not in stranger.get(LISTED).text


def test_publishing_secretly_at_a_known_address_is_said(world: World, owner: Client) -> None:
    page = reverse("reports:publish", args=[world.report.pk])
    assert "its address is known" not in owner.get(page).text
    world.publish("public")
    assert "its address is known" in owner.get(page).text


# Superseded and withdrawn


def test_a_later_version_says_what_is_new_and_never_otherwise(world: World) -> None:
    world.publish()
    with pytest.raises(RuleError, match="changes_missing"):
        actions.publish(actor=world.owner, report=world.report, audience="public", after=1, changes=" ", now=NOW)
    version = world.publish()
    assert version.changes == "Rettet efter version 1."
    with pytest.raises(FrozenError):
        Version.objects.filter(pk=version.pk).update(changes="Noget andet.")


def test_the_page_lists_every_version_with_its_date_and_seal(world: World, stranger: Client) -> None:
    versions = [world.publish(), world.publish()]
    world.publish("members")
    page = stranger.get(at(versions[0])).text
    for version in versions:
        assert version.sha256 in page
    assert reverse("public_reports:differences", args=[world.report.address, 1, 2]) in page
    assert page.count("Compare ") == 1
    assert at(versions[0]).replace("v1", "v3") not in page


def test_what_is_different_between_two_versions_is_one_page(world: World, stranger: Client) -> None:
    world.write("what", "Den gamle tekst.")
    world.publish()
    world.write("what", "Den nye tekst med {{questions}} spørgsmål.")
    world.report.corpus.units.filter(key="5").delete()
    second = world.publish()
    address = reverse("public_reports:differences", args=[world.report.address, 1, 2])
    answer = stranger.get(address)
    page = " ".join(answer.text.split())
    assert "<del>Den gamle tekst.</del>" in page
    assert "<ins>Den nye tekst med 4 spørgsmål.</ins>" in page
    assert '<th scope="row">Questions · Institutionsledere</th><td class="num">2</td><td class="num">1</td>' in page
    assert second.changes in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    same = reverse("public_reports:differences", args=[world.report.address, 1, 1])
    assert stranger.get(same).status_code == 404


def test_versions_that_say_the_same_are_said_to(world: World, stranger: Client) -> None:
    world.publish()
    world.publish()
    address = reverse("public_reports:differences", args=[world.report.address, 1, 2])
    assert "Nothing that is read is different" in stranger.get(address).text


def test_the_differences_of_what_one_may_not_read_are_not_there(world: World, stranger: Client, owner: Client) -> None:
    first, second = world.publish("public"), world.publish("members")
    address = reverse("public_reports:differences", args=[world.report.address, 1, 2])
    assert stranger.get(address).status_code == 404
    seen = owner.get(address)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    actions.withdraw(actor=world.owner, version=first, now=NOW)
    assert owner.get(address).status_code == 404
    assert owner.get(at(second)).status_code == 200


def test_why_it_was_withdrawn_stands_at_its_address(world: World, owner: Client, stranger: Client) -> None:
    version = world.publish()
    address = reverse("reports:withdraw", args=[world.report.pk, 1])
    assert owner.post(address, {"because": "x" * 301}).status_code == 422
    owner.post(address, {"because": "Et tal var  forkert."})
    gone = stranger.get(at(version))
    assert gone.status_code == 410
    assert "Et tal var forkert." in gone.text
    assert Event.objects.get(verb="report.withdrawn").data == {"number": 1}


# Those who took part first


def test_until_it_opens_nobody_else_reads_a_word_of_it(stranger: Client) -> None:
    t = told(Rules())
    version = first(t)
    assert version.open_from is not None
    for address in (newest(version.report), at(version), at(version, "pdf"), at(version, "html")):
        waits = stranger.get(address)
        assert waits.status_code == 403
        assert "It opens on" in waits.text
        assert "Det I spurgte om" not in waits.text
        assert waits["Cache-Control"] == "no-store"
        assert waits["X-Robots-Tag"] == "noindex, nofollow"
    assert "Det I spurgte om" not in stranger.get(LISTED).text


def test_those_who_took_part_and_members_read_it_at_once() -> None:
    t = told(Rules())
    version = first(t)
    phone = Phone(t.w.people[4])
    home = phone.open("/d/").html
    assert "Rapporten er klar, og du ser den først" in home
    assert newest(version.report) in home
    for client in (phone.client, member(t)):
        for address in (newest(version.report), at(version), at(version, "pdf")):
            answer = client.get(address, secure=True)
            assert answer.status_code == 200
            assert answer["Cache-Control"] == "private, no-store"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "Du læser den før andre" in phone.open(at(version)).html


def test_a_participant_of_another_relay_waits_like_everybody() -> None:
    t, other = told(Rules()), told(Rules())
    version = first(t)
    assert Phone(other.w.people[0]).open(newest(version.report)).status == 403
    assert version.title not in Phone(other.w.people[0]).open("/d/").html


def test_a_link_that_was_revoked_opens_nothing() -> None:
    t = told(Rules())
    version = first(t)
    phone = Phone(t.w.people[4])
    assert phone.open(newest(version.report)).status == 200
    Participant.objects.filter(pk=t.w.people[4].pk).update(link_version=7)
    assert phone.open(newest(version.report)).status == 403


def test_everybody_who_took_part_gets_one_mail_and_it_holds_nothing_of_the_report() -> None:
    t = told(Rules())
    Participant.objects.filter(pk=t.w.people[11].pk).update(status=Participant.Status.SUSPENDED)
    version = first(t)
    assert version.open_from is not None
    mails = OutboxMail.objects.filter(kind="report")
    assert mails.count() == 11
    assert all(spoken_moment(version.open_from) in mail.text for mail in mails)
    assert not any("Det I spurgte om" in mail.text + mail.html for mail in mails)
    assert Event.objects.get(verb="report.published").data["days_first"] == 5


def test_when_the_time_has_come_everybody_reads_it(monkeypatch: pytest.MonkeyPatch, stranger: Client) -> None:
    t = told(Rules())
    version = first(t)
    later = timezone.now() + timedelta(days=5, minutes=1)
    monkeypatch.setattr("depeche.web.reports.views.public.timezone.now", lambda: later)
    answer = stranger.get(newest(version.report))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "all"
    assert "Cookie" not in stranger.get(at(version, "pdf")).get("Vary", "")
    assert version.title in stranger.get(LISTED).text


def test_an_older_version_is_read_meanwhile(stranger: Client) -> None:
    t = told(Rules())
    version = first(t, days=0)
    report = version.report
    front = actions.Front(title=report.title, days_first=3)
    actions.change_front(actor=t.w.user, report=report, front=front, now=t.now)
    again = actions.publish(
        actor=t.w.user, report=report, audience="public", after=1, changes="Mere.", now=timezone.now()
    )
    assert "Version 1" in stranger.get(newest(report)).text
    waits = stranger.get(at(again))
    assert waits.status_code == 403
    assert "Read version 1" in waits.text
    assert "Version 2" in member(t).get(newest(report)).text
    compared = reverse("public_reports:differences", args=[report.address, 1, 2])
    assert stranger.get(compared).status_code == 404


def test_for_members_alone_nobody_is_ahead_and_nobody_is_told(stranger: Client) -> None:
    t = told(Rules())
    version = first(t, audience="members")
    assert version.open_from is None
    assert not OutboxMail.objects.filter(kind="report").exists()
    assert stranger.get(newest(version.report)).status_code == 404
    assert Phone(t.w.people[0]).open(newest(version.report)).status == 404


def test_who_came_through_a_room_has_shown_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    t = told(Rules())
    version = first(t)
    phone = Phone(t.w.people[4])
    monkeypatch.setattr("depeche.web.relay.participant.session.by_link", lambda _request: False)
    assert phone.open(newest(version.report)).status == 403
    assert version.title not in phone.open("/d/").html


# The choices


def test_days_are_raised_and_never_lowered_once_something_is_published(world: World, owner: Client) -> None:
    def change(days: int) -> None:
        front = actions.Front(title="Ny", days_first=days)
        actions.change_front(actor=world.owner, report=world.report, front=front, now=NOW)

    change(7)
    change(3)
    world.publish()
    change(4)
    with pytest.raises(RuleError, match="days_lowered"):
        change(2)
    form = {"title": "Nyere", "language": "da", "days_first": "1"}
    page = owner.post(reverse("reports:front", args=[world.report.pk]), form)
    assert "may know how many days they have" in page.text
    world.report.refresh_from_db()
    assert (world.report.days_first, world.report.title) == (4, "Ny")


def test_asking_authors_is_chosen_with_the_report_and_stands_once_somebody_is_asked() -> None:
    t = told(Rules())
    front = actions.Front(title="Rapport", ask_authors=True)
    report = actions.create(actor=t.w.user, project=t.w.project, corpus=t.corpus, front=front, now=t.now)
    assert Source.objects.get(corpus=t.corpus).asks
    free = actions.Front(title="Rapport")
    actions.change_front(actor=t.w.user, report=report, front=free, now=t.now)
    assert not Source.objects.get(corpus=t.corpus).asks
    actions.change_front(actor=t.w.user, report=report, front=front, now=t.now)
    other = actions.create(actor=t.w.user, project=t.w.project, corpus=t.corpus, front=front, now=t.now)
    actions.change_front(actor=t.w.user, report=other, front=free, now=t.now)
    assert Source.objects.get(corpus=t.corpus).asks, "the first report still asks"
    t.ask()
    with pytest.raises(RuleError, match="authors_asked"):
        actions.change_front(actor=t.w.user, report=report, front=free, now=t.now)


def test_a_project_without_relays_tells_nobody(world: World) -> None:
    Report.objects.filter(pk=world.report.pk).update(days_first=2)
    world.report.refresh_from_db()
    version = world.publish(now=datetime.now(tz=NOW.tzinfo))
    assert version.open_from is not None
    assert not OutboxMail.objects.filter(kind="report").exists()
    assert make().report.days_first == 0
