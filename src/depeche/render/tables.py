"""The tables of a report as text, the same for page, PDF and CSV."""

from __future__ import annotations

from depeche.core.reporting.model import Comparison, Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import per_cent, shown
from depeche.render.charts import Table


def who_table(report: Report) -> Table:
    """Who took part: one row a relay; what follows a line break in its name is said smaller."""
    language = report.language
    return Table(
        tuple(phrase(language, key) for key in ("col_relay", "col_people", "col_questions", "col_answers")),
        tuple(
            (
                f"{row.title}\n{', '.join(row.roles)}" if row.roles else row.title,
                shown(row.people, language),
                shown(row.questions, language),
                shown(row.answers, language),
            )
            for row in report.background.sources
        ),
    )


def groups_table(report: Report) -> Table:
    """Who took part by group; no rows where groups are not known."""
    language = report.language
    return Table(
        tuple(phrase(language, key) for key in ("col_relay", "col_group", "col_people")),
        tuple(
            (row.title, group.name, shown(group.people, language))
            for row in report.background.sources
            for group in row.groups
        ),
    )


def shared_table(report: Report) -> Table:
    """Themes by relay, in questions and per cent."""
    language = report.language
    rows = report.cross.themes if report.cross else ()
    return Table(
        (phrase(language, "col_theme"), *(section.title for section in report.sources)),
        tuple(
            (
                row.name or phrase(language, "unsorted"),
                *(
                    f"{shown(cell, language)} · {per_cent(share.value, language)}"
                    for cell, share in zip(row.cells, row.shares, strict=True)
                ),
            )
            for row in rows
        ),
    )


def comparison_table(item: Comparison, language: str) -> Table:
    """Words of two sides with what tells them apart."""
    keys = ("col_g2", "col_ratio", "col_verdict")
    return Table(
        (phrase(language, "col_word"), item.first, item.second, *(phrase(language, key) for key in keys)),
        tuple(
            (
                row.word,
                f"{shown(row.first, language)} ({shown(row.first_texts, language)})",
                f"{shown(row.second, language)} ({shown(row.second_texts, language)})",
                shown(row.g2, language),
                shown(row.ratio, language),
                phrase(language, f"verdict_{row.verdict}"),
            )
            for row in item.rows
        ),
    )
