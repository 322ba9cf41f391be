"""Words of quantity in the editor: named, with the way to bind them, and in the way of publishing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depeche.core.errors import ClaimError
from depeche.web.reports.models import Version
from depeche.web.reports.sections import slug
from tests.web.reports.world import World

pytestmark = pytest.mark.django_db


def editor(world: World, section: str) -> str:
    return reverse("reports:section", args=[world.report.pk, slug(section)])


def test_an_unbound_word_is_named_with_a_reference_that_binds_it(world: World, owner: Client) -> None:
    world.write("theme:top:tillid", "Mange spørger om tillid.")
    page = owner.get(editor(world, "theme:top:tillid")).text
    assert "“Mange” does not say how many" in page
    assert 'data-insert="{{k_af_n:theme:top:tillid}}"' in page
    world.write("theme:top:tillid", "Mange, {{k_af_n:theme:top:tillid}}, spørger om tillid.")
    page = owner.get(editor(world, "theme:top:tillid")).text
    assert "does not say how many" not in page
    assert "2 af 3" in page


def test_a_lone_count_is_offered_with_its_whole(world: World, owner: Client) -> None:
    world.write("why", "Mange, {{answers:top}}, svarede.")
    assert 'data-insert="{{k_af_n:answers:top}}"' in owner.get(editor(world, "why")).text


def test_a_word_its_figures_do_not_bear_is_named(world: World, owner: Client) -> None:
    world.write("why", "Få spørger om tillid: {{k_af_n:theme:top:tillid}}.")
    assert "“Få” does not fit the numbers beside it, 2 af 3" in owner.get(editor(world, "why")).text


def test_nothing_is_published_until_it_is_bound_or_its_source_is_told(world: World) -> None:
    world.write("why", "De fleste deltagere nævner tid.")
    with pytest.raises(ClaimError):
        world.publish()
    assert not Version.objects.exists()
    world.write("why", "De fleste deltagere nævner tid. [kilde: en tidligere undersøgelse]")
    assert world.publish().number == 1
