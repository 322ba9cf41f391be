"""What can be done to the outline of a report: each act as an edit, and as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext as _

from depeche.core.errors import RuleError
from depeche.core.reporting import Evidence, Item, Kind, Outline, editing
from depeche.web.reports.rules import said

Edit = Callable[[Outline], Outline]
NOTHING: Mapping[str, str] = MappingProxyType({})


class Act(StrEnum):
    UP = "up"
    DOWN = "down"
    MOVE = "move"
    HIDE = "hide"
    SHOW = "show"
    REMOVE = "remove"
    TITLE = "title"
    LIMIT = "limit"
    PAIRS = "pairs"
    ADD = "add"
    MISSING = "missing"
    BACK = "back"  # a block anew for a text whose block was removed
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Wish:
    """An act as somebody asked for it; what it does not need is empty."""

    act: Act
    item: str = ""
    after: str = ""  # id of the block it is to stand behind, "" at the front
    title: str = ""
    most: int | None = None
    pairs: tuple[str, ...] = ()
    lift: str = ""  # a pair one place up
    lower: str = ""
    kind: str = ""
    source: str = ""
    theme: str = ""
    other: str = ""
    key: str = ""  # of a text
    template: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The edit a wish comes to, and the block it is about: of one that is added, its new id."""

    edit: Edit
    item: str = ""


def made(wish: Wish, outline: Outline, evidence: Evidence, texts: Mapping[str, str] = NOTHING) -> Made:
    """The edit of a wish. `texts` are those of the report: no new block takes over one that was written for another."""
    name = wish.item
    if wish.act is Act.ADD:
        return _adding(wish, outline, texts)
    if wish.act is Act.BACK:
        return _back(wish, texts)
    edits: dict[Act, Edit] = {
        Act.UP: lambda now: editing.stepped(now, name, -1),
        Act.DOWN: lambda now: editing.stepped(now, name, 1),
        Act.MOVE: lambda now: editing.moved(now, name, wish.after),
        Act.HIDE: lambda now: editing.veiled(now, name, hidden=True),
        Act.SHOW: lambda now: editing.veiled(now, name, hidden=False),
        Act.REMOVE: lambda now: editing.removed(now, name),
        Act.TITLE: lambda now: editing.titled(now, name, wish.title),
        Act.LIMIT: lambda now: editing.limited(now, name, wish.most),
        Act.PAIRS: lambda now: editing.with_pairs(now, name, _in_order(wish), evidence),
        Act.MISSING: lambda now: editing.with_missing(now, evidence, texts),
    }
    return Made(edits[wish.act], name)


def _adding(wish: Wish, outline: Outline, texts: Mapping[str, str]) -> Made:
    try:
        kind = Kind(wish.kind)
    except ValueError as error:
        raise RuleError("block_incomplete") from error
    source, theme = wish.source, wish.theme
    item = editing.new_item(outline, kind, source=source, theme=theme, other=wish.other, taken=texts)
    return Made(lambda now: editing.added(now, item, wish.after), item.id)


def _back(wish: Wish, texts: Mapping[str, str]) -> Made:
    if not texts.get(wish.key, "").strip() or not may_come_back(wish.key):
        raise RuleError("block_incomplete")
    kind = Kind.REFLECTION if wish.key.startswith("reflection") else Kind.TEXT
    item = Item(wish.key, kind)
    return Made(lambda now: editing.added(now, item, wish.after), item.id)


def may_come_back(key: str) -> bool:
    """Whether a text that has lost its block can have one of its own again; those of themes and relays cannot."""
    if key.startswith(("source:", "theme:", "note:")) or key in {"what", "how", "why", "who"}:
        return False
    try:
        Item(key, Kind.TEXT)
    except ValueError:
        return False
    return True


def _in_order(wish: Wish) -> tuple[str, ...]:
    """The pairs that were ticked, with one of them a place up or down."""
    pairs = list(wish.pairs)
    for name, by in ((wish.lift, -1), (wish.lower, 1)):
        if name in pairs:
            at = pairs.index(name)
            to = min(max(0, at + by), len(pairs) - 1)
            pairs.insert(to, pairs.pop(at))
    return tuple(pairs)


def done(act: Act, name: str, place: int) -> str:
    """What was done, said to whoever did it. `place` counts from 1."""
    named = {"block": name, "place": place}
    return {
        Act.UP: _("Moved: “%(block)s” is number %(place)s now."),
        Act.DOWN: _("Moved: “%(block)s” is number %(place)s now."),
        Act.MOVE: _("Moved: “%(block)s” is number %(place)s now."),
        Act.HIDE: _("Hidden: “%(block)s” is not in the report, but keeps its place here."),
        Act.SHOW: _("“%(block)s” is in the report again."),
        Act.REMOVE: _("Removed: “%(block)s”. Its texts are kept."),
        Act.TITLE: _("The heading is “%(block)s” now."),
        Act.LIMIT: _("The size of “%(block)s” is saved."),
        Act.PAIRS: _("The pairs of “%(block)s” are saved."),
        Act.ADD: _("Added: “%(block)s” as number %(place)s."),
        Act.MISSING: _("The themes are added, each beside those of its relay."),
        Act.BACK: _("“%(block)s” is in the report again."),
        Act.RESTART: _("The report begins from the template again. Your texts are kept."),
    }[act] % named


def undone(act: str, name: str, by: str = "") -> str:
    """What was undone, and whose step it was."""
    moved, hidden = _("Undone: “%(block)s” is back in its place."), _("Undone: “%(block)s” is as it was.")
    said = {
        Act.UP: moved,
        Act.DOWN: moved,
        Act.MOVE: moved,
        Act.REMOVE: _("Undone: “%(block)s” is back."),
        Act.ADD: _("Undone: “%(block)s” is taken out again."),
        Act.BACK: _("Undone: “%(block)s” is taken out again."),
        Act.MISSING: _("Undone: the themes are taken out again."),
        Act.RESTART: _("Undone: the report is as it was before the template."),
    }
    told = said.get(Act(act), hidden) % {"block": name}
    return f"{told} {_('It was done by %(name)s.') % {'name': by}}" if by else told


def refused(error: RuleError) -> str:
    """Why an act was not done: what happened, what was kept, what to do. Refusals of other acts are in rules."""
    sentences = {
        "outline_changed": _(
            "Not done: the report has been arranged by somebody else, or the material has changed, since you opened "
            "the page. Here is how it stands now; do it again if you still want it."
        ),
        "block_gone": _("Not done: the block is no longer in the report. Here is how it stands now."),
        "block_twice": _("Not added: it is in the report already, perhaps hidden. Nothing was changed."),
        "block_incomplete": _("Not added: choose what it is to be about, and two different sides for a comparison."),
        "method_stays": _("The method box stays: it says who was asked, by what rules, and what the report is not."),
        "outline_full": _("Not added: a report has at most %(most)s blocks. Remove one first."),
        "pairs_missing": _(
            "Nothing was changed: choose at least one pair. For a page without pairs, set the size to 0."
        ),
        "limit_out_of_range": _("Nothing was changed: the size must be a number from %(least)s to %(most)s, or empty."),
        "nothing_to_undo": _("There is nothing left to undo."),
    }
    sentence = sentences.get(error.code)
    return sentence % error.figures if sentence else said(error)
