"""What the facilitator can do with a question: said before, asked about, and written in the log as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.web.relay.actions.moderate import LONGEST_NOTE
from depeche.web.relay.models import ModerationAct
from depeche.web.relay.organiser.moderation_queries import role

Reason = ModerationAct.Reason
FAULTS = tuple(reason for reason in Reason if reason != Reason.UNFOUNDED)


class Way(NamedTuple):
    """One thing that can be done. `mail` is the notice to the one who asked; `undo` is empty where there is none."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    undo: str | Promise
    mail: str
    reasons: tuple[Reason, ...]
    note: bool


WAYS: Mapping[str, Way] = {
    "hold": Way(
        gettext_lazy("Hold this question?"),
        gettext_lazy("Nobody can answer it until you have decided. The one who was asked sees it no more for now."),
        gettext_lazy("Hold the question"),
        gettext_lazy("The question is held."),
        gettext_lazy("You can let it go on at any time; the time to answer then begins anew."),
        "held",
        FAULTS,
        note=False,
    ),
    "release": Way(
        gettext_lazy("Let this question go on?"),
        gettext_lazy("It goes on to the one who was asked, unchanged, and the time to answer begins anew."),
        gettext_lazy("Let it go on"),
        gettext_lazy("The question has gone on."),
        gettext_lazy("You can hold it again for as long as nobody has answered it."),
        "released",
        (Reason.UNFOUNDED, Reason.OTHER),
        note=False,
    ),
    "rewrite": Way(
        gettext_lazy("Ask for other words?"),
        gettext_lazy("The question stays held until the one who asked has written it anew; then it goes on by itself."),
        gettext_lazy("Ask for other words"),
        gettext_lazy("The one who asked has been told, and can write the question anew."),
        gettext_lazy("You can still let it go on as it is, or remove it. The mail cannot be called back."),
        "rewrite",
        FAULTS,
        note=True,
    ),
    "remove": Way(
        gettext_lazy("Remove this question?"),
        gettext_lazy("Nobody will answer it or read it. The one who asked gets a new question to ask instead."),
        gettext_lazy("Remove the question"),
        gettext_lazy("The question is removed, and the one who asked may ask another."),
        "",
        "removed",
        FAULTS,
        note=True,
    ),
}


class SettleForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("A few words to the one who asked"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Read on their page beside the reason. Do not write who reported the question."),
    )

    def __init__(self, data: object, way: Way) -> None:
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict, or None
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in way.reasons]  # type: ignore[attr-defined] # a choice field
        if not way.note:
            del self.fields["note"]


ROLES: Mapping[str, str | Promise] = {
    "recipient": gettext_lazy("the one who was asked"),
    "asker": gettext_lazy("the one who asked"),
    "facilitator": gettext_lazy("facilitator"),
}


def log_csv(acts: Iterable[ModerationAct]) -> bytes:
    """The log without a word a participant wrote and without a name: UTF-8 with a mark, semicolons, local times."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        (_("Number"), _("Time"), _("Question no."), _("Act code"), _("Act"), _("Reason code"), _("Reason"), _("By"))
    )
    for number, act in enumerate(acts, start=1):
        at = timezone.localtime(act.at).strftime("%Y-%m-%d %H.%M.%S")
        reason = act.get_reason_display() if act.reason else ""
        who = ROLES[role(act)]
        writer.writerow((number, at, act.question_id, act.act, act.get_act_display(), act.reason, reason, who))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
