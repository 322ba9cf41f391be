"""Every write a person can cause on the workbench."""

from depeche.web.analysis.actions.cards import Card, Moved, Taken, add_cards, move_cards, show_example, take_out
from depeche.web.analysis.actions.decisions import sort_cards
from depeche.web.analysis.actions.embedders import switch_off, switch_on
from depeche.web.analysis.actions.imports import add_file, drop_upload, import_corpus, keep_upload
from depeche.web.analysis.actions.material import add_relay, start_from_relays
from depeche.web.analysis.actions.proposals import Accepted, accept_group
from depeche.web.analysis.actions.quotes import Side, choose_quote, highlight, leave_out, place_quote
from depeche.web.analysis.actions.reflections import write_reflection
from depeche.web.analysis.actions.reshaping import gather_theme, merge_themes, split_theme
from depeche.web.analysis.actions.themes import (
    ThemeWords,
    create_theme,
    delete_theme,
    edit_theme,
    nest_theme,
    place_theme,
)
from depeche.web.analysis.actions.undo import card_of, redo, undo, undo_to
from depeche.web.analysis.actions.words import bring_back_word, count_as_one, leave_out_words

__all__ = [
    "Accepted",
    "Card",
    "Moved",
    "Side",
    "Taken",
    "ThemeWords",
    "accept_group",
    "add_cards",
    "add_file",
    "add_relay",
    "bring_back_word",
    "card_of",
    "choose_quote",
    "count_as_one",
    "create_theme",
    "delete_theme",
    "drop_upload",
    "edit_theme",
    "gather_theme",
    "highlight",
    "import_corpus",
    "keep_upload",
    "leave_out",
    "leave_out_words",
    "merge_themes",
    "move_cards",
    "nest_theme",
    "place_quote",
    "place_theme",
    "redo",
    "show_example",
    "sort_cards",
    "split_theme",
    "start_from_relays",
    "switch_off",
    "switch_on",
    "take_out",
    "undo",
    "undo_to",
    "write_reflection",
]
