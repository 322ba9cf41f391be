"""What a figure or a quote is from: for members with the texts, for everybody else with no word more than printed."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from prov.model import ProvDocument

from depeche.core.corpus import text_hash
from depeche.core.reporting.provenance import claims_of
from depeche.core.reporting.values import Figure, Quote
from depeche.web.analysis.models import Quote as Chosen
from depeche.web.analysis.models import TextUnit
from depeche.web.projects.models import Role
from depeche.web.reports import actions, build
from depeche.web.reports.models import Version
from tests.web.reports.world import NOW, TRUST, World, make

pytestmark = pytest.mark.django_db
CUT = "Tillid vokser, når lederen spørger først"


def numbers_of(version: Version) -> dict[Figure | str, int]:
    """The number of each figure by its value, and of each quote by its unit."""
    return {
        ground.value.unit if isinstance(ground.value, Quote) else ground.value: ground.number
        for ground in claims_of(build.thaw(version))
    }


def trimmed(world: World) -> Version:
    """A version in which the answer about trust is printed without its end."""
    Chosen.objects.filter(unit__key="1").update(kept_answer=[[0, len(CUT)]])
    return world.publish()


def public(world: World, number: int) -> str:
    return reverse("public_reports:ground", args=[world.report.address, 1, number])


def test_the_page_of_a_report_leads_to_its_grounds(world: World, owner: Client, stranger: Client) -> None:
    version = world.publish()
    page = stranger.get(reverse("public_reports:version", args=[world.report.address, 1])).text
    led = {int(number) for number in re.findall(r"/v1/grundlag/(\d+)/", page)}
    assert led
    assert led <= set(numbers_of(version).values())
    for number in sorted(led)[::7]:
        assert stranger.get(public(world, number)).status_code == 200
    draft = owner.get(reverse("reports:draft_page", args=[world.report.pk])).text
    address = re.search(r'href="(/[^"]*/kladde/grundlag/\d+/)"', draft)
    assert address is not None
    assert owner.get(address[1]).status_code == 200


def test_a_figure_tells_what_it_counts_its_recipe_its_whole_and_where_it_stands(world: World, stranger: Client) -> None:
    version = world.publish()
    number = numbers_of(version)[Figure("theme", ("top", "tillid"), 2.0)]
    text = stranger.get(public(world, number)).text
    assert "questions in “Topledere” put in the theme “tillid”" in text
    assert "{{theme:top:tillid}}" in text
    assert "of 3" in text
    assert "#s-topledere" in text


def test_the_public_sees_no_word_more_than_is_printed(world: World, stranger: Client) -> None:
    version = trimmed(world)
    found = stranger.get(public(world, numbers_of(version)["1/a"]))
    text = found.text
    assert CUT in text
    assert "svarer bagefter" not in text
    assert text_hash(TRUST) not in text, "the words left out could be guessed by it"
    assert "workbench" not in text.casefold()
    assert found["X-Robots-Tag"] == "noindex, nofollow"
    assert found["Cache-Control"] == "private, no-cache"


def test_a_quote_that_is_printed_whole_tells_its_hash_to_everybody(world: World, stranger: Client) -> None:
    version = world.publish()
    assert text_hash(TRUST) in stranger.get(public(world, numbers_of(version)["1/a"])).text


def test_members_read_the_whole_text_with_what_is_printed_marked(world: World, owner: Client) -> None:
    version = trimmed(world)
    address = reverse("reports:version_ground", args=[world.report.pk, 1, numbers_of(version)["1/a"]])
    text = owner.get(address).text
    assert f"<mark>{CUT}</mark> og svarer bagefter." in text
    assert text_hash(TRUST) in text
    assert "?pile=all&amp;unit=" in text
    TextUnit.objects.filter(kind="answer", key="1").update(text="Noget andet.")
    assert "Noget andet." not in owner.get(address).text
    assert "not in the material as it was" in owner.get(address).text


@pytest.mark.parametrize(
    ("figure", "way"),
    [
        (Figure("theme", ("top", "tillid"), 2.0), "?pile="),
        (Figure("questions", ("top",), 3.0), "?pile=all&amp;source="),
        (Figure("unsorted", ("top",), 0.0), "?pile=unsorted&amp;source="),
    ],
)
def test_a_figure_leads_members_to_the_texts_it_counts(world: World, owner: Client, figure: Figure, way: str) -> None:
    world.write("why", "Af {{questions:top}} lå {{theme:top:tillid}} i tillid og {{unsorted:top}} uden for.")
    number = numbers_of(world.publish())[figure]
    text = owner.get(reverse("reports:version_ground", args=[world.report.pk, 1, number])).text
    assert way in text
    found = re.search(r'href="([^"]*\?pile=[^"]*)"', text)
    assert found is not None
    assert owner.get(found[1].replace("&amp;", "&")).status_code == 200


def test_no_word_of_a_participant_stands_in_an_address(world: World, owner: Client) -> None:
    world.write("why", "Ordet står {{word:tillid:top}} gange.")
    number = numbers_of(world.publish())[Figure("word", ("tillid", "top"), 1.0)]
    text = owner.get(reverse("reports:version_ground", args=[world.report.pk, 1, number])).text
    ways = re.findall(r'class="button button-secondary" href="([^"]*)"', text)
    assert ways
    assert all("tillid" not in way for way in ways)


def test_what_there_is_not_is_not_found(world: World, owner: Client, stranger: Client) -> None:
    version = world.publish()
    beyond = max(numbers_of(version).values()) + 1
    assert stranger.get(public(world, beyond)).status_code == 404
    assert stranger.get(public(world, 0)).status_code == 404
    assert owner.get(reverse("reports:version_ground", args=[world.report.pk, 1, beyond])).status_code == 404
    assert owner.get(reverse("reports:version_ground", args=[world.report.pk, 9, 1])).status_code == 404


def test_what_is_withdrawn_or_for_members_tells_strangers_nothing(world: World, stranger: Client) -> None:
    version = world.publish("members")
    evidence = reverse("public_reports:evidence", args=[world.report.address, 1])
    assert stranger.get(public(world, 1)).status_code == 404
    assert stranger.get(evidence).status_code == 404
    reader = Client()
    reader.force_login(world.member(Role.READER))
    assert reader.get(public(world, 1)).status_code == 200
    assert reader.get(evidence).status_code == 200
    actions.withdraw(actor=world.owner, version=version, now=NOW)
    assert reader.get(public(world, 1)).status_code == 410
    assert reader.get(evidence).status_code == 410


def test_what_was_withdrawn_is_told_to_members_no_more_than_to_others(world: World, owner: Client) -> None:
    version = world.publish()
    for name, arguments in (("version_ground", (1, 1)), ("version_evidence", (1,))):
        address = reverse(f"reports:{name}", args=[world.report.pk, *arguments])
        assert owner.get(address).status_code == 200
    actions.withdraw(actor=world.owner, version=version, now=NOW)
    for name, arguments in (("version_ground", (1, 1)), ("version_evidence", (1,))):
        address = reverse(f"reports:{name}", args=[world.report.pk, *arguments])
        assert owner.get(address).status_code == 404


def test_the_evidence_is_prov_and_holds_no_texts_and_no_names(world: World, owner: Client, stranger: Client) -> None:
    version = trimmed(world)
    answer = stranger.get(reverse("public_reports:evidence", args=[world.report.address, 1]))
    assert answer["Content-Disposition"].endswith('-v1-prov.json"') or "prov" in answer["Content-Disposition"]
    found = json.loads(answer.content)
    assert found["entity"]["r:report"]["depeche:sha256"] == version.sha256
    assert found["entity"]["r:report"]["depeche:number"] == 1
    text = answer.content.decode()
    assert CUT not in text
    assert "Ole Owner" not in text
    assert text_hash(TRUST) not in text
    assert ProvDocument.deserialize(content=text, format="json").get_records()
    inside = owner.get(reverse("reports:version_evidence", args=[world.report.pk, 1])).content.decode()
    assert text_hash(TRUST) in inside
    assert CUT not in inside
    assert "depeche:Draft" in owner.get(reverse("reports:draft_evidence", args=[world.report.pk])).content.decode()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("draft_ground", (1,)), ("draft_evidence", ()), ("version_ground", (1, 1)), ("version_evidence", (1,))],
)
def test_who_sees_the_texts_behind_it(world: World, name: str, arguments: tuple[int, ...]) -> None:
    world.publish()
    address = reverse(f"reports:{name}", args=[world.report.pk, *arguments])
    assert Client().get(address).status_code == 302
    for role in Role:
        client = Client()
        client.force_login(world.member(role))
        assert client.get(address).status_code == (403 if role is Role.READER else 200)
    other = Client()
    other.force_login(make().owner)
    assert other.get(address).status_code == 404
