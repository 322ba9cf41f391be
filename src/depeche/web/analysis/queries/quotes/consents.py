"""What authors have said to being quoted, where they were promised to be asked. Never who they are.

A card knows its question in the relay by when it was asked and by its words; no key of a person leads there. Where two
questions are alike in both, nobody can tell whose it is, and it is not quoted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from depeche.core.corpus import text_hash
from depeche.web.analysis.models import Corpus, Source, TextUnit
from depeche.web.relay.models import Question, QuoteConsent, Relay

Mark = tuple[int, datetime | None, str]  # relay, moment and hash of a question
Side = QuoteConsent.Side


class State(StrEnum):
    """Where the consent to a passage stands."""

    FREE = "free"  # nobody was promised to be asked
    UNASKED = "unasked"
    ASKED = "asked"
    YES = "yes"
    BARE = "bare"  # yes, but without the group
    NO = "no"
    WISH = "wish"  # no, and they have said which words they would rather see
    NOBODY = "nobody"  # there is nobody left to ask

    @property
    def printable(self) -> bool:
        return self in {State.FREE, State.YES, State.BARE}


class Word(NamedTuple):
    """What an author has said to one passage, or has until `answer_by` to say. `id` is None once the relay is deleted;
    `wish` is what they would rather see in print.
    """

    state: State
    id: int | None
    wish: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consents:
    """By the key of a card and the side, hash of a passage -> what its author has said."""

    asking: frozenset[int]  # sources whose people were promised to be asked
    reachable: frozenset[int]  # of those, the ones in which somebody can be asked
    words: Mapping[tuple[int, str], Mapping[str, Word]] = field(default_factory=dict)

    def of(self, card: TextUnit, side: str, digest: str) -> Word:
        if card.source_id not in self.asking:
            return Word(State.FREE, None)
        known = self.words.get((card.pk, side), {}).get(digest)
        if known is not None:
            return known
        return Word(State.UNASKED if card.source_id in self.reachable else State.NOBODY, None)

    def granted(self, card: TextUnit, side: str) -> tuple[str, ...]:
        """The hashes of all passages of it that may be printed."""
        found = self.words.get((card.pk, side), {})
        return tuple(digest for digest, word in found.items() if word.state.printable)


def consents(corpus: Corpus, known: Iterable[Source] | None = None) -> Consents:
    """No query where nobody was promised anything, else two; one more where the sources are not `known` already, each
    loaded with its relay.
    """
    found = corpus.sources.filter(asks=True).select_related("relay") if known is None else known
    sources = [source for source in found if source.asks]
    if not sources:
        return Consents(frozenset(), frozenset())
    relays = {source.pk: source.relay_id for source in sources}
    granted = {source.pk: source.granted for source in sources}
    asked = _asked([relay for relay in relays.values() if relay is not None])
    words: dict[tuple[int, str], Mapping[str, Word]] = {}
    cards = TextUnit.objects.cards().filter(source__in=sources).order_by()
    for pk, source, key, at, digest in cards.values_list("pk", "source_id", "key", "written_at", "sha256"):
        relay = relays[source]
        for side in Side.values:
            if relay is None:
                kept = granted[source].get(granted_key(key, side), {})
                words[pk, side] = {passage: Word(State(said), None) for passage, said in kept.items()}
            else:
                words[pk, side] = asked.get((relay, at, digest), {}).get(side, {})
    return Consents(
        frozenset(source.pk for source in sources),
        frozenset(source.pk for source in sources if source.relay is not None and can_ask(source.relay)),
        words,
    )


def granted_key(key: str, side: str) -> str:
    return f"{key}/{side[0]}"


def can_ask(relay: Relay) -> bool:
    return relay.anonymised_at is None and not relay.imported_as


def questions_of(cards: Iterable[TextUnit]) -> dict[int, int]:
    """Card -> question of the relay, for those that can be told apart; loaded with their source; one query."""
    wanted = {card.pk: (card.source.relay_id, card.written_at, card.sha256) for card in cards if card.source.relay_id}
    relays = {relay for relay, _at, _digest in wanted.values()}
    moments = {at for _relay, at, _digest in wanted.values() if at is not None}
    found = Question.objects.filter(relay__in=relays, asked_at__in=moments, resent_as=None)
    marks = _marks(found.values_list("pk", "relay_id", "asked_at", "text"))
    return {card: marks[mark] for card, mark in wanted.items() if mark in marks}


def _marks(rows: Iterable[tuple[int, int, datetime, str]]) -> dict[Mark, int]:
    """The marks that only one question bears."""
    found: dict[Mark, list[int]] = {}
    for pk, relay, at, text in rows:
        found.setdefault((relay, at, text_hash(text)), []).append(pk)
    return {mark: pks[0] for mark, pks in found.items() if len(pks) == 1}


def _asked(relays: Collection[int]) -> dict[Mark, dict[str, dict[str, Word]]]:
    """Mark of a question -> side -> hash of a passage -> what was said."""
    rows = QuoteConsent.objects.filter(question__relay__in=list(relays)).select_related("question").order_by("pk")
    found: dict[Mark, dict[str, dict[str, Word]]] = {}
    bearers: dict[Mark, int] = {}
    for row in rows.defer("kept"):
        question = row.question
        mark = (question.relay_id, question.asked_at, text_hash(question.text))
        if bearers.setdefault(mark, question.pk) != question.pk:
            found[mark] = {}
            continue
        state = State.WISH if row.wish else State(row.decision) if row.decision else State.ASKED
        word = Word(state, row.pk, row.wish, row.answer_by)
        found.setdefault(mark, {}).setdefault(row.side, {})[row.sha256] = word
    return found


def frozen(source: Source) -> dict[str, dict[str, str]]:
    """What is left of the consents of a source whose relay is about to be deleted: the passages that may be printed."""
    known = consents(source.corpus)
    cards = {card.pk: card.key for card in TextUnit.objects.cards().filter(source=source)}
    kept = {
        granted_key(cards[card], side): {
            digest: str(word.state) for digest, word in said.items() if word.state.printable
        }
        for (card, side), said in known.words.items()
        if card in cards
    }
    return {key: said for key, said in kept.items() if said}


def consents_behind(known: Consents, corpus: Corpus, passages: Collection[tuple[str, str]]) -> dict[int, str]:
    """The rows that let these passages be printed, with what they say; each passage is the name of a unit in a report,
    and a hash.
    """
    if not known.asking:
        return {}
    cards = dict(TextUnit.objects.cards().filter(corpus=corpus, source__asks=True).values_list("pk", "key"))
    wanted = set(passages)
    return {
        word.id: str(word.state)
        for (card, side), said in known.words.items()
        for digest, word in said.items()
        if word.id is not None and card in cards and (granted_key(cards[card], side), digest) in wanted
    }
