"""The page of the wizard on which the rules are chosen, with the same rules in the participants' words beside it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Rules
from depeche.web.relay.actions import setup
from depeche.web.relay.organiser.doors import Desk, draw, refused, relay_page
from depeche.web.relay.organiser.rules_form import PRESETS, RulesForm, preset, preset_of
from depeche.web.relay.organiser.setup import step_page
from depeche.web.relay.participant.promises import rules_in_words, words_about_words
from depeche.web.relay.rules import rules_of


@require_http_methods(["GET", "POST"])
@relay_page("relay.run")
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A ready-made form only fills in the fields; nothing is kept until it is saved."""
    before = rules_of(desk.relay)
    ready_made = preset(request.GET.get("form", ""))
    start = ready_made.rules if ready_made else before
    form = RulesForm(request.POST or None, initial=start.to_dict())
    chosen = form.rules(before) if request.method == "POST" and form.is_valid() else None
    if chosen is not None and request.POST.get("act") != "preview" and _saved(request, desk, chosen):
        return redirect("relay:rules", desk.relay.pk)
    shown = chosen or start
    context = {"words": in_words(shown), "unsaved": shown != before, "faulty": request.method == "POST" and not chosen}
    if request.headers.get("HX-Request") == "true":
        return draw(request, desk, "setup/rules_words.html", **context)
    context |= {"form": form, "presets": PRESETS, "form_of": preset_of(shown), "named": shown.start == "starters"}
    return step_page(request, desk, "rules", **context)


def in_words(rules: Rules) -> dict[str, tuple[str, ...]]:
    """What participants read, generated from the rules alone."""
    return {"rules": rules_in_words(rules), "about_words": words_about_words(rules)}


def _saved(request: HttpRequest, desk: Desk, chosen: Rules) -> bool:
    try:
        setup.set_rules(actor=desk.user, relay=desk.relay, rules=chosen, now=timezone.now())
    except RuleError as error:
        refused(request, error)
        return error.code == "closed"  # what was chosen is kept on the page, unless it can no longer be saved at all
    messages.success(request, _("The rules are saved. This is how participants will read them."))
    return True
