"""The page, its texts and its files: who sees what, what is hidden, and what it costs. Texts are invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from depeche.core.relay.rules import Anonymity
from depeche.web.accounts.models import User
from depeche.web.analysis.insight.doors import doors, project_section
from depeche.web.analysis.insight.key_people import key_people
from depeche.web.analysis.insight.material import material, themes_of
from depeche.web.analysis.insight.page import sections
from depeche.web.analysis.insight.parts import Section
from depeche.web.projects.models import Role
from depeche.web.relay.models import Answer, Group, ModerationAct, Participant, Question
from tests.web.analysis.insight.world import BACKEND, CLOSED, MINUTE, OPENED, World, make

pytestmark = pytest.mark.django_db
COUNTS = ((20, 30), (25, 15))
PAGES = ("insight", "insight_texts", "insight_people", "insight_xlsx", "insight_csv")


@pytest.fixture(autouse=True)
def _cold() -> None:
    caches["rendered"].clear()


def address(world: World, name: str = "insight", query: str = "") -> str:
    args: list[object] = [world.relay.pk, "flow"] if name == "insight_csv" else [world.relay.pk]
    return reverse(f"analysis:{name}", args=args) + (query and f"?{query}")


def cells(world: World, key: str) -> list[list[object]]:
    """The values of a table; None may not be shown."""
    found = {sheet.key: sheet for section in shown(world) for sheet in section.sheets}
    return [[entry.value for entry in row[1:]] for row in found[key].rows]


def shown(world: World, corpus: int | None = None) -> tuple[Section, ...]:
    return sections(world.relay, corpus, CLOSED)


# Who sees what


@pytest.mark.parametrize(
    ("role", "closed", "statuses"),
    [
        (Role.OWNER, True, (200, 200, 200, 200, 200)),
        (Role.FACILITATOR, True, (200, 200, 200, 200, 200)),
        (Role.ANALYST, True, (200, 200, 403, 200, 200)),
        (Role.READER, True, (200, 403, 403, 200, 200)),
        (Role.FACILITATOR, False, (200, 403, 200, 200, 404)),  # who asked whom comes at close
        (Role.ANALYST, False, (403,) * 5),
        (Role.READER, False, (403,) * 5),
        (None, True, (404,) * 5),
        (None, False, (404,) * 5),
    ],
)
def test_who_is_let_in(role: Role | None, closed: bool, statuses: Sequence[int]) -> None:  # noqa: FBT001 - a cell of the table
    world = make(COUNTS, (12, 12), closed=closed)
    user = world.member(role) if role else User.objects.create_user("fremmed@example.test")
    client = world.client(user)
    query = {"insight_texts": "what=flow&a=0&b=1"}
    assert tuple(client.get(address(world, name, query.get(name, ""))).status_code for name in PAGES) == tuple(statuses)


def test_nobody_comes_in_without_signing_in_and_nothing_is_changed_by_sending() -> None:
    world = make(COUNTS, (12, 12))
    for name in PAGES:
        assert Client().get(address(world, name))["Location"].startswith("/konto/log-ind/")
        assert world.client().post(address(world, name)).status_code == 405


def test_whoever_may_not_read_texts_finds_no_way_to_them() -> None:
    world = make(COUNTS, (12, 12))
    reader, analyst = world.client(world.member(Role.READER)), world.client(world.member(Role.ANALYST))
    assert b"/tal/tekster/" not in reader.get(address(world)).content
    assert b"/tal/tekster/" in analyst.get(address(world)).content
    assert b"noeglepersoner" not in analyst.get(address(world)).content


def test_readers_see_no_theme_before_it_is_published() -> None:
    world = make(COUNTS, (12, 12))
    world.sort(Tillid=slice(0, 90))
    assert b"Tillid" in world.client(world.member(Role.ANALYST)).get(address(world)).content
    assert b"Tillid" not in world.client(world.member(Role.READER)).get(address(world)).content


# What is shown


def test_figures_by_group() -> None:
    world = make(COUNTS, (12, 13))
    assert cells(world, "activity") == [[12, 50, 36, 86], [13, 40, 36, 76], [25, 90, 72, 162]]
    assert cells(world, "rights")[0] == [50, 62, pytest.approx(50 / 62)]
    assert cells(world, "flow") == [[20, 30, 50], [25, 15, 40], [45, 45, 90]]
    assert cells(world, "traffic")[0] == [12, 12 / 25, 50, pytest.approx(50 / 90), 45, 0.5]
    assert cells(world, "inward")[0] == [20, 50, 0.4, pytest.approx(11 / 24)]
    ei, r = cells(world, "balance")
    assert ei[0] == pytest.approx((55 - 35) / 90)
    assert r[0] == pytest.approx((35 / 90 - 0.5) / 0.5)
    free = cells(world, "free-mixing")
    assert free[0][1:3] == [20, pytest.approx(50 * 11 / 24)]


def test_a_tie_bears_the_theme_of_most_of_its_questions() -> None:
    world = make(COUNTS, (12, 12))
    corpus = world.sort(Tillid=slice(20, 50), Tid=slice(50, 75))
    found = {sheet.key: sheet for section in shown(world, corpus.pk) for sheet in section.sheets}
    assert [[entry.value for entry in row] for row in found["network"].rows] == [
        ["Gruppe A", "deres egen gruppe", 20, "–", "–"],
        ["Gruppe A", "Gruppe B", 30, 25, "Tillid"],
        ["Gruppe B", "deres egen gruppe", 15, "–", "–"],
    ]


def test_themes_are_found_by_the_moment_a_question_was_asked() -> None:
    world = make(COUNTS, (12, 12))
    same = Question.objects.filter(relay=world.relay).order_by("pk")[:3]
    Question.objects.filter(pk__in=[q.pk for q in same]).update(asked_at=OPENED)
    corpus = world.sort(Tid=slice(0, 1), Tillid=slice(1, 2))
    found = material(world.relay, CLOSED)
    assert themes_of(world.relay, corpus.pk, found) == {same[0].pk: "Tid", same[1].pk: "Tillid"}
    Question.objects.filter(pk=same[2].pk).update(status=Question.Status.REMOVED)
    assert themes_of(world.relay, corpus.pk, material(world.relay, CLOSED)) == {}


def test_small_groups_beyond_what_can_be_read_are_gathered() -> None:
    world = make([[3] * 14 for _ in range(14)], [9] * 14)
    talk = material(world.relay, CLOSED).talk
    assert len(talk.groups) == 12
    assert talk.groups[-1] == "Andre grupper"
    assert talk.sizes == (*([9] * 11), 27)


def test_few_threads_are_held_against_each_other_two_by_two() -> None:
    world = make(((30, 5), (5, 5)), (9, 9))
    Question.objects.filter(relay=world.relay, status=Question.Status.ANSWERED).update(
        parent=Question.objects.filter(relay=world.relay).order_by("pk")[1]
    )
    threads = Question.objects.filter(relay=world.relay).order_by("pk")
    for at, first in ((1, None), (2, None), (31, None), (32, 31)):
        Question.objects.filter(pk=threads[at].pk).update(parent=None if first is None else threads[first])
    assert cells(world, "encounters")[0] == [2, "Gruppe A", 1, 1]


# What is hidden


def test_a_group_of_four_shows_nothing_and_is_not_to_be_found_by_subtraction() -> None:
    world = make(((30, 30, 10), (30, 30, 10), (10, 10, 10)), (12, 12, 4))
    for key, column in (
        ("activity", slice(0, 4)),
        ("rights", slice(0, 2)),
        ("traffic", slice(0, 6)),
        ("inward", slice(0, 4)),
    ):
        table = cells(world, key)
        assert table[2][column] == [None] * len(table[2][column]), key
    for key in ("activity", "rights"):
        *rows, _total = cells(world, key)
        for values in zip(*rows, strict=True):
            assert values.count(None) != 1, key
    flow = cells(world, "flow")
    assert flow[2] == [None] * 4
    for line in (*flow, *map(list, zip(*flow, strict=True))):
        assert line.count(None) != 1
    assert all(row[0] != "Gruppe C" for row in cells(world, "free-mixing"))
    asked = [row[-1] is None for row in flow]
    assert [row[3] is None for row in cells(world, "forms")] == asked  # or one table would tell what the other hides
    page = world.client().get(address(world)).content.decode()
    assert "what=flow&amp;a=2" not in page
    assert "what=asked&amp;a=2" not in page


def test_texts_open_only_behind_figures_that_are_shown() -> None:
    world = make(((30, 30, 10), (30, 30, 10), (10, 10, 10)), (12, 12, 4))
    client = world.client()
    for query in ("what=flow&a=2&b=0", "what=flow&a=0&b=2", "what=answered&a=2", "what=flow&a=9&b=9", "what=x", ""):
        assert client.get(address(world, "insight_texts", query)).status_code == 404, query
    found = client.get(address(world, "insight_texts", "what=flow&a=0&b=1"))
    assert found.status_code in {200, 404}
    seen = cells(world, "flow")[0][1]
    assert (found.status_code == 200) is (seen is not None)


def test_figures_of_few_people_leave_one_sentence() -> None:
    world = make(((2, 1), (1, 2)), (2, 2))
    page = world.client().get(address(world)).content.decode()
    assert "Ingen tal endnu" in page
    assert "<svg" not in page.split("<main")[1].split("empty-state")[1]


@pytest.mark.parametrize(
    ("counts", "sizes", "said"), [(((0,),), (9,), "ikke spurgt om noget"), (((40,),), (9,), "kun én gruppe")]
)
def test_empty_states_say_why(counts: Sequence[Sequence[int]], sizes: Sequence[int], said: str) -> None:
    world = make(counts, sizes)
    page = world.client().get(address(world))
    assert said in page.content.decode()
    assert world.client().get(address(world, "insight_xlsx")).status_code == 200


def test_while_askers_are_hidden_who_asks_whom_waits_for_the_close() -> None:
    hidden, named = (
        make(COUNTS, (12, 12), closed=False),
        make(COUNTS, (12, 12), closed=False, anonymity=Anonymity.NAMED),
    )
    open_now = [{section.key for section in shown(world) if not section.empty} for world in (hidden, named)]
    assert "activity" in open_now[0]
    assert not open_now[0] & {"flow", "inward", "network", "traffic", "rings", "most-asked"}
    assert {"flow", "inward", "traffic", "most-asked"} <= open_now[1]


# The texts, key people, files


def test_the_texts_behind_a_figure() -> None:
    world = make(COUNTS, (12, 12))
    gone = Question.objects.filter(relay=world.relay).order_by("pk")[20]
    Question.objects.filter(pk=gone.pk).update(status=Question.Status.REMOVED)
    page = world.client().get(address(world, "insight_texts", "what=flow&a=0&b=1")).content.decode()
    assert "Fra Gruppe A til Gruppe B" in page
    assert "29 spørgsmål" in page  # thirty, one of them taken away
    assert gone.text not in page
    assert "nummer 21?" in page
    assert "Svar på 21." in page
    assert "Person" not in page.split("<main")[1]
    second = world.client().get(address(world, "insight_texts", "what=flow&a=0&b=1&page=2")).content.decode()
    assert "nummer 49?" in second


def test_what_was_held_when_the_relay_closed_is_read_behind_no_figure() -> None:
    world = make(COUNTS, (12, 12))
    held = Question.objects.filter(relay=world.relay).order_by("pk")[20]
    act, reason = ModerationAct.Act.HELD, ModerationAct.Reason.PERSONAL
    ModerationAct.objects.create(relay=world.relay, question=held, act=act, reason=reason, at=held.asked_at)
    Answer.objects.filter(question=held).delete()
    closed = Question.Status.RETURNED, Question.Returned.CLOSED
    Question.objects.filter(pk=held.pk).update(status=closed[0], return_reason=closed[1])
    page = world.client().get(address(world, "insight_texts", "what=flow&a=0&b=1")).content.decode()
    assert "29 spørgsmål" in page
    assert held.text not in page


@pytest.mark.parametrize(
    "query", ["what=asked&a=1", "what=received&a=0", "what=answered&a=0", "what=hop&a=1", "what=inside", "what=mutual"]
)
def test_every_figure_with_a_line_under_it_leads_to_texts(query: str) -> None:
    world = make(((40, 60), (60, 40)), (12, 12))
    linked = query.replace("&", "&amp;") in world.client().get(address(world)).content.decode()
    assert (world.client().get(address(world, "insight_texts", query)).status_code == 200) is linked


def test_key_people_stand_in_alphabetical_order_and_in_no_file() -> None:
    world = make(COUNTS, (12, 12))
    star = world.people[1][3]
    Question.objects.filter(relay=world.relay, recipient__in=world.people[1][4:9]).exclude(asker=star).update(
        recipient=star
    )
    Participant.objects.filter(pk=star.pk).update(name="Åse Ø")
    other = world.people[1][2]
    Question.objects.filter(relay=world.relay, recipient__in=world.people[1][9:]).exclude(asker=other).update(
        recipient=other
    )
    Participant.objects.filter(pk=other.pk).update(name="Zenia")
    found = key_people(world.relay, material(world.relay, CLOSED))
    assert [person.name for person in found] == ["Zenia", "Åse Ø"]
    assert found[1].received == Question.objects.filter(recipient=star).count()
    assert found[1].load == pytest.approx(found[1].received / (90 / 24))
    assert "Åse Ø" in world.client().get(address(world, "insight_people")).content.decode()
    assert "Åse" not in world.client().get(address(world)).content.decode()
    book = load_workbook(io.BytesIO(world.client().get(address(world, "insight_xlsx")).content))
    assert not any("Åse" in str(cell) for sheet in book for row in sheet.values for cell in row)


def test_every_table_is_a_file_with_what_it_means() -> None:
    world = make(((30, 30, 10), (30, 30, 10), (10, 10, 10)), (12, 12, 4))
    Group.objects.filter(relay=world.relay, position=0).update(name="=Top")
    client = world.client()
    text = client.get(address(world, "insight_csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][0] == "'=Top"
    assert "for få" in rows[3]
    answer = client.get(address(world, "insight_xlsx"))
    assert 'filename="ledelse-paa-tvaers.xlsx"' in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    names = [sheet.key for section in shown(world) if not section.empty for sheet in section.sheets if sheet.rows]
    assert book.sheetnames == [*names, "Definitioner"]
    assert [row[0].value for row in book["Definitioner"].iter_rows(min_row=2)] == [*names, "for få"]
    assert book["flow"]["A2"].data_type == "s"
    assert world.client().get(reverse("analysis:insight_csv", args=[world.relay.pk, "nothing"])).status_code == 404


# The way in, and the cost


def test_the_way_in_stands_on_the_project_and_in_the_list_of_analyses() -> None:
    world = make(COUNTS, (12, 12))
    for role in Role:
        section = project_section(world.project, role, CLOSED)
        assert section is not None
        assert [row.url for row in section.rows] == [address(world)]
    running = make(COUNTS, (12, 12), closed=False)
    now = OPENED + MINUTE
    assert [door.running for door in doors(running.project, Role.FACILITATOR, now)] == [True]
    assert doors(running.project, Role.READER, now) == ()
    assert project_section(running.project, Role.ANALYST, now) is None
    listed = world.client().get(reverse("analysis:list", args=[world.project.pk]))
    assert address(world) in listed.content.decode()


def test_the_number_of_queries_does_not_grow() -> None:
    def cost(world: World) -> tuple[int, ...]:
        corpus = world.sort(Tillid=slice(0, 9), Tid=slice(9, 12))
        assert corpus.pk
        client = Client()
        client.force_login(world.owner, backend=BACKEND)
        queries = []
        for name, query in (
            ("insight", ""),
            ("insight_texts", "what=asked&a=0"),
            ("insight_people", ""),
            ("insight_csv", ""),
        ):
            caches["rendered"].clear()
            with CaptureQueriesContext(connection) as captured:
                client.get(address(world, name, query))
            queries.append(len(captured))
        return tuple(queries)

    assert cost(make(COUNTS, (12, 12))) == cost(make([[30] * 5] * 5, [25] * 5))
