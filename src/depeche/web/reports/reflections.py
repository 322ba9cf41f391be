"""What was written beside the cross-reading of the material, for whoever writes the report."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from depeche.web.analysis.models import Corpus, Reflection, Theme


class Offered(NamedTuple):
    """A reflection: where it was written, in words, and its text as it stands."""

    place: str
    label: str
    text: str


def offered(corpus: Corpus) -> tuple[Offered, ...]:
    """All of a material that hold words, the one on the whole first."""
    rows = [row for row in Reflection.objects.filter(corpus=corpus) if row.text.strip()]
    names = _themes(corpus) if any(row.place.startswith("theme-") for row in rows) else {}
    parts = {
        "": _("On the whole"),
        "sources": _("On the relays beside each other"),
        "changes": _("On what has changed"),
        "groups": _("On the groups"),
        "together": _("On themes that come together"),
    }
    return tuple(
        Offered(row.place, parts.get(row.place) or names.get(row.place, _("Elsewhere")), plain(row.text))
        for row in rows
    )


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def joined(markdown: str, more: str) -> str:
    """A text with another below it, a paragraph of its own."""
    return f"{markdown.rstrip()}\n\n{more}" if markdown.strip() else more


def _themes(corpus: Corpus) -> dict[str, str]:
    themes = Theme.objects.filter(corpus=corpus).values_list("pk", "name")
    return {f"theme-{key}": _("On the theme “%(theme)s”") % {"theme": name} for key, name in themes}
