"""The monitor and what is done from it while the relay runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depeche.core.relay.forecast import BandPoint
from depeche.web.common.models import OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay.models import Participant, Phase, Question, Right
from depeche.web.relay.organiser.chart import course
from depeche.web.relay.organiser.outlook import _standing, outlook
from depeche.web.relay.queries import monitor
from tests.web.relay.organiser.conftest import SignedIn
from tests.web.relay.world import DAY, HOUR, World


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.FACILITATOR)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def page(client: Client, world: World, name: str, *args: object) -> str:
    return client.get(reverse(f"relay:{name}", args=[world.relay.pk, *args])).content.decode()


def test_the_figures_of_the_monitor_are_those_of_the_table(client: Client, world: World) -> None:
    world.answer(1, world.ask(0, 1))
    world.ask(2, 1)
    shown = " ".join(page(client, world, "monitor").split())
    for value, label in ((2, "questions asked"), (1, "answered"), (4, "unused questions")):
        assert f'<span class="value">{value}</span> <span class="label">{label}</span>' in shown
    assert "Stop updating" in shown


def test_figures_of_a_small_group_are_not_shown_nor_given_away(client: Client, world: World) -> None:
    """Three and two people in the fixture; then the first group has seven, and would give the other away."""
    assert page(client, world, "monitor").count("too few to show") == 2
    top = world.relay.groups.get(name="Top")
    for number in range(4):
        world.relay.participants.create(name=f"Ny {number}", email=f"ny{number}@x.test", group=top, joined_at=world.now)
    assert page(client, world, "monitor").count("too few to show") == 2
    drift = world.relay.groups.get(name="Drift")
    for number in range(3):
        world.relay.participants.create(
            name=f"Ny {number}", email=f"d{number}@x.test", group=drift, joined_at=world.now
        )
    shown = page(client, world, "monitor")
    assert "too few to show" not in shown
    assert "<meter" in shown


def test_the_preview_tells_what_a_participant_is_told(client: Client, world: World) -> None:
    shown = page(client, world, "preview")
    assert "<li>Top</li>" in shown
    assert "<li>Drift</li>" in shown


def test_only_a_running_relay_counts_itself_anew(client: Client, world: World) -> None:
    address = reverse("relay:monitor", args=[world.relay.pk])
    assert "hx-trigger" in client.get(address).content.decode()
    assert "hx-trigger" not in client.get(address, {"paused": ""}).content.decode()
    live = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in live
    world.wait(6 * DAY)
    assert "hx-trigger" not in client.get(address).content.decode()


def test_the_course_ends_at_the_counts_and_stays_inside_its_frame(world: World) -> None:
    for asker in (0, 2, 3):
        world.answer(1, world.ask(asker, 1))
        world.wait(HOUR)
    seen = monitor(world.relay, world.now)
    band = [BandPoint(world.now, 3, 3), BandPoint(world.now + 2 * DAY, 9, 14)]
    drawn = course(world.relay, seen.hours, band, world.now)
    assert drawn is not None
    assert (drawn.low, drawn.high) == (9, 14)
    points = [tuple(map(float, pair.split(","))) for pair in drawn.asked.split()]
    assert all(drawn.left <= x <= drawn.right and 0 <= y <= drawn.bottom for x, y in points)
    assert points == sorted(points, key=lambda point: (point[0], -point[1])), "a sum never falls"
    assert drawn.rows[-1][1:] == (seen.counts.asked, seen.counts.answered) == (3, 3)
    assert course(world.relay, (), (), world.now) is None


def test_a_forecast_is_made_only_while_the_relay_runs_and_enough_is_answered(world: World) -> None:
    groups = monitor(world.relay, world.now).groups
    later = world.now + DAY
    assert outlook(world.relay, groups, 3, later) == ()
    band = outlook(world.relay, groups, 20, later)
    assert band[0].at == later
    assert band[-1].at == world.relay.answers_close_at
    assert 20 <= band[-1].low <= band[-1].high
    world.wait(6 * DAY)
    world.relay.refresh_from_db()
    assert outlook(world.relay, groups, 20, world.now) == ()


def test_the_forecast_sees_rights_left_alone_and_the_first_question_to_each(world: World) -> None:
    """1 earns a right, asks with it, and leaves the one from the start; 4 is asked by two and answers the second."""
    begun = world.now
    world.answer(1, world.ask(0, 1))
    world.wait(HOUR)
    world.ask(1, 4)
    world.wait(HOUR)
    world.answer(4, world.ask(2, 4))
    seen = _standing(world.relay.pk, 5, 2)
    mine = Right.objects.filter(participant=world.people[1])
    assert mine.get(status="open").origin == "start"
    assert sorted(seen.held_since) == [begun] * 3 + [world.now]
    assert (seen.rights, seen.waiting, seen.waiting_since) == (4, 1, (begun + HOUR,))
    assert seen.firsts == (1, 0, (begun + HOUR,))
    world.wait(DAY)
    assert _standing(world.relay.pk, 5, 2).firsts == (1, 1, ())


def test_a_reminder_is_shown_then_sent_once_a_day_to_those_who_owe(client: Client, world: World) -> None:
    world.ask(0, 1)
    world.ask(2, 1)
    world.ask(3, 4)
    shown = page(client, world, "remind", "reminder_question")
    assert "The mail goes to 2 people." in shown
    assert "[[link]]" not in shown
    before = OutboxMail.objects.filter(kind="reminder_question").count()
    for _ in range(2):
        client.post(reverse("relay:remind", args=[world.relay.pk, "reminder_question"]))
    mails = OutboxMail.objects.filter(kind="reminder_question")
    assert mails.count() - before == 2
    assert set(mails.values_list("subject_id", flat=True)) == {world.people[1].pk, world.people[4].pk}


def test_a_reminder_of_unused_questions_goes_to_those_who_have_one(client: Client, world: World) -> None:
    world.ask(0, 1)
    client.post(reverse("relay:remind", args=[world.relay.pk, "reminder_right"]))
    reached = OutboxMail.objects.filter(kind="reminder_right").values_list("subject_id", flat=True)
    assert set(reached) == {person.pk for person in world.people[1:]}


def test_suspending_asks_first_returns_what_waits_and_can_be_undone(client: Client, world: World) -> None:
    question = world.ask(0, 1)
    who = world.people[1]
    asked = page(client, world, "suspend", who.pk)
    assert "1 question waiting at them goes back" in asked
    client.post(reverse("relay:suspend", args=[world.relay.pk, who.pk]))
    question.refresh_from_db()
    who.refresh_from_db()
    assert (question.status, who.status) == (Question.Status.RETURNED, Participant.Status.SUSPENDED)
    client.post(reverse("relay:restore", args=[world.relay.pk, who.pk]))
    who.refresh_from_db()
    assert who.status == Participant.Status.ACTIVE


def test_extending_moves_the_end_and_a_passed_moment_stays(client: Client, world: World) -> None:
    relay = world.relay
    assert relay.answers_close_at is not None
    later = timezone.localtime(relay.answers_close_at + DAY).strftime("%Y-%m-%dT%H:%M")
    data = {"invite": later, "open": later, "close": later, "answers_close": later}
    assert client.post(reverse("relay:window", args=[relay.pk]), data).status_code == 302
    opened, ended = relay.opens_at, relay.answers_close_at
    relay.refresh_from_db()
    assert relay.opens_at == opened
    assert relay.answers_close_at == ended + DAY
    assert relay.closes_at == relay.answers_close_at


def test_closing_now_says_what_it_touches_and_ends_all(client: Client, world: World) -> None:
    world.ask(0, 1)
    world.wait(HOUR)
    asked = page(client, world, "close_now")
    assert "1 question waits for an answer and will stay without one." in asked
    assert "4 unused questions lapse." in asked
    assert "This cannot be undone." in asked
    client.post(reverse("relay:close_now", args=[world.relay.pk]))
    world.relay.refresh_from_db()
    assert world.relay.phase == Phase.CLOSED
    assert not Right.objects.filter(relay=world.relay, status="open").exists()
    assert not Question.objects.filter(relay=world.relay, status="waiting").exists()


def test_a_refused_mail_needs_somebody_until_a_later_one_is_on_its_way(client: Client, world: World) -> None:
    mail = OutboxMail.objects.filter(subject_type="participant", subject_id=world.people[0].pk).latest("pk")
    OutboxMail.objects.filter(pk=mail.pk).update(status="refused", reply_code="550 5.1.1")
    assert "550 5.1.1" in page(client, world, "monitor")
    client.post(reverse("relay:resend", args=[world.relay.pk, world.people[0].pk]), {"from": "monitor"})
    assert "550 5.1.1" not in page(client, world, "monitor")


@pytest.mark.parametrize(("act", "status"), [("again", "queued"), ("arrived", "sent")])
def test_an_uncertain_mail_is_decided_by_a_person(client: Client, world: World, act: str, status: str) -> None:
    mail = OutboxMail.objects.filter(subject_type="participant").latest("pk")
    OutboxMail.objects.filter(pk=mail.pk).update(status="unsure", claimed_at=world.now - timedelta(hours=1))
    client.post(reverse("relay:settle_mail", args=[world.relay.pk, mail.pk]), {"act": act})
    mail.refresh_from_db()
    assert mail.status == status


def test_an_invalid_link_opens_nothing_and_the_next_mail_holds_a_new_one(client: Client, world: World) -> None:
    who = world.people[0]
    old = who.access_hash
    client.post(reverse("relay:new_link", args=[world.relay.pk, who.pk]))
    who.refresh_from_db()
    assert who.access_hash != old
    assert who.link_version == 2


@pytest.mark.parametrize("phase", ["draft", "scheduled", "invited"])
def test_before_it_opens_the_monitor_says_when_instead_of_noughts(client: Client, world: World, phase: str) -> None:
    world.relay.__class__.objects.filter(pk=world.relay.pk).update(phase=phase)
    shown = page(client, world, "monitor")
    assert "is shown here" in shown
    assert "questions asked" not in shown
