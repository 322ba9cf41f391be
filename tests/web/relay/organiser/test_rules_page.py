"""The rules of the wizard: every parameter, the ready-made forms, the participants' words beside, and what is fixed."""

from __future__ import annotations

import dataclasses
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from depeche.core.relay.rules import Anonymity, Recipient, Rules, Start
from depeche.web.projects.models import Role
from depeche.web.relay.models import Phase, Relay
from depeche.web.relay.organiser.rules_form import ALWAYS, PRESETS, SECTIONS, Preset, RulesForm, unasked
from depeche.web.relay.participant.promises import rules_in_words
from depeche.web.relay.rules import rules_of
from tests.web.relay.organiser.conftest import SignedIn, as_posted
from tests.web.relay.world import World, make


@pytest.fixture
def client(world: World, signed_in: SignedIn) -> Client:
    client = signed_in(world.project, Role.FACILITATOR)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def draft(world: World) -> Relay:
    Relay.objects.filter(pk=world.relay.pk).update(phase=Phase.DRAFT)
    world.relay.refresh_from_db()
    return world.relay


def address(relay: Relay) -> str:
    return reverse("relay:rules", args=[relay.pk])


def test_every_parameter_is_asked_once_or_is_the_same_in_every_relay() -> None:
    asked = [name for _title, names in SECTIONS for name in names]
    assert sorted(asked) == sorted(RulesForm.base_fields)
    assert unasked() == ALWAYS
    assert set(asked) | ALWAYS == {field.name for field in dataclasses.fields(Rules)}


@pytest.mark.parametrize(
    "chosen",
    [
        Rules(),
        *(preset.rules for preset in PRESETS),
        Rules(
            recipient=Recipient.OTHER_SECTOR,
            new_recipient=False,
            waiting_cap=None,
            received_cap=6,
            answer_within=None,
            quiet_nights=True,
            night_from=20,
            night_to=6,
            quiet_weekends=True,
            timezone="America/Nuuk",
            decline=False,
            pass_on=False,
            report=False,
            hops_per_thread=4,
            anonymity=Anonymity.NAMED,
            not_back=True,
            outsiders=True,
            suggestions=False,
        ),
    ],
)
def test_whatever_is_chosen_is_what_is_kept_and_read(client: Client, draft: Relay, chosen: Rules) -> None:
    response = client.post(address(draft), as_posted(chosen), follow=True)
    draft.refresh_from_db()
    assert rules_of(draft) == chosen
    read = unescape(response.content.decode())
    with translation.override("en"):
        assert all(sentence in read for sentence in rules_in_words(chosen))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_ready_made_form_fills_in_the_fields_and_saves_nothing(client: Client, draft: Relay, preset: Preset) -> None:
    code, before = preset.code, draft.rules
    shown = client.get(address(draft), {"form": code}).content.decode()
    draft.refresh_from_db()
    assert draft.rules == before
    assert 'aria-current="true"' in shown
    assert ("Not saved yet." in shown) is (code != "broad")
    assert ("Name those who begin" in shown) is (code == "threads")


def test_the_words_follow_what_is_chosen_before_it_is_saved(client: Client, draft: Relay) -> None:
    before = draft.rules
    data = as_posted(Rules(answer_within=48)) | {"act": "preview"}
    part = client.post(address(draft), data, headers={"HX-Request": "true"}).content.decode()
    assert "within 48 hours" in part
    assert "<html" not in part
    assert "within 48 hours" in client.post(address(draft), data).content.decode()
    wrong = client.post(address(draft), data | {"waiting_cap": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert "does not fit together yet" in wrong
    draft.refresh_from_db()
    assert draft.rules == before


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"not_back": "on"}, "not_back"),
        ({"live": "on", "start": "starters"}, "live"),
        ({"hops_per_thread": "1"}, "hops_per_thread"),
        ({"night_from": "7"}, "night_to"),
        ({"answer_within": "500"}, "answer_within"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_the_rest_is_kept(
    client: Client, draft: Relay, chosen: dict[str, str], field: str
) -> None:
    before = draft.rules
    data = as_posted(Rules()) | {"waiting_cap": "7"} | chosen
    page = client.post(address(draft), data).content.decode()
    assert f'id="id_{field}-error"' in page
    assert 'name="waiting_cap" value="7"' in page
    draft.refresh_from_db()
    assert draft.rules == before


def test_once_people_are_invited_nothing_more_is_shown_of_the_asker(client: Client, draft: Relay) -> None:
    Relay.objects.filter(pk=draft.pk).update(phase=Phase.INVITED, rules=Rules(anonymity=Anonymity.GROUP).to_dict())
    page = client.post(address(draft), as_posted(Rules(anonymity=Anonymity.NAMED))).content.decode()
    assert "It can only be tightened." in page
    draft.refresh_from_db()
    assert rules_of(draft).anonymity == Anonymity.GROUP
    client.post(address(draft), as_posted(Rules(anonymity=Anonymity.HIDDEN)))
    draft.refresh_from_db()
    assert rules_of(draft).anonymity == Anonymity.HIDDEN


def test_an_open_relay_shows_its_rules_and_why_they_stay(client: Client, world: World) -> None:
    page = client.get(address(world.relay)).content.decode()
    assert "can no longer be changed" in page
    assert 'type="submit">Save the rules' not in page
    assert "hx-post" not in page
    before = world.relay.rules
    client.post(address(world.relay), as_posted(Rules(start=Start.STARTERS)))
    world.relay.refresh_from_db()
    assert world.relay.rules == before


def test_a_zone_that_is_set_stays_to_be_chosen(db: None) -> None:
    zone = "Europe/Stockholm"
    world = make(3, Rules(timezone=zone), opened=False)
    form = RulesForm(as_posted(rules_of(world.relay)), initial=rules_of(world.relay).to_dict())
    assert form.is_valid()
    assert form.cleaned_data["timezone"] == zone
