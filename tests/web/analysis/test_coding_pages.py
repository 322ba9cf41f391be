"""The pages of a double coding, from its start to the file of verdicts."""

from __future__ import annotations

import csv
import io
import re

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from depeche.web.accounts.models import User
from depeche.web.analysis.models import Coding, DoubleCoding, Verdict
from depeche.web.analysis.queries import coding
from depeche.web.projects.models import Role
from tests.web.analysis.coders import Pair
from tests.web.analysis.world import World

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|content="\w{64}"|nonce="[^"]+"')


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(pair: Pair, name: str, *args: object) -> str:
    return reverse(f"analysis:{name}", args=[pair.world.corpus.pk, pair.coding.pk, *args])


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_double_coding_is_started_by_its_form(world: World, client: Client) -> None:
    world.theme("Tillid")
    address = reverse("analysis:start_coding", args=[world.corpus.pk])
    assert "empty-state" in read(client, address)  # nobody else to code
    other = world.member(Role.ANALYST)
    page = read(client, address)
    assert 'name="seed" value="1"' in page
    data = {"title": "Prøve", "version": 0, "pile": "all", "every": 0, "most": 4, "seed": 9}
    refused = client.post(address, data | {"first": world.owner.pk, "second": world.owner.pk})
    assert refused.status_code == 200
    assert not DoubleCoding.objects.exists()
    assert client.post(address, data | {"first": world.owner.pk, "second": other.pk, "most": ""}).status_code == 200
    assert not DoubleCoding.objects.exists()
    response = client.post(address, data | {"first": world.owner.pk, "second": other.pk})
    made = DoubleCoding.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("analysis:coding", args=[world.corpus.pk, made.pk]),
    )
    assert (made.tasks.count(), made.seed, made.drawn_from, made.pile) == (4, 9, 6, "all")


def test_a_coder_goes_through_the_cards_and_may_leave(pair: Pair) -> None:
    client = browser(pair.first)
    assert client.get(at(pair, "coding_take_up"))["Location"] == at(pair, "coding_desk", 1)
    response = client.post(at(pair, "judge", 1), {"theme": [pair.trust.pk], "note": "Tydeligt", "go": "next"})
    assert response["Location"] == at(pair, "coding_desk", 2)
    assert client.post(at(pair, "judge", 2), {"note": "", "go": "next"})["Location"] == at(pair, "coding_desk", 3)
    assert Verdict.objects.count() == 1  # looked at, not judged
    assert client.post(at(pair, "judge", 3), {"none": "1", "go": "previous"})["Location"] == at(pair, "coding_desk", 2)
    assert client.get(at(pair, "coding_take_up"))["Location"] == at(pair, "coding_desk", 2)
    page = read(client, at(pair, "coding_desk", 1))
    assert 'value="Tydeligt"' in page
    assert page.count(" checked>") == 2  # the theme, and the switch of the keys
    assert client.post(at(pair, "judge", 6), {"none": "1", "go": "next"})["Location"] == at(pair, "coding")


def test_a_card_erased_meanwhile_is_stepped_over(pair: Pair) -> None:
    pair.world.corpus.units.get(pk=pair.unit_at(2)).delete()
    client = browser(pair.first)
    assert client.post(at(pair, "judge", 1), {"none": "1", "go": "next"})["Location"] == at(pair, "coding_desk", 3)
    assert client.post(at(pair, "judge", 3), {"none": "1", "go": "previous"})["Location"] == at(pair, "coding_desk", 1)
    assert client.get(at(pair, "coding_desk", 2))["Location"] == at(pair, "coding")
    desk = coding.desk(pair.fresh(), pair.first, 3)
    assert (desk.total, desk.judged, desk.missing) == (5, 2, 4)


def test_a_verdict_is_not_lost_by_emptying_its_form(pair: Pair) -> None:
    pair.judge(pair.first, 1, pair.trust)
    client = browser(pair.first)
    for data in ({"note": "Tvivl"}, {"note": "Tvivl", "none": "1", "theme": [pair.trust.pk]}):
        response = client.post(at(pair, "judge", 1), data)
        assert response["Location"] == at(pair, "coding_desk", 1)
        page = read(client, at(pair, "coding_desk", 1))
        assert 'role="alert"' in page
        assert 'value="Tvivl"' in page
    assert Verdict.objects.get().themes == [pair.trust.pk]


def test_the_pages_of_a_coder_say_nothing_of_the_other_or_the_material(pair: Pair) -> None:
    pair.world.move(pair.time, 1, 2, 3, 4, 5, 6)
    before = [
        read(browser(pair.first), at(pair, name, *args)) for name, args in (("coding", ()), ("coding_desk", (1,)))
    ]
    pair.judge_all(pair.second, pair.time)
    after = [read(browser(pair.first), at(pair, name, *args)) for name, args in (("coding", ()), ("coding_desk", (1,)))]
    for one, other in zip(before, after, strict=True):
        assert CSRF.sub("", one) == CSRF.sub("", other)
    mine = reverse("analysis:codings", args=[pair.world.corpus.pk])
    assert "0/6" in read(browser(pair.first), mine)
    assert "6/6" not in read(browser(pair.first), mine)
    assert "6/6" in read(browser(pair.world.owner), mine)


