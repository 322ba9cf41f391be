"""Every parameter of a relay's rules as a form: in groups, each with when to choose it, and three ready-made forms."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depeche.core.errors import InputError
from depeche.core.relay.rules import (
    HIGHEST_CAP,
    LONGEST_LIMIT,
    LONGEST_THREAD,
    LOWEST_RECEIVED_CAP,
    Anonymity,
    Quoting,
    Recipient,
    Rules,
    Start,
)
from depeche.web.relay.organiser.wording import field_refusal

ZONES = ("Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk")  # the Danish Realm; another one that is set stays


class Preset(NamedTuple):
    """A known form of the relay: what is chosen for the organiser, who may change each of it before saving."""

    code: str
    name: str | Promise
    when: str | Promise
    rules: Rules


PRESETS: Sequence[Preset] = (
    Preset(
        "broad",
        _("The broad relay"),
        _("Everybody begins, over some days. The usual choice."),
        Rules(),
    ),
    Preset(
        "threads",
        _("Seven threads"),
        _("A few you name begin a thread each: 24 hours to answer, ten answers in a thread."),
        Rules(start=Start.STARTERS, hops_per_thread=10, answer_within=24),
    ),
    Preset(
        "room",
        _("In a room"),
        _("Everybody sits together with a phone, and the questions are dealt at random."),
        Rules(live=True, answer_within=None, waiting_cap=None, suggestions=False),
    ),
)


class RulesForm(forms.Form):
    """A form is valid only when `Rules` takes its values."""

    start = forms.ChoiceField(
        label=_("The first questions go to"),
        widget=forms.RadioSelect,
        choices=[
            (Start.EVERYONE, _("Everybody: one question each to begin with")),
            (Start.STARTERS, _("Some you name: each of them begins a thread, and the others wait to be asked")),
        ],
    )
    hops_per_thread = forms.IntegerField(
        label=_("A thread ends after so many steps"),
        required=False,
        min_value=2,
        max_value=LONGEST_THREAD,
        help_text=_(
            "A step is a question and its answer; passing a question on counts as one. Choose 10 for threads that are"
            " read one by one. Leave it empty to let them run until the close."
        ),
    )
    recipient = forms.ChoiceField(
        label=_("One may ask"),
        widget=forms.RadioSelect,
        choices=[
            (Recipient.FREE, _("Anybody")),
            (Recipient.OTHER_GROUP, _("Somebody from another group")),
            (Recipient.OTHER_SECTOR, _("Somebody from another sector")),
        ],
        help_text=_(
            "Choose another group or sector when people are to meet across, and each has enough others to ask."
        ),
    )
    new_recipient = forms.BooleanField(
        label=_("Somebody new each time, as long as there are people one has not asked"),
        required=False,
        help_text=_("Spreads the questions. Leave it out when two people should be able to talk on."),
    )
    not_back = forms.BooleanField(
        label=_("Not back to the one who has just asked"),
        required=False,
        help_text=_("Keeps a thread moving on. Only where askers are named: whoever is refused learns who asked."),
    )
    waiting_cap = forms.IntegerField(
        label=_("Unanswered questions at which one cannot be asked more"),
        required=False,
        min_value=1,
        max_value=HIGHEST_CAP,
        help_text=_("2 is good: nobody drowns. Leave it empty for no limit."),
    )
    received_cap = forms.IntegerField(
        label=_("Questions in all after which others come first"),
        required=False,
        min_value=LOWEST_RECEIVED_CAP,
        max_value=HIGHEST_CAP,
        help_text=_(
            "Protects those whom everybody knows: they can be chosen again when all others have had as many. 6 is good."
            " Leave it empty for no limit."
        ),
    )
    outsiders = forms.BooleanField(
        label=_("People from outside may be asked"),
        required=False,
        help_text=_("For customers or partners whom you mark as such. They ask only what they earn by answering."),
    )
    answer_within = forms.IntegerField(
        label=_("Hours to answer"),
        required=False,
        min_value=1,
        max_value=LONGEST_LIMIT,
        help_text=_(
            "Then the question returns to the one who asked. 24 keeps the pace. Empty: no limit but the close."
        ),
    )
    quiet_nights = forms.BooleanField(
        label=_("Nights do not count"),
        required=False,
        help_text=_("Choose it when the time to answer is short."),
    )
    night_from = forms.IntegerField(label=_("The night begins at"), min_value=0, max_value=23)
    night_to = forms.IntegerField(label=_("The night ends at"), min_value=0, max_value=23)
    quiet_weekends = forms.BooleanField(
        label=_("Weekends do not count"),
        required=False,
        help_text=_("Choose it when people answer at work."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone of nights and weekends"), help_text=_("Where most of the participants are.")
    )
    decline = forms.BooleanField(
        label=_("Decline, with a reason"),
        required=False,
        help_text=_("The question goes back to the one who asked. Without it people let the time run out instead."),
    )
    pass_on = forms.BooleanField(
        label=_("Pass it on to somebody better placed"),
        required=False,
        help_text=_("The question finds the one who knows. Leave it out where everybody should answer for themselves."),
    )
    report = forms.BooleanField(
        label=_("Report it to you"),
        required=False,
        help_text=_(
            "The question is held until you have looked at it. Leave it out only among people who know each other."
        ),
    )
    anonymity = forms.ChoiceField(
        label=_("How is the one who asks shown to the one who is asked?"),
        widget=forms.RadioSelect,
        choices=[
            (Anonymity.HIDDEN, _("Not at all")),
            (Anonymity.GROUP, _("As a member of their group")),
            (Anonymity.NAMED, _("With their name")),
        ],
        help_text=_(
            "Hidden askers dare more; named ones get to know each other. You always see who wrote what. Once people"
            " are invited it can only be tightened, and when the relay opens it is fixed for good."
        ),
    )
    quoting = forms.ChoiceField(
        label=_("May what people write be quoted in a report?"),
        widget=forms.RadioSelect,
        choices=[
            (Quoting.FREE, _("Yes, without a name")),
            (Quoting.ASK, _("Only when the one who wrote it has seen the passage and said yes")),
        ],
        help_text=_(
            "Choose the second when the subject is close to people. They are asked by mail when the relay has closed;"
            " whoever does not reply is not quoted. Once people are invited it can only be tightened."
        ),
    )
    live = forms.BooleanField(
        label=_("Everybody sits in one room, and the questions are dealt at random"),
        required=False,
        help_text=_(
            "For an hour together: everybody writes, the questions are dealt, people answer in pairs. Nobody chooses"
            " whom to ask, so what is chosen about that has no effect."
        ),
    )
    suggestions = forms.BooleanField(
        label=_("Suggest up to three people, with the reason"),
        required=False,
        help_text=_("Whoever has not been asked comes first. The choice stays free. Good from some 20 people on."),
    )

    def __init__(
        self, data: object = None, *, initial: Mapping[str, object] | None = None, auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id=auto_id)  # type: ignore[arg-type] # a QueryDict, or None
        zones = dict.fromkeys((*ZONES, str((initial or {}).get("timezone", ZONES[0]))))
        self.fields["timezone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined] # a choice field

    def rules(self, before: Rules) -> Rules | None:
        """The rules as chosen; None, with the fault at its field, where they do not fit together."""
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        try:
            return Rules.from_dict(before.to_dict() | chosen)
        except InputError as error:
            self.add_error(error.column if error.column in self.fields else None, field_refusal(error))
            return None

    @property
    def sections(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]


SECTIONS: Sequence[tuple[str | Promise, tuple[str, ...]]] = (
    (_("Who begins"), ("start", "hops_per_thread")),
    (_("Whom may one ask"), ("recipient", "new_recipient", "not_back", "waiting_cap", "received_cap", "outsiders")),
    (_("Time"), ("answer_within", "quiet_nights", "night_from", "night_to", "quiet_weekends", "timezone")),
    (_("What can the one who is asked do"), ("decline", "pass_on", "report")),
    (_("Who sees what"), ("anonymity", "quoting")),
    (_("In a room"), ("live",)),
    (_("Suggestions"), ("suggestions",)),
)
ALWAYS = frozenset({"earn", "on_return"})  # the same in every relay, and said on the page instead of asked


def unasked() -> set[str]:
    """Parameters of Rules that the form leaves out: those that are the same everywhere."""
    return {field.name for field in dataclasses.fields(Rules)} - RulesForm.base_fields.keys()


def preset(code: str) -> Preset | None:
    return next((each for each in PRESETS if each.code == code), None)


def preset_of(rules: Rules) -> str:
    """The code of the ready-made form these rules are; empty for a form of one's own."""
    return next((each.code for each in PRESETS if each.rules == rules), "")
