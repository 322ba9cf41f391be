"""What the pages of exchange send, checked; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 50 * 2**20
ENDINGS = (".qdpx", ".qdc")


class ExchangeFileForm(forms.Form):
    """A code book or a project of another tool."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A code book (.qdc) or a project (.qdpx), at most 50 MB."),
        error_messages={
            "required": _("Choose a file of at most 50 MB."),
            "empty": _("The file is empty. Export it again."),
        },
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not str(file.name).casefold().endswith(ENDINGS):
            raise ValidationError(
                _("Choose a file that ends in .qdpx or .qdc. Tables are brought in under “Bring in a file”."), "ending"
            )
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than 50 MB. Export the project without PDF, pictures, sound and video."), "large"
            )
        return file


class BringInForm(forms.Form):
    """What a preview asks: the title of a new material, and how texts become sources."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the material a title.")}
    )
    sources = forms.ChoiceField(
        label=_("The texts become"),
        choices=[
            ("one", _("one source together")),
            ("each", _("a source each, so that they can be read side by side")),
        ],
        widget=forms.RadioSelect,
        required=False,  # left out, the texts become what the page proposed
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        titled: bool,
        several: bool,
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        if not titled:  # the material it is added to has a title
            del self.fields["title"]
        if not several:
            del self.fields["sources"]
