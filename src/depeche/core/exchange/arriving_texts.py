"""Texts on their way in: those that left us as the cards they were, all others cut into passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from depeche.core import corpus as core
from depeche.core.corpus import Span

from . import words as own
from .cutting import passages
from .errors import ExchangeError, Wrong
from .model import Coding, Lost, Read, TextSource

MOST_TEXTS = 50_000
NAME = 120
TITLE = 200
MATERIALS = {
    "question": core.Material.RELAY,
    "response": core.Material.SURVEY,
    "passage": core.Material.INTERVIEW,
    "statement": core.Material.STATEMENTS,
}


@dataclass
class _Piece:
    """A card in the making: where its parts stand in the document, and what it is."""

    kind: str
    parts: tuple[Span, ...]
    themes: dict[str, None] = field(default_factory=dict)
    marks: list[list[Span]] = field(default_factory=lambda: [[], []])
    kept: list[list[Span]] = field(default_factory=lambda: [[], []])


class Texts:
    """The texts of a project as a corpus."""

    def __init__(self, read: Read, names: Mapping[str, str], lost: Counter[Lost], *, apart: bool) -> None:
        self.project = read.project
        self.names = names
        self.lost = lost
        self.apart = apart
        self.documents: list[TextSource] = []
        self.sources: dict[str, core.Source] = {}
        self.pairs: list[core.Pair] = []
        self.ids: set[str] = set()

    def corpus(self) -> core.Corpus | None:
        foreign = 0
        for source in self.project.sources:
            kinds = _kinds(source)
            foreign += not kinds
            pieces = [_own_piece(kinds)] if kinds else [_Piece("passage", (span,)) for span in passages(source.text)]
            if not pieces or not source.text.strip():
                self.lost[Lost.EMPTY_TEXT] += 1
                continue
            self.documents.append(source)
            self._code(source, pieces)
            for number, piece in enumerate(pieces, start=1):
                self._add(source, piece, "" if kinds else f"{foreign}.{number}")
        if not self.pairs:
            return None
        made = sum(
            bool(coding.made.user or coding.made.at) and coding.code not in own.OWN_CODES for coding in self._codings()
        )
        self.lost[Lost.CODERS] += made
        self._count_values()
        return core.Corpus(self.project.name[:TITLE], tuple(self.sources.values()), tuple(self.pairs))

    def _codings(self) -> Iterator[Coding]:
        for source in self.documents:
            yield from source.codings
            for selection in source.selections:
                yield from selection.codings

    def _count_values(self) -> None:
        values = sum(value.variable not in own.OWN_VARIABLES for source in self.documents for value in source.values)
        self.lost[Lost.VARIABLES] += values
        self.lost[Lost.CASES] += sum(
            not case.values or any(value.variable not in own.OWN_VARIABLES for value in case.values)
            for case in self.project.cases
        )

    def _code(self, source: TextSource, pieces: Sequence[_Piece]) -> None:
        for coding in source.codings:
            if theme := self._name(coding):
                self.lost[Lost.WHOLE] += 1
                for piece in pieces:
                    piece.themes[theme] = None
        for selection in source.selections:
            codes = {coding.code for coding in selection.codings}
            themes = [theme for coding in selection.codings if (theme := self._name(coding))]
            span, bare = Span(selection.start, selection.end), not codes & own.OWN_CODES
            touched = [piece for piece in pieces if _touched(source.text, piece, span, bare=bare)]
            self.lost[Lost.NO_PLACE] += bool(themes) and not touched
            for piece in touched:
                piece.themes.update(dict.fromkeys(themes))
                self._mark(source.text, piece, span, codes)

    def _name(self, coding: Coding) -> str:
        """The theme of a coding; "" for a code of our own that is none, and for one nobody has described."""
        self.lost[Lost.UNKNOWN_CODE] += coding.code not in self.names and coding.code not in own.OWN_CODES
        return self.names.get(coding.code, "")

    def _mark(self, text: str, piece: _Piece, span: Span, codes: set[str]) -> None:
        whole = all(span.start <= part.start and part.end <= span.end for part in piece.parts)
        structure = codes and codes <= own.OWN_CODES - {own.HIGHLIGHT_CODE, own.QUOTE_CODE}
        for place, part in enumerate(piece.parts):
            cut = _within(text, part, span, bare=not codes & own.OWN_CODES)
            if cut is None or structure:
                continue
            if codes <= {own.QUOTE_CODE} and codes:
                piece.kept[place].append(cut)
            elif own.HIGHLIGHT_CODE in codes or not whole:
                self.lost[Lost.SPANS] += own.HIGHLIGHT_CODE not in codes and bool(codes)
                piece.marks[place].append(cut)

    def _add(self, source: TextSource, piece: _Piece, number: str) -> None:
        if len(self.pairs) >= MOST_TEXTS:
            raise ExchangeError(Wrong.TOO_MANY, most=MOST_TEXTS, what="passages")
        values = {value.variable: value.text for value in source.values}
        first, answer = piece.parts[0], piece.parts[1] if len(piece.parts) > 1 else None
        group = values.get(own.ASKER_GROUP) or values.get(own.GROUP, "")
        themes = tuple(piece.themes)
        chosen = bool(piece.kept[0] or piece.kept[1])
        self.pairs.append(
            core.Pair(
                id=self._id(number or values.get(own.NUMBER, "")[:70] or str(len(self.pairs) + 1)),
                question=source.text[first.start : first.end],
                answer=source.text[answer.start : answer.end] if answer else None,
                source=self._source(source, piece, values, foreign=bool(number)),
                themes=themes,
                asker_group=group[:NAME],
                answerer_group=values.get(own.ANSWERER_GROUP, "")[:NAME] if answer else "",
                highlights_question=_moved(piece.marks[0], first),
                highlights_answer=_moved(piece.marks[1], answer),
                kept_question=_kept(piece.kept[0], first),
                kept_answer=_kept(piece.kept[1], answer),
                chosen=chosen,
            )
        )

    def _id(self, wanted: str) -> str:
        found, number = wanted, 1
        while found in self.ids:
            number += 1
            found = f"{wanted} ({number})"
        self.ids.add(found)
        return found

    def _source(self, source: TextSource, piece: _Piece, values: Mapping[str, str], *, foreign: bool) -> str:
        title = source.name if self.apart else self.project.name
        title = (title if foreign else values.get(own.SOURCE, self.project.name)).strip()[:TITLE] or "?"
        asks = own.PROMISE in values
        key = f"{title}\x1f{piece.kind}\x1f{asks}\x1f{source.guid if foreign and self.apart else ''}"
        if key not in self.sources:
            self.sources[key] = core.Source(
                f"import-{len(self.sources) + 1}", title, material=MATERIALS[piece.kind], asks=asks
            )
        return self.sources[key].id


def _kinds(source: TextSource) -> tuple[tuple[str, Span], ...]:
    """The parts of a text that left us: (kind, span) of the first, and of its answer. () for any other."""
    kinds = {key: kind for kind, key in own.KIND_CODES.items()}
    found: dict[str, Span] = {}
    for selection in source.selections:
        for coding in selection.codings:
            if coding.code in kinds and selection.start < selection.end:
                found.setdefault(kinds[coding.code], Span(selection.start, selection.end))
    firsts = [(kind, span) for kind, span in found.items() if kind != "answer"]
    if len(firsts) != 1 or not source.text[firsts[0][1].start : firsts[0][1].end].strip():
        return ()
    answer = found.get("answer")
    if answer is None or firsts[0][0] != "question" or answer.start < firsts[0][1].end:
        return tuple(firsts)
    return (*firsts, ("answer", answer))


def _own_piece(kinds: tuple[tuple[str, Span], ...]) -> _Piece:
    return _Piece(kinds[0][0], tuple(span for _, span in kinds))


def _touched(text: str, piece: _Piece, span: Span, *, bare: bool) -> bool:
    return any(_within(text, part, span, bare=bare) for part in piece.parts)


def _within(text: str, part: Span, span: Span, *, bare: bool) -> Span | None:
    """What of a part a selection covers; `bare`: without white space at its ends."""
    start, end = max(part.start, span.start), min(part.end, span.end)
    if bare and start < end:
        inside = text[start:end]
        start += len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
    return Span(start, end) if start < end else None


def _moved(spans: Iterable[Span], part: Span | None) -> tuple[Span, ...]:
    if part is None:
        return ()
    found = {Span(span.start - part.start, span.end - part.start) for span in spans}
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _kept(spans: Sequence[Span], part: Span | None) -> tuple[Span, ...]:
    """The passages of a quote; () where it is all of the text."""
    return () if part is None or part in spans else _moved(spans, part)
