"""Which column of a table holds what: guessed from the headings, chosen by the person."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from depeche.core.corpus import Material
from depeche.reading import Columns, read_table
from depeche.reading.corpora import guessed, material_of
from depeche.reading.objects import parse, table_of
from depeche.reading.published import is_published
from depeche.reading.tables import kind

LABELS = {
    "question": _("Question, or the text that is to be sorted"),
    "answer": _("Answer"),
    "relay": _("Relay or round"),
    "theme": _("Theme"),
    "group": _("Group of whoever asks or writes"),
    "answerer_group": _("Group of whoever answers"),
    "highlights": _("Highlights"),
    "highlights_question": _("Highlights in the question"),
    "highlights_answer": _("Highlights in the answer"),
    "id": _("Number"),
    "asker": _("Who asks or writes"),
    "answerer": _("Who answers"),
    "asked_at": _("Day it was asked or written"),
    "answered_at": _("Day it was answered"),
}
OPTIONAL = frozenset({"asked_at", "answered_at"})  # a heading that says “date” may hold something else
MATERIALS = (
    (Material.RELAY, _("Questions, with answers where there are any")),
    (Material.SURVEY, _("Open answers to a question of a survey")),
    (Material.INTERVIEW, _("Passages of interviews")),
    (Material.STATEMENTS, _("Statements or other short texts")),
)
USUAL = frozenset({"title", "material", "question", "answer", "relay", "theme"})
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

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        names: tuple[str, ...],
        titled: bool = True,
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        if not titled:  # the material it is added to has a title
            del self.fields["title"]
        self.names = names
        self.faults: list[str] = []
        if names:
            self.fields["material"] = forms.ChoiceField(
                label=_("What is in each row?"), choices=MATERIALS, initial=material_of(names), required=False
            )
        for field in fields(Columns) if names else ():
            place = guessed(field.name, names)
            guess = "" if place is None else names[place]
            choices = [(name, name) for name in names]
            self.fields[field.name] = forms.ChoiceField(
                label=LABELS[field.name],
                choices=choices if guess and field.name not in OPTIONAL else [("", _("not in the file")), *choices],
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

    def material(self) -> Material | None:
        """What the rows are, as chosen; None leaves it to the headings."""
        chosen = self.cleaned_data.get("material") if self.is_bound and self.is_valid() else None
        return Material(chosen) if chosen else None

    def columns(self) -> Columns:
        """What was chosen; before anything is, what the headings suggest."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Columns(**{field.name: data.get(field.name) or None for field in fields(Columns)})
