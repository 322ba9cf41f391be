"""A project of another tool on its way in: its texts as cards, its codes as themes, its memos where there is a place.

What left us comes back as it was: question with answer, highlights, quotes. A text of another tool is cut into
passages; a passage is in the theme of every code that touches it, and the exact words are highlighted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from depeche.core import corpus as core

from . import words as own
from .arriving_texts import TITLE, Texts
from .arriving_themes import NewTheme, short, themes_of, walk
from .errors import ExchangeError, Wrong
from .model import Left, Lost, Note, Read


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


def arrival_of(read: Read, *, apart: bool = True) -> Arrival:
    """What would come in of a file. `apart`: each text of another tool is a source of its own, else all are one."""
    project = read.project
    lost = Counter({left.what: left.number for left in read.lost})
    notes = {note.guid: note for note in project.notes}
    tied = {code.guid: _tied(code.notes, notes) for code, _ in walk(project.codes)}
    themes = themes_of(project.codes, tied, lost)
    if project.origin == own.ORIGIN:  # it gave the colours itself
        del lost[Lost.COLORS]
    texts = Texts(read, {key: theme.name for key, theme in themes.items()}, lost, apart=apart)
    corpus = texts.corpus()
    used = {key for code, _ in walk(project.codes) for key in code.notes}
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
    return short("\n\n".join([*told, *remarks]), lost)
