"""Asking the authors of quotes, where they are to be asked; the analyst is not told who they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Quoting
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._journal import Step, note
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.models import Corpus, Quote, Source, TextUnit
from depeche.web.analysis.queries.quotes.consents import Side, State, can_ask, consents, questions_of
from depeche.web.analysis.queries.quotes.permits import Permit, kept_spans, permit_of
from depeche.web.relay.actions.consent import Asked, Passage, ask_to_quote, move_deadline, take_back_requests
from depeche.web.relay.models import QuoteConsent, Relay
from depeche.web.relay.rules import rules_of


def ask_authors(
    *, actor: User, corpus: Corpus, units: Collection[int] | None, now: datetime, answer_by: datetime | None = None
) -> Asked:
    """Ask about the quotes of these cards (None: all) whatever has not been asked yet.

    RuleError: nothing_to_ask where there is nothing; quote_unknown where no question can be told to be the card's;
    deadline_too_soon.
    """
    with working(actor, corpus.pk) as step:
        quotes = Quote.objects.filter(unit__corpus=step.corpus).select_related("unit__source__relay", "unit__answer")
        if units is not None:
            quotes = quotes.filter(unit__in=units)
        open_ones = _unasked(step.corpus, list(quotes.order_by("position", "pk")))
        if not open_ones:
            raise RuleError("nothing_to_ask")
        known = questions_of(card for card, _passages in open_ones)
        by_relay: dict[Relay, list[Passage]] = {}
        for card, passages in open_ones:
            relay = card.source.relay
            if card.pk in known and relay is not None:
                found = by_relay.setdefault(relay, [])
                found += [passage._replace(question_id=known[card.pk]) for passage in passages]
        if not by_relay:
            raise RuleError("quote_unknown")
        asked = [
            ask_to_quote(actor=actor, relay=relay, passages=found, now=now, answer_by=answer_by)
            for relay, found in by_relay.items()
        ]
        return Asked(sum(one.passages for one in asked), sum(one.unreachable for one in asked))


def promise_to_ask(*, actor: User, corpus: Corpus, promised: bool, now: datetime) -> int:
    """Nothing of the relays behind this material is printed without its author's yes, here and wherever else they are
    analysed, though their rules promised nothing; or so no more. How many sources it changed.

    RuleError: authors_asked where somebody has been asked: what they were told stays true.
    """
    with working(actor, corpus.pk) as step:
        relays = [source.relay for source in step.corpus.sources.select_related("relay") if source.relay is not None]
        free = [relay for relay in relays if can_ask(relay) and rules_of(relay).quoting is not Quoting.ASK]
        if not promised and QuoteConsent.objects.filter(question__relay__in=free).exists():
            raise RuleError("authors_asked")
        changed = Source.objects.filter(relay__in=free, asks=not promised).update(asks=promised)
        if changed:
            note("analysis.asking_promised", actor=actor, corpus=step.corpus, now=now, on=int(promised))
        return changed


def take_back_stale(step: Step, *, actor: User, now: datetime) -> int:
    """Ask nobody any longer about a pair that is no quote any more, here or in another material. How many passages."""
    relays = [source.relay for source in step.corpus.sources.filter(asks=True).select_related("relay") if source.relay]
    taken = 0
    for relay in relays:
        waiting = QuoteConsent.objects.filter(question__relay=relay, decision="").values_list("question_id", flat=True)
        if not waiting:
            continue
        cards = TextUnit.objects.cards().filter(source__relay=relay, quote__isnull=False).select_related("source")
        wanted = set(questions_of(cards).values())
        stale = set(waiting) - wanted
        if stale:
            taken += take_back_requests(actor=actor, relay=relay, questions=stale, now=now)
    return taken


def move_reply_deadline(*, actor: User, corpus: Corpus, answer_by: datetime, now: datetime) -> int:
    """For everybody who has not replied; how many passages. RuleError: deadline_too_soon; nobody_waits."""
    with working(actor, corpus.pk) as step:
        waiting = QuoteConsent.objects.filter(decision="", question__relay__sources__corpus=step.corpus)
        relays = list(Relay.objects.filter(pk__in=waiting.values("question__relay")).order_by("pk"))
        if not relays:
            raise RuleError("nobody_waits")
        return sum(move_deadline(actor=actor, relay=relay, answer_by=answer_by, now=now) for relay in relays)


def _unasked(corpus: Corpus, quotes: Collection[Quote]) -> list[tuple[TextUnit, list[Passage]]]:
    said = consents(corpus)
    found = []
    for quote in quotes:
        card = quote.unit
        if card.source.relay is None or not can_ask(card.source.relay):
            continue
        passages = _passages(quote, permit_of(card, getattr(card, "answer", None), quote, said))
        if passages:
            found.append((card, passages))
    return found


def _passages(quote: Quote, permit: Permit) -> list[Passage]:
    sides = ((Side.QUESTION, permit.question, quote.kept_question), (Side.ANSWER, permit.answer, quote.kept_answer))
    return [
        Passage(0, side, kept_spans(kept))
        for side, found, kept in sides
        if found is not None and found.fault is None and found.word.state is State.UNASKED
    ]
