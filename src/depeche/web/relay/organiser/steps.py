"""The steps of the set-up wizard: what is done, what is missing, and what stops or speaks against starting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.core.relay.rules import Start, advise
from depeche.web.common.components import Step, StepState
from depeche.web.relay.models import Relay
from depeche.web.relay.organiser import queries
from depeche.web.relay.organiser.wording import Hint, advice_hint, hint, unused_starters
from depeche.web.relay.rules import rules_of, why_not_schedule

STEPS = {
    "topic": gettext_lazy("Topic and purpose"),
    "keywords": gettext_lazy("Words"),
    "people": gettext_lazy("Participants"),
    "groups": gettext_lazy("Groups"),
    "rules": gettext_lazy("Rules"),
    "mails": gettext_lazy("Mails"),
    "window": gettext_lazy("Window"),
    "start": gettext_lazy("Check and start"),
}
FEWEST = 3


def steps(relay: Relay, current: str) -> tuple[Step, ...]:
    """Two queries, whatever the size of the relay."""
    marks = queries.marks(relay)
    named = marks.starters > 0 or rules_of(relay).start is not Start.STARTERS
    done = {
        "topic": bool(relay.topic and relay.purpose_why and relay.purpose_gain and relay.purpose_use),
        "keywords": relay.keywords.exists(),
        "people": marks.people >= FEWEST,
        "groups": marks.people >= FEWEST and not marks.without and named,
        "rules": True,
        "mails": True,
        "window": relay.closes_at is not None,
        "start": relay.phase != "draft",
    }
    return tuple(
        Step(str(label), reverse(f"relay:{name}", args=[relay.pk]), _state(name, current, done=done[name]))
        for name, label in STEPS.items()
    )


def _state(name: str, current: str, *, done: bool) -> StepState:
    if name == current:
        return "current"
    return "done" if done else "todo"


def step_after(name: str) -> str:
    names = list(STEPS)
    return f"relay:{names[min(names.index(name) + 1, len(names) - 1)]}"


@dataclass(frozen=True, slots=True)
class Readiness:
    """`stops` must be mended before the relay can be scheduled; `warnings` speak against it and stop nothing."""

    stops: tuple[Hint, ...]
    warnings: tuple[Hint, ...]
    groups: tuple[tuple[str, int], ...]  # name, people
    people: int


def readiness(relay: Relay, now: datetime) -> Readiness:
    sizes = relay.participants.values_list("group__name").annotate(count=Count("pk")).order_by("group__position")
    groups = {name or "": count for name, count in sizes}
    advice = advise(topic=relay.topic, groups=groups)
    marks = queries.marks(relay)
    outside = groups.pop("", 0) - marks.without  # who is from outside and has no group
    known = ((_("Without a group"), marks.without), *groups.items(), (_("From outside"), outside))
    stops = why_not_schedule(relay, now)
    if any(refusal.code == "too_few_people" for refusal in stops):  # said once is enough
        advice = tuple(warning for warning in advice if warning.code not in {"people_few", "groups_few", "group_small"})
    return Readiness(
        stops=tuple(hint(refusal) for refusal in stops),
        warnings=(*(advice_hint(warning) for warning in advice), *unused_starters(rules_of(relay), marks.starters)),
        groups=tuple((name, count) for name, count in known if count),
        people=marks.people,
    )
