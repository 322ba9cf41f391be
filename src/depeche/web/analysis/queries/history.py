"""Who did what, when: the changes as sentences."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.web.analysis.models import Change, Corpus
from depeche.web.analysis.rules import MATERIAL

PAGE = 50


class Line(NamedTuple):
    """One change. `can_undo`: it stands, and is work rather than material."""

    id: int
    who: str
    at: datetime
    what: str
    undone_at: datetime | None
    can_undo: bool


def sentence(kind: str, figures: dict[str, int | str]) -> str:
    """What was done, in the reader's language."""
    if kind == "cards_moved":
        return _moved(figures)
    count = int(figures.get("count", 0))
    words = {
        "cards_added": ngettext(
            "put %(count)s card into “%(theme)s” as well", "put %(count)s cards into “%(theme)s” as well", count
        ),
        "cards_taken_out": ngettext(
            "took %(count)s card out of “%(theme)s”", "took %(count)s cards out of “%(theme)s”", count
        ),
        "example_chosen": _("chose %(key)s as an example of “%(theme)s”"),
        "example_removed": _("%(key)s is no longer an example of “%(theme)s”"),
        "group_accepted": ngettext(
            "accepted a proposed group of %(count)s card as the theme “%(theme)s”",
            "accepted a proposed group of %(count)s cards as the theme “%(theme)s”",
            count,
        ),
        "theme_nested": _("made “%(theme)s” a sub-theme of “%(parent)s”")
        if figures.get("parent")
        else _("made “%(theme)s” a theme of its own"),
        "reflection_written": _("wrote a reflection beside “%(theme)s”")
        if figures.get("theme")
        else _("wrote a reflection beside the cross-reading"),
        "reflection_removed": _("took away the reflection beside “%(theme)s”")
        if figures.get("theme")
        else _("took away a reflection beside the cross-reading"),
        "theme_created": _("made the theme “%(theme)s”"),
        "theme_renamed": _("renamed “%(old)s” to “%(theme)s”"),
        "theme_described": _("described the theme “%(theme)s”"),
        "themes_merged": _("merged “%(theme)s” into “%(into)s” (%(count)s)"),
        "theme_split": _("moved %(count)s out of “%(theme)s” into the new theme “%(into)s”"),
        "theme_gathered": _("made the theme “%(theme)s” of %(count)s cards"),
        "theme_removed": _("removed the theme “%(theme)s”; %(count)s became unsorted"),
        "theme_placed": _("moved the theme “%(theme)s” to place %(place)s"),
        "highlighted": _("highlighted words in %(key)s"),
        "highlight_removed": _("took a highlight out of %(key)s"),
        "quote_chosen": _("marked %(key)s for the report"),
        "quote_removed": _("took %(key)s out of the report"),
        "quote_placed": _("changed the place of %(key)s in the report"),
        "words_left_out": ngettext(
            "left %(count)s word out of the lists", "left %(count)s words out of the lists", count
        ),
        "words_joined": ngettext("counted %(count)s word as one", "counted %(count)s words as one", count),
        "word_brought_back": _("brought a word back into the lists"),
        "left_out": _("left a passage out of %(key)s"),
        "brought_back": _("brought a passage of %(key)s back"),
        "codebook_frozen": _("froze version %(number)s of the code book (%(count)s themes)"),
        "coding_started": _("started the double coding “%(title)s” (%(count)s cards, version %(number)s)"),
        "coding_finished": _("was the second coder to finish the double coding “%(title)s”"),
        "coding_written": _("wrote the double coding “%(title)s” into the material (%(count)s cards)"),
        "coding_dropped": _("removed the double coding “%(title)s”"),
        "relay_added": _("added “%(name)s” with %(count)s questions"),
        "codebook_imported": ngettext(
            "brought in %(count)s theme with the code book “%(name)s”",
            "brought in %(count)s themes with the code book “%(name)s”",
            count,
        ),
        "project_imported": ngettext(
            "brought in “%(name)s” with %(count)s new theme", "brought in “%(name)s” with %(count)s new themes", count
        ),
        "imported": _("imported “%(name)s” with %(count)s questions"),
    }
    return words[kind] % figures


def _moved(figures: dict[str, int | str]) -> str:
    count = int(figures["count"])
    if figures["theme"]:
        words = ngettext("moved %(count)s card to “%(theme)s”", "moved %(count)s cards to “%(theme)s”", count)
    else:
        words = ngettext("moved %(count)s card back to unsorted", "moved %(count)s cards back to unsorted", count)
    return words % figures


def changes(corpus: Corpus) -> QuerySet[Change]:
    """The newest first, with who did them and what their sentence needs, without the rows they touched."""
    return Change.objects.filter(corpus=corpus).select_related("by").annotate(figures=F("data__figures")).defer("data")


def history(corpus: Corpus, page: int = 1) -> Page[Change]:
    """Fifty changes; `line` makes a sentence of each."""
    return Paginator(changes(corpus), PAGE).get_page(page)


def recent(corpus: Corpus, count: int = 6) -> tuple[Line, ...]:
    """The last changes as sentences."""
    return tuple(line(change) for change in changes(corpus)[:count])


def line(change: Change) -> Line:
    return Line(
        change.pk,
        change.by.get_full_name() if change.by else "",
        change.at,
        sentence(change.kind, vars(change)["figures"]),
        change.undone_at,
        change.undone_at is None and change.kind not in MATERIAL,
    )
