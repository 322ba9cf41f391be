"""Refusals of the doors in words: for those who come in, and for the organiser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.core.errors import RuleError
from depeche.web.relay.organiser.wording import refusal

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VISITOR: Mapping[str, StrPromise] = {
    "too_many_tries": gettext_lazy(
        "There have been too many tries from here just now. Wait ten minutes and try again."
    ),
    "no_room": gettext_lazy("No open door has this code. Compare it with the screen, character by character."),
    "room_closed": gettext_lazy("The door has been closed. Ask the organiser to open it again."),
    "name_taken": gettext_lazy("This name has been chosen already. If that was not you, tell the organiser."),
    "not_participant": gettext_lazy("This name is no longer on the list. Choose again, or ask the organiser."),
    "closed": gettext_lazy("The relay has closed, so nobody more can come in. Ask the organiser."),
    "not_open": gettext_lazy("The relay is not ready yet. Ask the organiser."),
}
DESK: Mapping[str, StrPromise] = {
    "not_open": gettext_lazy("The relay must have invited people, or be open, before this can be done."),
    "closed": gettext_lazy("The relay no longer takes questions, so this cannot be done."),
    "not_live": gettext_lazy("This relay has no live rounds. That is chosen among the rules, before it opens."),
    "still_writing": gettext_lazy("The last words are on their way. Press again in a few seconds."),
    "not_dealt_yet": gettext_lazy("The questions of this round have not been dealt. Deal them, or stop the round."),
    "too_few_questions": gettext_lazy(
        "At least two questions are needed to deal them out. Give a minute more, or stop the round."
    ),
}


def to_visitor(error: RuleError) -> str:
    return str(VISITOR[error.code]) if error.code in VISITOR else _("That did not work. Try again.")


def refused(request: HttpRequest, error: RuleError) -> None:
    """Say why an act was refused; nothing has been changed."""
    messages.error(request, str(DESK[error.code]) if error.code in DESK else refusal(error))
