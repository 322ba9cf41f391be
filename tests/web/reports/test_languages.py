"""One report in two languages, and reflections of the cross-reading that come into it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from depeche.web.analysis.models import Reflection
from depeche.web.reports import actions, build
from depeche.web.reports.languages import key_in, lacking, turned
from depeche.web.reports.models import Report
from depeche.web.reports.sections import slug
from tests.web.reports.world import NOW, World

pytestmark = pytest.mark.django_db


def other(world: World, section: str) -> str:
    return reverse("reports:section_other", args=[world.report.pk, slug(section)])


def draft(world: World, owner: Client, query: str = "?sprog=en") -> str:
    return owner.get(reverse("reports:draft_page", args=[world.report.pk]) + query).text


def read(page: str) -> str:
    """Without markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def translate(world: World, owner: Client, section: str, text: str) -> None:
    owner.post(other(world, section), {"markdown": text, "base": build.stamp("")})
    world.report.refresh_from_db()


def test_fixed_texts_and_numbers_are_english_and_ones_own_words_stay_until_they_are_written(
    world: World, owner: Client
) -> None:
    world.write("closing", "Tag det op igen: {{share:top:tillid}}.")
    english = draft(world, owner)
    assert "<h2>Background</h2>" in english
    assert re.search(r"Published by Ledelsens Hus · \d+ [A-Z][a-z]+ 20\d\d", read(english))
    assert re.search(r"Udgivet af Ledelsens Hus · \d+\. [a-z]+ 20\d\d", read(draft(world, owner, "")))
    assert "Tag det op igen: 67." in read(english)
    assert "texts are not written in this language" in english
    assert "Hvordan skaber sektoren mere tillid?" in english
    assert "<h2>Baggrund</h2>" in draft(world, owner, "")
    assert "not written in this language" not in draft(world, owner, "")
    translate(world, owner, "closing", "Take it up again: {{share:top:tillid}} per cent.")
    english = draft(world, owner)
    assert "Take it up again: 67 per cent." in read(english)
    assert "Tag det op igen" not in english
    assert "Tag det op igen: 67." in read(draft(world, owner, ""))


def test_titles_and_headings_are_written_in_one_list(world: World, owner: Client) -> None:
    where = reverse("reports:languages", args=[world.report.pk])
    form = owner.get(where).text
    assert "Title: Det spurgte lederne om" in form
    assert "Everything is written" not in form
    owner.post(where, {"title_0": "What leaders asked", "title_1": " Two\n relays "})
    world.report.refresh_from_db()
    assert "<h1>What leaders asked</h1>" in draft(world, owner)
    assert "Two relays" in draft(world, owner)
    assert "Everything is written in both languages." in owner.get(where).text
    owner.post(where, {"title_0": "", "title_1": ""})
    assert "<h1>Det spurgte lederne om</h1>" in draft(world, owner)


def test_the_other_language_has_the_original_beside_it_and_its_own_claims(world: World, owner: Client) -> None:
    world.write("what", "Vi spurgte.")
    page = owner.get(other(world, "what")).text
    assert "Vi spurgte." in page
    assert "The Danish text" in page
    answer = owner.post(other(world, "what"), {"markdown": "We asked 73.", "base": build.stamp("")}, follow=True).text
    assert "1 claim here lacks its ground" in answer
    world.report.refresh_from_db()
    assert world.report.texts["what"] == "Vi spurgte."
    assert world.report.texts[key_in("what", "en")] == "We asked 73."
    assert build.Workshop(world.report, NOW).claims == ()
    assert "Texts without a block" not in owner.get(reverse("reports:report", args=[world.report.pk])).text


def test_choosing_the_other_language_on_the_title_page_lets_the_texts_change_places(
    world: World, owner: Client
) -> None:
    world.write("closing", "Tag det op.")
    world.write("how", "Sådan.")
    translate(world, owner, "closing", "Take it up.")
    owner.post(reverse("reports:languages", args=[world.report.pk]), {"title_0": "What leaders asked", "title_1": ""})
    world.report.refresh_from_db()
    front = actions.Front(title=world.report.title, subtitle=world.report.subtitle, language="en")
    actions.change_front(actor=world.owner, report=world.report, front=front, now=NOW)
    world.report.refresh_from_db()
    assert world.report.title == "What leaders asked"
    assert world.report.subtitle == "To stafetter"
    assert world.report.texts["closing"] == "Take it up."
    assert world.report.texts[key_in("closing", "da")] == "Tag det op."
    assert world.report.texts["how"] == "Sådan."
    assert "Tag det op." in draft(world, owner, "?sprog=da")
    back = turned(world.report, "da")
    assert (back.title, back.texts["closing"]) == ("Det spurgte lederne om", "Tag det op.")
    assert back.texts[key_in("closing", "en")] == "Take it up."


def test_headings_change_places_too() -> None:
    report = Report(
        language="da",
        title="T",
        texts={key_in("heading:a", "en"): "About trust"},
        outline=[{"id": "a", "kind": "text", "title": "Om tillid"}, {"id": "method", "kind": "method"}],
    )
    words = turned(report, "en")
    assert words.outline[0]["title"] == "About trust"
    assert words.texts == {key_in("heading:a", "da"): "Om tillid"}


def test_what_is_lacking_counts_what_stands_in_the_report(world: World) -> None:
    workshop = build.Workshop(world.report, NOW)
    assert lacking(world.report, workshop.outline, "da") == 0
    assert lacking(world.report, workshop.outline, "en") == 2  # title and subtitle
    world.write("closing", "Tag det op.")
    assert lacking(world.report, workshop.outline, "en") == 3


def test_the_pdf_of_the_other_language_is_named_so(world: World, owner: Client) -> None:
    answer = owner.get(reverse("reports:draft_pdf", args=[world.report.pk]) + "?sprog=en")
    assert answer["Content-Disposition"].endswith('-en.pdf"')
    assert owner.get(reverse("reports:draft_pdf", args=[world.report.pk]) + "?sprog=xx").status_code == 200


def test_reflections_of_the_cross_reading_are_offered_and_set_in_below_what_is_written(
    world: World, owner: Client
) -> None:
    corpus = world.report.corpus
    theme = corpus.themes.get(name="tillid")
    for place, text in (
        ("", "Det hele\r\n\r\nhænger sammen."),
        (f"theme-{theme.pk}", "Tillid går igen."),
        ("groups", " "),
    ):
        Reflection.objects.create(corpus=corpus, place=place, text=text, by=world.owner, at=NOW)
    world.write("reflection:themes", "Først dette.")
    where = reverse("reports:section", args=[world.report.pk, "reflection-themes"])
    page = owner.get(where).text
    assert "On the whole" in page
    assert "On the theme “tillid”" in page
    assert "On the groups" not in page
    data = {"markdown": "Først dette.", "base": build.stamp("Først dette."), "fetch": ""}
    owner.post(where, data)
    world.report.refresh_from_db()
    assert world.report.texts["reflection:themes"] == "Først dette.\n\nDet hele\n\nhænger sammen."
    assert "On the whole" not in owner.get(reverse("reports:section", args=[world.report.pk, "what"])).text
