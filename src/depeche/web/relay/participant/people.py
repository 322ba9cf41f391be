"""Whom one may ask: people a page at a time, each with whether and why not. A constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.core.relay.decisions import why_not_pick
from depeche.core.relay.rules import Recipient, Rules
from depeche.core.relay.suggest import Why
from depeche.web.relay.actions.ask import right_to_use
from depeche.web.relay.models import Group, Hop, Participant, Question, Relay, Sector
from depeche.web.relay.participant.wording import number_word
from depeche.web.relay.rules import fewer_remain, has_enough, just_asked_me, others_remain, rules_of
from depeche.web.relay.suggestions import pick_facts, suggestions

PER_PAGE = 30
COUNTED = 3_000  # people at the most: nobody leafs through more, and counting 100,000 is what takes the time
REASONS_SHOWN = 2


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
class Suggestion:
    id: int
    name: str
    place: str
    group: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What one can narrow by."""

    groups: tuple[tuple[int, str], ...]
    sectors: tuple[tuple[str, str], ...]


def choices(me: Participant, recipient: Recipient | None = None) -> Choices:
    """Two queries. Groups and sectors that the rule of recipients (by default the relay's) leaves nobody in are not
    offered.
    """
    recipient = recipient or rules_of(me.relay).recipient
    groups = Group.objects.filter(relay=me.relay)
    if recipient is Recipient.OTHER_GROUP:
        groups = groups.exclude(pk=me.group_id or 0)
    mine = me.sector if recipient is Recipient.OTHER_SECTOR else ""
    people = Participant.objects.filter(relay=me.relay)
    sectors = [(str(value), str(label)) for value, label in Sector.choices if value != mine]
    present = Relay.objects.filter(pk=me.relay_id).values_list(
        *(Exists(people.filter(sector=value)) for value, _label in sectors)  # six looks into an index, not all people
    )
    return Choices(
        groups=tuple(groups.values_list("pk", "name")),
        sectors=tuple(sector for sector, there in zip(sectors, present.get(), strict=True) if there),
    )


class Asker(NamedTuple):
    """Who is about to ask, with what decides on everybody they look at."""

    me: Participant
    rules: Rules
    passed: set[int]  # see `_passed_on_to`
    back: int | None  # see `_back`


def asker(me: Participant, *, again: bool) -> Asker:
    """`again`: for a question that came back. Three queries at the most."""
    rules = rules_of(me.relay)
    return Asker(me, rules, _passed_on_to(me), _back(me, rules, again=again))


def people(by: Asker, wanted: Wanted, page: int | str) -> Page[Candidate]:
    """One page of those who take part, but for oneself."""
    me, rules, passed, back = by

    def judged(rows: list[Participant]) -> list[Candidate]:
        asked = set(_asked(me, rows))
        remain = others_remain(me, rules, back)
        fewer = any(has_enough(rules, row) for row in rows) and fewer_remain(me, rules, back)

        def one(row: Participant) -> Candidate:
            already = row.pk in asked
            facts = pick_facts(me, row, already=already, remain=remain, fewer=fewer, back=back)
            row.received_count += row.pk in passed  # for what is shown, after the rules have looked
            return _candidate(row, why_not_pick(rules, facts), already=already)

        return [one(row) for row in rows]

    return page_of(me, wanted, page, judged)


def page_of(
    me: Participant, wanted: Wanted, page: int | str, judged: Callable[[list[Participant]], list[Candidate]]
) -> Page[Candidate]:
    """One page of those who take part, but for oneself; `judged` says of each whether they may be picked."""
    pages = _Pages(_found(me, wanted))
    shown = pages.get_page(page)
    return _Shown(judged(list(shown.object_list)), shown.number, pages)


class _Pages(Paginator):  # type: ignore[type-arg] # not subscriptable while the program runs
    """Pages of the first COUNTED people; whoever is further on is found by searching."""

    def __init__(self, found: QuerySet[Participant]) -> None:
        super().__init__(found, PER_PAGE)
        self._found = found

    @cached_property
    def count(self) -> int:
        return self._found.order_by()[:COUNTED].count()

    @property
    def crowded(self) -> bool:
        """There may be more than were counted."""
        return self.count == COUNTED


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
        rows = rows.filter(received_count=0).exclude(pk__in=_passed_on_to(me))
    return rows.select_related("group").order_by("name", "pk")


