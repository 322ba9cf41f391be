"""The sections of the page, in their order, and the one place where they are built and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Count, Max
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from depeche.web.analysis.insight import activity, asking, circles, flow, network, said, way
from depeche.web.analysis.insight.figures import Figures, figures
from depeche.web.analysis.insight.material import Material, material, themes_of
from depeche.web.analysis.insight.parts import Section
from depeche.web.analysis.insight.wording import Wording, wording
from depeche.web.analysis.models import Change
from depeche.web.common.spoken import spoken_number
from depeche.web.relay.models import Answer, Question, Relay

KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Insight:
    """What a section is built from. `corpus` is the material whose themes are used, None without one."""

    relay: Relay
    corpus: int | None
    found: Material
    figures: Figures
    wording: Wording

    @property
    def subtitle(self) -> str:
        """Of whom a chart is, and how many."""
        flow = self.figures.flow
        told = []
        if flow.total is not None:
            told.append(
                ngettext("%(count)s question", "%(count)s questions", flow.total) % {"count": spoken_number(flow.total)}
            )
        if flow.people is not None:
            told.append(_("%(count)s people") % {"count": spoken_number(flow.people)})
        return " · ".join(told) or self.relay.topic


Builder = Callable[[Insight], Section]
SECTIONS: tuple[Builder, ...] = (
    activity.by_group,
    activity.rights,
    activity.traffic,
    flow.who_asks_whom,
    flow.inward,
    network.by_theme,
    way.far,
    way.meet,
    circles.rings,
    circles.most_asked,
    asking.forms,
    asking.kinds,
    said.expected,
    said.prominent,
)
ABOUT_ASKERS = frozenset({"flow", "inward", "network", "traffic", "rings", "most-asked"})
ABOUT_WORDS = frozenset({"forms", "kinds", "keywords", "prominent"})


def sections(relay: Relay, corpus: int | None, now: datetime) -> tuple[Section, ...]:
    """Every section, kept in this process's memory for as long as nothing they rest on has changed."""
    key = _key(relay, corpus, now)
    kept: tuple[Section, ...] | None = caches["rendered"].get(key)
    if kept is None:
        found = material(relay, now)
        themes = themes_of(relay, corpus, found) if corpus is not None else {}
        insight = Insight(relay, corpus, found, figures(found, themes), wording(relay, found))
        kept = tuple(_open(insight, builder(insight)) for builder in SECTIONS)
        caches["rendered"].set(key, kept, KEPT.total_seconds())
    return kept


def _open(insight: Insight, section: Section) -> Section:
    """While a relay runs, figures that change by one with each question would tell who asked it."""
    if insight.found.closed:
        return section
    if section.key in ABOUT_WORDS:
        why = _("The words are read when the relay has closed.")
        return Section(section.key, section.title, section.formula, empty=why)
    if not insight.found.askers_hidden or section.key not in ABOUT_ASKERS:
        return section
    why = _("Who asks is hidden in this relay. Figures that change with every question would tell; they come at close.")
    return Section(section.key, section.title, section.formula, empty=why)


class Missing(NamedTuple):
    """Measures with nothing to show, and why."""

    why: str
    titles: tuple[str, ...]


def missing(found: Iterable[Section]) -> tuple[Missing, ...]:
    """Those without figures, by their reason."""
    reasons: dict[str, list[str]] = {}
    for section in found:
        if section.empty:
            reasons.setdefault(section.empty, []).append(section.title)
    return tuple(Missing(why, tuple(titles)) for why, titles in reasons.items())


def _key(relay: Relay, corpus: int | None, now: datetime) -> str:
    """The state the figures rest on; a relay that runs is counted anew every minute."""
    asked = Question.objects.filter(relay=relay).aggregate(count=Count("pk"), last=Max("ended_at"))
    answered = Answer.objects.filter(question__relay=relay).count()
    work = Change.objects.filter(corpus=corpus).aggregate(last=Max("pk"), undone=Max("undone_at")) if corpus else {}
    until = relay.closed_at or now.replace(second=0, microsecond=0)
    state = (asked["count"], asked["last"], answered, *work.values(), until, relay.phase)
    return f"analysis.insight.{relay.pk}.{corpus}.{get_language()}." + ".".join(
        str(part).replace(" ", "_") for part in state
    )
