"""What a figure or a quote of a report rests on, as a page tells it; for members with the way to the texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from depeche.core.corpus import text_hash
from depeche.core.reporting import Report as ReportModel
from depeche.core.reporting import shown
from depeche.core.reporting.claims import section_of
from depeche.core.reporting.k_of_n import whole_of
from depeche.core.reporting.provenance import TITLE_PAGE, Ground, claims_of, numbers, relays_of
from depeche.core.reporting.recipe_words import counts
from depeche.core.reporting.values import Figure, Piece, Quote
from depeche.render.prov_json import whole
from depeche.web.analysis.models import Corpus, Source, TextUnit, Theme
from depeche.web.analysis.queries.words import word_code

Grounds = Callable[[Figure | Quote], str | None]  # a figure or a quote -> the address of what it rests on

# How a figure is computed beyond counting, and where it is told at length.
FORMULAS: Final[Mapping[str, str]] = {
    "share": "100 · k / N",
    "g2": "G² = 2 · Σ O · ln(O / E)",
    "ratio": "log₂((O₁ / N₁) / (O₂ / N₂))",
    "p_holm": "min(1, max over j ≤ i of (m - j + 1) · p(j))",
}
METHODS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("g2", "ratio", "p_holm", "tests", "carried", "side", "side_texts"), "docs/methods/keyness.md"),
    **dict.fromkeys(("participants", "group", "took_part"), "docs/methods/disclosure.md"),
}
OTHERWISE: Final = "docs/methods/report.md"


@dataclass(frozen=True, slots=True)
class Place:
    """A block of the report in which it stands; `anchor` is "" for the title page."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Way:
    """To the texts behind a figure, on the workbench."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureTrace:
    value: str
    counts: str  # what it counts, in a sentence
    reference: str  # the recipe with its arguments, as an analyst would write it
    whole: str  # the N it is a part of, where the report tells it
    formula: str
    method: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of the text a quote was cut from. `quoted`: printed in the report."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class QuoteTrace:
    """`places`, `length` and `digest` are those of the whole text; told to the public only when all of it is printed.

    `context` is the whole text, for members; () where it is not in the material as it was.
    """

    unit: str
    text: str
    printed: str  # SHA-256 of the words as they are printed
    places: str
    length: int | None
    digest: str
    context: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    number: int
    count: int  # of figures and quotes in the report
    places: tuple[Place, ...]
    figure: FigureTrace | None
    quote: QuoteTrace | None
    ways: tuple[Way, ...] = ()

    @property
    def title(self) -> str:
        return _("What is this number from?") if self.figure else _("What is this quote from?")


def grounds(model: ReportModel, url: Callable[[int], str]) -> Grounds:
    """The address of what each figure and quote of a report rests on; `None` for what is not of the report."""
    known = numbers(claims_of(model))

    def ground(value: Figure | Quote) -> str | None:
        number = known.get(value)
        return None if number is None else url(number)

    return ground


def trace(model: ReportModel, number: int, corpus: Corpus | None = None) -> Trace | None:
    """The ground of that number; `None` where the report has none. `corpus` adds what only members may see."""
    found = claims_of(model)
    if not 1 <= number <= len(found):
        return None
    ground = found[number - 1]
    value = ground.value
    named = {block.id: section_of(block, model.language) for block in model.blocks}
    places = tuple(Place(block, named.get(block, "") or _("the title page")) for block in ground.blocks)
    if isinstance(value, Figure):
        ways = _ways_of_figure(value, corpus) if corpus else ()
        return Trace(number, len(found), places, _figure(value, model, found), None, ways)
    ways = _ways_of_quote(value, corpus) if corpus else ()
    return Trace(number, len(found), places, None, _quote(value, corpus), ways)


def _figure(figure: Figure, model: ReportModel, found: tuple[Ground, ...]) -> FigureTrace:
    reference = ":".join((figure.recipe, *figure.args))
    wanted = whole_of(reference)
    told = (ground.value for ground in found if isinstance(ground.value, Figure))
    total = next((one for one in told if wanted and ":".join((one.recipe, *one.args)) == wanted), None)
    return FigureTrace(
        value=shown(figure, model.language),
        counts=counts(figure, "da" if (get_language() or "da").startswith("da") else "en", relays_of(model)),
        reference=f"{{{{{reference}}}}}",
        whole=shown(total, model.language) if total else "",
        formula=FORMULAS.get(figure.recipe, ""),
        method=METHODS.get(figure.recipe, OTHERWISE),
        hidden=figure.value is None,
    )


def _quote(quote: Quote, corpus: Corpus | None) -> QuoteTrace:
    """Where words are left out, the public is told neither where nor the hash of the whole: they could be guessed."""
    told = corpus is not None or whole(quote)
    pieces = tuple(part for part in quote.parts if isinstance(part, Piece))
    return QuoteTrace(
        unit=quote.unit,
        text=quote.text,
        printed=text_hash(quote.text),
        places=", ".join(f"{piece.start}-{piece.end}" for piece in pieces) if told else "",
        length=quote.length if told else None,
        digest=quote.digest if told else "",
        context=_context(quote, corpus) if corpus else (),
    )


def _context(quote: Quote, corpus: Corpus) -> tuple[Stretch, ...]:
    unit = _unit(quote, corpus)
    if unit is None or text_hash(unit.text) != quote.digest:
        return ()
    out: list[Stretch] = []
    at = 0
    for piece in quote.pieces:
        if piece.start > at:
            out.append(Stretch(unit.text[at : piece.start], quoted=False))
        out.append(Stretch(piece.text, quoted=True))
        at = piece.end
    return (*out, Stretch(unit.text[at:], quoted=False)) if at < len(unit.text) else tuple(out)


def _unit(quote: Quote, corpus: Corpus) -> TextUnit | None:
    key, _sep, side = quote.unit.rpartition("/")
    card = TextUnit.objects.cards().filter(corpus=corpus, key=key).first()
    if card is None or side == "q":
        return card
    return TextUnit.objects.filter(corpus=corpus, question=card).first()


def _ways_of_quote(quote: Quote, corpus: Corpus) -> tuple[Way, ...]:
    unit = _unit(quote, corpus)
    if unit is None:
        return ()
    card = unit.question_id or unit.pk
    return (Way(_("Open the text on the workbench"), f"{_bench(corpus)}?pile=all&unit={card}"),)


def _ways_of_figure(figure: Figure, corpus: Corpus) -> tuple[Way, ...]:
    """Where the texts a figure counts can be read; none where it counts no texts."""
    recipe, args = figure.recipe, figure.args
    if recipe in {"word", "texts"} and len(args) > 1:
        return (_word(corpus, args[0]),)
    if recipe in {"g2", "ratio", "p_holm", "side", "side_texts"} and args:
        return (_word(corpus, args[0]),)
    piles = {"questions": "all", "answers": "all", "several": "all", "unsorted": "unsorted", "themes": "all"}
    if recipe in {"theme", "share", "chosen"} and len(args) > 1:
        theme = Theme.objects.filter(corpus=corpus, name=args[1], deleted_at=None).first()
        pile = str(theme.pk) if theme else "unsorted" if not args[1] else ""
    else:
        pile = piles.get(recipe, "")
    if not pile:
        return ()
    source = Source.objects.filter(corpus=corpus, key=args[0]).first() if args else None
    at = f"&source={source.pk}" if source else ""
    return (Way(_("Open these texts on the workbench"), f"{_bench(corpus)}?pile={pile}{at}"),)


def _word(corpus: Corpus, lemma: str) -> Way:
    """By code: no word that somebody wrote stands in an address."""
    return Way(_("Read the word where it stands"), reverse("analysis:word", args=[corpus.pk, word_code(lemma)]))


def _bench(corpus: Corpus) -> str:
    return reverse("analysis:workbench", args=[corpus.pk])


__all__ = ["TITLE_PAGE", "Grounds", "Trace", "grounds", "trace"]
