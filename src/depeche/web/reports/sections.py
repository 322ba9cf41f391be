"""The places of a report that take the analyst's text, as the editor lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from depeche.core.reporting import Slot

HAS_DEFAULT: Final = frozenset({"what", "how", "why"})  # a fixed text of ours stands there until something is written


@dataclass(frozen=True, slots=True)
class Section:
    place: int  # from 1, in reading order
    key: str  # of core.reporting.text_slots
    slug: str  # in addresses: no name of a theme stands in one
    label: str
    short: str  # under the relay it belongs to
    hint: str
    text: str
    lost: bool = False  # its theme or relay is no longer in the material

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def has_default(self) -> bool:
        return self.key in HAS_DEFAULT

    @property
    def is_note(self) -> bool:
        """Stands below a block, and is listed only when it holds something."""
        return self.key.startswith("note:")

    @property
    def inner(self) -> bool:
        """Belongs under the one before it: a theme of a relay."""
        return self.key.startswith("theme:") and not self.lost


def sections(slots: Sequence[Slot], texts: Mapping[str, str]) -> tuple[Section, ...]:
    """All places in reading order; last, written texts that have lost theirs, so that nothing written disappears."""
    known = {slot.key for slot in slots}
    found: list[Section] = []
    relay = ""
    for place, (key, label, _item) in enumerate(slots, start=1):
        relay = label if key.startswith("source:") else relay
        short = label.removeprefix(f"{relay} · ")
        found.append(Section(place, key, slug(key), label, short, hint(key), texts.get(key, "")))
    for key, text in texts.items():
        if key not in known and text.strip():
            name = lost_name(key, text)
            found.append(Section(len(found) + 1, key, slug(key), name, name, hint("lost"), text, lost=True))
    return tuple(found)


def lost_name(key: str, text: str) -> str:
    """A theme's text keeps the theme's name; others are known by how they begin."""
    if key.startswith(("theme:", "source:")):
        return key.rpartition(":")[2]
    return begins(text)


def begins(text: str) -> str:
    """The first words of a text, by which it is known where it has no name."""
    words = text.split()
    return f"“{' '.join(words[:6])}{'…' if len(words) > 6 else ''}”"


def slug(key: str) -> str:
    plain = key.replace(":", "-")
    if key.startswith(("source:", "theme:")) or not plain.isascii():
        return hashlib.sha256(key.encode()).hexdigest()[:12]
    return plain


def hint(key: str) -> str:
    """What to write here, in a sentence."""
    hints = {
        "what": _("What the relay was, in two or three sentences. Leave it empty to keep the fixed text."),
        "how": _("How it was done: who asked whom, for how long. Leave it empty to keep the fixed text."),
        "why": _("Why it was done, and what it is to be used for. Leave it empty to keep the fixed text."),
        "who": _("Who took part, and a note on how they were chosen. The table of people is added by itself."),
        "source": _("An introduction to this relay. The themes and their chart follow by themselves."),
        "theme": _("A few sentences that open the theme. The chosen questions and answers follow by themselves."),
        "reflection": _("What you see when you read across. Numbers and quotes are checked against the material."),
        "text": _("Your own text."),
        "cross": _("What the readers find below this heading, in a sentence or two."),
        "note": _("A remark that stands below this block in the report."),
        "closing": _("What the readers should take up from here."),
        "lost": _("The theme or relay this was written for is no longer in the material. Move the text, or empty it."),
    }
    return hints.get(key.partition(":")[0], "")
