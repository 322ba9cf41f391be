"""One section at a time: what is saved, what is shown beside it, and what happens when two write at once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from depeche.web.reports import build
from depeche.web.reports.forms import MAX_MARKDOWN
from depeche.web.reports.sections import slug
from tests.web.reports.world import TRUST, World

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(world: World, section: str = "what") -> str:
    return reverse("reports:section", args=[world.report.pk, slug(section)])


def saved(world: World, section: str = "what") -> str:
    world.report.refresh_from_db()
    text: str = world.report.texts.get(section, "")
    return text


def test_without_javascript_the_button_saves_and_shows(world: World, owner: Client) -> None:
    answer = owner.post(at(world), {"markdown": "Der er **{{questions}}** spørgsmål.", "base": build.stamp("")})
    assert answer["Location"] == at(world)
    page = owner.get(at(world)).text
    assert "<p>Der er <strong>5</strong> spørgsmål.</p>" in page
    assert "Every number and quote here rests on the material." in page
    assert saved(world) == "Der er **{{questions}}** spørgsmål."


def test_as_one_types_the_draft_is_saved_and_its_stamp_handed_back(world: World, owner: Client) -> None:
    base = build.stamp("")
    for text in ("Der", "Der er", "Der er 73 svar."):
        answer = owner.post(at(world), {"markdown": text, "base": base}, headers=HTMX)
        assert answer.status_code == 200
        assert "<html" not in answer.text
        found = re.search(r'id="id_base" value="([0-9a-f]{64})" hx-swap-oob="true"', answer.text)
        assert found
        base = found[1]
        assert saved(world) == text
    assert "Saved at" in answer.text
    assert "1 claim here lacks its ground" in answer.text
    assert "The number 73 has neither a reference nor a source" in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_who_write_at_once_lose_nothing(world: World, owner: Client, headers: dict[str, str]) -> None:
    world.write("what", "Den andens tekst.")
    refused = owner.post(at(world), {"markdown": "Min tekst.", "base": build.stamp("")}, headers=headers)
    assert refused.status_code == (200 if headers else 409)
    assert "Somebody else has saved this section" in refused.text
    assert "Den andens tekst." in refused.text
    assert "Min tekst." in refused.text
    assert saved(world) == "Den andens tekst."
    over = build.stamp("Den andens tekst.")
    assert f'name="over" value="{over}"' in refused.text
    owner.post(at(world), {"markdown": "Begges tekst.", "base": build.stamp(""), "over": over}, headers=headers)
    assert saved(world) == "Begges tekst."


def test_what_is_too_long_stays_in_the_field(world: World, owner: Client) -> None:
    answer = owner.post(at(world), {"markdown": "a" * (MAX_MARKDOWN + 1), "base": build.stamp("")})
    assert answer.status_code == 422
    assert "a" * (MAX_MARKDOWN + 1) in answer.text
    assert saved(world) == ""


def test_what_an_analyst_writes_is_never_markup(world: World, owner: Client) -> None:
    world.write("what", "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://elsewhere.test/y.png)")
    page = owner.get(at(world)).text
    preview = page.partition('id="beside"')[2].partition('id="figures-heading"')[0]
    assert "&lt;script&gt;" in preview
    assert "<script" not in preview
    assert "<img" not in preview
    assert not re.search(r'href="(?:javascript|https://elsewhere)', preview)


def test_a_quote_is_found_in_the_material_or_named(world: World, owner: Client) -> None:
    world.write("closing", f"> {TRUST}")
    assert "rests on the material" in owner.get(at(world, "closing")).text
    world.write("closing", f"> {TRUST.replace('først', 'altid')}")
    assert "does not stand in the material word for word" in owner.get(at(world, "closing")).text


def test_every_figure_offered_can_be_used_as_it_stands(world: World, owner: Client) -> None:
    page = owner.get(at(world)).text
    references = re.findall(r'data-insert="([^"]+)"', page)
    assert {"{{questions}}", "{{questions:top}}", "{{theme:top:tillid}}", "{{word:sektor:top}}"} <= set(references)
    workshop = build.Workshop(world.report, world.report.created_at)
    assert workshop.claims_of("Prøve", " ".join(references)) == ()
    assert "{{" not in workshop.preview(" ".join(references))


def test_an_empty_section_says_what_the_report_will_show(world: World, owner: Client) -> None:
    assert "the report shows its fixed text here" in owner.get(at(world, "what")).text
    assert "the report leaves this out" in owner.get(at(world, "closing")).text


def test_neighbours_lead_through_the_report(world: World, owner: Client) -> None:
    first, last = owner.get(at(world, "what")).text, owner.get(at(world, "closing")).text
    assert at(world, "how") in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last
    assert owner.get(reverse("reports:section", args=[world.report.pk, "findes-ikke"])).status_code == 404


def test_a_long_report_asks_no_more_than_a_short_one(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(11):
        owner.get(at(world))
    for section in ("how", "why", "who", "source:top", "source:inst", "theme:top:tillid", "closing"):
        world.write(section, "Der er {{questions}} spørgsmål.")
    with django_assert_num_queries(11):
        owner.get(at(world))
