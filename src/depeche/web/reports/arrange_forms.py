"""What the builder hands in, validated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from depeche.core.reporting.editing import HIGHEST, TITLE
from depeche.web.reports.acts import Act, Wish
from depeche.web.reports.languages import Line
from depeche.web.reports.models import Report

ID = 80
MOST_PAIRS = 2000  # handed in at once


class ArrangeForm(forms.Form):
    """One act. `base` is the stamp of the outline it was chosen on."""

    act = forms.ChoiceField(choices=[(act.value, act.value) for act in Act])
    base = forms.CharField(max_length=64)
    item = forms.CharField(max_length=ID, required=False)
    after = forms.CharField(max_length=ID, required=False)
    title = forms.CharField(max_length=TITLE, required=False)
    most = forms.IntegerField(min_value=0, max_value=HIGHEST, required=False)
    lift = forms.CharField(max_length=ID, required=False)
    lower = forms.CharField(max_length=ID, required=False)
    kind = forms.CharField(max_length=20, required=False)
    source = forms.CharField(max_length=200, required=False)
    theme = forms.CharField(max_length=400, required=False)
    other = forms.CharField(max_length=200, required=False)
    key = forms.CharField(max_length=400, required=False)
    template = forms.ChoiceField(choices=Report.Template.choices, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._pairs = tuple(data.getlist("pair")[:MOST_PAIRS])

    def wish(self) -> Wish:
        """What a valid form asks for. A theme comes as `<relay>:<theme>`: those of two relays may share a name."""
        data: dict[str, Any] = self.cleaned_data
        source, theme = data["source"], ""
        if data["theme"]:
            source, _colon, theme = data["theme"].partition(":")
        return Wish(
            act=Act(data["act"]),
            item=data["item"],
            after=data["after"],
            title=data["title"],
            most=data["most"],
            pairs=self._pairs,
            lift=data["lift"],
            lower=data["lower"],
            kind=data["kind"],
            source=source,
            theme=theme,
            other=data["other"],
            key=data["key"],
            template=data["template"],
        )


class UndoForm(forms.Form):
    base = forms.CharField(max_length=64)


class TitlesForm(forms.Form):
    """A field for each title of the report, with what it is in the other language."""

    def __init__(self, data: QueryDict | None, *, lines: Sequence[Line], language: str) -> None:
        super().__init__(data)
        self._keys = [line.key for line in lines]
        for at, line in enumerate(lines):
            self.fields[f"title_{at}"] = forms.CharField(
                label=f"{line.name}: {line.text}",
                required=False,
                max_length=300,
                initial=line.other,
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def titles(self) -> dict[str, str]:
        """By slot."""
        return {key: self.cleaned_data[f"title_{at}"] for at, key in enumerate(self._keys)}
