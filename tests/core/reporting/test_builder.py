from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import (
    Evidence,
    Limits,
    Report,
    ReportTexts,
    Template,
    build_report,
    resolved,
    said,
    template_outline,
    text_slots,
    verify,
)
from depeche.core.reporting.cross import verdict
from depeche.core.reporting.model import Background, Comparison, SharedThemes, ThemeShares, Verdict
from depeche.core.reporting.phrases import LANGUAGES, RESERVATIONS, phrase
from depeche.core.reporting.phrases.da import DANISH
from depeche.core.reporting.phrases.en import ENGLISH
from depeche.core.reporting.values import Sentence
from tests.core.reporting.corpora import one, pages, passages, small


def _sentences(value: object) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _sentences(item)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _sentences(getattr(value, item.name))


def _report(corpus: Corpus | None = None, language: str = "da", **choices: object) -> Report:
    return build_report(corpus or small(), ReportTexts(**choices), language)  # type: ignore[arg-type]  # the test's choice


def test_the_report_has_the_shape_of_its_kind() -> None:
    report = _report()
    assert report.title == "Haven og havnen"
    have, havn = report.bodies(ThemeShares)
    assert [have.source_title, havn.source_title] == ["Haven", "Havnen"]
    assert [(row.name, row.questions.value, row.share.value) for row in have.themes] == [
        ("låger", 2, 50),
        ("frugt", 1, 25),
        ("", 1, 25),
    ]
    assert [[pair.pair for pair in page.pairs] for page in pages(report, "have")] == [["g1", "g2"], ["g3"], ["g4"]]
    assert report.method.reservation in RESERVATIONS
    assert [row.name for row in report.bodies(SharedThemes)[0].rows] == ["låger", "frugt", "både", ""]


def test_highlights_and_trims_come_along() -> None:
    pair = pages(_report())[0].pairs[0]
    assert [piece.text for piece in pair.question.pieces if piece.strong] == ["låser lågen"]
    assert pair.answer is not None
    assert pair.answer.text == "Det gør naboen. [...] Spørg hende selv."
    assert (pair.asker_group, pair.answerer_group) == ("gartnere", "naboer")


def test_groups_are_left_out_on_request() -> None:
    pair = pages(_report(show_groups=False))[0].pairs[0]
    assert (pair.asker_group, pair.answerer_group) == ("", "")


def test_where_askers_are_hidden_not_even_their_group_is_printed() -> None:
    corpus = small()
    hidden = replace(corpus, sources=tuple(replace(source, askers_hidden=True) for source in corpus.sources))
    pair = pages(_report(hidden))[0].pairs[0]
    assert (pair.asker_group, pair.answerer_group) == ("", "naboer")


def test_only_chosen_pairs_are_printed() -> None:
    corpus = replace(small(), pairs=tuple(replace(pair, chosen=pair.id == "g2") for pair in small().pairs))
    report = _report(corpus)
    assert [[pair.pair for pair in page.pairs] for page in pages(report)] == [["g2"]]
    assert report.bodies(ThemeShares)[0].themes[0].questions.value == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "corpus",
    [
        small(),
        one("Hvem?"),
        one("Hvem?", None),
        one("Who is it?", theme="people"),
        Corpus("Tom", (Source("a", "A"),), ()),
        Corpus("Ingen", (), ()),
        replace(small(), pairs=()),
        replace(small(), sources=(*small().sources, Source("skov", "Skoven", 3))),
    ],
    ids=["small", "one", "no answer", "one theme", "empty", "no relay", "relays without pairs", "three"],
)
def test_every_corpus_gives_a_report_that_holds(corpus: Corpus, language: str) -> None:
    report = _report(corpus, language)
    verify(report, corpus)
    for sentence in _sentences(report):
        words = said(sentence, language)
        assert words.strip()
        assert not set(words) & set("{}")


def test_nothing_sorted_is_said_plainly() -> None:
    report = _report(one("Hvem?"))
    assert [said(sentence, "da") for sentence in report.bodies(ThemeShares)[0].lead] == [
        "Her er 1 spørgsmål fra A, alle med svar.",
        "De er endnu ikke sorteret i temaer.",
    ]
    assert "ikke sorteret" in resolved(report.bodies(Background)[0].how, "da")


