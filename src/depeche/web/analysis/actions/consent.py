"""Asking the authors of quotes, where they were promised to be asked; the analyst is not told who they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from depeche.core.errors import RuleError
from depeche.web.accounts.models import User
from depeche.web.analysis.actions._lock import working
from depeche.web.analysis.models import Corpus, Quote, TextUnit
from depeche.web.analysis.queries.quotes.consents import Side, State, can_ask, consents, questions_of
from depeche.web.analysis.queries.quotes.permits import Permit, kept_spans, permit_of
from depeche.web.relay.actions.consent import Asked, Passage, ask_to_quote
from depeche.web.relay.models import Relay


def ask_authors(*, actor: User, corpus: Corpus, units: Collection[int] | None, now: datetime) -> Asked:
    """Ask about the quotes of these cards (None: all) whatever has not been asked yet.

    RuleError: nothing_to_ask where there is nothing; quote_unknown where no question can be told to be the card's.
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
        asked = [ask_to_quote(actor=actor, relay=relay, passages=found, now=now) for relay, found in by_relay.items()]
        return Asked(sum(one.passages for one in asked), sum(one.unreachable for one in asked))


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
