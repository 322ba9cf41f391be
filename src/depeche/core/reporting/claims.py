"""Does the report say only what its sources carry? Every quote is held against its unit, every number made again."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum

from depeche.core.corpus import Corpus, text_hash
from depeche.core.errors import ClaimError
from depeche.core.reporting.bare import bare_figures
from depeche.core.reporting.cross import verdict
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.fitting import misplaced
from depeche.core.reporting.model import (
    Background,
    Block,
    Comparison,
    Method,
    PairQuote,
    Report,
    ThemePage,
    ThemeShares,
)
from depeche.core.reporting.phrases import RESERVATIONS, phrase
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.quantifiers import quantities
from depeche.core.reporting.quoting import passage_hash
from depeche.core.reporting.recipes import UnknownFigureError, figure
from depeche.core.reporting.speak import REFERENCE, quoted_lines, resolved, said, shown
from depeche.core.reporting.values import Figure, Named, Piece, Prose, Quote, Sentence


class Fault(StrEnum):
    QUOTE = "quote"  # not verbatim in its source
    CONSENT = "consent"  # its author was promised to be asked, and has not said yes to these words
    FIGURE = "figure"  # cannot be made again
    REFERENCE = "reference"  # names no figure
    BARE = "bare"  # a number in prose with neither reference nor source
    QUANTITY = "quantity"  # "many", "most" of the material, without "k of N"
    CONTRADICTION = "contradiction"  # the figures beside such a word do not bear it
    RESERVATION = "reservation"
    PLACE = "place"  # a pair or a figure under a relay, theme or word it is not of


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the sources do not carry. `sentence` is where it stands; `value` and `now` are set for figures.

    Of a word of quantity `value` is the word, and `now` the figures that do not bear it.
    """

    fault: Fault
    section: str
    sentence: str
    value: str = ""
    now: str = ""
    block: str = ""  # id of the block it stands in
    about: Figure | Quote | None = field(default=None, compare=False)  # the value that does not hold

    def describe(self, language: str) -> str:
        """The claim as a sentence for the person who can mend it."""
        fault = phrase(language, f"claim_{self.fault}").format(value=self.value, now=self.now)
        return phrase(language, "claim_line").format(section=self.section, fault=fault, sentence=self.sentence)


def check_claims(report: Report, corpus: Corpus, *, evidence: Evidence | None = None) -> tuple[Claim, ...]:
    """Everything in the report that the corpus does not carry, in reading order; () is a report that may be published.

    `evidence` of the same corpus may be handed in to share its counts; without it everything is counted anew.
    """
    checker = _Checker(report.language, evidence or Evidence(corpus))
    return tuple(dict.fromkeys(checker.report(report)))


def check_prose(prose: Prose, evidence: Evidence, language: str, section: str) -> tuple[Claim, ...]:
    """What one text says that the corpus does not carry, without a report around it."""
    return tuple(dict.fromkeys(_Checker(language, evidence).prose(prose, section)))


def section_of(block: Block, language: str) -> str:
    """The name a block goes by in a sentence about it."""
    body = block.body
    if isinstance(body, ThemeShares):
        return body.source_title
    if isinstance(body, ThemePage):
        return f"{body.source_title} · {body.theme or phrase(language, 'unsorted')}"
    return block.title or phrase(language, "own_text")


def verify(report: Report, corpus: Corpus, *, evidence: Evidence | None = None) -> None:
    """Raise `ClaimError` with a sentence for each orphan claim, in the language of the report."""
    claims = check_claims(report, corpus, evidence=evidence)
    if claims:
        raise ClaimError(tuple(claim.describe(report.language) for claim in claims))


