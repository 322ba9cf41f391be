from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from depeche.core.errors import InputError, RuleError
from depeche.core.relay.rules import Rules
from depeche.core.relay.window import Window
from depeche.reading.people import PeopleSheet, PersonRow, Problem
from depeche.web.accounts.actions import make_organiser
from depeche.web.common.models import Event, OutboxMail
from depeche.web.projects.actions import create_project, invite_member
from depeche.web.projects.models import Project, Role
from depeche.web.relay import actions, work
from depeche.web.relay.actions import setup
from depeche.web.relay.actions.organise import group_people
from depeche.web.relay.models import Group, Keyword, MailText, Participant, Phase, Relay
from depeche.web.relay.rules import rules_of, why_not_schedule
from tests.web.relay import world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANNE = PersonRow(2, "Anne Øst", "anne@a.example", "Direktør", "Søby", "state", "Blå")
BO = PersonRow(3, "Bo Vest", "bo@b.example", "Leder", "Åby", "region", "Rød")


@pytest.fixture
def project() -> Project:
    owner, _new = make_organiser(email="ejer@depeche.example", name="Ejer", now=NOW)
    return create_project(actor=owner, name="På tværs", controller="", language="da", now=NOW)


@pytest.fixture
def relay(project: Project) -> Relay:
    return setup.create_relay(actor=project.members.get(), project=project, topic="Ledelse på tværs", now=NOW)


def import_both(relay: Relay, *rows: PersonRow) -> list[Participant]:
    sheet = PeopleSheet(rows or (ANNE, BO))
    return setup.import_people(actor=relay.project.members.get(), relay=relay, sheet=sheet, now=NOW)


def test_a_new_relay_is_a_draft_with_the_standard_rules_answered_to_its_maker(relay: Relay) -> None:
    assert relay.phase == Phase.DRAFT
    assert rules_of(relay) == Rules()
    assert (relay.sender_name, relay.reply_to) == ("Ejer", "ejer@depeche.example")


def test_a_sheet_makes_people_groups_and_working_links(relay: Relay) -> None:
    import_both(relay)
    assert [group.name for group in Group.objects.filter(relay=relay)] == ["Blå", "Rød"]
    anne = Participant.objects.get(email="anne@a.example")
    assert (anne.name, anne.title, anne.sector, anne.group and anne.group.name) == (
        "Anne Øst",
        "Direktør",
        "state",
        "Blå",
    )
    assert anne.access_hash
    assert "anne øst" in anne.search


def test_one_bad_row_and_nobody_is_imported(relay: Relay) -> None:
    bad = BO._replace(email="ikke en adresse", problems=(Problem.BAD_EMAIL,))
    with pytest.raises(InputError) as refusal:
        import_both(relay, ANNE, bad)
    assert refusal.value.row == 3
    assert not Participant.objects.exists()
    assert not Group.objects.exists()


def test_an_address_that_is_there_already_stops_the_whole_sheet(relay: Relay) -> None:
    import_both(relay)
    with pytest.raises(RuleError, match="participant_already"):
        import_both(relay, ANNE, BO._replace(email="ny@b.example"))
    assert Participant.objects.count() == 2


def test_moving_the_last_one_out_of_a_group_removes_the_group(relay: Relay) -> None:
    anne, _bo = import_both(relay)
    group_people(actor=relay.project.members.get(), relay=relay, people=[anne.pk], name="Rød", now=NOW)
    assert [group.name for group in Group.objects.filter(relay=relay)] == ["Rød"]
    with pytest.raises(InputError, match=r"^column group"):
        group_people(actor=relay.project.members.get(), relay=relay, people=[anne.pk], name=" ", now=NOW)


def test_removing_a_person_before_the_opening_leaves_no_trace_but_the_event(relay: Relay) -> None:
    anne, _bo = import_both(relay)
    number = anne.pk
    setup.remove_person(actor=relay.project.members.get(), participant=anne, now=NOW)
    assert not Participant.objects.filter(pk=number).exists()
    assert Event.objects.filter(verb="participant.removed", object_id=number).count() == 1


