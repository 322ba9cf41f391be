"""What the pages of double coding send, checked; nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from depeche.web.accounts.models import User
from depeche.web.analysis import coding_rules
from depeche.web.analysis.actions.coding import Plan

NOW = 0  # the version that does not exist yet


class StartCodingForm(forms.Form):
    """A double coding: by which version, which cards, who."""

    title = forms.CharField(label=_("Title"), max_length=coding_rules.MAX_TITLE)
    version = forms.TypedChoiceField(label=_("Code book"), coerce=int)
    pile = forms.ChoiceField(label=_("Cards from"))
    every = forms.TypedChoiceField(
        label=_("How many"),
        coerce=int,
        choices=[(0, _("A random sample")), (1, _("All of them"))],
        widget=forms.RadioSelect,
        initial=0,
    )
    most = forms.IntegerField(
        label=_("Cards in the sample"), required=False, min_value=1, max_value=coding_rules.MOST_CARDS
    )
    seed = forms.IntegerField(
        label=_("Seed of the sample"),
        min_value=0,
        max_value=coding_rules.LARGEST_SEED,
        help_text=_("The same seed draws the same cards in the same order, so that the sample can be checked."),
    )
    first = forms.TypedChoiceField(label=_("First coder"), coerce=int)
    second = forms.TypedChoiceField(label=_("Second coder"), coerce=int)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        versions: Sequence[tuple[int, str]],
        piles: Sequence[tuple[str, str]],
        coders: Iterable[User],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        people: list[tuple[Any, Any]] = [(user.pk, user.get_full_name()) for user in coders]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "version": list(versions),
            "pile": list(piles),
            "first": list(people),
            "second": list(people),
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
            field.choices = found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("every") == 0 and not data.get("most") and "most" not in self.errors:
            self.add_error("most", _("Write how many cards the sample has."))
        if data.get("first") is not None and data.get("first") == data.get("second"):
            self.add_error("second", _("Choose two different coders."))
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            version=None if data["version"] == NOW else data["version"],
            pile=data["pile"],
            most=None if data["every"] else data["most"],
            seed=data["seed"],
            first=data["first"],
            second=data["second"],
        )


class VerdictForm(forms.Form):
    """Themes of one card, or none of them, with a note."""

    theme = forms.TypedMultipleChoiceField(coerce=int, required=False)
    none = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=coding_rules.MAX_NOTE)

    def __init__(self, *args: Any, themes: Iterable[int], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["theme"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - as above
        field.choices = [(key, "") for key in themes]

    @property
    def empty(self) -> bool:
        """Nothing was chosen and nothing written: one only looked at the card."""
        data = self.cleaned_data
        return not (data["theme"] or data["none"] or data["note"].strip())
