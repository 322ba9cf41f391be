"""Whom one may ask: people a page at a time, each with whether and why not. A constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import AskFacts, why_not_pick
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.window import Phase
from depeche.web.relay.models import Group, Participant, Question, Sector
from depeche.web.relay.participant.wording import number_word
from depeche.web.relay.rules import is_active, others_remain, rules_of

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    search: str = ""
    group: int | None = None
    sector: str = ""
    unasked: bool = False  # nobody has asked them yet

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.group or self.sector or self.unasked)


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    name: str
    place: str  # title and organisation
    group: str
    status: str  # in words; empty when there is nothing to say
    may_be_asked: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What one can narrow by."""

    groups: tuple[tuple[int, str], ...]
    sectors: tuple[tuple[str, str], ...]


def choices(me: Participant) -> Choices:
    """Two queries. Groups and sectors that the rules leave nobody in are not offered."""
    rules = rules_of(me.relay)
    groups = Group.objects.filter(relay=me.relay)
    if rules.recipient is Recipient.OTHER_GROUP:
        groups = groups.exclude(pk=me.group_id or 0)
    people = Participant.objects.filter(relay=me.relay).exclude(sector="")
    if rules.recipient is Recipient.OTHER_SECTOR:
        people = people.exclude(sector=me.sector)
    present = set(people.order_by().values_list("sector", flat=True).distinct())
    return Choices(
        groups=tuple(groups.values_list("pk", "name")),
        sectors=tuple((str(value), str(label)) for value, label in Sector.choices if value in present),
    )


def people(me: Participant, wanted: Wanted, page: int | str) -> Page[Candidate]:
    """One page of those who take part, but for oneself."""
    pages = Paginator(_found(me, wanted), PER_PAGE)
    shown = pages.get_page(page)
    rows = list(shown.object_list)
    asked = set(
        Question.objects.filter(asker=me, recipient__in=[row.pk for row in rows]).values_list("recipient", flat=True)
    )
    rules = rules_of(me.relay)
    remain = others_remain(me, rules)
    made = [_candidate(me, row, rules, already=row.pk in asked, remain=remain) for row in rows]
    return _Shown(made, shown.number, pages)  # type: ignore[arg-type] # the pages counted people, the rows are candidates


class _Shown(Page[Candidate]):
    """A page whose rows are candidates; it counts as the page of people it was made from."""


def _found(me: Participant, wanted: Wanted) -> QuerySet[Participant]:
    rows = Participant.objects.filter(relay=me.relay, status=Participant.Status.ACTIVE).exclude(pk=me.pk)
    for word in sorted(wanted.search.casefold().split(), key=len, reverse=True):  # the rarest first
        rows = rows.filter(search__contains=word)
    if wanted.group is not None:
        rows = rows.filter(group=wanted.group)
    if wanted.sector:
        rows = rows.filter(sector=wanted.sector)
    if wanted.unasked:
        rows = rows.filter(received_count=0)
    return rows.select_related("group").order_by("name", "pk")


def candidate(me: Participant, person_id: int) -> Candidate | None:
    """One of them, for the page on which one writes. Nobody of another relay."""
    row = Participant.objects.select_related("group").filter(relay=me.relay, pk=person_id).exclude(pk=me.pk).first()
    if row is None:
        return None
    rules = rules_of(me.relay)
    already = Question.objects.filter(asker=me, recipient=row).exists()
    return _candidate(me, row, rules, already=already, remain=not already or others_remain(me, rules))


def place(person: Participant) -> str:
    return ", ".join(filter(None, (person.title, person.organisation)))


def _candidate(me: Participant, row: Participant, rules: Rules, *, already: bool, remain: bool) -> Candidate:
    refusal = why_not_pick(rules, _facts(me, row, already=already, remain=remain))
    return Candidate(
        id=row.pk,
        name=row.name,
        place=place(row),
        group=row.group.name if row.group else "",
        status=_why_not(refusal) if refusal else _status(row, already=already),
        may_be_asked=refusal is None,
    )


def _facts(me: Participant, row: Participant, *, already: bool, remain: bool) -> AskFacts:
    """As rules.ask_facts, on what the page has loaded already."""
    return AskFacts(
        phase=Phase.OPEN,  # why_not_pick looks at the two people only
        rights_open=1,
        recipient_active=is_active(row),
        recipient_waiting=row.waiting_count,
        already_asked=already,
        others_remaining=remain,
        same_group=me.group_id is not None and me.group_id == row.group_id,
        same_sector=bool(me.sector) and me.sector == row.sector,
    )


def _status(row: Participant, *, already: bool) -> str:
    if already:
        return _("You have asked them before")
    return _("Not asked yet") if row.received_count == 0 else ""


def _full(error: RuleError) -> str:
    waiting = error.figures.get("waiting")
    count = waiting if isinstance(waiting, int) else 2
    return ngettext("Has %(count)s question waiting", "Has %(count)s questions waiting", count) % {
        "count": number_word(count)
    }


_WHY_NOT: Mapping[str, Callable[[RuleError], str]] = {
    "recipient_full": _full,
    "already_asked": lambda _error: _("You have already asked them"),
    "same_group": lambda _error: _("Your own group"),
    "same_sector": lambda _error: _("Your own sector"),
    "recipient_suspended": lambda _error: _("No longer takes part"),
}


def _why_not(error: RuleError) -> str:
    make = _WHY_NOT.get(error.code)
    return make(error) if make else _("Cannot be asked just now")
