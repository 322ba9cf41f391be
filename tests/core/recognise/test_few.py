"""Small groups and combinations: counted by hand on lists of a few people."""

from __future__ import annotations

import pytest

from depeche.core.corpus import Span
from depeche.core.recognise import Finding, Kind, Passage, Person, Recogniser, Why, few
from depeche.core.recognise.people import level_of, place_of, traits

#: ten in Odder, of whom three are chiefs; ten in Lemvig, all staff; four in a group of their own
PEOPLE = (
    *(Person(f"P{at}", "afdelingschef", "Odder Kommune", "municipality", "Drift", "s") for at in range(3)),
    *(Person(f"Q{at}", "konsulent", "Odder Kommune", "municipality", "Drift", "s") for at in range(7)),
    *(Person(f"R{at}", "konsulent", "Lemvig Kommune", "municipality", "Drift", "s") for at in range(10)),
    *(Person(f"S{at}", "konsulent", "Region Midtjylland", "region", "Stab", "s") for at in range(4)),
)
FINDER = Recogniser(PEOPLE)


def reasons(text: str, group: str = "Drift", source: str = "s", **more: object) -> list[tuple[Why, ...]]:
    passage = Passage("1/q", text, group=group, source=source)
    return [one.why for one in few([passage], PEOPLE, FINDER, **more)]  # type: ignore[arg-type] # passed on


@pytest.mark.parametrize(
    ("text", "group", "wanted"),
    [
        ("Hvad nu?", "Drift", []),
        ("Hvad nu?", "Stab", [(Why.GROUP,)]),  # four people
        ("Vi i Odder vil gerne.", "Drift", []),  # ten fit
        ("Som chef i Odder ved jeg det.", "", [(Why.PLACE, Why.LEVEL)]),  # three fit
        ("Som chef i Odder ved jeg det.", "Drift", [(Why.GROUP, Why.LEVEL), (Why.PLACE, Why.LEVEL)]),
        ("Som chef ved jeg det.", "Drift", [(Why.GROUP, Why.LEVEL)]),  # three of the group are chiefs
        ("Som chef ved jeg det.", "", []),  # three fit, but of a title alone the list of titles decides
        ("Som chef i Lemvig ved jeg det.", "", []),  # nobody fits
        ("Vi i regionen i Midtjylland", "Drift", [(Why.SECTOR, Why.REGION)]),  # four of the region, whatever group
    ],
)
def test_counted_by_hand(text: str, group: str, wanted: list[tuple[Why, ...]]) -> None:
    assert sorted(reasons(text, group)) == sorted(wanted)


def test_five_people_are_enough_and_a_higher_k_asks_for_more() -> None:
    text = "Vi i Lemvig vil gerne."
    assert reasons(text) == []
    assert reasons(text, k=11) == [(Why.GROUP, Why.PLACE)]


def test_words_that_are_masked_say_nothing_any_more() -> None:
    text = "Som chef i Odder ved jeg det."
    place = Span(text.index("Odder"), text.index("Odder") + 5)
    assert reasons(text, group="") == [(Why.PLACE, Why.LEVEL)]
    assert reasons(text, group="", hidden={"1/q": [place]}) == []


def test_another_source_prose_and_a_corpus_without_people_have_none() -> None:
    assert reasons("Som chef i Odder ved jeg det.", source="other") == []
    prose = Passage("what", "Som chef i Odder ved jeg det.", source="s", prose=True)
    assert few([prose], PEOPLE, FINDER) == ()
    assert few([Passage("1/q", "Vi i Odder", group="Drift", source="s")], (), Recogniser()) == ()


def test_a_finding_tells_no_number() -> None:
    (one,) = few([Passage("1/a", "Ja.", group="Stab", source="s")], PEOPLE, FINDER)
    assert one == Finding(Kind.SMALL_GROUP, "1/a", None, None, (Why.GROUP,))


def test_what_follows_from_the_list() -> None:
    assert [level_of(title) for title in ("Kommunaldirektør", "Vejchef", "Skoleleder", "Chefkonsulent", "")] == [
        "top", "chief", "leader", "staff", "staff",
    ]  # fmt: skip  # beside the titles
    assert place_of("Børn og Unge, Aarhus Kommune") == "aarhus"
    assert place_of("Mors Kommune") == "morsoe"
    assert traits(Person("A", "", "Region Sjælland")).region == traits(Person("B", "", "Køge Kommune")).region
    assert traits(Person("A", "", "Novax")).region == ""
