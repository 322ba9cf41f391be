"""`themes.csv` and `words.csv`: UTF-8 with a mark, commas, points in decimals, and no cell a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from depeche.core.cells import safe_cell
from depeche.core.reporting.cross import verdict
from depeche.core.reporting.evidence import Evidence

Cell = str | int | float | None

THEME_COLUMNS = ("relay", "theme", "questions", "answers", "share_percent", "chosen")
WORD_COLUMNS = (
    "relay", "rank", "word", "parts", "times", "questions", "running_words",
    "times_elsewhere", "g2", "log_ratio", "p_holm", "verdict",
)  # fmt: skip  # counts of the relay, then the comparison


def themes_csv(evidence: Evidence) -> bytes:
    """One row a relay and theme, largest first; what is not sorted has no name and stands last."""
    rows: list[Sequence[Cell]] = []
    for source in evidence.corpus.sources:
        pairs = evidence.of(source.id)
        counts = evidence.themes(source.id)
        answered: dict[str, int] = {}
        chosen: dict[str, int] = {}
        for pair in pairs:
            for theme in pair.counted_in:
                answered[theme] = answered.get(theme, 0) + bool(pair.answer and pair.answer.strip())
                chosen[theme] = chosen.get(theme, 0) + pair.chosen
        for theme in sorted(counts, key=lambda name: (not name, -counts[name])):
            share = round(100 * counts[theme] / len(pairs), 2)
            rows.append((source.title, theme, counts[theme], answered[theme], share, chosen[theme]))
    return _csv(THEME_COLUMNS, rows)


def words_csv(evidence: Evidence) -> bytes:
    """One row a relay and lemma, most frequent first. The comparison is with the other relay, or with all others."""
    return _csv(WORD_COLUMNS, _word_rows(evidence))


def _word_rows(evidence: Evidence) -> Iterable[Sequence[Cell]]:
    sources = evidence.corpus.sources
    for source in sources:
        table = evidence.table(source.id)
        other = next((item.id for item in sources if item.id != source.id), "") if len(sources) == 2 else ""
        alone = len(sources) < 2
        for rank, row in enumerate(table.rows, 1):
            compared = None if alone else evidence.compared(row.lemma, source.id, other)
            test = compared.keyness if compared else None
            yield (
                source.title,
                rank,
                row.lemma,
                "+".join(row.parts),
                row.tokens,
                row.texts,
                table.size,
                compared.counts[1].tokens if compared else None,
                round(test.g2, 4) if test else None,
                round(test.log_ratio, 4) if test else None,
                round(compared.p_holm, 6) if compared and compared.p_holm is not None else None,
                None if alone else str(verdict(evidence, row.lemma, source.id, other)),
            )


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
