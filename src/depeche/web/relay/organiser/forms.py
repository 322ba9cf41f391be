from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from depeche.core.errors import InputError
from depeche.core.relay.window import MOMENTS as MOMENT_NAMES
from depeche.core.relay.window import Window
from depeche.web.relay.actions.organise import Mark
from depeche.web.relay.mails.checking import LONGEST_BODY, LONGEST_SUBJECT
from depeche.web.relay.models import Sector
from depeche.web.relay.organiser.wording import MOMENTS, field_refusal

LONGEST_LIST = 2_000_000  # characters of a pasted list: some 20,000 people
LARGEST_FILE = 10 * 2**20  # bytes


class NewRelayForm(forms.Form):
    topic = forms.CharField(
        label=_("Topic"), max_length=200, help_text=_("A few words, not a question. For example: Leadership across.")
    )


class TopicForm(NewRelayForm):
    purpose_why = forms.CharField(
        label=_("Why do we do this?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    purpose_gain = forms.CharField(
        label=_("What is in it for the participants?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    purpose_use = forms.CharField(
        label=_("How will what they write be used?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    video_url = forms.URLField(
        label=_("Link to a video"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Shown as a link; nothing is fetched from it."),
    )
    sender_name = forms.CharField(
        label=_("Sender of the mails"), max_length=120, help_text=_("Somebody the participants know, or the authority.")
    )
    reply_to = forms.EmailField(label=_("Mails are answered to"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)


class KeywordsForm(forms.Form):
    words = forms.CharField(
        label=_("Words you expect"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line. Afterwards you can see which of them came, and which did not."),
    )

    def clean_words(self) -> list[str]:
        words = [word.strip() for word in self.cleaned_data["words"].replace(",", "\n").splitlines() if word.strip()]
        if any(len(word) > 80 for word in words):
            raise forms.ValidationError(_("A word is at most 80 characters."))
        return words


class PeopleForm(forms.Form):
    lines = forms.CharField(
        label=_("Paste the list"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One person a line: name; e-mail; title; organisation; sector; group; starter; from outside. Name <e-mail>"
            " will do too."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_(
            "XLSX or CSV with headings in the first row: Name, E-mail, Title, Organisation, Sector, Group, and where"
            " they matter Starter and From outside, with yes or no. The file is read and not kept."
        ),
    )

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if not self.errors and not data.get("lines") and not data.get("file"):
            raise forms.ValidationError(_("Paste a list, or choose a file."))
        file = data.get("file")
        if file is not None and getattr(file, "size", 0) > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 10 MB."))
        return data


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Not stated")), *Sector.choices], required=False)


class NumbersField(forms.TypedMultipleChoiceField):
    """The ids that were ticked. Which of them belong to the relay is for the action to look up."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(coerce=int, widget=forms.MultipleHiddenInput, **kwargs)  # type: ignore[arg-type] # handed on

    def valid_value(self, value: object) -> bool:
        return str(value).isdecimal() and len(str(value)) < 19


class ChosenForm(forms.Form):
    """People who were ticked, and what is to happen to them together: `act` is "group", or a mark to set or take."""

    group = forms.CharField(label=_("Group"), max_length=120, required=False)
    people = NumbersField(error_messages={"required": _("Tick at least one person.")})
    act = forms.ChoiceField(
        choices=[("group", ""), *((f"{do}-{mark}", "") for do in ("set", "take") for mark in Mark)],
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if data.get("act") == "group" and not data.get("group") and "group" not in self.errors:
            self.add_error("group", _("Write or choose a group."))
        return data


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=120)


class MailTextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 14}), strip=False
    )


class MailLimitsForm(forms.Form):
    """How much mail a participant gets, and when."""

    mail_cap = forms.IntegerField(
        label=_("Mails to one person on one day, at the most"),
        min_value=1,
        max_value=50,
        help_text=_("Above it reminders are left out, and the other mails wait until the next morning. 6 is good."),
    )
    mail_workdays = forms.BooleanField(label=_("Reminders leave on working days only"), required=False)


class MomentField(forms.DateTimeField):
    def __init__(self, label: object) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type] # lazily translated
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        )


class WindowForm(forms.Form):
    """The four moments. Those named in `passed` are shown and cannot be changed."""

    invite = MomentField(MOMENTS["invite"])
    open = MomentField(MOMENTS["open"])
    close = MomentField(MOMENTS["close"])
    answers_close = MomentField(MOMENTS["answers_close"])

    def __init__(self, data: object = None, *, initial: dict[str, datetime], passed: frozenset[str]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type] # a QueryDict, or None
        for name in passed:
            self.fields[name].disabled = True

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        moments = [data.get(name) for name in MOMENT_NAMES]
        if all(isinstance(moment, datetime) for moment in moments):
            try:
                data["window"] = Window(*moments)  # type: ignore[arg-type] # just looked at
            except InputError as error:
                self.add_error(error.column if error.column in self.fields else None, field_refusal(error))
        return data
