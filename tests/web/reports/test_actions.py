"""What may be done to a report, by whom, and what is left behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from depeche.core.errors import ClaimError, RuleError
from depeche.core.reporting import from_json
from depeche.core.reporting.model import Background
from depeche.web.accounts.models import User
from depeche.web.analysis.models import TextUnit
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.reports import actions, build
from depeche.web.reports.models import FrozenError, Report, Version
from tests.web.reports.world import MINUTE, NOW, World, make

pytestmark = pytest.mark.django_db


def _create(world: World, user: User) -> None:
    front = actions.Front(title="Ny")
    actions.create(actor=user, project=world.project, corpus=world.report.corpus, front=front, now=NOW)


def _front(world: World, user: User) -> None:
    actions.change_front(actor=user, report=world.report, front=actions.Front(title="Ny"), now=NOW)


def _write(world: World, user: User) -> None:
    world.write("what", "Ny tekst.", by=user)


def _publish(world: World, user: User) -> None:
    actions.publish(actor=user, report=world.report, audience="members", after=0, now=NOW)


def _withdraw(world: World, user: User) -> None:
    actions.withdraw(actor=user, version=world.publish(), now=NOW)


WRITERS = {Role.OWNER, Role.FACILITATOR, Role.ANALYST}
ACTS: dict[str, tuple[Callable[[World, User], None], set[Role]]] = {
    "create": (_create, WRITERS),
    "front": (_front, WRITERS),
    "write": (_write, WRITERS),
    "publish": (_publish, {Role.OWNER}),
    "withdraw": (_withdraw, {Role.OWNER}),
}


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_for_its_roles(world: World, act: str, role: Role | None) -> None:
    do, allowed = ACTS[act]
    user = world.member(role) if role else User.objects.create_user("fremmed@other.test")
    if role in allowed:
        do(world, user)
        return
    with pytest.raises(PermissionDenied if role else Http404):
        do(world, user)


def test_a_report_rests_on_material_of_its_own_project(world: World) -> None:
    other = make()
    with pytest.raises(RuleError, match="corpus_of_another_project"):
        actions.create(
            actor=world.owner,
            project=world.project,
            corpus=other.report.corpus,
            front=actions.Front(title="Ny"),
            now=NOW,
        )


def test_what_somebody_else_has_saved_is_never_written_over(world: World) -> None:
    world.write("what", "Den første tekst.")
    with pytest.raises(RuleError, match="section_changed"):
        actions.save_section(
            actor=world.owner,
            report=world.report,
            section="what",
            place=1,
            markdown="Skrevet oven på den tomme.",
            base=build.stamp(""),
            now=NOW,
        )
    world.report.refresh_from_db()
    assert world.report.texts == {"what": "Den første tekst."}


def test_saving_the_same_text_again_is_no_conflict(world: World) -> None:
    world.write("what", "Tekst.")
    again = actions.save_section(
        actor=world.owner, report=world.report, section="what", place=1, markdown="Tekst.\r\n", base="", now=NOW
    )
    assert again == build.stamp("Tekst.")


def test_a_sitting_leaves_one_event_and_no_words(world: World) -> None:
    for text in ("En", "En to", "En to tre"):
        world.write("what", text, now=NOW + MINUTE)
    events = Event.objects.filter(verb="report.section_changed")
    assert [event.data for event in events] == [{"section": 1}]
    world.write("what", "Efter pausen", now=NOW + 30 * MINUTE)
    assert events.all().count() == 2


def test_publishing_freezes_model_seal_and_pdf(world: World) -> None:
    version = world.publish()
    version.refresh_from_db()
    assert (version.number, version.title, version.audience) == (1, "Det spurgte lederne om", "public")
    assert version.sha256 == hashlib.sha256(version.model.encode()).hexdigest()
    assert from_json(version.model).title == "Det spurgte lederne om"
    assert bytes(version.pdf).startswith(b"%PDF-")
    event = Event.objects.get(verb="report.published")
    assert event.data == {"number": 1, "audience": "public", "sha256": version.sha256, "days_first": 0}


def test_orphan_claims_are_named_and_nothing_is_published(world: World) -> None:
    world.write("why", "Hele 73 procent er utilfredse.")
    world.write("closing", "> Det har ingen nogen sinde sagt i denne stafet.\n\nSe {{ukendt:tal}}.")
    with pytest.raises(ClaimError) as refused:
        world.publish()
    claims = "\n".join(refused.value.claims)
    assert len(refused.value.claims) == 3
    assert "Baggrund" in claims
    assert "Hele 73 procent er utilfredse." in claims
    assert "Det har ingen nogen sinde sagt" in claims
    assert "{{ukendt:tal}}" in claims
    assert not Version.objects.exists()
    assert not Event.objects.filter(verb="report.published").exists()


def test_a_number_that_has_changed_since_it_was_written_is_counted_again(world: World) -> None:
    world.write("what", "Der er {{questions}} spørgsmål.")
    workshop = build.Workshop(world.report, NOW)
    assert "Der er 5 spørgsmål." in workshop.preview(world.report.texts["what"])
    TextUnit.objects.filter(corpus=world.report.corpus, key="5").delete()
    model = from_json(world.publish().model)
    assert [named.figure.value for named in model.bodies(Background)[0].what.figures] == [4]


def test_two_presses_of_the_button_make_one_version(world: World) -> None:
    world.publish()
    with pytest.raises(RuleError, match="already_published"):
        actions.publish(actor=world.owner, report=world.report, audience="public", after=0, now=NOW)
    assert Version.objects.count() == 1


def test_somebody_faster_while_the_report_is_built_wins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze = build.freeze

    def slow(workshop: build.Workshop) -> build.Frozen:
        frozen = freeze(workshop)
        monkeypatch.setattr(build, "freeze", freeze)
        world.publish("members")
        return frozen

    monkeypatch.setattr(build, "freeze", slow)
    with pytest.raises(RuleError, match="already_published"):
        actions.publish(actor=world.owner, report=world.report, audience="public", after=0, now=NOW)
    assert Version.objects.get().audience == "members"


def test_a_published_version_never_changes(world: World) -> None:
    version = world.publish()
    kept = (version.model, version.sha256)
    with pytest.raises(FrozenError):
        Version.objects.filter(pk=version.pk).update(model="{}")
    with pytest.raises(FrozenError):
        Version.objects.filter(pk=version.pk).delete()
    version.title = "En anden"
    with pytest.raises(FrozenError):
        version.save()
    with pytest.raises(FrozenError):
        version.save(update_fields=["title", "withdrawn_at"])
    with pytest.raises(FrozenError):
        version.delete()
    version.refresh_from_db()
    assert (version.model, version.sha256) == kept


def test_work_on_the_material_leaves_the_published_page_as_it_is(world: World) -> None:
    version = world.publish()
    before = build.page(build.thaw(version), lambda name, size: f"/{name}-{size}.svg")
    TextUnit.objects.filter(corpus=world.report.corpus, key="5").delete()
    actions.change_front(actor=world.owner, report=world.report, front=actions.Front(title="En anden"), now=NOW)
    world.write("what", "En anden tekst.")
    version.refresh_from_db()
    assert build.page(build.thaw(version), lambda name, size: f"/{name}-{size}.svg") == before


def test_a_broken_seal_is_not_shown(world: World) -> None:
    version = world.publish()
    version.model = version.model.replace("Det spurgte lederne om", "Noget andet")
    with pytest.raises(build.BrokenSealError):
        build.thaw(version)


def test_withdrawing_is_done_once_and_republishing_makes_a_new_number(world: World) -> None:
    version = world.publish()
    actions.withdraw(actor=world.owner, version=version, now=NOW + MINUTE)
    with pytest.raises(RuleError, match="already_withdrawn"):
        actions.withdraw(actor=world.owner, version=version, now=NOW + 2 * MINUTE)
    version.refresh_from_db()
    assert (version.withdrawn_at, version.withdrawn_by) == (NOW + MINUTE, world.owner)
    assert world.publish().number == 2
    assert Event.objects.filter(verb="report.withdrawn").count() == 1


def test_nobody_s_name_or_address_stands_in_what_is_published(world: World) -> None:
    version = world.publish()
    assert world.owner.email not in version.model
    assert "Ole Owner" not in version.model
    offline = build.offline_page(version).decode()
    assert "Ole Owner" not in offline


def test_the_publisher_may_leave_and_the_version_stays(world: World) -> None:
    second = world.member(Role.OWNER)
    version = actions.publish(actor=second, report=world.report, audience="public", after=0, now=NOW)
    second.delete()
    version.refresh_from_db()
    assert version.published_by is None


def test_addresses_are_not_guessed(world: World) -> None:
    for _ in range(20):
        _create(world, world.owner)
    addresses = set(Report.objects.values_list("address", flat=True))
    assert len(addresses) == 21
    assert {len(address) for address in addresses} == {20}
