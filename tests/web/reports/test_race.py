"""Two presses at the same moment, with real threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from depeche.core.errors import RuleError
from depeche.web.common.models import Event
from depeche.web.reports import actions, build
from depeche.web.reports.models import Version
from tests.web.reports.world import NOW, World

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