def test_the_analysts_texts_stand_where_they_belong() -> None:
    plan = template_outline(Template.RELAY, Evidence(small()))
    slots = {slot.key: f"Tekst til {slot.key}" for slot in text_slots(plan, small(), "da")}
    report = _report(slots=slots)
    data = report.bodies(Background)[0]
    assert [data.what.markdown, data.how.markdown, data.why.markdown, data.who.markdown] == [
        "Tekst til what",
        "Tekst til how",
        "Tekst til why",
        "Tekst til who",
    ]
    assert report.bodies(ThemeShares)[1].text.markdown == "Tekst til source:havn"
    assert pages(report, "havn")[0].text.markdown == "Tekst til theme:havn:både"
    assert passages(report) == {
        "s-reflection-themes": "Tekst til reflection:themes",
        "s-reflection-words": "Tekst til reflection:words",
        "s-closing": "Tekst til closing",
    }
    notes = {block.note.markdown for block in report.blocks if block.note}
    assert {"Tekst til note:background", "Tekst til note:words", "Tekst til note:method"} <= notes


def test_a_topic_cannot_become_markdown_or_a_reference() -> None:
    corpus = replace(small(), topic="*alt* [x](http://y) {{questions}} <b>")
    report = _report(corpus)
    assert "{{questions}}" not in report.bodies(Background)[0].what.markdown.split("Rapporten", 1)[0]
    verify(report, corpus)


def test_very_many_pairs_and_themes_are_limited_and_said() -> None:
    pairs = tuple(Pair(str(at), f"Spørgsmål om låge {at}?", "Ja.", "a", f"tema {at % 40}") for at in range(4000))
    corpus = Corpus("Mange", (Source("a", "A"),), pairs)
    report = _report(corpus, limits=Limits(pairs=12))
    themes = pages(report)
    assert len(themes) == 30
    assert all(len(page.pairs) == 12 and page.chosen.value == 100 for page in themes)
    assert (
        said(report.bodies(ThemeShares)[0].rest[0], "da")
        == "Listen viser de største temaer; 10 mindre temaer er udeladt her."
    )
    assert any("højst 12" in said(sentence, "da") for item in report.method.items for sentence in item.sentences)
    verify(report, corpus)


def test_words_asked_for_are_remarked_on_by_lemma_in_order() -> None:
    report = _report(remark_on=("Bådene", "lågen", "findesikke", "bådene"))
    remarks = report.bodies(Comparison)[0].remarks
    assert [remark.row.word for remark in remarks] == ["båd", "låge", "findesikke"]
    assert said(remarks[2].sentences[0], "da").startswith("findesikke: 0 gange hos Haven (i 0 spørgsmål)")
    assert remarks[2].row.verdict is Verdict.ABSENT


def test_verdicts_follow_the_counts() -> None:
    def corpus(first: int, second: int) -> Corpus:
        pairs = [Pair(f"a{at}", "Taler om organisationen i dag", None, "a") for at in range(first)]
        pairs += [Pair(f"b{at}", "Taler om organisationen i dag", None, "b") for at in range(second)]
        pairs += [Pair(f"c{at}", "Noget helt andet", None, source) for at in range(60) for source in ("a", "b")]
        unique = tuple(replace(pair, id=str(at)) for at, pair in enumerate(pairs))
        return Corpus("x", (Source("a", "A"), Source("b", "B")), unique)

    assert verdict(Evidence(corpus(60, 2)), "organisation", "a", "b") is Verdict.CARRIED
    assert verdict(Evidence(corpus(9, 9)), "organisation", "a", "b") is Verdict.NONE
    assert verdict(Evidence(corpus(2, 2)), "organisation", "a", "b") is Verdict.ABSENT


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    assert list(DANISH) == list(ENGLISH)
    for key in DANISH:
        places = [
            {(name, bool(spec)) for _, name, spec, _ in string.Formatter().parse(book[key]) if name}
            for book in (DANISH, ENGLISH)
        ]
        assert places[0] == places[1], key


def test_every_sentence_of_the_report_differs_between_the_languages() -> None:
    assert phrase("da", "reservation") != phrase("en", "reservation")
    assert phrase("sv", "reservation") == phrase("da", "reservation")


def test_anchors_are_ascii_and_each_once() -> None:
    sources = (Source("1", "Æ ø å"), Source("2", "æ-ø-å"), Source("3", "日本"))
    pairs = tuple(Pair(source.id, "Hvad?", "Det.", source.id, "日本") for source in sources)
    report = _report(Corpus("x", sources, pairs))
    anchors = [block.id for block in report.blocks]
    assert len(set(anchors)) == len(anchors)
    assert all(anchor.isascii() and " " not in anchor for anchor in anchors)
