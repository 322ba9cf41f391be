"""What the workbench refuses, by code, and the sentence it says it with."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from depeche.core.errors import RuleError
from depeche.web.analysis.models import Theme

MAX_NAME = 120
MAX_CUE_WORDS = 40
MAX_CUE_WORD = 60
MAX_DEFINITION = 2000
MAX_EXAMPLES = 10  # on a theme card: more than that nobody reads
MAX_GROUP = 20_000  # cards of a proposed group that one step takes
MAX_MOVE = 1000  # cards in one step: what a person can have chosen by hand, twenty pages over
MAX_WORDS = 200  # in one step
MAX_LEMMA = 80
MATERIAL = frozenset(
    {
        "relay_added",
        "imported",
        "project_imported",
        "codebook_frozen",
        "coding_started",
        "coding_finished",
        "coding_dropped",
    }
)  # kinds of change that bring texts in, or only say that something happened: never undone


def fingerprint(theme: Theme) -> str:
    """A short mark of a theme's words as a form shows them; another one means that somebody changed them."""
    words = "\0".join([theme.name, theme.definition, theme.include, theme.exclude, *theme.cue_words])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def said(error: RuleError) -> str:
    """The sentence of a refusal in the reader's language: what happened, what was kept, what to do."""
    figures = {name: str(value) for name, value in error.figures.items()}
    sentences = {
        "card_gone": _("That card is not in this material."),
        "theme_gone": _("That theme has been removed. Nothing was changed; choose another theme."),
        "theme_name_missing": _("A theme needs a name."),
        "theme_name_long": _("The name is longer than %(most)s characters."),
        "theme_name_taken": _("There is already a theme called “%(name)s”."),
        "definition_long": _("The definition is longer than %(most)s characters."),
        "boundary_long": _("What belongs and what does not is at most %(most)s characters each."),
        "parent_itself": _("A theme cannot be a sub-theme of itself."),
        "parent_is_sub": _("“%(name)s” is a sub-theme itself. There is one level of sub-themes; choose its parent."),
        "has_subs": _("“%(name)s” has sub-themes of its own. Move them out first: there is one level of sub-themes."),
        "also_unsorted": _("Choose a theme: a card is either in themes or unsorted."),
        "not_in_theme": _("The card is not in that theme any more. Nothing was changed."),
        "examples_many": _("A theme card shows at most %(most)s examples. Take one away first."),
        "group_sorted": _("All of these cards have been sorted meanwhile. Nothing was changed."),
        "cue_words_many": _("A theme has at most %(most)s cue words of %(length)s characters each."),
        "merge_itself": _("Choose another theme to merge with."),
        "still_reading": _("The suggestions are still being prepared. Try again in a moment."),
        "no_cards": _("No card was chosen."),
        "too_many_cards": _("At most %(most)s cards can be moved at a time."),
        "changed_meanwhile": _("Somebody else changed this meanwhile. Nothing was changed; look at it as it is now."),
        "outside_text": _("The selection is not inside the text."),
        "phrase_moved": _("The selection does not match the text. Nothing was changed; select it again."),
        "phrase_missing": _("Those words do not stand in the text exactly like that."),
        "nothing_left": _(
            "Something of the text must be left. To leave all of it out, take the pair out of the report."
        ),
        "not_left_out": _("That passage is not left out."),
        "no_answer": _("The question has no answer."),
        "nothing_to_ask": _("Nobody is left to be asked about these quotes."),
        "quote_unknown": _("It cannot be told whose words these are, so nobody can be asked. Choose another quote."),
        "deadline_too_soon": _("Give people at least a day to reply. Nobody was asked; choose a later day."),
        "nobody_waits": _("Nobody is left who has not replied. Nothing was changed."),
        "authors_asked": _(
            "Authors have been asked already and told that nothing is printed without their yes. That stands."
        ),
        "not_open": _("Authors can be asked when their relay has closed."),
        "not_chosen": _("The pair is not marked for the report."),
        "reflection_long": _("A reflection is at most %(most)s characters."),
        "reflection_changed": _("Somebody else has written here meanwhile. Nothing was changed; your words are below."),
        "no_such_place": _("There is no such place to write."),
        "no_words": _("Choose at least one word."),
        "one_word": _("Choose at least two words to count as one."),
        "too_many_words": _("At most %(most)s words can be chosen at a time."),
        "word_long": _("A word of more than %(most)s characters cannot be chosen."),
        "word_gone": _("That word has been brought back already."),
        "nothing_to_undo": _("There is nothing to undo."),
        "nothing_to_redo": _("There is nothing to redo."),
        "relay_not_closed": _("Only a closed relay can be analysed; what is written may still change until then."),
        "relay_elsewhere": _("That relay belongs to another project."),
        "relay_already_in": _("That relay is already part of this material."),
        "no_relay": _("Choose at least one closed relay."),
        "no_title": _("Give the material a title."),
        "embedder_gone": _("This server does not offer that language model any more. Choose another."),
        "embedder_not_accepted": _("Texts leave the server with it. Say that you have read what is sent where."),
        "embedder_off": _("No language model is switched on."),
        "no_pairs": _("There are no questions in it."),
        "no_themes": _("There is no theme yet, so there is no code book to take out."),
        "nothing_new": _("All of it is here already. Nothing was changed."),
    }
    return sentences[error.code] % figures
