"""The pages of words: sides, what may be shown of groups, choices by hand, files, places."""

from __future__ import annotations

import csv
import io
import logging
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from depeche.core import corpus as core
from depeche.core.errors import RuleError
from depeche.core.text import keyness, log_odds
from depeche.web.analysis import actions
from depeche.web.analysis.models import Change, WordChoice
from depeche.web.analysis.queries import words as query
from depeche.web.analysis.queries.history import sentence
from depeche.web.analysis.queries.words import pictures
from tests.web.analysis.world import NOW, World, make, value

STATE, TOWN, CLUB = "Stat", "Kommune", "Forening"


def pair(number: int, text: str, source: str, group: str, asker: str) -> core.Pair:
    return core.Pair(
        id=str(number),
        question=text,
        answer=None,
        source=source,
        theme="",
        asker_group=group,
        asker=asker,
        chosen=False,
    )


def material() -> core.Corpus:
    """Seven of the state say tillid, six of the towns say budget, two of a club say båd; ansvar is everybody's."""
    said = [
        (STATE, 7, "Har I tillid og ansvar?"),
        (TOWN, 6, "Har I budget og ansvar?"),
        (CLUB, 2, "Har I båd og ansvar?"),
    ]
    pairs = [
        pair(100 * at + one, text, "top" if at == 0 else "inst", group, f"{group}{one}")
        for at, (group, count, text) in enumerate(said)
        for one in range(count)
    ]
    pairs.append(pair(900, "Tillid, tillid, tillid, tillid, tillid i stafetten, siger båden?", "top", STATE, "Stat0"))
    sources = (core.Source("top", "Topledere", 30), core.Source("inst", "Institutioner", 40))
    return core.Corpus(title="Ord", topic="Ord", origin="Opdigtet", sources=sources, pairs=tuple(pairs))


@pytest.fixture
def world(db: None) -> World:
    return make(material())


def codes(world: World) -> dict[str, str]:
    with translation.override("en"):
        sides = query.choices(query.material(world.corpus))
    return {side.title: side.code for kind in sides for side in kind.sides}


def line(found: query.Words, lemma: str) -> query.WordLine:
    told = query.line_of(found, query.word_code(lemma))
    assert told is not None, lemma
    return told


def counts(found: query.Words, lemma: str) -> list[tuple[int | None, int | None]]:
    return [(count.tokens, count.texts) for count in line(found, lemma).counts]


