from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from depeche.core.corpus import Corpus, Pair, text_hash
from depeche.core.reporting import Evidence, Fault, ReportTexts, build_report, check_prose
from depeche.core.reporting.model import Report
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.standing import Change, Mark, from_plain, marks
from tests.core.reporting.corpora import small

SLOTS = {
    "why": "De fleste spørgsmål om låger, {{k_af_n:theme:have:låger}}, er korte. De er {{questions:have}}.",
    "theme:have:låger": "> Den mangler olie.",
}


def published(corpus: Corpus | None = None) -> Report:
    return build_report(corpus or grown(), ReportTexts(slots=SLOTS), "da")


def grown() -> Corpus:
    """`small` with a question more about gates, so that most of the garden's are."""
    corpus = small()
    return replace(corpus, pairs=(*corpus.pairs, Pair("g5", "Hvem maler lågen?", "Børnene.", "have", "låger")))


def changed(identity: str, change: Callable[[Pair], Pair | None]) -> tuple[Mark, ...]:
    corpus = grown()
    made = (change(pair) if pair.id == identity else pair for pair in corpus.pairs)
    return marks(published(), replace(corpus, pairs=tuple(pair for pair in made if pair)))


def kinds(found: tuple[Mark, ...]) -> set[Change]:
    return {mark.change for mark in found}


def test_all_of_it_stands_on_the_material_it_was_made_of() -> None:
    assert marks(published(), grown()) == ()


def test_a_contribution_that_is_gone_marks_its_quotes_and_every_figure_it_was_counted_in() -> None:
    found = changed("g2", lambda _pair: None)
    assert {Change.GONE, Change.COUNT} <= kinds(found)
    gone = {(mark.block, mark.what) for mark in found if mark.change is Change.GONE}
    assert {unit for _, unit in gone} == {"g2/q", "g2/a"}
    count = next(mark for mark in found if mark.what == "spørgsmål i ”Haven”" and mark.block)
    assert (count.was, count.now) == ("5", "4")
    assert count.section


def test_no_mark_holds_words_that_somebody_wrote() -> None:
    for mark in changed("g2", lambda _pair: None):
        assert "mangler olie" not in str(mark)
        assert "knirker" not in str(mark)


def test_a_text_that_is_changed_outside_the_words_quoted_marks_the_quote() -> None:
    found = changed("g1", lambda pair: replace(pair, answer=f"{pair.answer} Tak."))
    assert {(mark.change, mark.what) for mark in found} == {(Change.CHANGED, "g1/a")}


def test_a_card_that_was_moved_marks_its_pair_its_themes_and_the_word_that_no_longer_fits() -> None:
    found = changed("g2", lambda pair: replace(pair, theme="frugt", themes=("frugt",)))
    assert {Change.MOVED, Change.COUNT, Change.WORD} <= kinds(found)
    word = next(mark for mark in found if mark.change is Change.WORD)
    assert word.what.casefold() == "de fleste"
    assert word.now == "2 af 5"


def test_a_theme_that_was_merged_away_is_lost() -> None:
    corpus = grown()
    merged = tuple(
        replace(pair, theme="haveting", themes=("haveting",)) if pair.theme == "låger" else pair
        for pair in corpus.pairs
    )
    found = marks(published(), replace(corpus, pairs=merged))
    lost = [mark for mark in found if mark.change is Change.LOST]
    assert any("”låger”" in mark.what and mark.was == "3" for mark in lost)


def test_a_group_that_has_become_too_small_is_hidden() -> None:
    corpus = grown()
    first, *rest = corpus.sources
    shrunk = replace(first, participants=24, groups=(("gartnere", 20), ("naboer", 4)))
    found = marks(published(), replace(corpus, sources=(shrunk, *rest)))
    hidden = [mark for mark in found if mark.change is Change.HIDDEN]
    assert any("naboer" in mark.what and mark.was == "10" for mark in hidden)


def test_consent_that_was_not_given_marks_the_quote() -> None:
    corpus = grown()
    first, *rest = corpus.sources
    asking = replace(corpus, sources=(replace(first, asks=True), *rest))
    found = marks(published(), asking)
    assert {mark.what for mark in found if mark.change is Change.CONSENT} >= {"g1/q", "g1/a", "g2/q"}
    said = tuple(
        replace(pair, granted_question=(text_hash("Hvorfor knirker lågen?"),)) if pair.id == "g2" else pair
        for pair in asking.pairs
    )
    assert "g2/q" not in {mark.what for mark in marks(published(), replace(asking, pairs=said))}


def test_wording_that_would_be_refused_today_is_no_mark() -> None:
    corpus = grown()
    loose = build_report(corpus, ReportTexts(slots={"why": "Mange deltagere svarede."}), "da")
    assert marks(loose, corpus) == ()


@pytest.mark.parametrize("identity", ["g2", "h1"])
def test_marks_survive_being_kept(identity: str) -> None:
    found = changed(identity, lambda _pair: None)
    assert found
    assert tuple(from_plain(mark.to_plain()) for mark in found) == found


@pytest.mark.parametrize(
    "written",
    [
        "> Den mangler olie.",
        "Svaret “Den mangler olie til hængslet.” er kort.",
        'Svaret "Den mangler olie til hængslet." er kort.',
    ],
)
def test_words_in_quotation_marks_are_held_to_consent_like_block_quotes(written: str) -> None:
    said = "Den mangler olie." if written.startswith(">") else "Den mangler olie til hængslet."
    corpus = small()
    own = tuple(replace(pair, answer=said) if pair.id == "g2" else pair for pair in corpus.pairs)
    first, *rest = corpus.sources
    asking = replace(corpus, sources=(replace(first, asks=True), *rest), pairs=own)
    prose = compile_prose(written, Evidence(asking))
    assert [claim.fault for claim in check_prose(prose, Evidence(asking), "da", "x")] == [Fault.CONSENT]
    agreed = tuple(replace(pair, granted_answer=(text_hash(said),)) if pair.id == "g2" else pair for pair in own)
    yes = replace(asking, pairs=agreed)
    assert check_prose(compile_prose(written, Evidence(yes)), Evidence(yes), "da", "x") == ()