def candidate(me: Participant, person_id: int, *, again: bool = False) -> Candidate | None:
    """One of them, for the page on which one writes. Nobody of another relay."""
    row = Participant.objects.select_related("group").filter(relay=me.relay, pk=person_id).exclude(pk=me.pk).first()
    if row is None:
        return None
    rules = rules_of(me.relay)
    already, back = bool(_asked(me, [row])), _back(me, rules, again=again)
    remain = not already or others_remain(me, rules, back)
    fewer = has_enough(rules, row) and fewer_remain(me, rules, back)
    facts = pick_facts(me, row, already=already, remain=remain, fewer=fewer, back=back)
    return _candidate(row, why_not_pick(rules, facts), already=already)


def suggested(by: Asker) -> tuple[Suggestion, ...]:
    """Up to three people with the reasons in words; nobody where the organiser has switched suggestions off."""
    if not by.rules.suggestions:
        return ()
    found = suggestions(by.me, by.rules, back=by.back)
    return tuple(
        Suggestion(
            id=person.pk,
            name=person.name,
            place=place(person),
            group=person.group.name if person.group else "",
            reasons=_in_a_row([_why(reason) for reason in reasons[:REASONS_SHOWN]]),
        )
        for person, reasons in found
        if person.pk not in by.passed
    )


def _asked(me: Participant, rows: Iterable[Participant]) -> QuerySet[Hop, int]:
    """Of these, those to whom a question of mine has come, sent there or passed on."""
    return Hop.objects.filter(question__asker=me, recipient__in=rows).values_list("recipient_id", flat=True)


def _passed_on_to(me: Participant) -> set[int]:
    """To whom I have passed questions on. One that was their own has returned, which I must not notice: so all of them
    are alike to me, people who have just got a question. Two queries.
    """
    mine = {"question__hops__recipient": me, "question__hops__outcome": Question.Returned.PASSED}
    onward = Hop.objects.filter(**mine, number=F("question__hops__number") + 1).values_list("recipient_id", flat=True)
    back = Question.objects.filter(
        recipient=me, status=Question.Status.RETURNED, return_reason=Question.Returned.PASSED
    )
    return {*onward, *back.values_list("asker_id", flat=True)}


def _back(me: Participant, rules: Rules, *, again: bool) -> int | None:
    """Whom the rules keep me from asking back just now; nobody, with the right that came back with a question."""
    return just_asked_me(right_to_use(me, None)) if rules.not_back and not again else None


def place(person: Participant) -> str:
    return ", ".join(filter(None, (person.title, person.organisation)))


def _candidate(row: Participant, refusal: RuleError | None, *, already: bool) -> Candidate:
    return Candidate(
        id=row.pk,
        name=row.name,
        place=place(row),
        group=row.group.name if row.group else "",
        status=why_not(refusal) if refusal else _status(row, already=already),
        may_be_asked=refusal is None,
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
    "asked_enough": lambda _error: _("Has had enough questions for now"),
    "same_group": lambda _error: _("Your own group"),
    "same_sector": lambda _error: _("Your own sector"),
    "asked_me_just_now": lambda _error: _("Has just asked you"),
    "recipient_suspended": lambda _error: _("No longer takes part"),
    "outsider": lambda _error: _("Guest from outside"),
    "had_it_already": lambda _error: _("Has had the question"),
}


def why_not(error: RuleError) -> str:
    make = _WHY_NOT.get(error.code)
    return make(error) if make else _("Cannot be asked just now")


def _in_a_row(words: Sequence[str]) -> str:
    return ", ".join([*words[:1], *(word[0].lower() + word[1:] for word in words[1:])])


def _why(reason: Why) -> str:
    match reason:
        case Why.NOT_ASKED_YET:
            return _("Not asked yet")
        case Why.OTHER_SECTOR:
            return _("From another sector")
        case Why.OTHER_GROUP:
            return _("From another group")
        case Why.FEW_QUESTIONS:
            return _("Has had few questions")
        case Why.NOTHING_WAITING:
            return _("Has no question waiting")
