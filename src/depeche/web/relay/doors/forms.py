"""What people send at the doors. Validation only; the actions decide and save."""

from __future__ import annotations

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from depeche.web.relay.doors.rooms import DEFAULT_MINUTES, LENGTH, MINUTES, read_code
from depeche.web.relay.participant.forms import BIGGEST, LONGEST_QUESTION, Words


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one the mails of the relay come to."),
        error_messages={"required": _("Write the address the mails of the relay come to.")},
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false", "inputmode": "email"}
        ),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=40,
        error_messages={"required": _("Write the six characters on the screen.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "size": "8",
            }
        ),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("The code has six characters. Look at the screen again."))
        return code


class NameForm(forms.Form):
    """The name somebody comes in by; `client_key` was made with the page, so that pressing twice is one seat."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.IntegerField(
        min_value=1, max_value=BIGGEST, error_messages={"required": _("Choose your name first.")}
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


def _span(minutes: int) -> object:
    if minutes < 60:
        return ngettext_lazy("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext_lazy("%(count)s hour", "%(count)s hours", minutes // 60) % {"count": minutes // 60}


class RoomForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=_("The door stands open"),
        coerce=int,
        choices=[(minutes, lazystr(_span(minutes))) for minutes in MINUTES],
        initial=DEFAULT_MINUTES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class LiveQuestionForm(forms.Form):
    text = Words(longest=LONGEST_QUESTION, label=_("Your question"), missing=_("Write your question first."))
