"""A relay whose people were promised to be asked before they are quoted, and its analysis with two quotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from depeche.core.errors import RuleError
from depeche.core.relay.rules import Anonymity, Quoting, Rules
from depeche.web.analysis import actions, queries
from depeche.web.analysis.actions.consent import ask_authors
from depeche.web.analysis.models import Corpus, TextUnit
from depeche.web.analysis.queries.quotes.consents import State
from depeche.web.relay.actions.consent import decide
from depeche.web.relay.archive.actions import Ending, erase
from depeche.web.relay.models import Erasure, QuoteConsent, Relay
from depeche.web.reports import actions as reports
from depeche.web.reports.models import Report, Version
from tests.web.relay.world import DAY, HOUR, World, make

ASK = Rules(quoting=Quoting.ASK, anonymity=Anonymity.GROUP)
LONG = "Vi siger det højt. Og så spørger vi de andre."


@dataclass
class Told:
    """Twelve people in two groups of six; 0 has asked 1, 2 has asked 3; the relay has closed, both pairs are chosen."""

    w: World
    corpus: Corpus

    @property
    def now(self) -> datetime:
        return self.w.now

    def card(self, key: int = 1) -> TextUnit:
        return self.corpus.units.cards().get(key=str(key))

    def choose(self, *keys: int) -> None:
        for key in keys:
            actions.choose_quote(
                actor=self.w.user, corpus=self.corpus, unit_id=self.card(key).pk, chosen=True, now=self.now
            )

    def ask(self, *keys: int) -> tuple[int, int]:
        units = [self.card(key).pk for key in keys] or None
        return tuple(ask_authors(actor=self.w.user, corpus=self.corpus, units=units, now=self.now))  # type: ignore[return-value] # of two

    def say(self, person: int, decision: str, row: int = 0) -> None:
        wish = QuoteConsent.objects.of(self.w.people[person]).order_by("pk")[row]
        decide(actor=self.w.people[person], consent_id=wish.pk, decision=decision, now=self.now)

    def states(self) -> list[list[State]]:
        board = queries.quote_board(self.corpus)
        return [[side.state for side in row.sides] for column in board.columns for row in column.rows]

    def printed(self) -> list[str]:
        return [pair.id for pair in queries.corpus_value(self.corpus).pairs if pair.chosen]

    def report(self) -> Report:
        front = reports.Front(title="Rapport")
        return reports.create(actor=self.w.user, project=self.w.project, corpus=self.corpus, front=front, now=self.now)

    def publish(self, report: Report) -> Version:
        return reports.publish(actor=self.w.user, report=report, audience="members", after=0, now=self.now)


def told(rules: Rules = ASK) -> Told:
    w = make(12, rules)
    w.answer(1, w.ask(0, 1, "Hvad gør I, når planen skrider?"), LONG)
    w.now += HOUR
    w.answer(3, w.ask(2, 3, "Hvem siger det først?"), "Den, der mærker det.")
    w.wait(6 * DAY)
    w.relay.refresh_from_db()
    for person in w.people:
        person.refresh_from_db()
    corpus = actions.start_from_relays(actor=w.user, project=w.project, relays=[w.relay], title="T", now=w.now)
    found = Told(w, corpus)
    found.choose(1, 2)
    return found


def end(t: Told, kind: Erasure.Kind) -> None:
    relay = Relay.objects.get(pk=t.w.relay.pk)
    erase(actor=t.w.user, relay=relay, ending=Ending(kind, relay.topic), now=t.now)


def code(made: pytest.ExceptionInfo[RuleError]) -> str:
    return made.value.code
