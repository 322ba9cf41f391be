"""Places by which somebody could be recognised: found, decided, undone, printed so; and no publishing before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from depeche.core.corpus import Pair
from depeche.core.errors import RuleError
from depeche.core.recognise import Kind, Why
from depeche.core.reporting import editing
from depeche.core.reporting.model import PairQuote
from depeche.core.reporting.outline import to_plain
from depeche.core.reporting.values import Quote, below
from depeche.web.analysis.models import Source, Theme
from depeche.web.common.models import Event
from depeche.web.projects.models import Role
from depeche.web.relay.models import Group, Participant, Relay
from depeche.web.reports import recognise
from depeche.web.reports.actions.recognise import Scope, decide
from depeche.web.reports.build import Workshop
from depeche.web.reports.gates import BlockedError
from depeche.web.reports.models import Finding, Report
from depeche.web.reports.recognise import Place, Recognition
from tests.web.reports.world import MATERIAL, NOW, World, make

pytestmark = pytest.mark.django_db
KEEP, MASK, CUT = "keep", "mask", "cut"
PAIRS = (
    Pair("1", "Hvad mener Mette om det?", "Spørg Mette Kjærup i Odder.", "top", "tillid", "Stat", "Kommune"),
    Pair("2", "Som chef i Odder: hvad nu?", "Vi i Odder Kommune venter.", "top", "tillid", "Kommune", "Stat"),
    Pair("3", "Hvem bør man lytte til?", "Til borgerne.", "inst", "kerneopgave"),
)


@dataclass
class Listed:
    """A world whose first collection has a list of participants."""

    world: World

    @property
    def report(self) -> Report:
        return Report.objects.get(pk=self.world.report.pk)

    @property
    def workshop(self) -> Workshop:
        return Workshop(self.report, NOW)

    @property
    def places(self) -> tuple[Place, ...]:
        return Recognition(self.workshop).places

    def place(self, words: str, unit: str = "") -> Place:
        return next(one for one in self.places if one.words == words and unit in ("", one.unit))

    def few(self, unit: str) -> Place:
        return next(one for one in self.places if one.start is None and one.unit == unit)

    def say(self, place: Place, choice: str, scope: Scope = Scope.ONE) -> int:
        made = decide(actor=self.world.owner, report=self.report, place=place.key, choice=choice, scope=scope, now=NOW)
        return len(made)

    def printed(self) -> dict[str, str]:
        return {quote.unit: quote.text for quote in below(self.workshop.model, Quote)}


@pytest.fixture
def listed(db: None) -> Listed:
    """Twelve of the state, eighteen of municipalities: four in Odder, of whom one is a chief."""
    world = make(replace(MATERIAL, pairs=PAIRS))
    relay = Relay.objects.create(project=world.project, topic="Ledelse", created_at=NOW)
    groups = {name: Group.objects.create(relay=relay, name=name) for name in ("Stat", "Kommune")}

    def add(at: int, name: str, title: str, organisation: str, group: str) -> Participant:
        return Participant(
            relay=relay,
            group=groups[group],
            name=name,
            email=f"{at}@people.test",
            title=title,
            organisation=organisation,
            sector="state" if group == "Stat" else "municipality",
            joined_at=NOW,
        )

    rows = [add(0, "Mette Kjærup", "afdelingschef", "Odder Kommune", "Kommune")]
    rows += [add(at, f"Xaver Qvark{at}", "konsulent", "Odder Kommune", "Kommune") for at in range(1, 4)]
    rows += [add(at, f"Xaver Qvark{at}", "konsulent", "Lemvig Kommune", "Kommune") for at in range(4, 18)]
    rows += [add(at, f"Xaver Qvark{at}", "konsulent", "Tidsministeriet", "Stat") for at in range(18, 30)]
    Participant.objects.bulk_create(rows)
    Source.objects.filter(corpus=world.report.corpus, key="top").update(relay=relay)
    return Listed(world)


def test_what_is_found_and_why(listed: Listed) -> None:
    found = [(one.unit, one.kind.value, one.words) for one in listed.places]
    assert found == [
        ("1/q", "name", "Mette"),
        ("1/a", "name", "Mette Kjærup"),
        ("1/a", "place", "Odder"),
        ("1/a", "combination", ""),  # the group beside it and the place: four people
        ("2/q", "title", "chef"),
        ("2/q", "place", "Odder"),
        ("2/q", "combination", ""),  # place and level: one; who asked is not printed in this relay
        ("2/a", "organisation", "Odder Kommune"),
        ("word:mette", "name", "mette"),  # in the table of frequent words
    ]
    assert listed.place("Odder", "2/q").same == 1
    assert listed.few("1/a").why == (Why.GROUP, Why.PLACE)


def test_masked_words_are_printed_as_a_label_in_the_language_of_the_report(listed: Listed) -> None:
    listed.say(listed.place("Mette Kjærup"), MASK)
    listed.say(listed.place("Odder", "1/a"), CUT)
    assert listed.printed()["1/a"] == "Spørg [navn] i [...] ."
    Report.objects.update(language="en")
    assert listed.printed()["1/a"] == "Spørg [name] i [...] ."
    listed.say(listed.place("Mette Kjærup"), KEEP)  # another decision takes the place of the first
    assert listed.printed()["1/a"].startswith("Spørg Mette Kjærup i")
    assert Finding.objects.count() == 2


def test_undecided_again(listed: Listed) -> None:
    listed.say(listed.place("Mette"), MASK)
    assert listed.printed()["1/q"] == "Hvad mener [navn] om det?"
    listed.say(listed.place("Mette"), "")
    assert listed.printed()["1/q"] == "Hvad mener Mette om det?"
    assert not Finding.objects.exists()


def test_masking_the_place_ends_the_combination(listed: Listed) -> None:
    assert listed.few("1/a")
    listed.say(listed.place("Odder", "1/a"), MASK)
    assert not [one for one in listed.places if one.unit == "1/a" and one.kind is Kind.COMBINATION]


def test_a_combination_is_printed_without_the_group_or_left_out(listed: Listed) -> None:
    def pairs() -> dict[str, str]:
        return {one.pair: one.answerer_group for one in below(listed.workshop.model, PairQuote)}

    assert pairs()["1"] == "Kommune"
    listed.say(listed.few("1/a"), MASK)
    assert pairs()["1"] == ""
    assert listed.few("1/a").choice == MASK  # it can still be taken back
    listed.say(listed.few("1/a"), CUT)
    assert "1" not in pairs()
    assert [one.words for one in listed.places if one.unit.startswith("1/")] == [""]  # nothing else of it is printed
    listed.say(listed.few("1/a"), "")
    assert pairs()["1"] == "Kommune"


def test_alike_for_the_same_words_and_for_the_rest_of_a_kind(listed: Listed) -> None:
    assert listed.say(listed.place("Odder", "1/a"), MASK, Scope.WORD) == 2
    assert listed.say(listed.place("Mette"), KEEP, Scope.KIND) == 3  # with the one that is counted
    events = Event.objects.filter(verb="report.recognition_decided").order_by("pk")
    assert [event.data for event in events] == [
        {"kind": "place", "choice": "mask", "places": 2},
        {"kind": "name", "choice": "keep", "places": 3},
    ]


def test_nothing_is_published_before_all_is_decided(listed: Listed) -> None:
    with pytest.raises(BlockedError) as refused:
        listed.world.publish()
    assert refused.value.codes == ("recognition",)
    while left := [one for one in listed.places if not one.choice]:
        masked = MASK if MASK in left[0].choices and left[0].kind.in_words else KEEP
        listed.say(left[0], masked, Scope.KIND)
    assert recognise.undecided(listed.workshop) == 0
    page = client_of(listed.world).get(reverse("reports:publish", args=[listed.report.pk])).text
    assert re.search(r"Who could be recognised\?\s+(\d) places found, \1 decided", page)
    version = listed.world.publish()
    assert "[navn]" in version.model
    assert "Mette" not in version.model


def test_one_s_own_words_are_rewritten_or_kept(listed: Listed) -> None:
    listed.world.write("what", "Xaver Qvark4 fandt på det, siger [kilde: Danmarks Statistik, 2025] {{questions}}.")
    place = listed.place("Xaver Qvark4") if any(one.words == "Xaver Qvark4" for one in listed.places) else None
    found = [one for one in listed.places if one.unit == "what"]
    assert [one.choices for one in found] == [(KEEP,)]
    assert place is None or place.unit == "what"
    with pytest.raises(RuleError, match="finding_choice"):
        listed.say(found[0], MASK)
    listed.say(found[0], KEEP)
    assert all(one.choice == KEEP for one in listed.places if one.unit == "what")
    listed.world.write("what", "Xaver fandt på det hele helt alene, siger de andre.")
    assert [one.choice for one in listed.places if one.unit == "what"] == [""]  # other words: asked about anew
    listed.world.write("what", "Det fandt vi selv på.")
    assert not [one for one in listed.places if one.unit == "what"]


def test_a_quote_in_the_text_that_shows_masked_words_is_found(listed: Listed) -> None:
    listed.world.write("what", "> Som chef i Odder: hvad nu?")
    listed.say(listed.place("chef", "2/q"), MASK)
    found = {(one.words, one.why) for one in listed.places if one.unit == "what"}
    assert ("chef", (Why.OF_A_PLACE,)) in found or ("chef", (Why.MASKED_ELSEWHERE,)) in found


def test_a_place_that_is_gone_and_a_choice_there_is_not(listed: Listed) -> None:
    place = listed.place("Mette")
    with pytest.raises(RuleError, match="finding_gone"):
        listed.say(replace(place, key="0" * 64), KEEP)
    with pytest.raises(RuleError, match="finding_choice"):
        listed.say(place, "burn")
    with pytest.raises(PermissionDenied):
        decide(actor=listed.world.member(Role.READER), report=listed.report, place=place.key, choice=KEEP, now=NOW)
    assert not Finding.objects.exists()


def test_a_decision_about_words_that_are_not_there_any_more_comes_to_nothing(listed: Listed) -> None:
    listed.say(listed.place("Mette"), MASK)
    Finding.objects.update(end=20)  # another place than its key says
    assert listed.printed()["1/q"] == "Hvad mener Mette om det?"


def client_of(world: World) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.owner)
    return client


def test_the_page_goes_from_place_to_place(listed: Listed) -> None:
    client, report = client_of(listed.world), listed.report
    address, act = (reverse(f"reports:{name}", args=[report.pk]) for name in ("recognise", "recognise_decide"))
    page = client.get(f"{address}?vis=mangler").text
    assert "9 places found, 0 decided" in page
    assert "<mark>Mette Kjærup</mark> i Odder." in page
    first, second = listed.places[0], listed.places[1]
    forms = re.findall(r'name="next" value="([0-9a-f]{64})"', page)
    assert forms[0] == second.key
    form = {"place": first.key, "choice": "mask", "next": second.key, "back": "vis=mangler&"}
    answer = client.post(act, form)
    assert answer["Location"] == f"{address}?vis=mangler&#p-{second.key[:12]}"
    page = client.get(address).text
    assert "9 places found, 1 decided" in page
    assert "Masked" in page
    client.post(act, {"place": first.key, "choice": "open"})
    assert not Finding.objects.exists()


def test_the_page_for_publishing_says_how_far_it_is(listed: Listed) -> None:
    client = client_of(listed.world)
    page = client.get(reverse("reports:publish", args=[listed.report.pk])).text
    assert "9 places by which somebody could be recognised are not decided yet" in page
    assert reverse("reports:recognise", args=[listed.report.pk]) in page


@pytest.mark.parametrize(
    "back", ["//evil.test", "vis=mangler&x=1", "page=1%0d%0aX:1", "slags=<b>", "https://a.test/?vis=mangler"]
)
def test_an_address_of_somebody_else_s_is_not_gone_back_to(listed: Listed, back: str) -> None:
    act = reverse("reports:recognise_decide", args=[listed.report.pk])
    answer = client_of(listed.world).post(act, {"place": listed.places[0].key, "choice": "keep", "back": back})
    assert answer["Location"].startswith(reverse("reports:recognise", args=[listed.report.pk]) + "#p-")


def test_a_refusal_says_so_on_the_page(listed: Listed) -> None:
    client = client_of(listed.world)
    act = reverse("reports:recognise_decide", args=[listed.report.pk])
    assert "The text has changed" in client.post(act, {"place": "0" * 64, "choice": "keep"}, follow=True).text
    assert "Press one of the buttons" in client.post(act, {"place": "x"}, follow=True).text


def test_material_from_a_file_has_no_list_and_the_page_says_so(world: World, owner: Client) -> None:
    page = owner.get(reverse("reports:recognise", args=[world.report.pk])).text
    assert "no list of participants" in page
    assert "Nothing found" in page


def test_writers_alone_decide(listed: Listed) -> None:
    for name, method in (("recognise", "get"), ("recognise_decide", "post")):
        address = reverse(f"reports:{name}", args=[listed.report.pk])
        assert getattr(Client(), method)(address).status_code == 302
        for role in Role:
            client = Client()
            client.force_login(listed.world.member(role))
            refused = getattr(client, method)(address).status_code == 403
            assert refused == (role == Role.READER), (name, role)


def test_ten_times_the_places_ask_the_database_as_often(listed: Listed, django_assert_max_num_queries: object) -> None:
    client = client_of(listed.world)
    address = reverse("reports:recognise", args=[listed.report.pk])
    with django_assert_max_num_queries(18):  # type: ignore[operator] # a fixture
        client.get(address)


def test_the_text_of_a_hidden_block_is_not_looked_through(listed: Listed) -> None:
    listed.world.write("closing", "Tak til Mette Kjærup.")
    assert [one.words for one in listed.places if one.unit == "closing"] == ["Mette Kjærup"]
    hidden = editing.veiled(listed.workshop.outline, "closing", hidden=True)
    Report.objects.update(outline=to_plain(hidden))
    assert not [one for one in listed.places if one.unit == "closing"]


def test_names_of_themes_and_counted_words_are_looked_through(listed: Listed) -> None:
    Theme.objects.filter(name="tillid").update(name="Mette Kjærups tanker")
    found = {one.unit: (one.words, one.choices) for one in listed.places if one.unit.startswith(("name:", "word:"))}
    assert found == {
        "name:Mette Kjærups tanker": ("Mette Kjærups", (KEEP,)),
        "word:mette": ("mette", (KEEP,)),  # in the table of frequent words
    }
    page = client_of(listed.world).get(reverse("reports:recognise", args=[listed.report.pk])).text
    assert "call the theme something else" in page
    assert "hide the table" in page


def test_what_came_with_the_material_is_looked_through(listed: Listed) -> None:
    row = listed.report.corpus
    row.origin, row.note = "interview-mette-kjærup.qdpx", "Samtalen med Mette Kjærup er ikke med."
    row.save()
    found = {(one.unit, one.words) for one in listed.places if one.unit.startswith("material:")}
    assert ("material:note", "Mette Kjærup") in found
    assert any(unit == "material:origin" for unit, _words in found)
    place = listed.place("Mette Kjærup", "material:note")
    assert place.choices == (KEEP,)
    client = Client()
    client.force_login(listed.world.owner)
    assert "Mette Kjærup" in client.get(reverse("reports:recognise", args=[listed.report.pk])).text
