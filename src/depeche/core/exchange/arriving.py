"""A project of another tool on its way in: its texts as cards, its codes as themes, its memos where there is a place.

What left us comes back as it was: question with answer, highlights, quotes. A text of another tool is cut into
passages; a passage is in the theme of every code that touches it, and the exact words are highlighted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from depeche.core import corpus as core
from depeche.core.corpus import Span

from . import words as own
from .cutting import passages
from .errors import ExchangeError, Wrong
from .model import Code, Coding, Left, Lost, Note, Read, TextSource
from .words import described

MOST_THEMES = 1_000
MOST_TEXTS = 50_000
NAME = 120
DEFINITION = 2_000
MEMO = 20_000
TITLE = 200
CUE_WORDS, CUE_WORD = 40, 60
BETWEEN = " / "
MATERIALS = {
    "question": core.Material.RELAY,
    "response": core.Material.SURVEY,
    "passage": core.Material.INTERVIEW,
    "statement": core.Material.STATEMENTS,
}


class NewTheme(NamedTuple):
    """`parent` is the name of the theme it stands under, or ""; a parent stands before it. `memo` goes beside it."""

    name: str
    parent: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    cue_words: tuple[str, ...] = ()
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What would come in. `texts` is None where the file has none; `memo` goes beside the whole material; `note` is
    what the file says of itself.
    """

    title: str
    themes: tuple[NewTheme, ...]
    texts: core.Corpus | None = None
    memo: str = ""
    note: str = ""
    documents: int = 0  # texts of the file that something comes in from
    lost: tuple[Left, ...] = ()

    @property
    def codings(self) -> int:
        return sum(len(pair.themes) for pair in self.texts.pairs) if self.texts else 0

    @property
    def highlights(self) -> int:
        pairs = self.texts.pairs if self.texts else ()
        return sum(len(pair.highlights_question) + len(pair.highlights_answer) for pair in pairs)


def themes_of(codes: Sequence[Code], notes: Mapping[str, str], lost: Counter[Lost]) -> dict[str, NewTheme]:
    """Themes by the guid of their code, in order: two levels, each name once. What was bent is counted in `lost`."""
    found: dict[str, NewTheme] = {}
    names: set[str] = set()
    for code, path in _walk([code for code in codes if code.guid not in own.OWN_CODES], ()):
        if len(found) >= MOST_THEMES:
            raise ExchangeError(Wrong.TOO_MANY, most=MOST_THEMES, what="codes")
        lost[Lost.DEPTH] += len(path) > 1
        lost[Lost.COLORS] += bool(code.color)
        name = _free(code.name, path, names, lost)
        names.add(name.casefold())
        found[code.guid] = _theme(code, name, found[path[0].guid].name if path else "", notes, lost)
    return found


def arrival_of(read: Read, *, apart: bool = True) -> Arrival:
    """What would come in of a file. `apart`: each text of another tool is a source of its own, else all are one."""
    project = read.project
    lost = Counter({left.what: left.number for left in read.lost})
    notes = {note.guid: note for note in project.notes}
    tied = {code.guid: _tied(code.notes, notes) for code, _ in _walk(project.codes, ())}
    themes = themes_of(project.codes, tied, lost)
    if project.origin == own.ORIGIN:  # it gave the colours itself
        del lost[Lost.COLORS]
    texts = _Texts(read, {key: theme.name for key, theme in themes.items()}, lost, apart=apart)
    corpus = texts.corpus()
    used = {key for code, _ in _walk(project.codes, ()) for key in code.notes}
    memo = _memo(read, [note for note in project.notes if note.guid not in used], lost)
    if not themes and corpus is None:
        raise ExchangeError(Wrong.NOTHING)
    return Arrival(
        title=project.name.strip()[:TITLE],
        themes=tuple(themes.values()),
        texts=corpus,
        memo=memo,
        note=project.description.strip(),
        documents=len(texts.documents),
        lost=tuple(Left(what, lost[what]) for what in Lost if lost[what]),
    )


