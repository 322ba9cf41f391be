from __future__ import annotations

import csv
import io
import json
import random
from itertools import pairwise

import pytest

from depeche.core.corpus import Corpus, Material, Span
from depeche.core.errors import InputError
from depeche.core.text.synthetic import synthetic_corpus
from depeche.reading import Columns, read_corpus
from depeche.reading.corpora import material_of
from tests.reading.makers import xlsx
from tests.shared import shared_file

ROWS = (
    ("Spørgsmål", "Svar", "Stafet", "Gruppe", "Tema", "Fremhævninger"),
    ("Hvad er målet?", "At nå det.", "A", "Ledere", "mål", "målet|nå det"),
    ("Hvem?", "", "B", "", "", ""),
)


def refusal(data: bytes, name: str = "fil.csv", columns: Columns | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_corpus(data, name, columns)
    return caught.value


def as_csv(rows: tuple[tuple[str, ...], ...], mark: str = ";") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark).writerows(rows)
    return stream.getvalue().encode()


def as_json(rows: tuple[tuple[str, ...], ...]) -> bytes:
    return json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]).encode()


@pytest.mark.parametrize(
    ("data", "name"), [(as_csv(ROWS), "fil.csv"), (xlsx(*ROWS), "fil.xlsx"), (as_json(ROWS), "fil.json")]
)
def test_the_same_corpus_from_each_kind_of_file(data: bytes, name: str) -> None:
    corpus = read_corpus(data, name)
    assert [(source.id, source.title) for source in corpus.sources] == [("A", "A"), ("B", "B")]
    first, second = corpus.pairs
    assert (first.question, first.answer, first.theme, first.asker_group) == (
        "Hvad er målet?",
        "At nå det.",
        "mål",
        "Ledere",
    )
    assert first.highlights_question == (Span(8, 13),)
    assert first.highlights_answer == (Span(3, 9),)
    assert (second.answer, second.theme, second.source) == (None, "", "B")


def test_english_headings_and_a_single_relay_named_by_the_file() -> None:
    corpus = read_corpus(b"question,answer\nWhat?,This.\n", "spring relay.csv", language="en")
    assert corpus.title == "spring relay"
    assert corpus.language == "en"
    assert [source.title for source in corpus.sources] == ["spring relay"]


def test_headings_of_ones_own() -> None:
    data = b"Q;R;S\nWhat?;This.;x\n"
    corpus = read_corpus(data, "fil.csv", Columns(question="q", answer="r", relay="S"))
    assert corpus.pairs[0].answer == "This."
    assert corpus.sources[0].id == "x"
    fault = refusal(data, columns=Columns(question="Z"))
    assert (fault.row, fault.column) == (1, "Z")
    assert "there are Q, R, S" in str(fault)


def test_highlights_of_question_and_answer_apart_and_twice_the_same() -> None:
    data = as_csv((("spørgsmål", "svar", "highlights_question", "highlights_answer"), ("ja ja", "ja", "ja|ja", "ja")))
    pair = read_corpus(data, "fil.csv").pairs[0]
    assert pair.highlights_question == (Span(0, 2), Span(3, 5))
    assert pair.highlights_answer == (Span(0, 2),)


@pytest.mark.parametrize(
    ("rows", "sentence", "row"),
    [
        ((("svar",), ("ja",)), "no column is called “spørgsmål”", 1),
        ((("spørgsmål", "svar"), ("", "ja")), "the row has no text", 2),
        ((("spørgsmål", "fremhævninger"), ("hvad", "hvor")), "pair row 2: the highlight “hvor”", 2),
        ((("id", "spørgsmål"), ("1", "a"), ("1", "b")), "the id 1 stands in row 2 too", 3),
    ],
)
def test_refusals(rows: tuple[tuple[str, ...], ...], sentence: str, row: int) -> None:
    fault = refusal(as_csv(rows))
    assert sentence in str(fault)
    assert fault.row == row