def test_nothing_that_was_written_to_a_removed_person_stays() -> None:
    w = world.make(4, opened=False)
    work.tick(world.START - world.HOUR)
    gone = w.people[0]
    assert OutboxMail.objects.filter(to_email=gone.email).exists()
    setup.remove_person(actor=w.user, participant=gone, now=world.START - world.HOUR)
    assert not OutboxMail.objects.filter(to_email="p0@example.test").exists()
    assert OutboxMail.objects.count() == 3


def test_a_scheduled_window_is_moved_by_its_own_rule_only() -> None:
    """Somebody else scheduled the relay while the page with its moments stood open."""
    w = world.make(4, opened=False)
    window = Window(world.START, world.START + DAY, world.START + 2 * DAY, world.START + 3 * DAY)
    with pytest.raises(RuleError, match="closed"):
        setup.set_window(actor=w.user, relay=w.relay, window=window, now=world.START - world.HOUR)


def test_keywords_are_replaced_without_doubles(relay: Relay) -> None:
    actor = relay.project.members.get()
    assert setup.set_keywords(actor=actor, relay=relay, words=["mål", " mål ", "", "tid"], now=NOW) == 2
    assert setup.set_keywords(actor=actor, relay=relay, words=["tid", "tillid"], now=NOW) == 2
    assert set(Keyword.objects.values_list("word", flat=True)) == {"tid", "tillid"}


def test_own_words_of_a_mail_are_checked_and_can_be_taken_back(relay: Relay) -> None:
    actor = relay.project.members.get()
    with pytest.raises(InputError, match="link"):
        setup.set_mail_text(actor=actor, relay=relay, kind="invitation", subject="Kom", body="Uden.", now=NOW)
    setup.set_mail_text(actor=actor, relay=relay, kind="invitation", subject="Kom", body="Her: {link}", now=NOW)
    assert MailText.objects.get().subject == "Kom"
    setup.reset_mail_text(actor=actor, relay=relay, kind="invitation", now=NOW)
    assert not MailText.objects.exists()


def complete(relay: Relay) -> Relay:
    actor = relay.project.members.get()
    setup.set_topic(
        actor=actor,
        relay=relay,
        topic=relay.topic,
        purpose=setup.Purpose("Fordi.", "Svar.", "Rapport."),
        video_url="",
        sender_name="Ejer",
        reply_to="ejer@depeche.example",
        language="da",
        now=NOW,
    )
    import_both(relay, ANNE, BO, ANNE._replace(number=4, email="c@c.example", name="C"))
    window = Window(NOW, NOW + DAY, NOW + 5 * DAY, NOW + 6 * DAY)
    return setup.set_window(actor=actor, relay=relay, window=window, now=NOW)


def test_an_empty_relay_says_all_that_is_missing_and_a_complete_one_nothing(relay: Relay) -> None:
    assert {refusal.code for refusal in why_not_schedule(relay, NOW)} == {"no_purpose", "no_window", "too_few_people"}
    assert why_not_schedule(complete(relay), NOW) == []


def test_rules_are_fixed_once_it_is_open(relay: Relay) -> None:
    actor = relay.project.members.get()
    ready = complete(relay)
    setup.set_rules(actor=actor, relay=ready, rules=replace(Rules(), waiting_cap=3), now=NOW)
    Relay.objects.filter(pk=ready.pk).update(phase=Phase.OPEN)
    ready.refresh_from_db()
    with pytest.raises(RuleError):
        setup.set_rules(actor=actor, relay=ready, rules=Rules(), now=NOW + 2 * DAY)
    ready.refresh_from_db()
    assert rules_of(ready).waiting_cap == 3


def test_only_those_who_run_relays_set_them_up(project: Project) -> None:
    owner = project.members.get()
    member = invite_member(actor=owner, project=project, email="a@depeche.example", name="", role=Role.ANALYST, now=NOW)
    with pytest.raises(PermissionDenied):
        setup.create_relay(actor=member.user, project=project, topic="X", now=NOW)
    relay = setup.create_relay(actor=owner, project=project, topic="X", now=NOW)
    with pytest.raises(PermissionDenied):
        actions.schedule(actor=member.user, relay=relay, now=NOW)