class _Checker:
    def __init__(self, language: str, evidence: Evidence) -> None:
        self.language, self.evidence = language, evidence

    def report(self, report: Report) -> Iterator[Claim]:
        for block in report.blocks:
            section = section_of(block, self.language)
            for claim in self._block(block, section):
                yield replace(claim, block=block.id)
        yield from self._walk(report.method_short, phrase(self.language, "method"), "")

    def _block(self, block: Block, section: str) -> Iterator[Claim]:
        body = block.body
        if isinstance(body, Background | Method) and body.reservation not in RESERVATIONS:
            yield Claim(Fault.RESERVATION, section, body.reservation)
        if isinstance(body, Comparison):
            yield from self._verdicts(body, section)
        source = getattr(body, "source", "")
        for pair in getattr(body, "pairs", ()):
            if not self._belongs(pair, source, getattr(body, "theme", None)):
                yield Claim(Fault.PLACE, section, _short(pair.question.text), about=pair.question)
        for figure_ in misplaced(body, self.evidence):
            label = ":".join((figure_.recipe, *figure_.args))
            yield Claim(Fault.PLACE, section, f"{{{{{label}}}}}", about=figure_)
        where = section if isinstance(body, ThemePage | ThemeShares) else ""
        yield from self._walk((body, block.note), section, where)

    def _belongs(self, shown_pair: PairQuote, source: str, theme: str | None) -> bool:
        pair = self.evidence.pairs.get(shown_pair.pair)
        return (
            pair is not None
            and pair.source == source
            and (theme is None or theme in pair.counted_in)
            and shown_pair.question.unit == f"{pair.id}/q"
            and (shown_pair.answer is None or shown_pair.answer.unit == f"{pair.id}/a")
            and shown_pair.asker_group in {"", pair.asker_group}
            and shown_pair.answerer_group in {"", pair.answerer_group}
        )

    def _verdicts(self, comparison: Comparison, section: str) -> Iterator[Claim]:
        for row in (*comparison.rows, *(remark.row for remark in comparison.remarks)):
            first, other = (*row.g2.args[1:], "", "")[:2]
            if first not in self.evidence.sources or other not in {"", *self.evidence.sources}:
                continue  # a relay that is gone: each figure of the row says so
            now = verdict(self.evidence, row.word, first, other)
            if now is not row.verdict:
                yield Claim(Fault.FIGURE, section, row.word, str(row.verdict), str(now))

    def _walk(self, value: object, section: str, where: str) -> Iterator[Claim]:
        """Every figure, quote and prose below a value; `where` is the sentence they stand in."""
        if isinstance(value, Figure):
            yield from self._figure(value, section, where)
        elif isinstance(value, Quote):
            yield from self._quote(value, value.text, section)
        elif isinstance(value, Prose):
            yield from self.prose(value, section)
        elif isinstance(value, Sentence):
            yield from self._walk(value.figures, section, said(value, self.language))
        elif isinstance(value, tuple):
            for item in value:
                yield from self._walk(item, section, where)
        elif is_dataclass(value) and not isinstance(value, Piece):
            here = _label(value) or where
            for item in fields(value):
                yield from self._walk(getattr(value, item.name), section, here)

    def _figure(self, value: Figure, section: str, where: str) -> Iterator[Claim]:
        language = self.language
        try:
            now = figure(self.evidence, value.recipe, *value.args)
        except UnknownFigureError:
            unknown = phrase(language, "figure_unknown")
            yield Claim(Fault.FIGURE, section, where, shown(value, language), unknown, about=value)
            return
        same = now.standing is value.standing and (
            now.value == value.value
            or (
                now.value is not None and value.value is not None and math.isclose(now.value, value.value, abs_tol=1e-6)
            )
        )
        if not same or now.decimals != value.decimals:
            name = where or ":".join((value.recipe, *value.args))
            yield Claim(Fault.FIGURE, section, name, shown(value, language), shown(now, language), about=value)

    def _quote(self, quoted: Quote | None, words: str, section: str) -> Iterator[Claim]:
        if quoted is None or not self._verbatim(quoted):
            yield Claim(Fault.QUOTE, section, _short(words), about=quoted)
        elif not self._granted(quoted):
            yield Claim(Fault.CONSENT, section, _short(words), about=quoted)

    def _verbatim(self, quoted: Quote) -> bool:
        unit = self.evidence.unit(quoted.unit)
        if unit is None or text_hash(unit) != quoted.digest or len(unit) != quoted.length:
            return False
        at = 0
        for piece in quoted.pieces:
            if not at <= piece.start < piece.end <= len(unit) or unit[piece.start : piece.end] != piece.text:
                return False
            at = piece.end
        return bool(quoted.pieces or quoted.masks) or not unit

    def _granted(self, quoted: Quote) -> bool:
        """Its author agreed to exactly these words, or nobody was promised to be asked."""
        name, _, side = quoted.unit.rpartition("/")
        pair = self.evidence.pairs.get(name)
        if pair is None or not self.evidence.sources[pair.source].asks:
            return True
        text = self.evidence.unit(quoted.unit) or ""
        return passage_hash(quoted, text) in (pair.granted_question if side == "q" else pair.granted_answer)

    def prose(self, prose: Prose, section: str) -> Iterator[Claim]:
        known = {named.name for named in prose.figures}
        now = compile_prose(prose.markdown, self.evidence)
        for line, quoted in quoted_lines(prose.markdown):
            for name in () if quoted else REFERENCE.findall(line):
                if name not in known:
                    yield Claim(Fault.REFERENCE, section, line.strip())
        for named in prose.figures:
            if named not in now.figures:
                yield from self._changed(named, now, section)
        for cited in prose.quotes:
            same = cited.found is None or letters(cited.text) == letters(*(piece.text for piece in cited.found.pieces))
            yield from self._quote(cited.found if same else None, cited.text, section)
        for text in {cited.text for cited in now.quotes} - {cited.text for cited in prose.quotes}:
            yield Claim(Fault.QUOTE, section, _short(text))
        for bare in bare_figures(prose.markdown):
            yield Claim(Fault.BARE, section, bare.sentence, bare.number)
        yield from self._quantities(now, section)

    def _quantities(self, prose: Prose, section: str) -> Iterator[Claim]:
        """Words of quantity, held against the figures as they are now."""
        values = {named.name: named.figure.value for named in prose.figures}
        for found in quantities(prose.markdown, self.language, values.get):
            if not found.bound:
                yield Claim(Fault.QUANTITY, section, found.sentence, found.word)
            elif found.contradicts:
                figures = resolved(Prose(found.contradicts, prose.figures), self.language)
                yield Claim(Fault.CONTRADICTION, section, found.sentence, found.word, figures)

    def _changed(self, named: Named, now: Prose, section: str) -> Iterator[Claim]:
        language = self.language
        fresh = next((shown(item.figure, language) for item in now.figures if item.name == named.name), "")
        fresh = fresh or phrase(language, "figure_unknown")
        name = f"{{{{{named.name}}}}}"
        yield Claim(Fault.FIGURE, section, name, shown(named.figure, language), fresh, about=named.figure)


def letters(*parts: str) -> str:
    """Letters and digits alone: what is left of words when marks, white space and [...] are not looked at."""
    return "".join(sign for part in parts for sign in unicodedata.normalize("NFC", part) if sign.isalnum())


def _label(value: object) -> str:
    """The name a row goes by in a table."""
    for name in ("word", "name", "title"):
        label = getattr(value, name, "")
        if isinstance(label, str) and label and not isinstance(value, Named):
            return label
    return ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else f"{flat[:157]}..."