@pytest.mark.shared
def test_the_relay_of_2017_as_it_stands() -> None:
    corpus = read_corpus(shared_file("data/relay-2017.json").read_bytes(), "relay-2017.json")
    assert [(source.id, source.participants, len(corpus.of(source.id))) for source in corpus.sources] == [
        ("topledere", 56, 19),
        ("institutionsledere", 69, 20),
    ]
    assert (corpus.days, corpus.contributions, corpus.language) == (4, 224, "da")
    assert "/" not in corpus.origin
    assert "selection" in corpus.note
    assert len({pair.theme for pair in corpus.of("topledere")}) == 6
    assert len({pair.theme for pair in corpus.of("institutionsledere")}) == 5
    for pair in corpus.pairs:
        for text, spans in ((pair.question, pair.highlights_question), (pair.answer or "", pair.highlights_answer)):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))


def published(**changes: object) -> bytes:
    pair: dict[str, object] = {
        "id": "1",
        "question": "Hvad er målet?",
        "answer": "Det.",
        "highlights_question": ["målet"],
    }
    pair.update(changes)
    return json.dumps({"topic": "t", "relays": [{"id": "a", "title": "A", "pairs": [pair]}]}).encode()


def test_a_published_relay_tells_only_what_it_knows() -> None:
    corpus = read_corpus(published(), "fil.json")
    assert corpus.pairs[0].highlights_question == (Span(8, 13),)
    assert corpus.pairs[0].asker == corpus.pairs[0].asker_group == ""
    assert corpus.sources[0].participants is None
    assert (corpus.days, corpus.contributions, corpus.origin) == (None, None, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"highlights_question": ["findes ikke"]}, "pair 1: the highlight “findes ikke”"),
        ({"question": ""}, "pair 1 has no question"),
        ({"question": 3}, "“question” of 1 should be text"),
        ({"highlights_answer": "Det"}, "“highlights_answer” of 1 should be a list"),
        ({"answer": "x" * 40_000}, "“answer” of 1: the cell holds"),
    ],
)
def test_published_relays_that_do_not_fit(changes: dict[str, object], sentence: str) -> None:
    assert sentence in str(refusal(published(**changes), "fil.json"))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"relays": []}, "is empty"),
        ({"relays": [1]}, "relay 1 is no object"),
        ({"relays": [{"id": "a"}, {"id": "a"}]}, "two relays have the id a"),
        ({"relays": [{"id": "a", "pairs": [{"id": "1", "question": "q"}] * 2}]}, "two pairs have the id 1"),
        ({"relays": [{"id": "a", "participants": -1, "pairs": []}]}, "should be a whole number"),
    ],
)
def test_published_documents_that_do_not_fit(document: object, sentence: str) -> None:
    assert sentence in str(refusal(json.dumps(document).encode(), "fil.json"))


def written(corpus: Corpus) -> bytes:
    rows = (
        ("spørgsmål", "svar", "stafet", "tema"),
        *((p.question, p.answer or "", p.source, p.theme) for p in corpus.pairs),
    )
    return as_csv(rows)


def test_a_hundred_thousand_rows_are_read() -> None:
    data = written(synthetic_corpus(20_000, rng=random.Random(1)))
    lines = data.splitlines(keepends=True)
    data = lines[0] + b"".join(lines[1:]) * 5
    corpus = read_corpus(data, "fil.csv")
    assert len(corpus.pairs) == 100_000


POLIS = (
    ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"),
    ("1700000000000", "x", "0", "7", "5", "1", "1", "Mere tid til ledelse, tak."),
    ("1700000000001", "x", "1", "8", "0", "9", "-1", "Afvist af dem, der ser listen igennem."),
    ("1700000000002", "x", "2", "7", "2", "2", "0", "Færre møder; flere samtaler."),
)


