"""The facts: how many there are, and that no name stands twice."""

from __future__ import annotations

from collections import Counter

from depeche.core.recognise.gazetteer import authorities, municipalities, regions, titles


def test_there_are_98_municipalities_in_five_regions_and_in_four_from_2027() -> None:
    listed = municipalities()
    assert len({one.code for one in listed}) == len({one.names[0] for one in listed}) == 98
    assert Counter(one.region for one in listed) == {
        "Hovedstaden": 29,
        "Midtjylland": 19,
        "Nordjylland": 11,
        "Sjælland": 17,
        "Syddanmark": 22,
    }
    assert len({one.region_after for one in listed}) == 4
    assert regions()["Sjælland"] == regions()["Hovedstaden"] == regions()["Østdanmark"] == "Østdanmark"


def test_no_authority_and_no_abbreviation_stands_twice() -> None:
    names = Counter(name for one in authorities() for name in one.names)
    short = Counter(letters for one in authorities() for letters in one.abbreviations)
    assert names.most_common(1)[0][1] == short.most_common(1)[0][1] == 1


def test_a_title_is_an_office_or_common() -> None:
    assert not titles().office & titles().common
