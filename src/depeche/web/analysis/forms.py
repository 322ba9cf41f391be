"""What the pages of the analysis send, checked; nothing is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from depeche.web.analysis.actions import Card
from depeche.web.analysis.offered import unpack
from depeche.web.relay.models import Relay

LARGEST = 2**63 - 1  # key a database can hold
SIDES = [("question", _("the question")), ("answer", _("the answer"))]


class CardsField(forms.Field):
    """Cards as `unit:theme`, where they were seen; `unit:` is an unsorted one, `unit:theme+theme` is in several."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[Card]:
        try:
            cards = [_card(text) for text in value or ()]
        except ValueError as error:
            raise ValidationError("", code="invalid") from error
        if any(abs(number) > LARGEST for card in cards for number in (card.unit_id, *card.themes)):
            raise ValidationError("", code="invalid")
        return cards


def _card(text: str) -> Card:
    unit, _colon, seen = text.partition(":")
    themes = [int(theme) for theme in seen.split("+") if theme]
    return Card(int(unit), themes[0], tuple(themes[1:])) if themes else Card(int(unit), None)


class MoveForm(forms.Form):
    card = CardsField(required=False)
    here = CardsField(required=False)  # the card being read: moved when no other is chosen
    to = forms.IntegerField(required=False, max_value=LARGEST)  # empty: back among the unsorted
    offered = forms.CharField(required=False)  # what was suggested for the card being read, signed
    onward = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)  # the card to read when it is sorted
    also = forms.BooleanField(required=False)  # into the theme as well, and out of none

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["offered"] = unpack(cleaned.get("offered") or "")
        cleaned["cards"] = cleaned.get("card") or cleaned.get("here") or []
        return cleaned


class ThemeForm(forms.Form):
    """A theme card; cue words stand with commas or line breaks between. What is wrong with it, the action says."""

    name = forms.CharField(label=_("Name"), required=False)
    parent = forms.IntegerField(required=False, max_value=LARGEST)
    cue_words = forms.CharField(
        label=_("Cue words"),
        required=False,
        help_text=_("Five to ten words that belong to the theme, with commas between."),
    )
    definition = forms.CharField(label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    include = forms.CharField(label=_("Belongs here"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    exclude = forms.CharField(label=_("Does not belong here"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_cue_words(self) -> list[str]:
        return cue_words(self.cleaned_data["cue_words"])


def cue_words(text: str) -> list[str]:
    """Cue words as a person writes them: with commas, semicolons or line breaks between."""
    words = text.replace("\n", ",").replace(";", ",")
    return [word.strip() for word in words.split(",") if word.strip()]


class PassageForm(forms.Form):
    """A passage of a question or an answer: by its place, or by its words where the page cannot tell the place."""

    side = forms.ChoiceField(choices=SIDES)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    end = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    phrase = forms.CharField(required=False, strip=False)


class RelayChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic in the stubs alone
    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - Django's signature
        return str(obj.topic)


class RelayChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # as above
    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - Django's signature
        return str(obj.topic)


class StartForm(forms.Form):
    """New material out of closed relays."""

    title = forms.CharField(label=_("Title"), max_length=200)
    relays = RelayChoices(Relay.objects.none(), label=_("Closed relays"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, relays: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["relays"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.queryset = relays


class AddRelayForm(forms.Form):
    relay = RelayChoice(Relay.objects.none(), label=_("Closed relay"))

    def __init__(self, *args: Any, relays: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["relay"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.queryset = relays


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON with a question in each row; at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )


class PastedForm(forms.Form):
    """A sentence somebody takes for a quote."""

    pasted = forms.CharField(
        label=_("The sentence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write [...] where something is left out."),
    )
