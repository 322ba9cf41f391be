"""The builder's page: what it shows of each block, and every act by its buttons, with scripts and without."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from depeche.web.projects.models import Role
from depeche.web.reports import build
from depeche.web.reports.actions.arranging import outline_stamp
from depeche.web.reports.models import Report, Step
from tests.web.reports.world import NOW, World

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def ids(world: World) -> list[str]:
    world.report.refresh_from_db()
    return [item.id for item in build.Workshop(world.report, NOW).outline.items]


def base(world: World) -> str:
    world.report.refresh_from_db()
    return outline_stamp(build.Workshop(world.report, NOW).outline)


def page(world: World, owner: Client, query: str = "") -> str:
    return owner.get(reverse("reports:report", args=[world.report.pk]) + query).text


def do(world: World, owner: Client, act: str, **fields: object) -> str:
    """Press a button as the page is now; the page one comes to."""
    data = {"act": act, "base": base(world), **fields}
    return owner.post(reverse("reports:arrange", args=[world.report.pk]), data, follow=True).text


def undo(world: World, owner: Client) -> str:
    where = reverse("reports:undo", args=[world.report.pk])
    return owner.post(where, {"base": base(world)}, follow=True).text


def test_every_block_is_named_with_its_kind_and_its_state(world: World, owner: Client) -> None:
    world.write("closing", "Der er 73 svar.")
    found = page(world, owner)
    flat = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))
    assert "Tillid Theme page" in flat
    assert "Refleksion Reflection empty" in flat
    assert "4 words 1 claim lacks its ground" in flat
    assert "always in the report" in flat
    assert "The report follows the material" in flat


def test_buttons_move_hide_show_remove_and_undo_takes_each_back(world: World, owner: Client) -> None:
    before = ids(world)
    at = before.index("shares-1")
    assert "number 1 now" in do(world, owner, "up", item="shares-1")
    assert ids(world)[:2] == ["shares-1", "background"]
    assert "The report follows the material" not in page(world, owner)
    do(world, owner, "down", item="shares-1")
    assert ids(world) == before
    do(world, owner, "move", item="closing", after="background")
    assert ids(world).index("closing") == 1
    assert "is not in the report" in do(world, owner, "hide", item="theme-1-1")
    assert world.report.title
    hidden = page(world, owner, "?block=theme-1-1")
    assert "This is how it would look" in hidden
    assert "Hvordan skaber sektoren mere tillid?" in hidden
    assert "Its texts are kept" in do(world, owner, "remove", item="shares-1")
    assert "shares-1" not in ids(world)
    for said in ("is back", "is as it was", "back in its place", "back in its place", "back in its place"):
        assert said in undo(world, owner)
    assert ids(world) == before
    assert before.index("shares-1") == at
    assert "The report follows the material" in page(world, owner)
    assert "nothing left to undo" in undo(world, owner)
    assert not Step.objects.exists()


def test_a_hidden_block_is_in_no_report(world: World, owner: Client) -> None:
    draft = reverse("reports:draft_page", args=[world.report.pk])
    assert "Hvordan skaber sektoren mere tillid?" in owner.get(draft).text
    do(world, owner, "hide", item="theme-1-1")
    assert "Hvordan skaber sektoren mere tillid?" not in owner.get(draft).text


def test_the_method_box_says_why_it_stays(world: World, owner: Client) -> None:
    found = page(world, owner, "?block=method")
    assert "The method box cannot be hidden or removed" in found
    assert 'value="hide"' not in found
    assert 'value="remove"' not in found
    for act in ("hide", "remove"):
        assert "The method box stays" in do(world, owner, act, item="method")
    assert "method" in ids(world)


def test_a_text_block_is_added_where_one_stands_and_written(world: World, owner: Client) -> None:
    added = do(world, owner, "add", kind="text", after="background")
    assert "Added:" in added
    assert ids(world)[1] == "text:1"
    assert reverse("reports:section", args=[world.report.pk, "text-1"]) in added
    world.write("text:1", "Egne ord om det hele.")
    assert "Egne ord om det hele." in page(world, owner, "?block=text:1")
    assert "“Egne ord om det hele.”" in page(world, owner)
    assert "Egne ord om det hele." in owner.get(reverse("reports:draft_page", args=[world.report.pk])).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "flow", "source": "top"}, "top"),
        ({"kind": "cross_table", "source": "top"}, "top"),
        ({"kind": "timeline", "source": "inst"}, "inst"),
        ({"kind": "appendix", "source": "inst"}, "inst"),
        ({"kind": "sheet", "theme": "top:tillid"}, "top"),
        ({"kind": "comparison", "source": "top", "other": "inst"}, "top"),
        ({"kind": "words"}, ""),
        ({"kind": "shared"}, ""),
        ({"kind": "part"}, ""),
        ({"kind": "reflection"}, ""),
    ],
)
def test_every_kind_can_be_added_and_looked_at(world: World, owner: Client, fields: dict[str, str], words: str) -> None:
    before = ids(world)
    do(world, owner, "add", **fields)
    (made,) = [name for name in ids(world) if name not in before]
    item = build.Workshop(world.report, NOW).outline.item(made)
    assert item is not None
    assert item.kind == fields["kind"]
    assert item.source == words
    assert "As it will look" in page(world, owner, f"?block={made}")
    assert owner.get(reverse("reports:draft_page", args=[world.report.pk])).status_code == 200


def test_what_cannot_be_added_says_why_and_changes_nothing(world: World, owner: Client) -> None:
    before = ids(world)
    assert "It is in the report already" in re.sub(
        "it is", "It is", do(world, owner, "add", kind="theme", theme="top:tillid")
    )
    assert "two different sides" in do(world, owner, "add", kind="comparison", source="top", other="top")
    assert "choose what it is to be about" in do(world, owner, "add", kind="nonsense")
    assert "Load it again" in do(world, owner, "nonsense")
    assert ids(world) == before


def test_a_heading_a_size_and_the_pairs_are_chosen(world: World, owner: Client) -> None:
    do(world, owner, "title", item="theme-1-1", title="Tillid til hinanden")
    assert "Tillid til hinanden" in owner.get(reverse("reports:draft_page", args=[world.report.pk])).text
    do(world, owner, "limit", item="theme-1-1", most="1")
    assert "must be a number" in do(world, owner, "limit", item="theme-1-1", most="-1")
    assert "must be a number" in do(world, owner, "limit", item="shares-1", most="0")
    found = page(world, owner, "?block=theme-1-1")
    assert 'value="Tillid til hinanden"' in found
    pairs = re.findall(r'name="pair" value="([^"]+)" checked', found)
    assert len(pairs) == 2
    do(world, owner, "pairs", item="theme-1-1", pair=pairs, lift=pairs[1])
    again = re.findall(r'name="pair" value="([^"]+)" checked', page(world, owner, "?block=theme-1-1"))
    assert again == pairs[::-1]
    do(world, owner, "pairs", item="theme-1-1", pair=pairs[:1])
    alone = page(world, owner, "?block=theme-1-1")
    assert re.findall(r'name="pair" value="([^"]+)" checked', alone) == pairs[:1]
    assert "choose at least one pair" in do(world, owner, "pairs", item="theme-1-1")


def test_two_who_arrange_at_once_lose_nothing(world: World, owner: Client) -> None:
    seen = base(world)
    do(world, owner, "hide", item="words")
    theirs = ids(world)
    data = {"act": "title", "base": seen, "item": "theme-1-1", "title": "Min overskrift"}
    refused = owner.post(reverse("reports:arrange", args=[world.report.pk]), data, follow=True).text
    assert "arranged by somebody else" in refused
    assert "Min overskrift" in refused
    assert ids(world) == theirs
    late = owner.post(reverse("reports:undo", args=[world.report.pk]), {"base": seen}, follow=True).text
    assert "arranged by somebody else" in late
    assert Step.objects.count() == 1
    colleague = Client(headers={"accept-language": "en"})
    colleague.force_login(world.member(Role.ANALYST))
    assert "It was done by Ole Owner." in undo(world, colleague)


def test_new_themes_are_offered_and_lost_ones_marked(world: World, owner: Client) -> None:
    world.write("theme:inst:kerneopgave", "Om kernen.")
    do(world, owner, "remove", item="theme-1-1")
    found = page(world, owner)
    assert "1 theme with marked pairs is not in the report" in found
    do(world, owner, "missing")
    assert "marked pairs is not in the report" not in page(world, owner)
    world.report.corpus.themes.filter(name="kerneopgave").update(name="opgaven")
    gone = page(world, owner)
    assert "has lost its place" in gone
    item = next(item for item in build.Workshop(world.report, NOW).outline.items if item.theme == "kerneopgave")
    assert "Your text is kept" in page(world, owner, f"?block={item.id}")
    assert owner.get(reverse("reports:draft_page", args=[world.report.pk])).status_code == 200


def test_the_text_of_a_removed_block_is_kept_and_can_be_put_back(world: World, owner: Client) -> None:
    world.write("closing", "Tag det op igen.")
    do(world, owner, "remove", item="closing")
    found = page(world, owner)
    assert "Texts without a block" in found
    assert 'name="key" value="closing"' in found
    do(world, owner, "back", key="closing")
    assert "Tag det op igen." in owner.get(reverse("reports:draft_page", args=[world.report.pk])).text
    assert "choose what it is" in do(world, owner, "back", key="what")


def test_a_template_anew_keeps_the_texts_and_can_be_undone(world: World, owner: Client) -> None:
    world.write("closing", "Tag det op igen.")
    do(world, owner, "hide", item="words")
    arranged = ids(world)
    do(world, owner, "restart", template="workshop")
    assert all(name.startswith("sheet-") or name == "method" for name in ids(world))
    assert world.report.template == Report.Template.WORKSHOP
    assert "Texts without a block" in page(world, owner)
    undo(world, owner)
    assert ids(world) == arranged
    assert world.report.template == Report.Template.RELAY
    assert world.report.texts["closing"] == "Tag det op igen."


def test_a_report_begins_from_the_template_that_was_chosen(world: World, owner: Client) -> None:
    where = reverse("reports:new", args=[world.project.pk])
    form = owner.get(where).text
    assert form.count('name="template"') == 4
    data = {"corpus": world.report.corpus_id, "title": "Kort", "language": "da", "template": "summary"}
    owner.post(where, data)
    made = Report.objects.get(title="Kort")
    assert made.template == Report.Template.SUMMARY
    assert made.outline == []
    assert build.Workshop(made, NOW).outline.items[0].id == "text:summary"


def test_htmx_is_answered_with_the_inside_alone_and_told_what_was_done(world: World, owner: Client) -> None:
    data = {"act": "hide", "base": base(world), "item": "words"}
    where = reverse("reports:arrange", args=[world.report.pk])
    answer = owner.post(where, data, headers=HTMX, follow=True)
    assert "<html" not in answer.text
    assert 'data-announce="Hidden:' in answer.text


def test_the_side_shows_what_can_be_added_and_the_whole_report(world: World, owner: Client) -> None:
    adding = page(world, owner, "?block=closing&show=add")
    assert 'name="kind" value="timeline"' in adding
    assert 'name="after" value="closing"' in adding
    assert "It comes right behind" in adding
    whole = page(world, owner, "?show=whole")
    assert "dr-title" in whole


def test_a_chart_of_a_block_is_drawn_from_that_block_alone(world: World, owner: Client) -> None:
    found = page(world, owner, "?block=shares-1")
    (address,) = re.findall(r'<img src="([^"]+/diagram/[^"]+)"', found)
    assert address.endswith("?block=shares-1")
    chart = owner.get(address)
    assert chart["Content-Type"] == "image/svg+xml"
    do(world, owner, "hide", item="shares-1")
    assert owner.get(address).status_code == 200
    assert owner.get(address.partition("?")[0]).status_code == 404


def test_only_who_may_write_arranges(world: World) -> None:
    reader = Client()
    reader.force_login(world.member(Role.READER))
    data = {"act": "hide", "base": base(world), "item": "words"}
    for name in ("arrange", "undo"):
        assert reader.post(reverse(f"reports:{name}", args=[world.report.pk]), data).status_code == 403
    assert not Step.objects.exists()


def test_steps_are_kept_to_a_number(world: World, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depeche.web.reports.actions.arranging.KEPT", 3)
    for act in ("hide", "show", "hide", "show", "hide"):
        do(world, owner, act, item="words")
    assert Step.objects.count() == 3


def test_a_long_outline_asks_no_more_than_a_short_one(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("reports:report", args=[world.report.pk]) + "?block=theme-1-1"
    owner.get(address)
    with django_assert_num_queries(16):
        owner.get(address)
    for _ in range(5):
        do(world, owner, "add", kind="text")
    with django_assert_num_queries(16):
        owner.get(address)
