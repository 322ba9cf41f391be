"""What the pages of the analysis send, checked; nothing is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from depeche.web.analysis import rules
from depeche.web.analysis.actions import Card
from depeche.web.relay.models import Relay

LARGEST = 2**63 - 1  # key a database can hold
SIDES = [("question", _("the question")), ("answer", _("the answer"))]


class CardsField(forms.Field):
    """Cards as `unit:theme`, where they were seen; `unit:` is an unsorted one."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[Card]:
        try:
            parts = [text.partition(":") for text in value or ()]
            cards = [Card(int(unit), int(seen) if seen else None) for unit, _colon, seen in parts]
        except ValueError as error:
            raise ValidationError("", code="invalid") from error
        if any(abs(card.unit_id) > LARGEST or abs(card.seen or 0) > LARGEST for card in cards):
            raise ValidationError("", code="invalid")
        return cards


class MoveForm(forms.Form):
    card = CardsField(required=False)
    here = CardsField(required=False)  # the card being read: moved when no other is chosen
    to = forms.IntegerField(required=False, max_value=LARGEST)  # empty: back among the unsorted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["cards"] = cleaned.get("card") or cleaned.get("here") or []
        return cleaned


class ThemeForm(forms.Form):
    """A theme with its cue words, written with commas or line breaks between."""

    name = forms.CharField(label=_("Name"), max_length=rules.MAX_NAME)
    cue_words = forms.CharField(
        label=_("Cue words"),
        required=False,
        help_text=_("Five to ten words that belong to the theme, with commas between."),
    )
    definition = forms.CharField(
        label=_("Definition"), required=False, max_length=rules.MAX_DEFINITION, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_cue_words(self) -> list[str]:
        words = self.cleaned_data["cue_words"].replace("\n", ",").replace(";", ",")
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
