"""The sections about forms and words: what they show, what they hide, and the texts behind them. Texts are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from depeche.render.charts import inline_svg
from depeche.web.analysis.insight import asking, parts, said
from depeche.web.analysis.insight.figures import figures
from depeche.web.analysis.insight.material import material
from depeche.web.analysis.insight.page import ABOUT_WORDS, Builder, Insight, sections
from depeche.web.analysis.insight.parts import Section
from depeche.web.analysis.insight.wording import wording
from depeche.web.projects.models import Role
from depeche.web.relay.models import Keyword, Question
from tests.web.analysis.insight.world import CLOSED, World, make

pytestmark = pytest.mark.django_db
OPEN = "Hvordan skaber vi tillid?"
WHAT = "Vi er pressede. Hvad gør I ved økonomien?"
SHUT = "Har I prøvet det?"
ELSE = "Fortæl om <b>tillidsreformen</b>."


@pytest.fixture(autouse=True)
def _cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing kept from another test, and no chart drawn where a test does not ask for it: drawing takes seconds."""
    caches["rendered"].clear()
    monkeypatch.setattr(parts, "inline_svg", lambda _chart, _size: "")


def say(world: World, *by_group: Sequence[str]) -> None:
    """The questions of a group, in order, get its texts one after the other in equal runs."""
    for group, texts in zip(world.people, by_group, strict=True):
        ids = list(Question.objects.filter(asker__in=group).order_by("pk").values_list("pk", flat=True))
        for at, key in enumerate(ids):
            Question.objects.filter(pk=key).update(text=texts[at * len(texts) // len(ids)])


def section(world: World, builder: Builder) -> Section:
    found = material(world.relay, CLOSED)
    insight = Insight(world.relay, None, found, figures(found, {}), wording(world.relay, found))
    with translation.override("en"):
        return builder(insight)


def rows(found: Section) -> list[list[str]]:
    with translation.override("en"):
        return [[entry.said for entry in row] for row in found.sheets[0].rows]


def page(client: Client, name: str, relay: int, **params: str | int) -> str:
    response = client.get(reverse(f"analysis:{name}", args=[relay]), params, headers={"accept-language": "en"})
    assert response.status_code == 200
    return str(response.content.decode())


def status(client: Client, world: World, **params: str | int) -> int:
    return client.get(reverse("analysis:insight_texts", args=[world.relay.pk]), params).status_code


@pytest.fixture
def world() -> World:
    """Sixty questions from each of two groups of twelve: every text of a group comes once from each of its people."""
    made = make(((30, 30), (30, 30)), (12, 12))
    say(made, (OPEN, OPEN, WHAT, SHUT, ELSE), (OPEN, WHAT, SHUT, SHUT, ELSE))
    return made


def test_forms_by_group_lead_to_texts_with_the_words_that_decided_marked(world: World) -> None:
    found = section(world, asking.forms)
    assert rows(found) == [
        ["Gruppe A", "36", "12", "12", "60", "60%"],
        ["Gruppe B", "24", "24", "12", "60", "40%"],
        ["All", "60", "36", "24", "120", "50%"],
    ]
    assert found.finding == "50% of the questions are open: they cannot be answered by a yes or a no."
    assert found.chart is not None
    assert "Gruppe A: 36 of 60 · 60%" in found.chart.alt
    text = page(world.client(), "insight_texts", world.relay.pk, what="form", a=0, b=1)
    assert "Open questions: Gruppe A" in text
    assert "<mark>Hvordan</mark> skaber" in text
    assert "<mark>Har</mark>" not in text
    other = page(world.client(), "insight_texts", world.relay.pk, what="form", a=2)
    assert "Fortæl om &lt;b&gt;tillidsreformen&lt;/b&gt;." in other
    assert "<mark>" not in other


def test_kinds_are_told_of_all_where_groups_would_give_something_away(world: World) -> None:
    assert [row[0] for row in rows(section(world, asking.kinds))] == ["Gruppe A", "Gruppe B", "All"]
    few = make(((30, 30), (30, 3)), (12, 4))
    say(few, (OPEN, OPEN, WHAT, WHAT, "Hvorfor?"), (OPEN, WHAT, SHUT, "Hvor?", "Hvor mange?"))
    found = section(few, asking.kinds)
    assert [row[0] for row in rows(found)] == ["All"]
    assert found.note == "By group too few people stand behind some of these figures; they are told of all."


def test_a_group_of_few_is_hidden_and_its_texts_are_not_opened() -> None:
    made = make(((30, 30), (15, 15)), (12, 4))
    say(made, (OPEN, SHUT, ELSE), (OPEN, SHUT, SHUT))
    found = section(made, asking.forms)
    assert set(rows(found)[1][1:]) == {"too few"}
    assert status(made.client(), made, what="form", a=1, b=2) == 404


def test_expected_words_count_from_five_people_on_and_lead_to_where_they_stand(world: World) -> None:
    for word in ("tillid", "økonomi", "mod", "reform"):
        Keyword.objects.create(relay=world.relay, word=word)
    Question.objects.filter(pk=Question.objects.order_by("pk")[0].pk).update(text="Har vi mod til det?")
    found = section(world, said.expected)
    assert rows(found) == [
        ["tillid", "35", "35", "24", "24"],
        ["økonomi", "24", "24", "18", "too few"],
        ["mod", "too few", "too few", "too few", "too few"],
        ["reform", "too few", "too few", "too few", "24"],
    ]
    assert found.finding == "2 of 4 expected words are used by five people or more."
    text = page(world.client(), "insight_texts", world.relay.pk, what="keyword", a=0)
    assert "skaber vi <mark>tillid</mark>?" in text
    inside = page(world.client(), "insight_texts", world.relay.pk, what="inside_word", a=3)
    assert "&lt;b&gt;<mark>tillidsreformen</mark>&lt;/b&gt;" in inside
    assert status(world.client(), world, what="keyword", a=2) == 404


def test_the_charts_are_drawn_for_a_screen_and_for_a_phone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "inline_svg", inline_svg)
    Keyword.objects.create(relay=world.relay, word="tillid")
    for builder in (asking.forms, asking.kinds, said.expected):
        chart = section(world, builder).chart
        assert chart is not None
        assert chart.wide.startswith("<svg")
        assert chart.wide != chart.narrow


def test_no_expected_words_is_said(world: World) -> None:
    assert section(world, said.expected).empty == "No words were entered before this relay opened."


def test_prominent_words_stand_by_their_group_and_lead_to_its_questions(world: World) -> None:
    say(world, ("Hvad er tillid?", "Tillid, igen?", "Økonomi?"), ("Hvad er økonomien?", "Økonomi, igen?", "Tillid?"))
    found = section(world, said.prominent)
    assert [row[:3] for row in rows(found)] == [["Gruppe A", "tillid", "40"], ["Gruppe B", "økonomi", "40"]]
    assert found.chart is not None
    assert found.chart.alt == "tillid · Gruppe A: 40; økonomi · Gruppe B: 40"
    assert [words for _name, words in found.sheets[0].heads] == [True, True, False, True]
    own = page(world.client(), "insight_texts", world.relay.pk, what="word", a=0, b=0)
    assert "Questions with “tillid” from Gruppe A" in own
    assert "40 questions" in own
    assert "60 questions" in page(world.client(), "insight_texts", world.relay.pk, what="word_all", a=0, b=0)


def test_no_prominent_word_says_why(world: World) -> None:
    say(world, (OPEN,), (OPEN,))
    assert section(world, said.prominent).empty.startswith("No word is used so much more by one group")


def test_words_are_not_read_before_the_close() -> None:
    made = make(((30, 30), (30, 30)), (12, 12), closed=False)
    Keyword.objects.create(relay=made.relay, word="lære")
    with translation.override("en"):
        found = [one for one in sections(made.relay, None, CLOSED) if one.key in ABOUT_WORDS]
    assert [one.key for one in found] == ["forms", "kinds", "keywords", "prominent"]
    assert {one.empty for one in found} == {"The words are read when the relay has closed."}
    assert not any(one.sheets for one in found)


def test_a_reader_sees_the_figures_and_is_led_to_no_text(world: World) -> None:
    reader = world.client(world.member(Role.READER))
    assert "what=form" not in page(reader, "insight", world.relay.pk)
    assert status(reader, world, what="form", a=0) == 403


@pytest.mark.parametrize(
    "params", [{"what": "form", "a": 9}, {"what": "word", "a": 7, "b": 7}, {"what": "keyword", "a": 1}]
)
def test_a_figure_that_does_not_exist_leads_nowhere(world: World, params: dict[str, str | int]) -> None:
    assert status(world.client(), world, **params) == 404


def test_a_rewritten_question_is_counted_anew(world: World) -> None:
    found = material(world.relay, CLOSED)
    assert wording(world.relay, found).forms.all_forms[0] == 60
    Question.objects.filter(text=SHUT).update(text=OPEN)
    assert wording(world.relay, found).forms.all_forms[0] == 96


def test_the_number_of_queries_does_not_grow() -> None:
    counts = []
    for size in (18, 60):
        made = make(((size, size), (size, size)), (12, 12))
        Keyword.objects.create(relay=made.relay, word="lære")
        say(made, (OPEN, SHUT, ELSE), (OPEN, SHUT, ELSE))
        client = made.client()
        page(client, "insight_texts", made.relay.pk, what="form", a=0)
        with CaptureQueriesContext(connection) as found:
            page(client, "insight_texts", made.relay.pk, what="form", a=0)
        counts.append(len(found))
    assert counts[0] == counts[1]
