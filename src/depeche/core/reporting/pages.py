"""The themes of a relay, their pages, and whatever else prints pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depeche.core.corpus import Pair, Source
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import Appendix, PairQuote, Sheet, ThemePage, ThemeRow, ThemeShares
from depeche.core.reporting.outline import Item
from depeche.core.reporting.people import may_name
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.quoting import passage_hash, printed, quote
from depeche.core.reporting.recipes import figure
from depeche.core.reporting.speak import sentence
from depeche.core.reporting.templates import theme_order
from depeche.core.reporting.texts import ReportTexts, source_slot, theme_slot
from depeche.core.reporting.values import Quote, Sentence

SHEET_LINES = 6  # to write on below each question


def theme_shares(evidence: Evidence, item: Item, texts: ReportTexts, language: str) -> ThemeShares:
    source = evidence.sources[item.source]
    order = theme_order(evidence, source.id)
    listed = order[: item.most or texts.limits.themes]
    rest: tuple[Sentence, ...] = ()
    if len(order) > len(listed):
        named = str(sum(bool(theme) for theme in listed))
        rest = (sentence(language, "rest_themes", {"more": figure(evidence, "other_themes", source.id, named)}),)
    return ThemeShares(
        source=source.id,
        source_title=source.title,
        asked=figure(evidence, "questions", source.id),
        text=compile_prose(texts.slots.get(source_slot(source.id), ""), evidence),
        lead=_lead(evidence, source, language),
        themes=tuple(
            ThemeRow(theme, figure(evidence, "theme", source.id, theme), figure(evidence, "share", source.id, theme))
            for theme in listed
        ),
        rest=rest,
    )


def _lead(evidence: Evidence, source: Source, language: str) -> tuple[Sentence, ...]:
    if not evidence.of(source.id):
        return (sentence(language, "lead_empty", {}, relay=source.title),)
    counted = {name: figure(evidence, name, source.id) for name in ("questions", "answers")}
    kind = {counted["questions"].value: "lead_all", 0: "lead_none"}.get(counted["answers"].value or 0, "lead")
    out = [sentence(language, kind, counted, relay=source.title)]
    counts = evidence.themes(source.id)
    if counts[""] == len(evidence.of(source.id)):
        return (*out, sentence(language, "lead_unsorted_all", {}))
    out.append(sentence(language, "lead_themes", {"themes": figure(evidence, "themes", source.id)}))
    if counts[""]:
        out.append(sentence(language, "lead_unsorted_some", {"unsorted": figure(evidence, "unsorted", source.id)}))
    several = figure(evidence, "several", source.id)
    if several.value:
        out.append(sentence(language, "lead_several", {"several": several}))
    return tuple(out)


def theme_page(evidence: Evidence, item: Item, texts: ReportTexts) -> ThemePage:
    source = evidence.sources[item.source]
    limit = item.most if item.most is not None else texts.limits.pairs
    return ThemePage(
        source=source.id,
        source_title=source.title,
        theme=item.theme,
        questions=figure(evidence, "theme", source.id, item.theme),
        share=figure(evidence, "share", source.id, item.theme),
        text=compile_prose(texts.slots.get(theme_slot(source.id, item.theme), ""), evidence),
        pairs=tuple(_pair(evidence, pair, texts) for pair in printed(_marked(evidence, item, texts), limit)),
        chosen=figure(evidence, "chosen", source.id, item.theme),
    )


def sheet(evidence: Evidence, item: Item, texts: ReportTexts) -> Sheet:
    source = evidence.sources[item.source]
    return Sheet(
        source=source.id,
        source_title=source.title,
        theme=item.theme,
        text=compile_prose(texts.slots.get(theme_slot(source.id, item.theme), ""), evidence),
        pairs=tuple(
            _pair(evidence, pair, texts, answer=False) for pair in printed(_marked(evidence, item, texts), item.most)
        ),
        lines=SHEET_LINES,
    )


def appendix(evidence: Evidence, item: Item, texts: ReportTexts, language: str) -> Appendix:
    """All questions of a relay in reading order, but those that are cut, or whose authors have not said yes.

    No group stands beside them: whoever counted them would have what tables by group hold back.
    """
    source = evidence.sources[item.source]
    texts = replace(texts, show_groups=False)
    pairs = [_pair(evidence, pair, texts) for pair in evidence.of(source.id) if pair.id not in texts.cut]
    allowed = [pair for pair in (_granted(evidence, pair) for pair in pairs) if pair is not None]
    questions = figure(evidence, "questions", source.id)
    lead = [sentence(language, "appendix_lead", {"questions": questions}, relay=source.title)]
    if len(allowed) < len(evidence.of(source.id)):
        lead.append(sentence(language, "appendix_left_out", {}))
    return Appendix(source.id, source.title, tuple(allowed), tuple(lead))


def _granted(evidence: Evidence, shown: PairQuote) -> PairQuote | None:
    """The pair as far as its authors have agreed: the answer goes alone, the question takes its answer with it."""
    pair = evidence.pairs[shown.pair]
    if not evidence.sources[pair.source].asks:
        return shown
    if passage_hash(shown.question, pair.question) not in pair.granted_question:
        return None
    if shown.answer is not None and passage_hash(shown.answer, pair.answer or "") not in pair.granted_answer:
        return PairQuote(shown.pair, shown.question, None, shown.asker_group, "")
    return shown


def _marked(evidence: Evidence, item: Item, texts: ReportTexts) -> Sequence[Pair]:
    """The pairs to print: those the item names, else all that are marked and have this theme first."""
    if item.pairs:
        named = (evidence.pairs.get(name) for name in item.pairs)
        return [
            pair
            for pair in named
            if pair is not None
            and pair.chosen
            and pair.source == item.source
            and item.theme in pair.counted_in
            and pair.id not in texts.cut
        ]
    return [
        pair
        for pair in evidence.of(item.source)
        if pair.chosen and pair.theme == item.theme and pair.id not in texts.cut
    ]


def _pair(evidence: Evidence, pair: Pair, texts: ReportTexts, *, answer: bool = True) -> PairQuote:
    question_id, answer_id = f"{pair.id}/q", f"{pair.id}/a"
    said: Quote | None = None
    if answer and pair.answer is not None and pair.answer.strip():
        masks = texts.masks.get(answer_id, ())
        said = quote(answer_id, pair.answer, pair.kept_answer, pair.highlights_answer, masks)
    groups = [
        group
        if texts.show_groups and not bare and unit not in texts.bare and may_name(evidence, pair.source, group)
        else ""
        for group, bare, unit in (
            (pair.asker_group, pair.bare_question or evidence.sources[pair.source].askers_hidden, question_id),
            (pair.answerer_group, pair.bare_answer, answer_id),
        )
    ]
    asked = quote(
        question_id, pair.question, pair.kept_question, pair.highlights_question, texts.masks.get(question_id, ())
    )
    return PairQuote(pair.id, asked, said, groups[0], groups[1] if said else "")
