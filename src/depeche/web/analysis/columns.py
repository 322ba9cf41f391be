"""Which column of a table holds what: guessed from the headings, chosen by the person."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from depeche.reading import Columns, read_table
from depeche.reading.corpora import KNOWN
from depeche.reading.objects import parse, table_of
from depeche.reading.published import is_published
from depeche.reading.tables import heading_key, kind

LABELS = {
    "question": _("Question"),
    "answer": _("Answer"),
    "relay": _("Relay"),
    "theme": _("Theme"),
    "group": _("Group of whoever asks"),
    "answerer_group": _("Group of whoever answers"),
    "highlights": _("Highlights"),
    "highlights_question": _("Highlights in the question"),
    "highlights_answer": _("Highlights in the answer"),
    "id": _("Number"),
    "asker": _("Who asks"),
    "answerer": _("Who answers"),
}
USUAL = frozenset({"title", "question", "answer", "relay", "theme"})
PEOPLE = _("Only counted, never shown: it is turned into a key nobody can read.")


def headings(content: bytes, name: str) -> tuple[str, ...]:
    """The headings of a table; none for a published relay, which says itself what is what. May raise InputError."""
    if content.strip() and kind(content, name) == "json":
        value = parse(content, name)
        return () if is_published(value) else table_of(value, name).headers
    return read_table(content, name).headers


class ColumnsForm(forms.Form):
    """A select of headings for each kind of column, and the title the material is to have."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.names = names
        self.faults: list[str] = []
        for field in fields(Columns) if names else ():
            guess = _guess(field.name, names)
            choices = [(name, name) for name in names]
            self.fields[field.name] = forms.ChoiceField(
                label=LABELS[field.name],
                choices=choices if guess else [("", _("not in the file")), *choices],
                required=field.name == "question",
                initial=guess,
                help_text=PEOPLE if field.name in {"asker", "answerer"} else "",
            )

    @property
    def usual(self) -> list[forms.BoundField]:
        """What most tables have, and what was found in the headings of this one."""
        return [self[name] for name in self.fields if name in USUAL or self.fields[name].initial]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in USUAL and not self.fields[name].initial]

    def say(self, fault: str) -> None:
        """A fault of the file as a whole, shown on top of the form."""
        self.faults.append(fault)

    def columns(self) -> Columns:
        """What was chosen; before anything is, what the headings suggest."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Columns(**{field.name: data.get(field.name) or None for field in fields(Columns)})


def _guess(field: str, names: tuple[str, ...]) -> str:
    known = {heading_key(name) for name in KNOWN[field]}
    return next((name for name in names if heading_key(name) in known), "")
