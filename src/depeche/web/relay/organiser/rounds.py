"""A new round from a relay that has closed: who comes along is chosen, the rest is copied and can be changed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.web.common.components import Crumb
from depeche.web.relay.actions import rounds
from depeche.web.relay.models import Participant, Phase, Relay
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page

ACTIVE = Q(participants__status=Participant.Status.ACTIVE)


class RoundForm(forms.Form):
    topic = forms.CharField(
        label=gettext_lazy("Topic"), max_length=200, help_text=gettext_lazy("It can be changed until the relay opens.")
    )
    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who comes along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.BooleanField(label=gettext_lazy("People from outside who have no group"), required=False)
    silent = forms.BooleanField(
        label=gettext_lazy("Also those who neither asked nor answered"),
        required=False,
        help_text=gettext_lazy("Suspended people stay behind. You can remove and add people afterwards."),
    )

    def __init__(self, data: object, relay: Relay) -> None:
        sizes = list(relay.groups.annotate(size=Count("participants", filter=ACTIVE)).order_by("position", "pk"))
        initial = {
            "topic": _again(relay),
            "groups": [group.pk for group in sizes],
            "outside": True,
            "silent": True,
        }
        super().__init__(data, initial=initial)  # type: ignore[arg-type] # a QueryDict, or None
        self.fields["groups"].choices = [(group.pk, f"{group.name} ({group.size})") for group in sizes]  # type: ignore[attr-defined] # a choice field
        if not relay.participants.filter(group=None, outsider=True).exists():
            del self.fields["outside"]

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if not self.errors and not data.get("groups") and not data.get("outside"):
            self.add_error("groups", _("Choose at least one group."))
        return data


def _again(relay: Relay) -> str:
    """The topic with the number of the round; a number that is there already is counted on."""
    number, before = 2, relay.previous
    while before is not None:
        number, before = number + 1, before.previous
    with override(relay.language):
        topic = relay.topic.removesuffix(_(" (round %(number)s)") % {"number": number - 1})
        ending = _(" (round %(number)s)") % {"number": number}
    return topic[: 200 - len(ending)] + ending


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def new_round(request: HttpRequest, desk: Desk) -> HttpResponse:
    relay = desk.relay
    form = RoundForm(request.POST or None, relay)
    if request.method == "POST" and form.is_valid():
        data = {"outside": False} | form.cleaned_data
        try:
            made = rounds.start_round(actor=desk.user, relay=relay, now=timezone.now(), **data)
        except RuleError as error:
            refused(request, error)
            return redirect("relay:monitor", relay.pk)
        count = made.participants.count()
        messages.success(
            request,
            ngettext(
                "The new round is being set up with %(count)s person. Look it through, then schedule it.",
                "The new round is being set up with %(count)s people. Look it through, then schedule it.",
                count,
            )
            % {"count": count},
        )
        return redirect("relay:topic", made.pk)
    begun = relay.later_rounds.filter(phase=Phase.DRAFT).first()
    context = {"form": form, "begun": begun, "closed": relay.phase == Phase.CLOSED and relay.anonymised_at is None}
    return draw(request, desk, "new_round.html", Crumb(_("A new round")), **context)
