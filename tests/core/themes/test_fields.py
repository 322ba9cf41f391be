from __future__ import annotations

from importlib.resources import files

import pytest

from depeche.core.text import stop_words
from depeche.core.themes.fields import fields_of


def lines() -> list[list[str]]:
    text = (files("depeche.core.themes") / "data" / "fields_da.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def test_a_compound_in_no_field_has_those_of_its_parts() -> None:
    assert "penge" in fields_of("krone")
    assert fields_of("budgetmøde")
    assert set(fields_of("budgetmøde")) == set(fields_of("budget")) | set(fields_of("møde"))


@pytest.mark.parametrize(("word", "language"), [("blomst", "da"), ("budget", "en"), ("", "da")])
def test_other_words_and_languages_have_none(word: str, language: str) -> None:
    assert fields_of(word, language) == ()


def test_fields_are_called_by_different_words_and_none_is_a_single_word() -> None:
    assert all(len(line) > 2 for line in lines())
    assert len({line[0] for line in lines()}) == len(lines())
    assert all(word == word.lower() and word.replace("-", "").isalnum() for line in lines() for word in line)


def test_few_of_the_words_are_stop_words() -> None:
    """A stop word never reaches the index; one in the table does no harm, and no good."""
    words = {word for line in lines() for word in line}
    assert len(words & stop_words()) < 0.05 * len(words)
