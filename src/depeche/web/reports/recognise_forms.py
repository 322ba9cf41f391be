"""A decision about a place by which somebody could be recognised, validated."""

from __future__ import annotations

from django import forms

from depeche.web.reports.actions.recognise import Scope
from depeche.web.reports.models import Finding

OPEN = "open"  # as it stands in an address: leave it undecided again


class DecisionForm(forms.Form):
    place = forms.RegexField(r"^[0-9a-f]{64}$")
    choice = forms.ChoiceField(choices=[*((one, one) for one in Finding.Choice.values), (OPEN, OPEN)])
    scope = forms.ChoiceField(choices=[(one, one) for one in Scope], required=False)
    next = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
    back = forms.CharField(max_length=200, required=False)

    def chosen(self) -> str:
        choice: str = self.cleaned_data["choice"]
        return "" if choice == OPEN else choice

    def reach(self) -> Scope:
        return Scope(self.cleaned_data["scope"] or Scope.ONE)
