"""The questions behind a figure about forms or words, each with the words it is counted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from depeche.core.corpus import Span
from depeche.web.analysis.insight.asking import form_name, kind_name
from depeche.web.analysis.insight.parts import Behind
from depeche.web.analysis.insight.wording import FORMS, KINDS, Places, Wording

# "form" and "kind" have the index of the form or kind, and one more than that of the group, 0 for all; "keyword" and
# "inside" the index of the keyword; "word" (in the group) and "word_all" the index of the group and that of the word.
ABOUT_WORDS = frozenset({"form", "kind", "keyword", "inside_word", "word", "word_all"})


def places(found: Wording, behind: Behind) -> Places:
    """Question -> the places of the words it is counted for."""
    if behind.what == "form":
        return _told(found, {FORMS[behind.a]}, behind.b)
    if behind.what == "kind":
        return _told(found, {KINDS[behind.a]}, behind.b)
    if behind.what in {"keyword", "inside_word"}:
        hits: dict[int, list[Span]] = defaultdict(list)
        for hit in found.keywords.rows[behind.a].hits:
            if hit.whole == (behind.what == "keyword"):
                hits[int(hit.text_id)].append(Span(hit.start, hit.end))
        return hits
    everywhere = found.places[found.prominent.groups[behind.a][behind.b].lemma]
    if behind.what == "word_all":
        return everywhere
    own = {told.id for told in found.told if told.group == behind.a}
    return {question: spans for question, spans in everywhere.items() if question in own}


def _told(found: Wording, wanted: set[object], group: int) -> Places:
    return {
        told.id: told.by
        for told in found.told
        if (told.form in wanted or told.kind in wanted) and group in {0, told.group + 1}
    }


def heading(found: Wording, groups: Sequence[str], behind: Behind) -> str:
    """What the list holds."""
    if behind.what in {"form", "kind"}:
        what = form_name(FORMS[behind.a]) if behind.what == "form" else kind_name(KINDS[behind.a])
        return _("%(what)s: %(group)s") % {"what": what, "group": groups[behind.b - 1]} if behind.b else what
    if behind.what == "keyword":
        return _("Questions with “%(word)s”") % {"word": found.keywords.rows[behind.a].word}
    if behind.what == "inside_word":
        return _("“%(word)s” in longer words") % {"word": found.keywords.rows[behind.a].word}
    word = found.prominent.groups[behind.a][behind.b].lemma
    if behind.what == "word_all":
        return _("Questions with “%(word)s”") % {"word": word}
    return _("Questions with “%(word)s” from %(group)s") % {"word": word, "group": groups[behind.a]}


def marked(text: str, spans: Sequence[Span]) -> SafeString:
    """The text with some of its words marked; what people wrote is escaped."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= at:
            parts += [conditional_escape(text[at : span.start]), "<mark>"]
            parts += [conditional_escape(text[span.start : span.end]), "</mark>"]
            at = span.end
    return mark_safe("".join([*parts, conditional_escape(text[at:])]))  # the parts are escaped above
