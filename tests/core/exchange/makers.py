"""Materials and projects for tests. The texts are invented."""

from __future__ import annotations

from datetime import UTC, datetime

from depeche.core.corpus import Span
from depeche.core.exchange import Card, CardCoding, Mark, Material, Memo, Origin, Read, Side, Theme, project_of
from depeche.core.exchange.words import Described

NOW = datetime(2026, 11, 22, 13, 30, 5, tzinfo=UTC)
AWKWARD = (
    "Plain words, nothing else.",
    "Æblegrød på Ærø og ål i åen",
    "A\u0308rligt talt: a\u030aben, o\u0338re",  # decomposed
    "Før 👩‍🚒👨‍👩‍👧 og 🇩🇰 efter",
    "Først.\r\nSå.\r\n\r\nTil sidst.",
    "Én linje\rog én til\r",
    "\ufeffBOM forrest og \ufeff midt i",
    "Mellemrum til sidst   \t ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢\r\n𐍈 og \u2028 og \x85 og \x0b",
)


def material(*texts: str, spans: tuple[Span, ...] = (), language: str = "da") -> Material:
    """Each text as a question with itself as answer, in a theme, with `spans` highlighted in both, and quoted."""
    marks = tuple(Mark(span, "k", NOW) for span in spans)
    cards = tuple(
        Card(
            key=str(number),
            number=f"T{number}",
            source="s",
            kind="question",
            first=Side(text, "Stat", marks),
            answer=Side(text, "", marks, spans),
            codings=(CardCoding("a", "k", NOW), CardCoding("b", "k", NOW)),
            quoted=("k", NOW),
        )
        for number, text in enumerate(texts, start=1)
    )
    return Material(
        seed="seed",
        title="Ledelse på tværs",
        language=language,
        sources=(Origin("s", "Topledere"),),
        themes=(
            Theme("a", "Tillid", Described("Om tro", "også mistillid", "kontrol", ("tillid", "tro"))),
            Theme("b", "Tid", Described(), "a"),
        ),
        cards=cards,
        people={"k": "Karen Krogh"},
        memos=(
            Memo("", "Om det hele.", "k", NOW),
            Memo("theme-a", "Om tillid.", "k", NOW),
            Memo("card-1", "Se her.", "", None),
        ),
        note="Opdigtet",
        at=NOW,
    )


def read_of(made: Material) -> Read:
    """As if it had been written and read."""
    return Read(project_of(made))
