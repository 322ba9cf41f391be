"""What a report rests on, one by one: every figure and every quote in it, numbered in reading order.

A number is a place in the address of a page and in the evidence bundle. The same figure said in several places is one
ground with several blocks; so is the same quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from depeche.core.reporting.model import Report
from depeche.core.reporting.values import Figure, Quote, below

TITLE_PAGE = ""  # the block of what stands before the first one


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure or a quote of a report. `number` counts from 1; `blocks` are the ids of where it stands, in order."""

    number: int
    value: Figure | Quote
    blocks: tuple[str, ...]


def claims_of(report: Report) -> tuple[Ground, ...]:
    """Every figure and quote of the report, by where it is first read. A report that is sealed keeps its numbers."""
    places: dict[Figure | Quote, dict[str, None]] = {}
    said: Iterator[Figure | Quote] = below(report.method_short, Figure, Quote)
    for value in said:
        places.setdefault(value, {})[TITLE_PAGE] = None
    for block in report.blocks:
        held: Iterator[Figure | Quote] = below((block.body, block.note), Figure, Quote)
        for value in held:
            places.setdefault(value, {})[block.id] = None
    return tuple(Ground(at, value, tuple(blocks)) for at, (value, blocks) in enumerate(places.items(), start=1))


def numbers(grounds: tuple[Ground, ...]) -> Mapping[Figure | Quote, int]:
    """The number of each figure and quote, to be found by its value."""
    return {ground.value: ground.number for ground in grounds}


def relays_of(report: Report) -> Mapping[str, str]:
    """The titles of the relays a report speaks of, by id."""
    return {source: title for block in report.blocks for source, title in _titles(block.body)}


def _titles(value: object) -> Iterator[tuple[str, str]]:
    source, title = getattr(value, "source", ""), getattr(value, "source_title", "") or getattr(value, "title", "")
    if isinstance(source, str) and source and title:
        yield source, title
    for row in getattr(value, "sources", ()):
        if not isinstance(row, str):
            yield row.id, row.title
    for column in getattr(value, "columns", ()):
        if not isinstance(column, str):
            yield column.source, column.title
