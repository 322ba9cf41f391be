from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from depeche.core.relay.archive.form import Form
from depeche.web.relay.archive.actions import Kind

LARGEST = 10 * 2**20  # bytes, as everywhere: larger files come in by the command line


class DownloadForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind], widget=forms.HiddenInput)
    form = forms.ChoiceField(
        label=_("What may the file show of people?"),
        widget=forms.RadioSelect,
        choices=[
            (Form.PSEUDONYMOUS, _("Numbers and groups: for whoever works with the texts")),
            (Form.FULL, _("Names and addresses too: for the data controller")),
        ],
        initial=Form.PSEUDONYMOUS,
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("relay.json, or a published relay as JSON. It is read and not kept."),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. It can be brought in on the server instead."))
        return file


class EndForm(forms.Form):
    topic = forms.CharField(
        label=_("Write the topic of the relay"),
        max_length=200,
        help_text=_("So that nothing is lost by a slip of the hand."),
    )
    texts = forms.BooleanField(label=_("Delete the copies in analyses and drafts of reports too"), required=False)

    def __init__(self, data: object = None, *, copies: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict, or None
        if not copies:
            del self.fields["texts"]
