"""The wizard from an empty project to a scheduled relay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depeche.core.relay.rules import Recipient, Rules
from depeche.web.common.models import OutboxMail
from depeche.web.projects.models import Role
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.rules import rules_of
from tests.web.relay.organiser.conftest import SignedIn, as_posted
from tests.web.relay.world import World

LIST = "\n".join(f"Person {n};p{n}@skole.test;Leder;Skole {n};Kommune;{'Øst' if n % 2 else 'Vest'}" for n in range(6))


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.project, Role.FACILITATOR)


@pytest.fixture
def draft(client: Client, world: World) -> Relay:
    client.post(reverse("relay:new", args=[world.project.pk]), {"topic": "Tillid i hverdagen"})
    return Relay.objects.get(topic="Tillid i hverdagen")


def moments(days: tuple[int, int, int, int]) -> dict[str, str]:
    now = timezone.localtime()
    names = ("invite", "open", "close", "answers_close")
    return {n: (now + timedelta(days=d)).strftime("%Y-%m-%dT%H:%M") for n, d in zip(names, days, strict=True)}


def test_a_relay_is_set_up_and_scheduled_in_the_browser(client: Client, draft: Relay) -> None:
    purpose = {"purpose_why": "Fordi", "purpose_gain": "Svar", "purpose_use": "En rapport"}
    sender = {"sender_name": "Karen", "reply_to": "karen@skole.test", "language": "da", "video_url": ""}
    steps = [
        ("topic", {"topic": draft.topic} | purpose | sender),
        ("keywords", {"words": "tillid, kontrol\nansvar"}),
        ("add_people", {"lines": LIST, "act": "import"}),
        ("rules", as_posted(Rules(recipient=Recipient.OTHER_GROUP, waiting_cap=3, answer_within=48, decline=False))),
        ("window", moments((1, 2, 6, 7))),
        ("start", {"act": "start"}),
    ]
    for name, data in steps:
        response = client.post(reverse(f"relay:{name}", args=[draft.pk]), data)
        assert response.status_code == 302, f"{name}: {response.content.decode()[:3000]}"
    draft.refresh_from_db()
    assert draft.phase == Phase.SCHEDULED
    assert sorted(draft.keywords.values_list("word", flat=True)) == ["ansvar", "kontrol", "tillid"]
    assert sorted(draft.groups.values_list("name", flat=True)) == ["Vest", "Øst"]
    assert set(draft.participants.values_list("sector", flat=True)) == {"municipality"}
    rules = rules_of(draft)
    assert (rules.recipient, rules.waiting_cap, rules.answer_within, rules.decline) == ("other_group", 3, 48, False)


def test_the_last_page_says_all_that_is_missing_and_does_not_schedule(client: Client, draft: Relay) -> None:
    page = client.get(reverse("relay:start", args=[draft.pk]), headers={"Accept-Language": "en"}).content.decode()
    assert "The purpose is missing" in page
    assert "The four moments of the relay are not set." in page
    assert "There are no participants yet." in page
    assert "comes alive with at least 10" not in page, "said once is enough"
    client.post(reverse("relay:start", args=[draft.pk]), {"act": "start"})
    draft.refresh_from_db()
    assert draft.phase == Phase.DRAFT


def test_a_topic_that_is_a_question_is_warned_of_and_kept(client: Client, world: World) -> None:
    response = client.post(reverse("relay:new", args=[world.project.pk]), {"topic": "Hvad er tillid?"}, follow=True)
    assert 'role="alert"' in response.content.decode()
    assert Relay.objects.filter(topic="Hvad er tillid?").exists()


@pytest.mark.parametrize(
    ("days", "field"), [((3, 2, 6, 7), "invite"), ((1, 2, 2, 7), "close"), ((1, 2, 6, 5), "answers_close")]
)
def test_moments_out_of_order_are_refused_at_their_field(
    client: Client, draft: Relay, days: tuple[int, int, int, int], field: str
) -> None:
    response = client.post(reverse("relay:window", args=[draft.pk]), moments(days))
    assert response.status_code == 200
    assert f'id="id_{field}-error"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.opens_at is None


def test_people_without_a_group_are_put_into_one_together(client: Client, draft: Relay) -> None:
    lines = "\n".join(f"Person {n} <p{n}@skole.test>" for n in range(4))
    client.post(reverse("relay:add_people", args=[draft.pk]), {"lines": lines, "act": "import"})
    people = list(draft.participants.order_by("pk").values_list("pk", flat=True))
    address = reverse("relay:groups", args=[draft.pk])
    client.post(address, {"act": "group", "group": "Øst", "people": people[:3]})
    client.post(address, {"act": "group", "group": "Vest", "people": people[3:]})
    assert {g.name: g.participants.count() for g in draft.groups.all()} == {"Øst": 3, "Vest": 1}
    client.post(reverse("relay:rename_group", args=[draft.pk, draft.groups.get(name="Vest").pk]), {"name": "Øst"})
    assert {g.name: g.participants.count() for g in draft.groups.all()} == {"Øst": 4}


def test_a_mail_is_shown_before_it_is_saved_and_an_unknown_placeholder_is_refused(client: Client, draft: Relay) -> None:
    address = reverse("relay:mail_text", args=[draft.pk, "invitation"])
    words = {"subject": "Kom med: {topic}", "body": "Hej {first_name}\n\n{link}"}
    shown = client.post(address, words | {"act": "preview"}).content.decode()
    assert "Kom med: Tillid i hverdagen" in shown
    assert "[[link]]" not in shown
    assert not draft.mail_texts.exists()
    refused = client.post(address, words | {"body": "Hej {fornam}\n\n{link}", "act": "save"}).content.decode()
    assert 'id="id_body-error"' in refused
    assert not draft.mail_texts.exists()
    client.post(address, words | {"act": "save"})
    assert draft.mail_texts.get().subject == "Kom med: {topic}"
    client.post(address, {"act": "standard"})
    assert not draft.mail_texts.exists()


def test_setting_up_sends_no_mail(client: Client, draft: Relay) -> None:
    sent = OutboxMail.objects.count()
    client.post(reverse("relay:add_people", args=[draft.pk]), {"lines": LIST, "act": "import"})
    assert draft.participants.count() == 6
    assert OutboxMail.objects.count() == sent
