"""What a later version says otherwise than an earlier one."""

from __future__ import annotations

from dataclasses import replace

from depeche.core.corpus import Corpus, Pair, Source, Span
from depeche.core.reporting import Evidence, ReportTexts, build_report
from depeche.core.reporting.differences import FigureChange, Kept, Paragraph, QuoteChange, TextChange, differences
from depeche.core.reporting.model import Report

CORPUS = Corpus(
    title="Prøve",
    sources=(Source("a", "Første", 12),),
    pairs=(
        Pair("1", "Hvad gør I?", "Vi spørger først og svarer bagefter.", "a", "tillid", chosen=True),
        Pair("2", "Hvem siger det?", "Den, der mærker det.", "a", "tillid", chosen=True),
    ),
)


def report(corpus: Corpus = CORPUS, title: str = "Rapport", **slots: str) -> Report:
    return build_report(corpus, ReportTexts(title=title, slots=slots), "da", evidence=Evidence(corpus))


def test_a_report_differs_in_nothing_from_itself() -> None:
    found = differences(report(what="Der er {{questions}} spørgsmål."), report(what="Der er {{questions}} spørgsmål."))
    assert not found


def test_a_question_more_changes_what_counts_it() -> None:
    more = replace(CORPUS, pairs=(*CORPUS.pairs, Pair("3", "Hvorfor?", None, "a", "tillid")))
    found = differences(report(), report(more)).figures
    assert FigureChange("theme", ("a", "tillid"), "2", "3") in found
    assert not any(change.recipe == "participants" for change in found)


def test_a_theme_that_is_new_was_not_there() -> None:
    more = replace(CORPUS, pairs=(*CORPUS.pairs, Pair("3", "Hvorfor?", None, "a", "tvivl")))
    found = differences(report(), report(more)).figures
    assert FigureChange("theme", ("a", "tvivl"), "", "1") in found
    back = differences(report(more), report()).figures
    assert FigureChange("theme", ("a", "tvivl"), "1", "") in back


def test_quotes_that_come_go_and_are_trimmed() -> None:
    first, second = CORPUS.pairs
    trimmed = replace(CORPUS, pairs=(replace(first, kept_answer=(Span(0, 18),)), replace(second, chosen=False)))
    assert differences(report(), report(trimmed)).quotes == (
        QuoteChange("1/a", "Vi spørger først og svarer bagefter.", "Vi spørger først o [...]"),
        QuoteChange("2/q", "Hvem siger det?", ""),
        QuoteChange("2/a", "Den, der mærker det.", ""),
    )


def test_texts_are_held_against_each_other_paragraph_by_paragraph() -> None:
    before, after = report(what="Ens.\n\nGammelt."), report(title="Ny titel", what="Ens.\n\nNyt.")
    title, what = differences(before, after).texts
    assert title == TextChange("", "title", (Paragraph(Kept.GONE, "Rapport"), Paragraph(Kept.NEW, "Ny titel")))
    assert what.field == "what"
    assert what.paragraphs == (
        Paragraph(Kept.SAME, "Ens."),
        Paragraph(Kept.GONE, "Gammelt."),
        Paragraph(Kept.NEW, "Nyt."),
    )


def test_a_number_in_a_text_is_read_as_it_was() -> None:
    more = replace(CORPUS, pairs=(*CORPUS.pairs, Pair("3", "Hvorfor?", None, "a", "tillid")))
    words = "Der er {{questions}} spørgsmål."
    [text] = differences(report(what=words), report(more, what=words)).texts
    assert [part.text for part in text.paragraphs] == ["Der er 2 spørgsmål.", "Der er 3 spørgsmål."]
