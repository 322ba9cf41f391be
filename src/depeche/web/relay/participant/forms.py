"""What participants send. Validation only; the actions decide and save."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from depeche.web.relay.models import ModerationAct
from depeche.web.relay.participant.people import Choices, Wanted

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST_QUESTION = 2_000  # characters; a page of text
LONGEST_ANSWER = 6_000
LONGEST_REASON = 500
BIGGEST = 2**63 - 1  # of an identifier in the databases


class Words(forms.CharField):
    """Long text. Line ends count as one character, as the counter on the page counts them."""

    def __init__(self, *, longest: int, label: StrPromise, missing: StrPromise | None = None) -> None:
        """`missing` is said where there is none; without it the field may stay empty."""
        over = _("The text is too long: shorten it to at most %(limit_value)d characters (it has %(show_value)d).")
        super().__init__(
            label=label,
            max_length=longest,
            widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "true"}),
            required=missing is not None,
            error_messages={"required": missing or "", "max_length": over},
        )

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class QuestionForm(forms.Form):
    text = Words(longest=LONGEST_QUESTION, label=_("Your question"), missing=_("Write your question first."))
    client_key = forms.UUIDField(widget=forms.HiddenInput)  # made with the form: sent twice, it is one question
    resend_of = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST, widget=forms.HiddenInput)


class ResendForm(forms.Form):
    """The same text to somebody else, by the button beside a name."""

    recipient = forms.IntegerField(min_value=1, max_value=BIGGEST)
    client_key = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    text = Words(longest=LONGEST_ANSWER, label=_("Your answer"), missing=_("Write your answer first."))


class DeclineForm(forms.Form):
    reason = Words(longest=LONGEST_REASON, label=_("Why do you decline?"), missing=_("Say in a sentence why."))


class PassOnForm(forms.Form):
    """To somebody better placed, by the button beside a name."""

    to = forms.IntegerField(min_value=1, max_value=BIGGEST)


REASONS = [reason for reason in ModerationAct.Reason if reason is not ModerationAct.Reason.UNFOUNDED]


class ReportForm(forms.Form):
    fault = forms.TypedChoiceField(
        label=_("What is wrong?"),
        choices=[(reason.value, reason.label) for reason in REASONS],
        coerce=ModerationAct.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )
    note = Words(longest=LONGEST_REASON, label=_("A word to the organiser"))


class RewriteForm(forms.Form):
    text = Words(longest=LONGEST_QUESTION, label=_("Your question"), missing=_("Write your question first."))


class DraftForm(forms.Form):
    """What the page saves while one types; unfinished, so nothing is required and nothing too long is refused."""

    text = forms.CharField(required=False, strip=False, max_length=50_000)
    answers = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    recipient = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    client_key = forms.UUIDField(required=False)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


def search_box() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "class": "form-input", "autocomplete": "off"})


def select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class PeopleForm(forms.Form):
    """Whom to look for, by GET. Something impossible in the address narrows nothing."""

    q = forms.CharField(
        required=False, label=_("Search by name, title or organisation"), max_length=100, widget=search_box()
    )
    group = forms.TypedChoiceField(required=False, label=_("Group"), coerce=int, empty_value=None, widget=select())
    sector = forms.ChoiceField(required=False, label=_("Sector"), widget=select())
    unasked = forms.BooleanField(
        required=False,
        label=_("Only those nobody has asked yet"),
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )

    def __init__(self, data: object, offered: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict
        group, sector = self.fields["group"], self.fields["sector"]
        if isinstance(group, forms.ChoiceField) and isinstance(sector, forms.ChoiceField):
            group.choices = [("", _("All groups")), *offered.groups]
            sector.choices = [("", _("All sectors")), *offered.sectors]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            search=data.get("q") or "",
            group=data.get("group"),
            sector=data.get("sector") or "",
            unasked=bool(data.get("unasked")),
        )


class ReadingForm(forms.Form):
    """What to read after the close, by GET."""

    q = forms.CharField(required=False, label=_("Search in questions and answers"), max_length=100, widget=search_box())
    group = forms.TypedChoiceField(
        required=False, label=_("Answered by"), coerce=int, empty_value=None, widget=select()
    )
    asked_by = forms.TypedChoiceField(
        required=False, label=_("Asked by"), coerce=int, empty_value=None, widget=select()
    )

    def __init__(self, data: object, groups: tuple[tuple[int, str], ...], *, askers: bool) -> None:
        """`askers`: questions are shown with their group, so that one may look for it."""
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict
        if not askers:
            del self.fields["asked_by"]
        for name in self.fields.keys() & {"group", "asked_by"}:
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All groups")), *groups]


def new_key() -> uuid.UUID:
    return uuid.uuid4()
