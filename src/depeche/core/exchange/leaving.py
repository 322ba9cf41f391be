"""Our material on its way out: cards, themes, highlights, quotes and memos as a project of REFI-QDA.

Each card is one text source: `? question`, an empty line, `! answer`. A text of any other kind stands alone. What each
part is, and what is highlighted or quoted, are codings with codes of our own, so that it can be searched for elsewhere
and found again by our import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from depeche.core.corpus import Span

from . import words as own
from .breaks import Unbroken
from .material import Card, Material, Origin, Theme
from .model import Case, Code, CodeBook, Coding, Made, Note, Project, Selection, TextSource, User, Value, Variable
from .words import Words, describe, guid

EXCERPT = 60  # code points of a text in a name
BOM = "\ufeff"
NO_FILE_NAME = dict.fromkeys(map(ord, '/\\:*?"<>|'), " ")  # some tools make a file of a text's name


def codebook_of(material: Material) -> CodeBook:
    """The themes alone."""
    return CodeBook(_theme_codes(material, {}), own.ORIGIN)


def project_of(material: Material) -> Project:
    """The same material gives the same project, with the same guids."""
    return _Leaving(material).project()


class _Leaving:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.said: Words = own.words(material.language)
        self.titles = _titles(material.sources)
        self.asking = {source.key for source in material.sources if source.asks}
        self.used: dict[str, None] = {}  # own codes that something is coded with
        self.cases: dict[tuple[str, str], list[str]] = {}
        self.marked: set[str] = set()

    def project(self) -> Project:
        material = self.material
        tied, notes = self._notes()
        sources = tuple(replace(self._source(card), notes=tied.get(f"card-{card.key}", ())) for card in material.cards)
        codes = _theme_codes(material, tied) + self._marks()
        return Project(
            name=material.title,
            origin=own.ORIGIN,
            description=material.note,
            users=(
                *(User(guid("user", key), name) for key, name in material.people.items()),
                User(own.OWN_USER, own.ORIGIN),
            ),
            codes=codes,
            variables=self._variables(),
            cases=tuple(self._case(source, group, found) for (source, group), found in self.cases.items()),
            sources=sources,
            notes=notes,
            own_notes=tied.get("", ()),
            made=self._made("", None),
        )

    def _id(self, *parts: str) -> str:
        return guid(self.material.seed, *parts)

    def _made(self, by: str, at: datetime | None) -> Made:
        """Somebody and some time in any case: tools stumble over what has neither."""
        user = guid("user", by) if by in self.material.people else own.OWN_USER
        return Made(user, _second(at or self.material.at))

    def _source(self, card: Card) -> TextSource:
        text, spans = laid_out(card)
        whole = Span(spans[0].start, spans[-1].end)
        selections = [
            *self._themes(card, whole),
            *(found for number, span in enumerate(spans) for found in self._side(card, number, span)),
        ]
        return TextSource(
            guid=self._id("card", card.key),
            name=_excerpt(f"{card.number} {card.first.text}".translate(NO_FILE_NAME)),
            text=text,
            selections=tuple(_named(selection, text) for selection in selections),
            values=tuple(self._values(card)),
            made=self._made("", None),
        )

    def _themes(self, card: Card, whole: Span) -> Iterator[Selection]:
        if card.codings:
            codings = tuple(
                Coding(self._id("coding", card.key, one.theme), self._theme(one.theme), self._made(one.by, one.at))
                for one in card.codings
            )
            key = self._id("sorted", card.key)
            yield Selection(key, whole.start, whole.end, codings=codings, made=codings[0].made)

    def _theme(self, key: str) -> str:
        return self._id("theme", key)

    def _side(self, card: Card, number: int, span: Span) -> Iterator[Selection]:
        side = card.answer if number and card.answer else card.first
        kind = "answer" if number else card.kind
        for part in self._own(card, own.KIND_CODES[kind], span, self._made("", None)):
            yield part
            if side.group:
                self.cases.setdefault((card.source, side.group), []).append(part.guid)
        original = Unbroken.of(side.text)
        for mark in side.marks:
            placed = _placed(original, span, mark.span)
            yield from self._own(card, own.HIGHLIGHT_CODE, placed, self._made(mark.by, mark.at))
        if card.quoted is not None:
            for kept in side.kept or (Span(0, len(side.text)),):
                placed = _placed(original, span, kept)
                yield from self._own(card, own.QUOTE_CODE, placed, self._made(*card.quoted))

    def _own(self, card: Card, code: str, span: Span, made: Made) -> Iterator[Selection]:
        """The passage with a code that is no theme; nothing where there is no passage, or it has been marked so."""
        place = (card.key, code, str(span.start), str(span.end))
        key = self._id("mark", *place)
        if span.start < span.end and key not in self.marked:
            self.marked.add(key)
            self.used[code] = None
            coding = Coding(self._id("mark coding", *place), code, made)
            yield Selection(key, span.start, span.end, codings=(coding,), made=made)

    def _values(self, card: Card) -> Iterator[Value]:
        yield Value(own.NUMBER, card.number)
        yield Value(own.SOURCE, self.titles[card.source])
        if card.first.group:
            yield Value(own.ASKER_GROUP if card.kind == "question" else own.GROUP, card.first.group)
        if card.answer is not None and card.answer.group:
            yield Value(own.ANSWERER_GROUP, card.answer.group)
        if card.source in self.asking:
            yield Value(own.PROMISE, self.said.asked_first)

    def _variables(self) -> tuple[Variable, ...]:
        said = self.said
        named = (
            (own.NUMBER, said.number),
            (own.SOURCE, said.source),
            (own.GROUP, said.group),
            (own.ASKER_GROUP, said.asker_group),
            (own.ANSWERER_GROUP, said.answerer_group),
            (own.PROMISE, said.promise),
        )
        used = {value.variable for card in self.material.cards for value in self._values(card)}
        if self.cases:
            used |= {own.SOURCE, own.GROUP}
        return tuple(Variable(key, name) for key, name in named if key in used)

    def _case(self, source: str, group: str, selections: Iterable[str]) -> Case:
        several = len(self.material.sources) > 1
        title = self.titles[source]
        return Case(
            guid=self._id("case", source, group),
            name=f"{group} · {title}" if several else group,
            values=(Value(own.SOURCE, title), Value(own.GROUP, group)),
            selections=tuple(selections),
        )

    def _marks(self) -> tuple[Code, ...]:
        named = dict(zip(own.KIND_CODES.values(), self.said.kinds, strict=True))
        named |= {own.HIGHLIGHT_CODE: self.said.highlight, own.QUOTE_CODE: self.said.quote}
        inner = tuple(Code(key, name) for key, name in named.items() if key in self.used)
        return (Code(own.MARKS_CODE, self.said.marks, codable=False, codes=inner),) if inner else ()

    def _notes(self) -> tuple[dict[str, tuple[str, ...]], tuple[Note, ...]]:
        """Guids of notes by the place they are tied to ("" is the project), and the notes."""
        names = {f"theme-{theme.key}": self.said.theme_memo.format(name=theme.name) for theme in self.material.themes}
        names |= {f"card-{card.key}": self.said.memo.format(key=card.number) for card in self.material.cards}
        places = dict(self.said.places)
        tied: dict[str, tuple[str, ...]] = {}
        notes = []
        for memo in self.material.memos:
            place = memo.place if memo.place in names else ""
            name = names.get(memo.place) or places.get(memo.place, self.said.whole)
            key = self._id("memo", memo.place, memo.by, str(len(tied.get(place, ()))))
            notes.append(Note(key, name, Unbroken.of(memo.text).text, self._made(memo.by, memo.at)))
            tied[place] = (*tied.get(place, ()), key)
        return tied, tuple(notes)


def laid_out(card: Card) -> tuple[str, tuple[Span, ...]]:
    r"""The text of a card as it leaves, and where its parts stand in it.

    The text ends with a line break that is nobody's: whoever takes an end position for the last character stays inside.
    A text that begins with a byte order mark gets a line before it, or its first character would be taken for one.

    >>> from depeche.core.exchange import Card, Side
    >>> laid_out(Card("1", "1", "s", "question", Side("Hvorfor?"), Side("Fordi.")))
    ('? Hvorfor?\n\n! Fordi.\n', (Span(start=2, end=10), Span(start=14, end=20)))
    """
    first = Unbroken.of(card.first.text).text
    lead = "? " if card.kind == "question" else "\n" if first.startswith(BOM) else ""
    spans = [Span(len(lead), len(lead) + len(first))]
    text = lead + first
    if card.answer is not None:
        answer = Unbroken.of(card.answer.text).text
        text += "\n\n! "
        spans.append(Span(len(text), len(text) + len(answer)))
        text += answer
    return text + "\n", tuple(spans)


def _placed(original: Unbroken, part: Span, span: Span) -> Span:
    return Span(part.start + original.at(span.start), part.start + original.at(span.end))


def _named(selection: Selection, text: str) -> Selection:
    """Named by its very words where they are few: that tells a reader how its positions count."""
    said = text[selection.start : selection.end]
    return replace(selection, name=said if len(said) <= EXCERPT and said.isprintable() else _excerpt(said))


def _excerpt(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= EXCERPT else said[: EXCERPT - 1].rstrip() + "…"


def _second(at: datetime | None) -> datetime | None:
    return at.replace(microsecond=0) if at else None


def _titles(sources: Iterable[Origin]) -> dict[str, str]:
    """Titles that tell the sources apart."""
    found: dict[str, str] = {}
    for source in sources:
        title, number = source.title, 1
        while title in found.values():
            number += 1
            title = f"{source.title} ({number})"
        found[source.key] = title
    return found


def _theme_codes(material: Material, tied: Mapping[str, tuple[str, ...]]) -> tuple[Code, ...]:
    beneath: dict[str, list[Theme]] = {}
    for theme in material.themes:
        beneath.setdefault(theme.parent, []).append(theme)
    color = {theme.key: own.COLORS[place % len(own.COLORS)] for place, theme in enumerate(beneath.get("", ()))}

    def code(theme: Theme) -> Code:
        return Code(
            guid=guid(material.seed, "theme", theme.key),
            name=theme.name,
            description=Unbroken.of(describe(theme.described, material.language)).text,
            color=color[theme.parent or theme.key],
            codes=tuple(map(code, beneath.get(theme.key, ()))),
            notes=tied.get(f"theme-{theme.key}", ()),
        )

    return tuple(map(code, beneath.get("", ())))
