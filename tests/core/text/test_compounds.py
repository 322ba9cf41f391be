from __future__ import annotations

from importlib.resources import files

import pytest

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
    ],
)
def test_splits(form: str, parts: tuple[str, ...]) -> None:
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
        entry.strip(":").partition(":")[0] for line in text.splitlines() if line[:1] != "#" for entry in line.split()
    ]
    assert len(words) > 500
    assert all(word.replace("=", "").isalpha() and word == word.lower() for word in words)


def test_the_exceptions_have_reasons() -> None:
    text = (files("depeche.core.text") / "data" / "compounds_da.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
