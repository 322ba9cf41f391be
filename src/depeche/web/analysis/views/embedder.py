"""The page where a project switches an embedder on, reads what that means, and switches it off again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from depeche.core.errors import RuleError
from depeche.embedding import Backend
from depeche.web.analysis import actions, rules
from depeche.web.analysis.embedders import Offer, offers
from depeche.web.analysis.queries.vectors import choice_of, seen
from depeche.web.analysis.views._access import person, project_for
from depeche.web.projects.models import Project


class EmbedderForm(forms.Form):
    key = forms.ChoiceField(label=gettext_lazy("Language model"), widget=forms.RadioSelect)
    accepted = forms.BooleanField(
        label=gettext_lazy("We have read what is sent where, and have an agreement with whoever runs it."),
        required=False,
    )

    def __init__(self, *args: object, found: tuple[Offer, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own, handed through
        self.fields["key"].choices = [(one.key, _named(one)) for one in found if one.ready]  # type: ignore[attr-defined] # a ChoiceField
        if not any(one.host for one in found):
            del self.fields["accepted"]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def embedder(request: HttpRequest, project_id: int) -> HttpResponse:
    project = project_for(request, project_id, "project.manage")
    found = offers()
    form = EmbedderForm(request.POST or None, found=found)
    if form.is_valid():
        key = form.cleaned_data["key"]
        remote = next(one for one in found if one.key == key)
        accepted = "\n\n".join(sent_where(project, remote)) if form.cleaned_data.get("accepted") else ""
        try:
            actions.switch_on(actor=person(request), project=project, key=key, accepted=accepted, now=timezone.now())
        except RuleError as error:
            form.add_error("accepted" if error.code == "embedder_not_accepted" else None, rules.said(error))
        else:
            messages.success(request, _("Switched on. The texts are being read; the suggestions follow."))
            return redirect("analysis:embedder", project.pk)
    choice = choice_of(project)
    context = {
        "project": project,
        "form": form,
        "choice": choice,
        "seen": seen(choice) if choice else None,
        "offers": found,
        "missing": [one for one in found if not one.ready],
        "remote": [(one, sent_where(project, one)) for one in found if one.host],
    }
    return render(request, "analysis/embedder.html", context)


@require_POST
@login_required
def embedder_off(request: HttpRequest, project_id: int) -> HttpResponse:
    project = project_for(request, project_id, "project.manage")
    try:
        actions.switch_off(actor=person(request), project=project, now=timezone.now())
    except RuleError as error:
        messages.error(request, rules.said(error))
    else:
        messages.success(request, _("Switched off. What the model made of the texts has been deleted."))
    return redirect("analysis:embedder", project.pk)


def _named(offer: Offer) -> str:
    if offer.backend is Backend.OPENAI:
        return _("%(model)s at %(host)s: the texts are sent there") % {"model": offer.model, "host": offer.host}
    return _("%(model)s on this server (%(backend)s): the texts stay here") % {
        "model": offer.model,
        "backend": offer.backend,
    }


def sent_where(project: Project, offer: Offer) -> tuple[str, ...]:
    """The data-protection text of an endpoint, in paragraphs; it is kept as it was accepted."""
    names = {"host": offer.host, "model": offer.model, "controller": project.controller or project.name}
    return (
        _(
            "The texts of all cards of this project, those that come later too, are sent to %(host)s, where the model "
            "“%(model)s” turns each into numbers. Sent is the text alone: no names, addresses or groups of those who "
            "wrote it. But what people write about themselves and others goes along."
        )
        % names,
        _(
            "%(controller)s is responsible for the data. Before you switch this on: an agreement with whoever runs "
            "%(host)s as a processor (GDPR, article 28), a basis for the transfer if it is outside the EU and the EEA "
            "(chapter V), and what the participants were told must cover it (articles 13 and 14)."
        )
        % names,
        _(
            "The numbers are kept here and used for suggestions only; a person decides. Suggestions made this way are "
            "marked. You can switch it off at any time: then nothing more is sent, and the numbers are deleted here. "
            "What %(host)s keeps is for your agreement with it."
        )
        % names,
    )
