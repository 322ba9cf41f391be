"""What the pages of templates send, checked; nothing is saved here."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.web.reports.office import PartView

PREFIX: Final = "part-"


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A Word or PowerPoint file: .docx, .dotx, .pptx or .potx, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.dotx,.pptx,.potx"}),
        max_length=255,
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("What the project calls it. Empty: the name of the file."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("file") and not cleaned.get("name"):
            cleaned["name"] = " ".join(PurePath(cleaned["file"].name).stem.split())[:120] or _("Template")
        return cleaned


class FittingForm(forms.Form):
    """A choice for each part of a report; "" is what was found."""

    def __init__(self, parts: tuple[PartView, ...], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for part in parts:
            as_found = _("As found: %(name)s") % {"name": part.found} if part.found else _("Ours is added")
            self.fields[PREFIX + part.key] = forms.ChoiceField(
                label=part.label,
                required=False,
                choices=[("", as_found), *part.names],
                initial=part.chosen,
            )

    def choices(self) -> dict[str, str]:
        """{part: name of a style or layout}."""
        return {
            name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)
        }
