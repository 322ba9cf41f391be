from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from depeche.core.errors import InputError
from depeche.core.relay.rules import HIGHEST_CAP, LONGEST_LIMIT, Recipient, Rules
from depeche.core.relay.window import MOMENTS as MOMENT_NAMES
from depeche.core.relay.window import Window
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
        help_text=_("One person a line: name; e-mail; title; organisation; sector; group. Name <e-mail> will do too."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("XLSX or CSV with headings in the first row. The file is read and not kept."),
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


class GroupForm(forms.Form):
    group = forms.CharField(label=_("Group"), max_length=120)
    people = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, data: object = None, *, people: list[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict, or None
        self.fields["people"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined] # a choice field


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=120)


class RulesForm(forms.Form):
    """The parameters that may be chosen today; a form is valid only when `Rules` takes its values."""

    recipient = forms.ChoiceField(
        label=_("Whom may one ask?"),
        widget=forms.RadioSelect,
        choices=[
            (Recipient.FREE, _("Anybody")),
            (Recipient.OTHER_GROUP, _("Somebody from another group")),
            (Recipient.OTHER_SECTOR, _("Somebody from another sector")),
        ],
    )
    new_recipient = forms.BooleanField(
        label=_("Somebody new each time, as long as there are people one has not asked"), required=False
    )
    waiting_cap = forms.IntegerField(
        label=_("Unanswered questions at which one cannot be asked more"),
        required=False,
        min_value=1,
        max_value=HIGHEST_CAP,
        help_text=_("2 is good. Leave it empty for no limit."),
    )
    answer_within = forms.IntegerField(
        label=_("Hours to answer"),
        required=False,
        min_value=1,
        max_value=LONGEST_LIMIT,
        help_text=_("Then the question returns to the one who asked. Leave it empty for no limit but the close."),
    )
    quiet_nights = forms.BooleanField(label=_("Nights do not count (from 22 to 7)"), required=False)
    quiet_weekends = forms.BooleanField(label=_("Weekends do not count"), required=False)
    decline = forms.BooleanField(label=_("One may decline a question, with a reason"), required=False)

    def rules(self, before: Rules) -> Rules | None:
        """The rules as chosen; None, with the fault at its field, where they do not fit together."""
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        try:
            return Rules.from_dict(before.to_dict() | chosen)
        except InputError as error:
            self.add_error(error.column if error.column in self.fields else None, field_refusal(error))
            return None


class MailTextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 14}), strip=False
    )


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
