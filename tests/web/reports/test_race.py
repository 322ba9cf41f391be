"""Two presses at the same moment, with real threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from depeche.core.corpus import text_hash
from depeche.core.errors import RuleError
from depeche.core.reporting.values import Quote, below
from depeche.web.common.models import Event
from depeche.web.reports import actions, build
from depeche.web.reports.models import Finding, Report, Version
from depeche.web.reports.recognise_masks import key_in_unit
from tests.web.reports.world import NOW, TRUST, World

EMPTY = build.stamp("")
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_publish_at_once_make_one_version(transactional_db: None, world: World) -> None:
    def press(_: int) -> str:
        try:
            made = actions.publish(actor=world.owner, report=world.report, audience="public", after=0, now=NOW)
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return f"version {made.number}"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(press, range(4)))
    assert outcomes == ["already_published"] * 3 + ["version 1"]
    assert Version.objects.count() == 1
    assert Event.objects.filter(verb="report.published").count() == 1


def test_two_who_save_a_section_at_once_write_over_nobody(transactional_db: None, world: World) -> None:
    def save(text: str) -> str:
        try:
            actions.save_section(
                actor=world.owner, report=world.report, section="what", place=1, markdown=text, base=EMPTY, now=NOW
            )
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return text

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(save, ("a", "b", "c", "d")))
    world.report.refresh_from_db()
    assert outcomes.count("section_changed") == 3
    assert world.report.texts["what"] in outcomes


def test_two_who_resolve_the_same_comment_resolve_it_once(transactional_db: None, world: World) -> None:
    found = actions.comment(
        actor=world.owner, report=world.report, section="what", passage="", text="Er det sådan?", now=NOW
    )

    def resolve(_: int) -> str:
        try:
            actions.resolve(actor=world.owner, found=found, now=NOW)
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return "resolved"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(resolve, range(4)))
    assert outcomes == ["already_resolved"] * 3 + ["resolved"]
    assert Event.objects.filter(verb="report.comment_resolved").count() == 1


def test_a_comment_that_arrives_while_a_version_is_published_is_known_or_comes_after(
    transactional_db: None, world: World
) -> None:
    """Whoever publishes has seen no comment: it goes through only where the comment was written after."""

    def publish() -> str:
        try:
            actions.publish(actor=world.owner, report=world.report, audience="members", after=0, now=NOW)
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return "published"

    def comment(at: int) -> str:
        try:
            made = actions.comment(
                actor=world.owner, report=world.report, section="what", passage="", text=f"Nummer {at}", now=NOW
            )
        finally:
            connection.close()
        return str(made.pk)

    with ThreadPoolExecutor(6) as pool:
        publishing = pool.submit(publish)
        comments = [pool.submit(comment, at) for at in range(5)]
        outcome = publishing.result()
        assert len({made.result() for made in comments}) == 5
    published = Event.objects.filter(verb="report.published").values_list("pk", flat=True).first()
    commented = Event.objects.filter(verb="report.commented").values_list("pk", flat=True)
    assert outcome in {"published", "comments_open"}
    assert (published is not None) == (outcome == "published")
    assert published is None or all(at > published for at in commented)


def test_a_comment_written_while_the_report_is_built_stops_it(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze = build.freeze

    def slow(workshop: build.Workshop) -> build.Frozen:
        frozen = freeze(workshop)
        actions.comment(actor=world.owner, report=world.report, section="what", passage="", text="Vent.", now=NOW)
        return frozen

    monkeypatch.setattr(build, "freeze", slow)
    with pytest.raises(RuleError, match="comments_open"):
        actions.publish(actor=world.owner, report=world.report, audience="members", after=0, now=NOW)
    assert not Version.objects.exists()


def test_what_is_masked_while_the_report_is_built_is_not_published_unmasked(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze = build.freeze

    def slow(workshop: build.Workshop) -> build.Frozen:
        frozen = freeze(workshop)
        digest = text_hash(TRUST)
        Finding.objects.create(
            report=world.report,
            key=key_in_unit("name", "1/a", digest, 0, 6),
            kind="name",
            unit="1/a",
            start=0,
            end=6,
            choice=Finding.Choice.MASK,
            decided_at=NOW,
        )
        return frozen

    monkeypatch.setattr(build, "freeze", slow)
    with pytest.raises(RuleError, match="publishing_blocked"):
        world.publish()
    assert not Version.objects.exists()
    monkeypatch.undo()
    assert "Tillid" not in next(
        quote.text for quote in below(build.thaw(world.publish()), Quote) if quote.unit == "1/a"
    )


@pytest.mark.parametrize("change", [{"show_groups": False}, {"texts": {"why": "Andet."}}, {"title": "Anden titel"}])
def test_a_draft_that_is_changed_while_it_is_built_is_not_published_as_it_was(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    freeze = build.freeze

    def slow(workshop: build.Workshop) -> build.Frozen:
        frozen = freeze(workshop)
        Report.objects.filter(pk=world.report.pk).update(**change)
        return frozen

    monkeypatch.setattr(build, "freeze", slow)
    with pytest.raises(RuleError, match="publishing_blocked"):
        world.publish()
    assert not Version.objects.exists()
