"""What was decided about places by which somebody could be recognised, as the report is built by it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from depeche.core.corpus import Corpus, Span, text_hash
from depeche.core.recognise import Kind, Why
from depeche.core.reporting import ReportTexts
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.values import Mask
from depeche.web.reports.models import Finding, Report

AROUND: Final = 24  # code points on either side by which a place in the analyst's own text is known again


class Hidden(NamedTuple):
    """As `ReportTexts` takes it."""

    masks: Mapping[str, tuple[Mask, ...]]
    bare: frozenset[str]
    cut: frozenset[str]


def key_in_unit(kind: Kind | str, unit: str, digest: str, start: int, end: int) -> str:
    """Of a place in a text unit, which never changes."""
    return _sha256(kind, unit, digest, start, end)


def key_in_prose(kind: Kind, unit: str, text: str, start: int, end: int, nth: int) -> str:
    """Of a place in what the analyst writes: asked about anew when the words or those around them change."""
    around = text[max(0, start - AROUND) : end + AROUND]
    return _sha256("prose", kind, unit, around, nth)


def key_of_few(kind: Kind, unit: str, digest: str, group: str, why: Sequence[Why]) -> str:
    """Of a small group or a combination."""
    return _sha256(kind, unit, digest, group, *why)


def _sha256(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def choices(report: Report) -> tuple[Finding, ...]:
    """Every decision of a report, each place once."""
    return tuple(Finding.objects.filter(report=report).order_by("unit", "start", "pk"))


def hide(texts: ReportTexts, report: Report, corpus: Corpus, language: str) -> ReportTexts:
    """The analyst's part with what was decided."""
    decided = hidden(choices(report), corpus, language)
    return replace(texts, masks=decided.masks, bare=decided.bare, cut=decided.cut)


def hidden(rows: Iterable[Finding], corpus: Corpus, language: str) -> Hidden:
    """What the decisions come to; one about words that are no longer in the material comes to nothing."""
    rows = tuple(rows)
    about_all = [row for row in rows if row.kind in {Kind.SMALL_GROUP, Kind.COMBINATION}]
    return Hidden(
        _masks(rows, corpus, language),
        frozenset(row.unit for row in about_all if row.choice == Finding.Choice.MASK),
        frozenset(row.unit.rpartition("/")[0] for row in about_all if row.choice == Finding.Choice.CUT),
    )


def spans(masks: Mapping[str, tuple[Mask, ...]]) -> dict[str, tuple[Span, ...]]:
    return {unit: tuple(Span(mask.start, mask.end) for mask in found) for unit, found in masks.items()}


def _masks(rows: Iterable[Finding], corpus: Corpus, language: str) -> dict[str, tuple[Mask, ...]]:
    wanted = [row for row in rows if row.choice != Finding.Choice.KEEP and row.start is not None]
    if not wanted:
        return {}
    units = {row.unit for row in wanted}
    digests: dict[str, str] = {}
    for pair in corpus.pairs:
        for side, text in (("q", pair.question), ("a", pair.answer)):
            unit = f"{pair.id}/{side}"
            if unit in units and text is not None:
                digests[unit] = text_hash(text)
    found: dict[str, list[Mask]] = defaultdict(list)
    for row in wanted:
        start, end = row.start or 0, row.end or 0
        if row.unit in digests and row.key == key_in_unit(row.kind, row.unit, digests[row.unit], start, end):
            label = phrase(language, f"mask_{row.kind}") if row.choice == Finding.Choice.MASK else ""
            found[row.unit].append(Mask(start, end, label))
    return {unit: tuple(masks) for unit, masks in found.items()}
