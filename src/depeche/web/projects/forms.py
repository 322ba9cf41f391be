from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from depeche.web.projects.models import Role


class ProjectForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the project"),
        max_length=200,
        help_text=_("For example the name of the programme or the commission."),
    )
    controller = forms.CharField(
        label=_("Data controller"),
        max_length=200,
        help_text=_("The authority that answers for the data. Participants are told its name."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        initial="da",
        help_text=_("New relays and reports begin in it."),
    )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("Work e-mail"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.FACILITATOR)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