def test_the_statements_polis_exports_are_read_without_those_its_moderators_rejected() -> None:
    corpus = read_corpus(as_csv(POLIS, ","), "comments.csv")
    assert [(pair.id, pair.question, pair.answer, pair.asker) for pair in corpus.pairs] == [
        ("0", "Mere tid til ledelse, tak.", None, "7"),
        ("2", "Færre møder; flere samtaler.", None, "7"),
    ]
    assert corpus.left_out == 1
    assert [source.material for source in corpus.sources] == [Material.STATEMENTS]


def test_a_table_for_talk_to_the_city_is_read_as_passages_of_interviews() -> None:
    rows = (("id", "comment", "interview"), ("a1", "Vi mødes for lidt.", "Deltager 3"), ("a2", "Enig.", "Deltager 4"))
    corpus = read_corpus(as_csv(rows, ","), "t3c.csv")
    assert [(pair.id, pair.question, pair.asker) for pair in corpus.pairs] == [
        ("a1", "Vi mødes for lidt.", "Deltager 3"),
        ("a2", "Enig.", "Deltager 4"),
    ]
    assert corpus.sources[0].material is Material.INTERVIEW


def test_what_the_rows_are_may_be_said_and_then_answers_are_not_read() -> None:
    rows = (("tekst", "svar", "gruppe"), ("Jeg fik et netværk.", "uden betydning", "Kommuner"))
    corpus = read_corpus(as_csv(rows), "skema.csv", material=Material.SURVEY)
    assert corpus.pairs[0].answer is None
    assert corpus.pairs[0].asker_group == "Kommuner"
    assert corpus.sources[0].material is Material.SURVEY


def test_a_column_of_questions_wins_over_one_of_comments() -> None:
    rows = (("Kommentar", "Spørgsmål"), ("en note", "Hvad nu?"))
    corpus = read_corpus(as_csv(rows), "fil.csv")
    assert corpus.pairs[0].question == "Hvad nu?"
    assert corpus.sources[0].material is Material.RELAY


@pytest.mark.parametrize(
    ("headers", "material"),
    [
        (("tekst", "respondent"), Material.SURVEY),
        (("passage",), Material.INTERVIEW),
        (("Udsagn",), Material.STATEMENTS),
        (("noget andet",), Material.RELAY),
    ],
)
def test_headings_tell_what_the_rows_are(headers: tuple[str, ...], material: Material) -> None:
    assert material_of(headers) is material


@pytest.mark.parametrize(
    "written", ["2026-03-05", "2026-03-05T14:30:00", "5.3.2026", "05-03-2026", "5/3-2026", "05/03/2026 14.30"]
)
def test_days_are_read_as_they_are_written_in_denmark(written: str) -> None:
    data = as_csv(
        (("spørgsmål", "svar", "dato", "besvaret"), ("Hvad?", "Det.", written, "6.3.2026"), ("Hvem?", "", "", ""))
    )
    first, second = read_corpus(data, "fil.csv").pairs
    assert (first.asked_at, first.answered_at) == ("2026-03-05", "2026-03-06")
    assert (second.asked_at, second.answered_at) == ("", "")


def test_a_column_called_date_that_holds_something_else_is_no_day() -> None:
    data = as_csv((("spørgsmål", "dato"), ("Hvad?", "en torsdag"), ("Hvem?", "2026-03-05")))
    assert {pair.asked_at for pair in read_corpus(data, "fil.csv").pairs} == {""}


@pytest.mark.parametrize("written", ["11/22/2026", "31.2.2026", "snart", "2026-3"])
def test_a_day_that_is_none_is_named_where_somebody_said_it_is_one(written: str) -> None:
    data = as_csv((("spørgsmål", "når"), ("Hvad?", "2026-03-05"), ("Hvem?", written)))
    fault = refusal(data, columns=Columns(asked_at="når"))
    assert (fault.row, fault.column) == (3, "når")
    assert written in str(fault)
    assert "22.11.2026" in str(fault)


def test_an_unanswered_question_has_no_day_of_its_answer() -> None:
    data = as_csv((("spørgsmål", "svar", "besvaret"), ("Hvad?", "", "2026-03-05")))
    assert read_corpus(data, "fil.csv").pairs[0].answered_at == ""
