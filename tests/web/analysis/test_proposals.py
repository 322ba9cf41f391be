"""Groups a machine proposes: shown with what they are, accepted in whole or part, never lost, never hidden."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from depeche.core import corpus as core
from depeche.core.errors import RuleError
from depeche.web.analysis import actions, rules
from depeche.web.analysis.models import Change, Coding, Theme
from depeche.web.analysis.queries import proposals
from depeche.web.analysis.queries.proposals import Asked, Proposed, proposed
from tests.web.analysis.test_pages import act, page
from tests.web.analysis.world import NOW, World, make
from tests.web.relay.conftest import racing_db  # noqa: F401 - a fixture
from tests.web.relay.test_races import together

SUBJECTS = {
    "tillid": ("viser lederen tillid til medarbejdere", "forsvinder tillid mellem kolleger", "måles tillid hos ledere"),
    "kalender": ("fylder kalenderen mere end mødet", "rydder kalenderen for møder", "styrer kalenderen mødet"),
    "budget": ("sparer budgettet på skolen", "lægges budgettet for skoler", "holder skolen budgettet"),
}
STARTS = ("Hvordan", "Hvorfor", "Hvornår", "Hvem")


def material(rounds: int = 4) -> World:
    """Questions of three subjects, one after the other, invented; `rounds` times nine."""
    texts = [
        f"{STARTS[number % len(STARTS)]} {words} i {number + 1}. runde?"
        for number in range(rounds)
        for trio in zip(*SUBJECTS.values(), strict=True)
        for words in trio
    ]
    pairs = tuple(core.Pair(str(number), text, source="a") for number, text in enumerate(texts, 1))
    return make(core.Corpus("Tre emner", (core.Source("a", "A"),), pairs))


@pytest.fixture
def three(world: World) -> World:
    """Material of three subjects that the owner of `world`, who is signed in, owns too."""
    made = material()
    made.project.memberships.create(user=world.owner, role="owner", since=NOW)
    return made


def groups_of(found: Proposed) -> list[list[int]]:
    return [sorted(group.units) for group in found.groups or ()]


def fields(text: str, number: int) -> dict[str, object]:
    """What the form of a group sends."""
    form = re.search(rf'id="gruppe-{number}".*?</article>', text, re.DOTALL)
    assert form is not None
    names = ("view", "antal", "fra", "aftryk", "afvist", "group", "units", "shown", "name", "cue_words")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', form[0]) for name in names}
    sent: dict[str, object] = {name: html.unescape(match[1]) for name, match in found.items() if match}
    return {**sent, "card": re.findall(r'name="card" value="(\d+)" checked', form[0])}


def test_every_unsorted_card_is_in_exactly_one_group(three: World) -> None:
    theme = three.theme("Sorteret")
    three.add(theme, 1, 2)
    found = proposed(three.corpus, Asked(groups=3))
    units = [unit for group in groups_of(found) for unit in group]
    loose = set(three.corpus.units.cards().values_list("pk", flat=True)) - {three.unit(1).pk, three.unit(2).pk}
    assert Counter(units) == Counter(loose)
    assert (found.unsorted, found.made, len(found.groups or ())) == (34, 3, 3)
    assert all(group.made.words and group.texts and group.name for group in found.groups or ())
    assert len({group.name for group in found.groups or ()}) == 3


@pytest.mark.parametrize(
    ("compared", "own", "share", "expected"),
    [
        (20, 19, 0.25, "close"),  # (.95 - .25) / .75 = .93
        (10, 9, 0.25, "some"),  # .87
        (20, 15, 0.25, "loose"),  # .67: what words dealt out at random reach
        (10, 6, 0.60, "loose"),  # what chance gives
        (0, 0, 0.10, "none"),
        (10, 10, 1.0, "none"),
    ],
)
def test_how_well_a_group_holds_is_said_beyond_chance(compared: int, own: int, share: float, expected: str) -> None:
    assert proposals.Group((), (), compared, own, share).cohesion == expected


def test_the_page_says_what_it_is_and_changes_nothing(client: Client, three: World) -> None:
    before = (three.state(), Change.objects.count())
    text = page(client, three, "proposals", antal=3)
    assert "The machine's proposal, not a result." in text
    assert "36 cards are unsorted." in text
    assert "3 of 3 groups are to be decided on." in text
    assert "Of fewer than 100 cards such groups are little better than chance." in text
    assert re.search(r"Of \d+ cards compared, \d+ have the one most like them in this group\.", text)
    assert "What you do not accept stays unsorted." in text
    assert (three.state(), Change.objects.count()) == before
    again = page(client, three, "proposals", antal=3)
    assert fields(again, 1) == fields(text, 1)


def test_a_group_becomes_a_theme_with_cue_words_in_one_step(client: Client, three: World) -> None:
    sent = fields(page(client, three, "proposals", antal=3), 1)
    units = [int(unit) for unit in str(sent["units"]).split(",")]
    text = act(client, three, "accept_group", **sent | {"name": "Mit navn", "cue_words": "et, to"})
    assert f"“Mit navn” is now a theme with {len(units)} cards." in text
    theme = Theme.objects.get(corpus=three.corpus)
    assert (theme.name, theme.cue_words) == ("Mit navn", ["et", "to"])
    assert set(theme.codings.values_list("unit", flat=True)) == set(units)
    assert f"{36 - len(units)} cards are unsorted." in text
    change = Change.objects.get(corpus=three.corpus, kind="group_accepted")
    assert change.data["figures"] == {"theme": "Mit navn", "count": len(units)}
    assert "accepted a proposed group" in page(client, three, "history")
    actions.undo(actor=three.owner, corpus=three.corpus, now=NOW)
    assert not Theme.objects.filter(corpus=three.corpus).exists()
    actions.redo(actor=three.owner, corpus=three.corpus, now=NOW)
    assert Coding.objects.filter(theme__name="Mit navn").count() == len(units)


def test_the_other_groups_stay_as_they_are_while_one_is_accepted_and_undone(client: Client, three: World) -> None:
    first = proposed(three.corpus, Asked(groups=3))
    sent = fields(page(client, three, "proposals", antal=3), 2)
    act(client, three, "accept_group", **sent)
    then = proposed(three.corpus, first.asked)
    assert (groups_of(then), then.settled, then.anew) == ([groups_of(first)[0], groups_of(first)[2]], 1, False)
    assert [group.number for group in then.groups or ()] == [1, 3]
    actions.undo(actor=three.owner, corpus=three.corpus, now=NOW)
    assert groups_of(proposed(three.corpus, first.asked)) == groups_of(first)


def test_what_was_deselected_stays_unsorted(client: Client, three: World) -> None:
    sent = fields(page(client, three, "proposals", antal=3), 1)
    cards = list(map(str, sent["card"]))  # type: ignore[call-overload]
    units = str(sent["units"]).split(",")
    assert len(units) > len(cards) == proposals.SHOWN
    act(client, three, "accept_group", **sent | {"card": cards[2:]})
    theme = Theme.objects.get(corpus=three.corpus)
    assert {str(unit) for unit in theme.codings.values_list("unit", flat=True)} == set(units) - set(cards[:2])


def test_only_the_ticked_ones_are_taken_when_that_is_asked(client: Client, three: World) -> None:
    sent = fields(page(client, three, "proposals", antal=3), 1)
    cards = list(map(str, sent["card"]))  # type: ignore[call-overload]
    act(client, three, "accept_group", **sent | {"card": cards[2:], "take": "chosen"})
    theme = Theme.objects.get(corpus=three.corpus)
    assert {str(unit) for unit in theme.codings.values_list("unit", flat=True)} == set(cards[2:])
    left = proposed(three.corpus, Asked(3, int(str(sent["fra"])), str(sent["aftryk"])))
    group = next(group for group in left.groups or () if group.number == 1)
    assert group.gone == proposals.SHOWN - 2
    assert "4 of the group have been sorted since." in page(
        client, three, "proposals", **{name: str(sent[name]) for name in ("antal", "fra", "aftryk")}
    )


def test_what_others_have_sorted_meanwhile_stays_with_them(client: Client, three: World) -> None:
    sent = fields(page(client, three, "proposals", antal=3), 1)
    units = [int(unit) for unit in str(sent["units"]).split(",")]
    theirs = three.theme("De andres")
    cards = [actions.Card(unit, None) for unit in units[:2]]
    actions.move_cards(actor=three.owner, corpus=three.corpus, cards=cards, to_id=theirs.pk, now=NOW)
    text = act(client, three, "accept_group", **sent)
    assert "2 had been sorted by somebody else and stay there." in text
    assert set(theirs.codings.values_list("unit", flat=True)) == set(units[:2])
    assert Coding.objects.filter(unit__in=units).count() == len(units)


def test_a_refusal_keeps_what_was_typed_and_what_was_deselected(client: Client, three: World) -> None:
    three.theme("Tillid")
    sent = fields(page(client, three, "proposals", antal=3), 1)
    cards = list(map(str, sent["card"]))  # type: ignore[call-overload]
    text = act(client, three, "accept_group", **sent | {"name": "TILLID", "cue_words": "min, egen", "card": cards[1:]})
    assert "There is already a theme called “TILLID”." in text
    again = fields(text, 1)
    assert (again["name"], again["cue_words"]) == ("TILLID", "min, egen")
    assert re.search(rf'value="{cards[0]}">', text)
    assert re.search(rf'value="{cards[1]}" checked>', text)
    assert not Coding.objects.exists()


def test_what_accepting_refuses(three: World) -> None:
    unit = three.unit(1).pk
    three.theme("Tillid")
    foreign = make().unit(1).pk

    def refused(units: list[int], name: str = "Ny") -> str:
        with pytest.raises(RuleError) as error:
            actions.accept_group(actor=three.owner, corpus=three.corpus, units=units, name=name, cue_words=(), now=NOW)
        assert rules.said(error.value)
        return error.value.code

    assert refused([]) == "no_cards"
    assert refused([foreign]) == "card_gone"
    assert refused([unit], " ") == "theme_name_missing"
    assert refused([unit], "tillid") == "theme_name_taken"
    assert refused(list(range(rules.MAX_GROUP + 1))) == "too_many_cards"
    three.add(Theme.objects.get(name="Tillid", corpus=three.corpus), 1)
    assert refused([unit]) == "group_sorted"
    assert Change.objects.filter(kind="group_accepted").count() == 0


def test_a_dismissed_group_is_counted_and_can_be_shown_again(client: Client, three: World) -> None:
    first = proposed(three.corpus, Asked(groups=3))
    asked = first.asked._replace(dismissed=frozenset({2}))
    found = proposed(three.corpus, asked)
    assert [group.number for group in found.groups or ()] == [1, 3]
    assert (found.dismissed, found.dismissed_cards) == (1, len(groups_of(first)[1]))
    place = {"antal": "3", "fra": str(asked.since), "aftryk": asked.mark}
    text = page(client, three, "proposals", **place, afvist="2")
    assert "1 group is dismissed;" in text
    assert "36 cards are unsorted." in text
    assert "Show them again" in text
    text = page(client, three, "proposals", **place, afvist="1,2,3")
    assert "Every group of this proposal is settled" in text
    assert "36 cards are still unsorted." in text
    sent = fields(page(client, three, "proposals", **place, afvist="2"), 1)
    assert "1 group is dismissed;" in act(client, three, "accept_group", **sent)


def test_a_proposal_that_cannot_be_made_again_is_made_anew_and_says_so(client: Client, three: World) -> None:
    first = proposed(three.corpus, Asked(groups=3))
    assert not first.anew
    wrong = proposed(three.corpus, first.asked._replace(mark="abc"))
    assert (wrong.anew, groups_of(wrong)) == (True, groups_of(first))
    place = {"antal": "3", "fra": str(first.asked.since), "aftryk": "abc"}
    assert "the groups were proposed anew" in page(client, three, "proposals", **place)


def test_the_cards_that_were_unsorted_then_are_read_out_of_the_journal(three: World) -> None:
    one, two = three.theme("A"), three.theme("B")
    three.add(one, 1, 2, 3)
    since = Change.objects.filter(corpus=three.corpus).latest("pk").pk
    three.move(two, 2, 5)
    three.move(None, 1)
    three.add(one, 7)
    three.move(two, 9)
    actions.undo(actor=three.owner, corpus=three.corpus, now=NOW)
    changes = Change.objects.filter(corpus=three.corpus, undone_at=None, pk__gt=since)
    keys = [unit.key for unit in three.corpus.units.filter(pk__in=proposals.unsorted_then(three.corpus, changes))]
    assert keys == [str(number) for number in range(4, 37)]


def test_more_texts_come_with_a_click(client: Client, three: World) -> None:
    text = page(client, three, "proposals", antal=2)
    first = fields(text, 1)
    assert len(first["card"]) == proposals.SHOWN  # type: ignore[arg-type]
    link = re.search(r'href="(\?[^"]*vis=1[^"]*)#gruppe-1"', text)
    assert link is not None
    params = dict(part.split("=") for part in html.unescape(link[1])[1:].split("&"))
    more = page(client, three, "proposals", **params)
    assert len(fields(more, 1)["card"]) == len(str(first["units"]).split(","))  # type: ignore[arg-type]
    assert len(fields(more, 2)["card"]) == proposals.SHOWN  # type: ignore[arg-type]
    assert more.count('class="is-fresh"') == len(fields(more, 1)["card"]) - proposals.SHOWN  # type: ignore[arg-type]


def test_too_few_cards_and_none(client: Client, three: World) -> None:
    theme = three.theme("A")
    three.add(theme, *range(1, 34))
    assert "Too few unsorted cards" in page(client, three, "proposals")
    three.add(theme, 34, 35, 36)
    assert "Everything is sorted" in page(client, three, "proposals")


@pytest.mark.parametrize(
    "params", [{"antal": "1"}, {"antal": "21"}, {"antal": "x", "fra": "-1", "afvist": "a,b", "vis": "²"}]
)
def test_an_address_that_makes_no_sense_is_read_as_none(client: Client, three: World, params: dict[str, str]) -> None:
    assert "36 cards are unsorted." in page(client, three, "proposals", **params)


def test_large_material_is_grouped_beside_the_page(
    client: Client, three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "EAGER", 10)
    text = page(client, three, "proposals", antal=4)
    assert "The groups are being computed" in text
    assert 'hx-trigger="load delay' in text
    assert 'http-equiv="refresh"' in text
    proposals._made.settle()
    assert "4 of 4 groups are to be decided on." in page(client, three, "proposals", antal=4)


def test_groups_that_cannot_be_made_are_said_to_be_so(
    client: Client, three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(proposals, "_make", fail)
    assert "No groups could be computed" in page(client, three, "proposals", antal=5)


def test_the_page_asks_as_often_for_many_groups_as_for_few(client: Client, three: World) -> None:
    def counted(groups: int) -> int:
        page(client, three, "proposals", antal=groups)
        with CaptureQueriesContext(connection) as found:
            page(client, three, "proposals", antal=groups)
        return len(found)

    assert counted(2) == counted(8)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("racing_db")
def test_a_group_accepted_by_four_becomes_one_theme() -> None:
    world = material(1)
    units = list(world.corpus.units.cards().values_list("pk", flat=True))

    def accept(number: int) -> object:
        return actions.accept_group(
            actor=world.owner, corpus=world.corpus, units=units, name=f"Tema {number}", cue_words=(), now=NOW
        ).cards

    got = together(*[lambda number=number: accept(number) for number in range(4)])
    assert Counter(got) == {9: 1, "group_sorted": 3}
    assert Coding.objects.count() == 9
