"""The kinds of blocks in words: what each is called, and what it is for."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from depeche.core.corpus import Corpus
from depeche.core.reporting import Item, Kind, Slot, usual_title
from depeche.core.reporting.texts import theme_slot
from depeche.web.reports.sections import begins


class Words(NamedTuple):
    name: str
    tells: str  # what the block holds, in a sentence


def words_of(kind: Kind) -> Words:
    """In the language of the page."""
    return {
        Kind.BACKGROUND: Words(_("Background"), _("What, how and why, and who took part.")),
        Kind.SHARES: Words(_("Theme chart"), _("The themes of a relay as a chart and a table.")),
        Kind.THEME: Words(_("Theme page"), _("Your text on a theme, and the pairs you have marked in it.")),
        Kind.SHARED: Words(_("Themes side by side"), _("How much each theme takes up in each relay.")),
        Kind.WORDS: Words(_("Frequent words"), _("The words used most in the questions, relay by relay.")),
        Kind.COMPARISON: Words(_("Word comparison"), _("The words that tell one relay from another.")),
        Kind.FLOW: Words(_("Who asks whom"), _("Questions from group to group, as a chart and a table.")),
        Kind.CROSS_TABLE: Words(_("Themes by group"), _("Which themes each group asked about.")),
        Kind.TIMELINE: Words(_("Day by day"), _("Questions and answers over the days of the relay.")),
        Kind.TEXT: Words(_("Text"), _("Your own words, wherever you want them.")),
        Kind.REFLECTION: Words(
            _("Reflection"), _("What you see when you read across, set apart from what was counted.")
        ),
        Kind.PART: Words(_("Heading"), _("Begins a new part of the report.")),
        Kind.APPENDIX: Words(_("All questions"), _("An appendix with every question and answer that may be shown.")),
        Kind.SHEET: Words(_("Workshop sheet"), _("A theme's questions printed large, with lines to write on.")),
        Kind.METHOD: Words(_("Method box"), _("Who was asked, by what rules, and what the report is not.")),
    }[kind]


def name_of(item: Item, corpus: Corpus, language: str, text: str = "") -> str:
    """What a block is called: its title, the usual one in the language of the report, how it begins, or its kind."""
    named = item.title or usual_title(item, corpus, language)
    return named or (begins(text) if text.strip() else words_of(item.kind).name)


def unit_of(kind: Kind) -> str:
    """What the limit of a block counts, as the label of its field."""
    return {
        Kind.THEME: _("At most so many pairs"),
        Kind.SHEET: _("At most so many questions"),
        Kind.SHARES: _("At most so many themes"),
        Kind.SHARED: _("At most so many themes"),
        Kind.WORDS: _("At most so many words"),
        Kind.COMPARISON: _("At most so many words"),
    }[kind]


def text_name(slot: Slot, item: Item) -> str:
    """What one of a block's texts is called beside the block itself."""
    if slot.key == item.note_slot:
        return _("Note below the block")
    if item.kind is Kind.BACKGROUND:
        return slot.label
    if slot.key == theme_slot(item.source, item.theme):
        return _("Text that opens the theme")
    return _("Text")