def test_before_both_are_done_no_page_opens(pair: Pair) -> None:
    pair.judge_all(pair.first)
    pair.done(pair.first)
    for who in (pair.first, pair.second, pair.world.owner):
        client = browser(who)
        for name in ("coding_disputes", "coding_write"):
            assert client.get(at(pair, name))["Location"] == at(pair, "coding")
        for form in ("csv", "xlsx"):
            assert client.get(at(pair, "coding_file", form)).status_code == 404
        task = pair.coding.tasks.get(position=6).pk
        client.post(at(pair, "settle", task), {"choice": "first"})
        client.post(at(pair, "write_coding"))
    assert not Verdict.objects.filter(seat=0).exists()
    assert not Coding.objects.exists()
    assert browser(pair.world.owner).get(at(pair, "coding_desk", 1))["Location"] == at(pair, "coding")
    assert browser(pair.first).get(at(pair, "coding_desk", 1))["Location"] == at(pair, "coding")


def test_done_agreed_settled_and_written_through_the_pages(pair: Pair) -> None:
    given = {str(unit): [pair.time.pk, pair.trust.pk] for unit in pair.coding.tasks.values_list("unit", flat=True)}
    DoubleCoding.objects.update(machine={"given": given, "taught": 40, "embedder": ""})
    pair.judge_all(pair.first, pair.time)
    pair.judge_all(pair.second)
    first, second = browser(pair.first), browser(pair.second)
    first.post(at(pair, "declare_done"))
    first.post(at(pair, "take_back_done"))
    assert pair.fresh().first_done_at is None
    first.post(at(pair, "declare_done"))
    second.post(at(pair, "declare_done"))
    page = read(first, at(pair, "coding"))
    assert "<svg" in page
    assert "Anna" in page
    disputes = read(first, at(pair, "coding_disputes"))
    assert disputes.count('class="dispute"') == 1
    task = pair.disputed()
    for data in ({}, {"choice": "other"}, {"choice": "other", "none": "1", "theme": [pair.trust.pk]}):
        first.post(at(pair, "settle", task), data)
    assert not Verdict.objects.filter(seat=0).exists()
    first.post(at(pair, "settle", task), {"choice": "first", "note": "Anna har ret"})
    assert Verdict.objects.get(seat=0).themes == [pair.time.pk]
    second.post(at(pair, "settle", task), {"choice": "second"})
    assert Verdict.objects.get(seat=0).themes == []
    second.post(at(pair, "settle", task), {"choice": "other", "theme": [pair.trust.pk, pair.time.pk]})
    assert "checked" in read(first, at(pair, "coding_disputes"))
    assert "7" in read(first, at(pair, "coding_write"))
    response = first.post(at(pair, "write_coding"), follow=True)
    assert response.status_code == 200
    assert Coding.objects.count() == 7
    assert read(first, reverse("analysis:history", args=[pair.world.corpus.pk])).count("Prøve") >= 3


def test_the_file_has_a_row_for_each_card_and_theme_and_names_only_when_asked(pair: Pair) -> None:
    pair.finish()
    client = browser(pair.first)
    sixth = pair.world.corpus.units.get(pk=pair.unit_at(6)).key

    def rows(query: str = "") -> list[list[str]]:
        content = client.get(at(pair, "coding_file", "csv") + query).content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(content), delimiter=";"))

    found = rows()
    assert len(found) == 8
    assert [row[1:] for row in found[1:6]] == [["Tillid", "1", "1", "", "1"]] * 5
    assert found[6][:1] + found[6][2:] == [sixth, "1", "0", "", ""]
    assert found[7][2:] == ["0", "1", "", ""]  # none of them
    assert "Anna" not in str(found)
    assert found[0][2:4] != rows("?navne=1")[0][2:4] == ["Anna analyst", "Anna facilitator"]
    pair.settle(pair.first, pair.trust, pair.time)
    assert [row[1:] for row in rows()[6:]] == [
        ["Tillid", "0", "0", "1", "1"],
        ["Tid", "1", "0", "1", "1"],
        [rows()[8][1], "0", "1", "0", "0"],
    ]
    book = load_workbook(io.BytesIO(client.get(at(pair, "coding_file", "xlsx")).content))
    assert book.worksheets[0].max_row == 9
    assert book.worksheets[0]["C2"].value == 1


def test_a_double_coding_is_removed_after_a_question(pair: Pair) -> None:
    client = browser(pair.world.owner)
    assert "6" in read(client, at(pair, "coding_drop"))
    response = client.post(at(pair, "drop_coding"))
    assert response["Location"] == reverse("analysis:codings", args=[pair.world.corpus.pk])
    assert not DoubleCoding.objects.exists()
    assert client.get(at(pair, "coding")).status_code == 404
    assert client.post(at(pair, "declare_done")).status_code == 404
