"""Blocks that count beyond themes and words: who asks whom, themes by group, day by day."""

from __future__ import annotations

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import CrossTable, Flow, Timeline
from depeche.core.reporting.outline import Item


def flow(evidence: Evidence, item: Item, language: str) -> Flow | None:
    raise NotImplementedError(item.kind)


def cross_table(evidence: Evidence, item: Item, language: str) -> CrossTable | None:
    raise NotImplementedError(item.kind)


def timeline(evidence: Evidence, item: Item, language: str) -> Timeline | None:
    raise NotImplementedError(item.kind)
