"""Arranging a report: each edit of an outline gives another outline, so that undo is to take the one before.

No sequence of edits can lose the method box, hide it, or give two items the same id. What an edit cannot do is a
`RuleError`: block_gone, block_twice, block_incomplete, method_stays, outline_full, pairs_missing, limit_out_of_range.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from depeche.core.corpus import Pair
from depeche.core.errors import RuleError
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.outline import MOST, ONE_SOURCE, ONE_THEME, OWN_WORDS, Item, Kind, Outline, with_item
from depeche.core.reporting.templates import theme_order

LIMITED: Final = frozenset({Kind.THEME, Kind.SHEET, Kind.WORDS, Kind.SHARED, Kind.SHARES, Kind.COMPARISON})
NONE_ALLOWED: Final = frozenset({Kind.THEME})  # a theme's page may stand without a pair
HIGHEST: Final = 500  # pairs, words or themes of one block
TITLE: Final = 200  # characters


class Missing(NamedTuple):
    """A theme with marked pairs that no item prints."""

    source: str
    theme: str


def moved(outline: Outline, name: str, after: str) -> Outline:
    """The item behind another; at the very front for ""."""
    item = _item(outline, name)
    if after == name:
        return outline
    rest = [known for known in outline.items if known.id != name]
    at = _place(rest, after) + 1 if after else 0
    return Outline((*rest[:at], item, *rest[at:]))


def stepped(outline: Outline, name: str, by: int) -> Outline:
    """The item so many places further down, or up for less than zero; it stops at either end."""
    item = _item(outline, name)
    at = outline.items.index(item)
    to = min(max(0, at + by), len(outline.items) - 1)
    rest = [known for known in outline.items if known.id != name]
    return Outline((*rest[:to], item, *rest[to:]))


def added(outline: Outline, item: Item, after: str = "") -> Outline:
    """One more item, behind another; without one at the end, but above the method box where that stands last."""
    if len(outline.items) >= MOST:
        raise RuleError("outline_full", most=MOST)
    if item.kind is Kind.METHOD or outline.item(item.id) or any(_same(item, known) for known in outline.items):
        raise RuleError("block_twice")
    last = len(outline.items) - (outline.items[-1].kind is Kind.METHOD)
    at = _place(outline.items, after) + 1 if after else last
    return Outline((*outline.items[:at], item, *outline.items[at:]))


def removed(outline: Outline, name: str) -> Outline:
    """Without the item. Its text is no part of the outline, and stays where it is kept."""
    item = _item(outline, name)
    if item.kind is Kind.METHOD:
        raise RuleError("method_stays")
    return Outline(tuple(known for known in outline.items if known.id != name))


def veiled(outline: Outline, name: str, *, hidden: bool) -> Outline:
    """The item left out of the report but kept in its place, or shown again."""
    item = _item(outline, name)
    if hidden and item.kind is Kind.METHOD:
        raise RuleError("method_stays")
    return with_item(outline, replace(item, hidden=hidden))


def titled(outline: Outline, name: str, title: str) -> Outline:
    """With another title on the item; "" is the usual one. Line breaks and runs of spaces become one space."""
    return with_item(outline, replace(_item(outline, name), title=" ".join(title.split())[:TITLE]))


def limited(outline: Outline, name: str, most: int | None) -> Outline:
    """At most so many pairs, words or themes in the item; `None` as many as is usual."""
    item = _item(outline, name)
    least = 0 if item.kind in NONE_ALLOWED else 1
    if item.kind not in LIMITED or (most is not None and not least <= most <= HIGHEST):
        raise RuleError("limit_out_of_range", least=least, most=HIGHEST)
    return with_item(outline, replace(item, most=most))


def new_item(
    outline: Outline, kind: Kind, *, source: str = "", theme: str = "", other: str = "", taken: Collection[str] = ()
) -> Item:
    """An item of the kind under an id that is free: neither in the outline nor among `taken`, the keys of texts."""
    if (kind in ONE_SOURCE and not source) or (kind is Kind.COMPARISON and source == other):
        raise RuleError("block_incomplete")
    dash = ":" if kind in OWN_WORDS else "-"
    used = {item.id for item in outline.items} | set(taken)
    name = next(name for number in count(1) if (name := f"{kind}{dash}{number}") not in used)
    return Item(
        name,
        kind,
        source=source if kind in ONE_SOURCE else "",
        theme=theme if kind in ONE_THEME else "",
        other=other if kind is Kind.COMPARISON else "",
    )


def candidates(item: Item, evidence: Evidence) -> tuple[Pair, ...]:
    """The marked pairs an item of one theme may print: in all their themes, in the order of the material."""
    if item.kind not in ONE_THEME or item.source not in evidence.sources:
        return ()
    return tuple(pair for pair in evidence.of(item.source) if pair.chosen and item.theme in pair.counted_in)


def named_pairs(item: Item, evidence: Evidence) -> tuple[str, ...]:
    """Ids of the pairs it prints as long as no limit cuts them: those it names, else those whose first theme it is."""
    known = candidates(item, evidence)
    if item.pairs:
        ids = {pair.id for pair in known}
        return tuple(name for name in item.pairs if name in ids)
    return tuple(pair.id for pair in known if pair.theme == item.theme)


def with_pairs(outline: Outline, name: str, pairs: Sequence[str], evidence: Evidence) -> Outline:
    """The item printing these pairs in this order. What it would print anyway is left unnamed: it follows the marks."""
    item = _item(outline, name)
    known = {pair.id for pair in candidates(item, evidence)}
    chosen = tuple(dict.fromkeys(pair for pair in pairs if pair in known))
    if not chosen:
        raise RuleError("pairs_missing")
    usual = named_pairs(replace(item, pairs=()), evidence)
    return with_item(outline, replace(item, pairs=() if chosen == usual else chosen))


def missing(outline: Outline, evidence: Evidence) -> tuple[Missing, ...]:
    """Themes with marked pairs that the outline does not print, relay by relay, the largest first."""
    kind = _theme_kind(outline)
    present = {Missing(item.source, item.theme) for item in outline.items if item.kind is kind}
    found = []
    for source in evidence.corpus.sources:
        marked = evidence.chosen(source.id)
        every = (Missing(source.id, theme) for theme in theme_order(evidence, source.id) if marked[theme])
        found += [one for one in every if one not in present]
    return tuple(found)


def with_missing(outline: Outline, evidence: Evidence, taken: Collection[str] = ()) -> Outline:
    """With an item for each theme of `missing`, beside those of its relay; a relay that is new brings its own page."""
    kind = _theme_kind(outline)
    for source, theme in missing(outline, evidence):
        if kind is Kind.THEME and not any(item.source == source for item in outline.items):
            outline = _beside(outline, new_item(outline, Kind.SHARES, source=source, taken=taken))
        outline = _beside(outline, new_item(outline, kind, source=source, theme=theme, taken=taken))
    return outline


def alone(item: Item) -> Outline:
    """The outline of one item, shown even when it is hidden, with the method box that no report is without."""
    if item.kind is Kind.METHOD:
        return Outline((item,))
    box = "method" if item.id != "method" else "method-box"
    return Outline((replace(item, hidden=False), Item(box, Kind.METHOD)))


def _beside(outline: Outline, item: Item) -> Outline:
    """Behind the last item of its kind and relay, else of its relay, else of any; limited as its neighbour is."""
    ranked = (
        [known for known in outline.items if known.kind is item.kind and known.source == item.source],
        [known for known in outline.items if known.source == item.source and known.kind is Kind.SHARES],
        [known for known in outline.items if known.kind in {Kind.SHARES, Kind.THEME, Kind.SHEET}],
    )
    near = next((found[-1] for found in ranked if found), None)
    if near is not None and near.kind is item.kind:
        item = replace(item, most=near.most)
    return added(outline, item, near.id if near else "")


def _theme_kind(outline: Outline) -> Kind:
    kinds = {item.kind for item in outline.items}
    return Kind.SHEET if Kind.SHEET in kinds and Kind.THEME not in kinds else Kind.THEME


def _same(item: Item, known: Item) -> bool:
    """Two that would print the same text twice."""
    if item.kind is Kind.THEME:
        return known.kind is Kind.THEME and (known.source, known.theme) == (item.source, item.theme)
    return item.kind is Kind.BACKGROUND and known.kind is Kind.BACKGROUND


def _item(outline: Outline, name: str) -> Item:
    found = outline.item(name)
    if found is None:
        raise RuleError("block_gone")
    return found


def _place(items: Sequence[Item], name: str) -> int:
    at = next((at for at, item in enumerate(items) if item.id == name), None)
    if at is None:
        raise RuleError("block_gone")
    return at
