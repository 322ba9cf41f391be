"""What `depeche analyse` prints: counts, themes, words side by side, and what the comparison carries."""

from __future__ import annotations

from collections.abc import Iterator

from depeche.core.reporting import Report, said, shown
from depeche.core.reporting.model import Comparison, ThemeShares, WordLists
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import counted

SHOWN = 8  # themes and words on a line


def summary(report: Report) -> str:
    """The summary in the language of the report, one finding a line."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    language = report.language
    relays = report.bodies(ThemeShares)
    counts = ", ".join(f"{relay.source_title} {shown(relay.asked, language)}" for relay in relays)
    total = next(item.figure for item in report.method_short.figures if item.name == "questions")
    yield phrase(language, "sum_pairs").format(n=shown(total, language), counts=counts)
    for relay in relays:
        yield _themes(relay, language)
    columns = [column for lists in report.bodies(WordLists) for column in lists.columns]
    if columns:
        yield ""
        yield phrase(language, "frequent_words")
    for column in columns:
        words = ", ".join(f"{row.word} {shown(row.tokens, language)}" for row in column.rows[:SHOWN])
        yield f"  {column.title}: {words}"
    for comparison in report.bodies(Comparison):
        yield ""
        yield from _comparison(comparison, language)


def _themes(section: ThemeShares, language: str) -> str:
    number = next(
        (item.figure for sentence in section.lead for item in sentence.figures if item.name == "themes"), None
    )
    if number is None:
        return f"  {section.source_title}: {phrase(language, 'lead_unsorted_all')}"
    rows = [row for row in section.themes if row.name]
    names = [f"{row.name} {shown(row.questions, language)}" for row in rows[:SHOWN]]
    names += ["…"] if (number.value or 0) > SHOWN else []
    unsorted = phrase(language, "unsorted").lower()
    names += [f"{unsorted} {shown(row.questions, language)}" for row in section.themes if not row.name]
    count = counted(language, "sum_themes", number.value, shown(number, language))
    return f"  {section.source_title}: {count}: {', '.join(names)}"


def _comparison(item: Comparison, language: str) -> Iterator[str]:
    yield f"{phrase(language, 'compared_words')}: {item.first} · {item.second}"
    for sentence in item.summary:
        yield f"  {said(sentence, language)}"
    for remark in item.remarks:
        yield "  " + " ".join(said(sentence, language) for sentence in remark.sentences)
