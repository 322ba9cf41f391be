"""The tables of a report as text, the same for page, PDF and CSV."""

from __future__ import annotations

from depeche.core.reporting.model import Attendance, Background, Comparison, SharedThemes
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.speak import per_cent, shown
from depeche.core.reporting.values import Figure
from depeche.render.charts import Table


def who_table(body: Background, language: str) -> Table:
    """Who took part: one row a relay; what follows a line break in its name is said smaller."""
    return Table(
        tuple(phrase(language, key) for key in ("col_relay", "col_people", "col_questions", "col_answers")),
        tuple(
            (
                f"{row.title}\n{', '.join(row.roles)}" if row.roles else row.title,
                *(shown(figure, language) for figure in (row.people, row.questions, row.answers)),
            )
            for row in body.sources
        ),
        tuple(((), (row.people,), (row.questions,), (row.answers,)) for row in body.sources),
    )


def groups_table(body: Background, language: str) -> Table:
    """Who took part by group; no rows where groups are not known."""
    rows = [(source.title, group) for source in body.sources for group in source.groups]
    return Table(
        tuple(phrase(language, key) for key in ("col_relay", "col_group", "col_people")),
        tuple((title, group.name, shown(group.people, language)) for title, group in rows),
        tuple(((), (), (group.people,)) for _title, group in rows),
    )


def attendance_table(relays: tuple[Attendance, ...], language: str) -> Table:
    """Who was invited and who took part: a row a relay, then one for each of its groups."""
    head = tuple(phrase(language, key) for key in ("col_relay", "col_group", "col_invited", "col_took_part"))
    rows: list[tuple[str, str, Figure, Figure]] = []
    for relay in relays:
        rows.append((relay.title, phrase(language, "all_relays"), relay.invited, relay.took_part))
        rows += [(relay.title, group.name, group.invited, group.took_part) for group in relay.groups]
    return Table(
        head,
        tuple((title, name, shown(invited, language), shown(took, language)) for title, name, invited, took in rows),
        tuple(((), (), (invited,), (took,)) for _title, _name, invited, took in rows),
    )


def shared_table(body: SharedThemes, language: str) -> Table:
    """Themes by relay, in questions and per cent."""
    return Table(
        (phrase(language, "col_theme"), *body.sources),
        tuple(
            (
                row.name or phrase(language, "unsorted"),
                *(
                    f"{shown(cell, language)} · {per_cent(share.value, language)}"
                    for cell, share in zip(row.cells, row.shares, strict=True)
                ),
            )
            for row in body.rows
        ),
        tuple(((), *zip(row.cells, row.shares, strict=True)) for row in body.rows),
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
        tuple(
            ((), (row.first, row.first_texts), (row.second, row.second_texts), (row.g2,), (row.ratio,), ())
            for row in item.rows
        ),
    )
