from __future__ import annotations

from importlib.resources import files

import pytest
from benchmarks.compounds import gold, naive, score

from depeche.core.text import split_compound


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("kerneopgaven", ("kerne", "opgave")),
        ("topledere", ("top", "leder")),
        ("topledergruppen", ("top", "leder", "gruppe")),
        ("ledelsesrum", ("ledelse", "rum")),
        ("børnepasning", ("barn", "pasning")),
        ("kommunaldirektør", ("kommunal", "direktør")),
        ("budgetprioriteringsmøde", ("budget", "prioritering", "møde")),
        ("sundhedsområdet", ("sundhed", "område")),
        ("it-systemer", ("it", "system")),
        ("superliga-finale", ("superliga", "finale")),
        ("velfærdskommune", ("velfærd", "kommune")),  # the three the issue names
        ("ledelsesrummet", ("ledelse", "rum")),
        ("borgerinvolvering", ("borger", "involvering")),
        (
            "efterforskningsarbejde",
            ("efterforskning", "arbejde"),
        ),  # the joint gives it away, neither word need be listed
        ("størrelsesordenen", ("størrelse", "orden")),
        ("fiskeriminister", ("fiskeri", "minister")),  # a noun of the dictionary before a listed word
        ("handicaprådet", ("handicap", "råd")),  # three letters, plain all the same
        ("medborgerne", None),
        ("meningsfulde", None),
        ("undervisning", None),
        ("turneringen", None),
        ("årsagen", None),
        ("samtaler", None),
    ],
)
def test_splits(form: str, parts: tuple[str, ...] | None) -> None:
    assert split_compound(form) == parts


@pytest.mark.parametrize(
    "form",
    [
        "understøtte", "faglighed", "medarbejder", "samarbejde", "leder", "kommune", "e-mail", "udvikling", "landskab",
        "fremtid", "selskab", "ikke-borgernær", "ledelserum", "kvalitetmål", "xyzopgave", "opgavexyz", "", "-", "2017",
    ],
)  # fmt: skip  # read as a paragraph
def test_no_split_is_better_than_a_wrong_one(form: str) -> None:
    assert split_compound(form) is None


def test_the_list_of_parts_holds_no_nonsense() -> None:
    text = (files("depeche.core.text") / "data" / "parts_da.txt").read_text(encoding="utf-8")
    words = [
        entry.strip(":!").partition(":")[0] for line in text.splitlines() if line[:1] != "#" for entry in line.split()
    ]
    assert len(words) > 500
    assert all(word.replace("=", "").isalpha() and word == word.lower() for word in words)


def test_the_exceptions_have_reasons() -> None:
    text = (files("depeche.core.text") / "data" / "compounds_da.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_the_gold_list() -> None:
    """What docs/methods/compounds.md says of the 300 words written by hand."""
    words = gold()
    assert (len(words), sum(word.kind == "admin" for word in words)) == (300, 150)
    whole, unread = score(words, split_compound), score(words[1::2], split_compound)
    assert min(whole.precision, unread.precision) >= 0.98
    assert whole.recall >= 0.95
    assert unread.recall >= 0.90
    peer = score(words, naive)
    assert peer.precision < 0.65
