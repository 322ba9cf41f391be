"""Every write a person can cause on the workbench."""

from depeche.web.analysis.actions.cards import Card, Moved, move_cards
from depeche.web.analysis.actions.imports import drop_upload, import_corpus, keep_upload
from depeche.web.analysis.actions.material import add_relay, start_from_relays
from depeche.web.analysis.actions.quotes import Side, choose_quote, highlight, leave_out, place_quote
from depeche.web.analysis.actions.themes import (
    create_theme,
    delete_theme,
    edit_theme,
    gather_theme,
    merge_themes,
    place_theme,
    split_theme,
)
from depeche.web.analysis.actions.undo import card_of, redo, undo, undo_to

__all__ = [
    "Card",
    "Moved",
    "Side",
    "add_relay",
    "card_of",
    "choose_quote",
    "create_theme",
    "delete_theme",
    "drop_upload",
    "edit_theme",
    "gather_theme",
    "highlight",
    "import_corpus",
    "keep_upload",
    "leave_out",
    "merge_themes",
    "move_cards",
    "place_quote",
    "place_theme",
    "redo",
    "split_theme",
    "start_from_relays",
    "undo",
    "undo_to",
]
