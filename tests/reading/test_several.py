from __future__ import annotations

from depeche.reading import read_corpus
from depeche.reading.several import several


def test_themes_are_separated_by_semicolon_bar_or_line_break_and_named_once() -> None:
    assert several(" tid ; tillid|tid\n") == ("tid", "tillid")
    assert several(" ; ") == ()


def test_the_theme_column_of_a_file_may_name_several_themes() -> None:
    data = 'spørgsmål,tema\nHvem?,"tid; tillid"\nHvad?,tid\nHvor?,\n'.encode()
    pairs = read_corpus(data, "a.csv").pairs
    assert [pair.themes for pair in pairs] == [("tid", "tillid"), ("tid",), ()]
    assert [pair.theme for pair in pairs] == ["tid", "tid", ""]


def test_a_published_relay_may_name_several_themes() -> None:
    data = b'{"relays": [{"id": "a", "pairs": [{"id": "1", "question": "Hvem?", "theme": "tid|mod"}]}]}'
    assert read_corpus(data, "a.json").pairs[0].themes == ("tid", "mod")
