"""A corpus as a material that leaves: what is known of it without a database behind it."""

from __future__ import annotations

from depeche.core.corpus import Material as Kind
from depeche.core.corpus import Pair, Span, text_hash
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.people import may_name

from .material import Card, CardCoding, Mark, Material, Origin, Side, Theme
from .words import Described

_KINDS = {
    Kind.RELAY: "question",
    Kind.SURVEY: "response",
    Kind.INTERVIEW: "passage",
    Kind.STATEMENTS: "statement",
}


def material_of(evidence: Evidence) -> Material:
    """All of a corpus; nobody is named as the one who sorted it. A group stands beside a text only where `release()`
    lets it stand beside a quote.
    """
    corpus = evidence.corpus
    themes = dict.fromkeys(theme for pair in corpus.pairs for theme in pair.themes)
    return Material(
        seed=text_hash("\x1f".join((corpus.title, *(pair.question for pair in corpus.pairs)))),
        title=corpus.title,
        language=corpus.language,
        sources=tuple(Origin(source.id, source.title, source.asks) for source in corpus.sources),
        themes=tuple(Theme(name, name, Described("", "", "", ())) for name in themes),
        cards=tuple(_card(evidence, pair) for pair in corpus.pairs),
        note=corpus.note,
    )


def _card(evidence: Evidence, pair: Pair) -> Card:
    source = evidence.sources[pair.source]
    asker = "" if source.askers_hidden or pair.bare_question else pair.asker_group
    answer = None
    if pair.answer is not None and pair.answer.strip():
        group = "" if pair.bare_answer else pair.answerer_group
        answer = _side(evidence, pair, group, pair.answer, pair.highlights_answer, pair.kept_answer)
    return Card(
        key=pair.id,
        number=pair.id,
        source=pair.source,
        kind=_KINDS[source.material],
        first=_side(evidence, pair, asker, pair.question, pair.highlights_question, pair.kept_question),
        answer=answer,
        codings=tuple(CardCoding(theme, "", None) for theme in pair.themes),
        quoted=("", None) if pair.chosen else None,
    )


def _side(
    evidence: Evidence, pair: Pair, group: str, text: str, marks: tuple[Span, ...], kept: tuple[Span, ...]
) -> Side:
    told = group if may_name(evidence, pair.source, group) else ""
    return Side(text, told, tuple(Mark(span, "", None) for span in marks), kept)