def page(client: Client, world: World, name: str = "words", *args: object, **params: str) -> str:
    response = client.get(address(world, name, *args), params, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def address(world: World, name: str, *args: object) -> str:
    return reverse(f"analysis:{name}", args=[world.corpus.pk, *args])


def choose(client: Client, world: World, *lemmas: str, do: str = "leave") -> str:
    data = {"word": [query.word_code(lemma) for lemma in lemmas], "do": do, "view": "words", "of": "all"}
    response = client.post(address(world, "choose_words"), data, follow=True, headers={"accept-language": "en"})
    return response.content.decode()


def test_two_sources_stand_side_by_side_unless_something_else_is_asked_for(world: World) -> None:
    found = query.words(world.corpus)
    assert found.titles == ("Topledere", "Institutioner")
    assert counts(found, "tillid") == [(12, 8), (0, 0)]
    assert counts(query.words(world.corpus, "all"), "tillid") == [(12, 8)]


def test_the_difference_is_tested_with_all_three_measures(world: World) -> None:
    found = query.words(world.corpus)
    first, second = (table.size for table in found.tables)
    assert (first, second) == (7 * 5 + 9, 8 * 5)
    told = line(found, "tillid")
    assert told.test is not None
    worked = keyness(12, 0, first, second)
    assert (told.test.g2, told.test.log_ratio) == pytest.approx((worked.g2, worked.log_ratio))
    assert told.test.z == pytest.approx(log_odds(12, 0, first, second, 12 / (first + second)).z)
    assert (told.more_in, told.beyond_chance) == ("Topledere", True)
    assert found.comparison.tests == 3  # ansvar, budget, tillid; båd is used three times


def test_a_theme_against_the_rest(world: World) -> None:
    theme = world.theme("Penge")
    world.move(theme, 100, 101, 102)
    found = query.words(world.corpus, f"t{theme.pk}", "rest")
    assert found.titles[0] == "Penge"
    assert counts(found, "budget") == [(3, 3), (3, 3)]
    assert counts(found, "tillid") == [(0, 0), (12, 8)]
    world.move(theme, 103)  # counted anew
    assert counts(query.words(world.corpus, f"t{theme.pk}", "rest"), "budget") == [(4, 4), (2, 2)]


def test_a_theme_has_the_cards_of_its_sub_themes_and_a_text_of_both_sides_is_in_the_first(world: World) -> None:
    above, below = world.theme("Penge"), world.theme("Budget")
    world.move(above, 100)
    world.move(below, 101, 102)
    actions.nest_theme(actor=world.owner, corpus=world.corpus, theme_id=below.pk, parent_id=above.pk, now=NOW)
    source = codes(world)["Institutioner"]
    assert counts(query.words(world.corpus, f"t{above.pk}", source), "budget") == [(3, 3), (3, 3)]


def test_a_group_is_a_choice_where_five_wrote(world: World) -> None:
    assert STATE in codes(world)
    assert CLUB not in codes(world)


def test_of_a_group_only_what_five_of_it_use_is_listed(world: World) -> None:
    """Tillid: 12 of 12 are the state's, so its count would tell that all others have none."""
    found = query.words(world.corpus, codes(world)[STATE], "rest")
    assert [told.row.lemma for told in found.told] == ["ansvar", "tillid"]
    assert counts(found, "ansvar") == [(7, 7), (8, 8)]
    tillid = line(found, "tillid")
    assert [count[:2] for count in tillid.counts] == [(None, None), (None, None)]
    assert tillid.test is None
    assert (tillid.more_in, tillid.beyond_chance) == (STATE, True)
    assert tillid.forms == ()
    assert found.withheld == 2  # stafet and båd, of one person
    cloud = query.cloud(found)
    assert cloud is not None
    assert "tillid" not in cloud.alt + cloud.wide
    assert [told.row.lemma for told in query.ordered(found, query.APART)] == ["ansvar", "tillid"]


@pytest.mark.parametrize(("club", "shown"), [(9, True), (2, False)])
def test_two_groups_are_shown_unless_a_third_could_be_computed(db: None, club: int, shown: bool) -> None:  # noqa: FBT001
    """The total over all groups is told elsewhere: with two of the club hidden a second group must be."""
    people = {STATE: (7, 7), TOWN: (6, 6), "Region": (8, 8), CLUB: (9, club)}
    pairs = [
        pair(100 * at + one, "Har I ansvar?" if one < said else "Har I ro?", "top", group, f"{group}{one}")
        for at, (group, (count, said)) in enumerate(people.items())
        for one in range(count)
    ]
    world = make(replace(material(), pairs=tuple(pairs)))
    found = query.words(world.corpus, codes(world)[STATE], codes(world)[TOWN])
    assert (counts(found, "ansvar") == [(7, 7), (6, 6)]) is shown
    assert (line(found, "ansvar").test is not None) is shown


def test_a_group_is_compared_with_groups_alone(world: World) -> None:
    own = codes(world)
    assert query.words(world.corpus, own[STATE], own["Topledere"]).sides.second is None
    assert query.words(world.corpus, own["Topledere"], own[STATE]).sides.second is None


def test_words_are_left_out_of_everything_and_brought_back(client: Client, world: World) -> None:
    text = choose(client, world, "tillid")
    assert "1 word is left out" in text
    assert query.line_of(query.words(world.corpus, "all"), query.word_code("tillid")) is None
    assert query.words(world.corpus).comparison.tests == 2
    assert "is left out" in page(client, world)
    choice = WordChoice.objects.get()
    assert (choice.lemma, choice.into) == ("tillid", "")
    client.post(address(world, "bring_back_word", choice.pk), {"view": "words", "of": "all"})
    assert counts(query.words(world.corpus, "all"), "tillid") == [(12, 8)]


def test_words_counted_as_one_take_the_name_of_the_most_used(client: Client, world: World) -> None:
    choose(client, world, "båd", "budget", do="join")
    found = query.words(world.corpus, "all")
    assert counts(found, "budget") == [(9, 9)]
    assert dict(line(found, "budget").forms) == {"budget": 6, "båd": 2, "båden": 1}
    with translation.override("en"):
        shown = {share.title: share.used.tokens for share in query.by_part(found.found, "budget")}
    assert shown == {"Topledere": 1, "Institutioner": 8}
    assert len(query.places(found.found, "budget")) == 9
    choose(client, world, "budget")  # leaves out what was counted as it, too
    assert [told.row.lemma for told in query.words(world.corpus, "all").told] == ["ansvar", "tillid", "stafet"]


def test_a_choice_is_one_step_that_can_be_undone(world: World) -> None:
    actions.leave_out_words(actor=world.owner, corpus=world.corpus, lemmas=["tillid", "båd"], now=NOW)
    change = Change.objects.filter(kind="words_left_out").get()
    assert change.data["figures"] == {"count": 2}
    with translation.override("en"):
        assert sentence(change.kind, change.data["figures"]) == "left 2 words out of the lists"
    actions.undo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert not WordChoice.objects.exists()
    actions.redo(actor=world.owner, corpus=world.corpus, now=NOW)
    assert WordChoice.objects.count() == 2


def test_a_word_chosen_twice_is_decided_anew(world: World) -> None:
    owner, corpus = world.owner, world.corpus
    actions.leave_out_words(actor=owner, corpus=corpus, lemmas=["båd"], now=NOW)
    actions.count_as_one(actor=owner, corpus=corpus, lemmas=["budget", "båd"], now=NOW)
    assert list(WordChoice.objects.values_list("lemma", "into")) == [("båd", "budget")]
    actions.count_as_one(
        actor=owner, corpus=corpus, lemmas=["båd", "budget"], now=NOW
    )  # the other way round: no circle
    assert list(WordChoice.objects.values_list("lemma", "into")) == [("budget", "båd")]
    assert counts(query.words(corpus, "all"), "båd") == [(9, 9)]


@pytest.mark.parametrize(
    ("lemmas", "code"),
    [([], "no_words"), (["x" * 81], "word_long"), ([f"x{at}" for at in range(201)], "too_many_words")],
)
def test_what_cannot_be_chosen(world: World, lemmas: list[str], code: str) -> None:
    with pytest.raises(RuleError) as refused:
        actions.leave_out_words(actor=world.owner, corpus=world.corpus, lemmas=lemmas, now=NOW)
    assert refused.value.code == code


def test_one_word_cannot_be_counted_as_one_and_a_word_is_brought_back_once(client: Client, world: World) -> None:
    assert "at least two words" in choose(client, world, "båd", do="join")
    assert "at least one word" in choose(client, world)
    with pytest.raises(RuleError, match="word_gone"):
        actions.bring_back_word(actor=world.owner, corpus=world.corpus, choice_id=1, now=NOW)


def test_choices_lead_back_to_the_sides_one_came_from(client: Client, world: World) -> None:
    data = {"word": [query.word_code("båd")], "view": "words", "of": "all", "than": "", "order": "most"}
    response = client.post(address(world, "choose_words"), data)
    assert response.headers["Location"] == address(world, "words") + "?of=all&order=most"
    data["of"] = "//andetsteds.example"
    assert "andetsteds" not in client.post(address(world, "choose_words"), data).headers["Location"]


def test_the_page_shows_pictures_with_their_words(client: Client, world: World) -> None:
    text = page(client, world)
    assert text.count("<svg") >= 4  # dots and cloud, for a screen and for a phone
    assert 'aria-label="tillid 272.7, 0.0;' in text  # 12 of 44 running words
    assert "beyond chance" in text
    assert "over all 3 tests" in text
    whole = page(client, world, of="all")
    assert "Compared with" in whole
    assert 'aria-label="ansvar 15; tillid 12; budget 6; båd 3; stafet 1"' in whole


def test_no_word_of_a_participant_stands_in_an_address(client: Client, world: World) -> None:
    text = page(client, world) + page(client, world, "word", query.word_code("tillid"))
    hrefs = re.findall(r'(?:href|action|value)="([^"]*)"', text)
    assert hrefs
    assert not [one for one in hrefs if re.search("tillid|ansvar|budget|stafet", one, re.IGNORECASE)]


def test_the_tables_go_out_as_files(client: Client, world: World) -> None:
    response = client.get(address(world, "words_csv"), {"order": "apart"}, headers={"accept-language": "en"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Word", "Parts", "Times used: Topledere"]
    assert rows[1][:4] == ["tillid", "", "12", "8"]
    assert rows[1][-1] == "Topledere"
    assert len(rows) == 1 + 3  # those that were tested
    book = load_workbook(
        io.BytesIO(client.get(address(world, "words_xlsx"), headers={"accept-language": "en"}).content)
    )
    assert book["words"]["A2"].value == "ansvar"
    assert book["words"].max_row == 1 + 5


def test_a_file_hides_what_the_page_hides(client: Client, world: World) -> None:
    params = {"of": codes(world)[STATE], "than": "rest"}
    response = client.get(address(world, "words_csv"), params, headers={"accept-language": "en"})
    rows = {row[0]: row for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")}
    assert set(rows) == {"Word", "tillid", "ansvar"}
    assert rows["tillid"][2:8] == ["too few"] * 6


def test_a_word_is_seen_where_it_stands_sorted_and_within_a_theme(client: Client, world: World) -> None:
    theme = world.theme("Penge")
    world.move(theme, 100, 101)
    code = query.word_code("ansvar")
    assert page(client, world, "word", code).count("unit=") == 15
    within = page(client, world, "word", code, within=f"t{theme.pk}")
    assert within.count("unit=") == 2
    assert "2 places" in within
    found = query.material(world.corpus)
    lefts = [place.left for place in query.places(found, "ansvar", order="left")]
    assert [left.split()[-2] for left in lefts] == ["budget"] * 6 + ["båd"] * 2 + ["tillid"] * 7
    assert "selected" in page(client, world, "word", code, order="left")


@pytest.mark.parametrize("params", [{}, {"of": "all"}, {"of": "THEME", "than": "rest"}])
def test_the_number_of_queries_does_not_grow(client: Client, params: dict[str, str]) -> None:
    numbers = []
    for pairs in (4, 40):
        world = make(value(pairs))
        client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name in ("A", "B", "C")[: 1 if pairs == 4 else 3]:
            theme = world.theme(name)
            world.move(theme, 1)
        sent = {key: text.replace("THEME", f"t{theme.pk}") for key, text in params.items()}
        page(client, world, **sent)
        with CaptureQueriesContext(connection) as captured:
            page(client, world, **sent)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_unknown_sides_and_empty_ones_are_the_whole_or_nothing(client: Client, world: World) -> None:
    assert query.words(world.corpus, "t999", "rest").sides.first.kind == "all"
    theme = world.theme("Tom")
    assert "No words here" in page(client, world, of=f"t{theme.pk}")
    assert "No words here" not in page(client, world, of=f"t{theme.pk}", than="rest")


def test_without_authors_no_group_can_be_told(db: None) -> None:
    given = material()
    world = make(replace(given, pairs=tuple(replace(one, asker="") for one in given.pairs)))
    assert not {STATE, TOWN} & codes(world).keys()
    assert line(query.words(world.corpus, "all"), "tillid").counts[0].people is None


def test_a_picture_that_cannot_be_drawn_leaves_no_word_in_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(pictures, "cloud_svg", broken)
    with caplog.at_level(logging.ERROR), pytest.raises(AssertionError):
        query.cloud(query.words(world.corpus, "all"))
    assert "could not be made" in caplog.text
    assert "tillid" not in caplog.text
