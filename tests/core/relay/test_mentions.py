from __future__ import annotations

import pytest

from depeche.core.relay.mentions import mentions

NAMES = ["Bo Bang-Hansen", "Ea Vej", "Søren Ørsted"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Spørg Bo Bang-Hansen om det", ["Bo Bang-Hansen"]),
        ("Bos svar, og Ea's", ["Bos", "Ea's"]),
        ("Vi bor på en vej", []),  # a common word in small letters names nobody
        ("Søren og Bo", ["Søren", "Bo"]),
        ("Skriv til e.vej@by.example, tak", ["e.vej@by.example"]),
        ("", []),
        ("Ørsted Søren", ["Ørsted Søren"]),
        ("Boring", []),
    ],
)
def test_what_names_somebody(text: str, found: list[str]) -> None:
    assert [hit.found for hit in mentions(NAMES, [("1", text)])] == found


def test_a_mention_stands_in_its_surroundings() -> None:
    (hit,) = mentions(NAMES, [("7 ?", "a" * 50 + " Bo er her")])
    assert (hit.key, hit.before, hit.after) == ("7 ?", "a" * 39 + " ", " er her")


def test_nobody_is_named_where_nobody_takes_part() -> None:
    assert list(mentions([], [("1", "Bo")])) == []
