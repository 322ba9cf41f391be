"""How the questions of a relay are put and what words they use, read and counted once for each state of the texts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import caches

from depeche.core.corpus import Span
from depeche.core.text import (
    AskedBy,
    Form,
    KeywordTable,
    Kind,
    ProminentWords,
    ShownForms,
    TextUnit,
    find_keywords,
    prominent_words,
    question_form,
    shown_forms,
    words_in,
)
from depeche.web.analysis.insight.material import Material
from depeche.web.relay.models import Question, Relay

KEPT = 24 * 3600  # seconds
FORMS, KINDS = tuple(Form), tuple(Kind)
Places = Mapping[int, Sequence[Span]]  # question -> where in its text


class Asked(NamedTuple):
    """A question whose words may be read, with the index of the asker's group."""

    id: int
    group: int
    asker: int
    text: str


class Told(NamedTuple):
    """How a question asks, and the words that say so."""

    id: int
    group: int
    form: Form
    kind: Kind | None
    by: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """`told` in the order the questions were put; `places` of the prominent words by lemma."""

    told: tuple[Told, ...]
    forms: ShownForms
    keywords: KeywordTable
    prominent: ProminentWords
    places: Mapping[str, Places]


def wording(relay: Relay, found: Material) -> Wording:
    """Two queries; what is counted is kept under a hash of the texts, so a rewritten question is counted anew.

    Before the close nothing is read: the words are not for anybody's eyes yet but those of asker and recipient.
    """
    rows = Question.objects.filter(relay=relay) if found.closed else Question.objects.none()
    texts = dict(rows.order_by().values_list("pk", "text"))
    asked = tuple(
        Asked(put.id, found.talk.people[put.asker], put.asker, texts[put.id])
        for put in found.talk.puts
        if found.closed and put.id in found.standing
    )
    expected = tuple(relay.keywords.order_by("pk").values_list("word", flat=True))
    groups = len(found.talk.groups)
    key = _key(relay, asked, expected, groups)
    kept: Wording | None = caches["rendered"].get(key)
    if kept is None:
        kept = _counted(asked, expected, groups, relay.language)
        caches["rendered"].set(key, kept, KEPT)
    return kept


def _key(relay: Relay, asked: Iterable[Asked], expected: Sequence[str], groups: int) -> str:
    digest = hashlib.sha256(repr((expected, groups)).encode())
    for question in asked:
        digest.update(repr(question).encode())
    return f"analysis.wording.{relay.pk}.{relay.language}.{digest.hexdigest()}"


def _counted(asked: Sequence[Asked], expected: Sequence[str], groups: int, language: str) -> Wording:
    told = tuple(_told(question, language) for question in asked)
    units = [TextUnit(str(question.id), question.text, author=str(question.asker)) for question in asked]
    by_group: list[list[TextUnit]] = [[] for _ in range(groups)]
    for question, unit in zip(asked, units, strict=True):
        by_group[question.group].append(unit)
    keywords = find_keywords(units, expected, language=language)
    lemmas = {word.lemma for row in keywords.rows for word in words_in(row.word, language)}
    prominent = prominent_words(by_group, told=lemmas, language=language)
    askers = [question.asker for question in asked]
    return Wording(
        told=told,
        forms=shown_forms([AskedBy(t.group, who, t.form, t.kind) for t, who in zip(told, askers, strict=True)], groups),
        keywords=keywords,
        prominent=prominent,
        places=_places(asked, {word.lemma for words in prominent.groups for word in words}, language),
    )


def _told(question: Asked, language: str) -> Told:
    found = question_form(question.text, language)
    by = found.decided_by
    spans = (Span(by.start, by.end),) if by else ()
    return Told(question.id, question.group, found.form, found.kind, spans)


def _places(asked: Iterable[Asked], lemmas: set[str], language: str) -> dict[str, dict[int, list[Span]]]:
    places: dict[str, dict[int, list[Span]]] = {lemma: defaultdict(list) for lemma in lemmas}
    for question in asked if lemmas else ():
        for word in words_in(question.text, language):
            if word.lemma in places:
                places[word.lemma][question.id].append(Span(word.start, word.end))
    return {lemma: dict(found) for lemma, found in places.items()}