def _walk(codes: Iterable[Code], path: tuple[Code, ...]) -> Iterator[tuple[Code, tuple[Code, ...]]]:
    for code in codes:
        yield code, path
        yield from _walk(code.codes, (*path, code))


def _free(name: str, path: tuple[Code, ...], names: set[str], lost: Counter[Lost]) -> str:
    """A name nobody has yet: with what stands above it in front where it is deep or taken, with a number at last."""
    plain = " ".join(name.split()) or "?"
    wanted = BETWEEN.join([*(" ".join(code.name.split()) for code in path[1:]), plain])
    if len(wanted) > NAME:
        lost[Lost.LONG_NAME] += 1
        wanted = wanted[: NAME - 1].rstrip() + "…"
    if wanted.casefold() not in names:
        return wanted
    lost[Lost.RENAMED] += 1
    above = BETWEEN.join([*(" ".join(code.name.split()) for code in path), plain])
    found, number = above[:NAME].rstrip(), 1
    while found.casefold() in names:
        number += 1
        found = f"{above[: NAME - 6].rstrip()} ({number})"
    return found


def _theme(code: Code, name: str, parent: str, notes: Mapping[str, str], lost: Counter[Lost]) -> NewTheme:
    card = described(code.description)
    memo = notes.get(code.guid, "")
    if max(map(len, card[:3])) > DEFINITION:
        lost[Lost.LONG_DEFINITION] += 1
        memo = "\n\n".join(part for part in (code.description.strip(), memo) if part)
        card = card._replace(
            **{part: getattr(card, part)[:DEFINITION] for part in ("definition", "include", "exclude")}
        )
    cue_words = tuple(dict.fromkeys(word[:CUE_WORD] for word in card.cue_words))[:CUE_WORDS]
    return NewTheme(name, parent, card.definition, card.include, card.exclude, cue_words, _short(memo, lost))


def _short(memo: str, lost: Counter[Lost]) -> str:
    lost[Lost.LONG_MEMO] += len(memo) > MEMO
    return memo[:MEMO].rstrip()


def _tied(keys: Iterable[str], notes: Mapping[str, Note]) -> str:
    return "\n\n".join(notes[key].text.strip() for key in keys if key in notes)


def _memo(read: Read, notes: Sequence[Note], lost: Counter[Lost]) -> str:
    """Every memo that stands beside no theme, one after the other, each under its name."""
    lost[Lost.MEMOS] += len(notes)
    told = [f"{note.name.strip()}\n{note.text.strip()}".strip() for note in notes if note.text.strip()]
    selected = [selection for source in read.project.sources for selection in source.selections]
    remarks = [
        f"{selection.name.strip()}\n{selection.description.strip()}".strip()
        for selection in selected
        if selection.description.strip()
    ]
    lost[Lost.MEMO_PLACES] += len(remarks) + sum(bool(selection.notes) for selection in selected)
    return _short("\n\n".join([*told, *remarks]), lost)


@dataclass
class _Piece:
    """A card in the making: where its parts stand in the document, and what it is."""

    kind: str
    parts: tuple[Span, ...]
    themes: dict[str, None] = field(default_factory=dict)
    marks: list[list[Span]] = field(default_factory=lambda: [[], []])
    kept: list[list[Span]] = field(default_factory=lambda: [[], []])


class _Texts:
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
            touched = [piece for piece in pieces if _touched(source.text, piece, selection.start, selection.end)]
            self.lost[Lost.NO_PLACE] += bool(themes) and not touched
            for piece in touched:
                piece.themes.update(dict.fromkeys(themes))
                self._mark(source.text, piece, Span(selection.start, selection.end), codes)

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


def _touched(text: str, piece: _Piece, start: int, end: int) -> bool:
    return any(_within(text, part, Span(start, end), bare=True) for part in piece.parts)


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
