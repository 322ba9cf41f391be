"""Change any figure, quote, place or verdict of a report, and the check names it: over every kind of block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from depeche.core.corpus import Corpus
from depeche.core.reporting import Evidence, ReportTexts, build_report, check_claims
from depeche.core.reporting.model import Body, KeyRow, PairQuote, Report, ThemeShares, Verdict
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.recipes import RECIPES, UnknownFigureError, figure
from depeche.core.reporting.values import Figure, Mask, Piece, Quote, Standing
from tests.core.reporting import relays
from tests.core.reporting.corpora import GATE_ANSWER, small

SLOTS = {
    "why": "Haven fik {{k_af_n:theme:have:låger}} om låger.\n\n> Den mangler olie.",
    "text": "Der var {{questions:havn}} om havnen, og én spurgte: “Hvor ligger båden om vinteren?”",
    "reflection": "Havnen fik {{share:havn:både}} procent om både.",
    "part": "Stafetten havde {{took_part:rel}} deltagere.",
    "note:shares": "I alt {{answers:have}} svar.",
}
PLAN = Outline(
    (
        Item("background", Kind.BACKGROUND),
        Item("shares", Kind.SHARES, "have"),
        Item("theme", Kind.THEME, "have", "låger"),
        Item("shared", Kind.SHARED),
        Item("words", Kind.WORDS),
        Item("comparison", Kind.COMPARISON, "have", other="havn"),
        Item("flow", Kind.FLOW, "rel"),
        Item("cross", Kind.CROSS_TABLE, "rel"),
        Item("timeline", Kind.TIMELINE, "rel"),
        Item("text", Kind.TEXT),
        Item("reflection", Kind.REFLECTION),
        Item("part", Kind.PART),
        Item("appendix", Kind.APPENDIX, "havn"),
        Item("sheet", Kind.SHEET, "have", "låger"),
        Item("method", Kind.METHOD),
    )
)
Leaf = Figure | Quote | KeyRow | PairQuote
Path = tuple[str | int, ...]


@cache
def corpus() -> Corpus:
    relay, own = relays.relay(), small()
    return Corpus("alt", (*own.sources, *relay.sources), (*own.pairs, *relay.pairs), origin="opdigtet")


@cache
def evidence() -> Evidence:
    return Evidence(corpus())


@cache
def report() -> Report:
    at = GATE_ANSWER.index("Hun har")
    texts = ReportTexts(
        slots=SLOTS, remark_on=("båd",), masks={"h1/a": (Mask(0, 10, "[navn]"),), "g1/a": (Mask(at, at + 3),)}
    )
    return build_report(corpus(), texts, "da", outline=PLAN, evidence=evidence())


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every value below, and the way to it, that carries a claim."""
    if isinstance(value, Figure | Quote | KeyRow | PairQuote):
        yield path, value
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    elif is_dataclass(value) and not isinstance(value, Figure | Quote):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))


def put(value: Any, path: Path, new: Leaf) -> Any:  # noqa: ANN401  whatever stands on the way
    """The same value with another leaf at the end of the path."""
    if not path:
        return new
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], put(value[step], tuple(rest), new), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), tuple(rest), new)})


def test_every_kind_of_block_is_in_the_report_and_holds() -> None:
    assert {type(block.body) for block in report().blocks} == set(get_args(Body))
    assert check_claims(report(), corpus(), evidence=evidence()) == ()


@st.composite
def figures(draw: st.DrawFn, was: Figure) -> Figure:
    """Another figure: another number, another standing, or one made by another recipe or of something else."""
    how = draw(st.sampled_from(("value", "standing", "decimals", "recipe", "args")))
    if how == "value":
        step = draw(st.one_of(st.integers(1, 10_000), st.floats(0.001, 50)) | st.integers(-10_000, -1))
        return replace(was, value=(was.value or 0) + step, standing=Standing.KNOWN)
    if how == "standing":
        other = draw(st.sampled_from([one for one in Standing if one is not was.standing]))
        return replace(was, standing=other, value=0 if other is Standing.KNOWN else None)
    if how == "decimals":
        return replace(was, decimals=was.decimals + draw(st.integers(1, 3)))
    if how == "recipe":
        return replace(was, recipe=draw(st.sampled_from([*sorted(set(RECIPES) - {was.recipe}), "intet"])))
    return replace(was, args=(*was.args[:-1], draw(st.sampled_from(("findes ikke", "havnen")))))


@st.composite
def quotes(draw: st.DrawFn, was: Quote) -> Quote:
    """Other words, another place, another text, another hash."""
    how = draw(st.sampled_from(("word", "start", "end", "digest", "length", "unit", "none")))
    at = draw(st.integers(0, max(0, len(was.pieces) - 1)))
    piece = was.pieces[at] if was.pieces else Piece(0, 1, "x")
    changed = {
        "word": replace(piece, text=f"{piece.text[:-1]}¤"),
        "start": replace(piece, start=piece.start + draw(st.sampled_from((-1, 1)))),
        "end": replace(piece, end=piece.end + draw(st.sampled_from((-1, 1)))),
    }
    if how in changed:
        return replace(was, pieces=(*was.pieces[:at], changed[how], *was.pieces[at + 1 :]))
    others = {
        "digest": replace(was, digest="0" * 64),
        "length": replace(was, length=was.length + draw(st.integers(1, 9))),
        "unit": replace(was, unit=draw(st.sampled_from(("g2/q", "h2/a", "intet/q", "g1")))),
        "none": replace(was, pieces=(), masks=()),
    }
    made = others[how]
    return made if made != was else replace(was, digest="0" * 64)


@st.composite
def orphans(draw: st.DrawFn) -> tuple[Path, Leaf]:
    path, was = draw(st.sampled_from(list(leaves(report()))))
    if isinstance(was, Figure):
        return path, draw(figures(was))
    if isinstance(was, Quote):
        return path, draw(quotes(was))
    if isinstance(was, KeyRow):
        return path, replace(was, verdict=draw(st.sampled_from([one for one in Verdict if one is not was.verdict])))
    return path, draw(st.sampled_from((replace(was, pair="opdigtet"), replace(was, asker_group="opdigtet"))))


def still_true(path: Path, made: Leaf) -> bool:
    """A number in a sentence that another recipe also gives is no untruth; in a row of a table it would be one."""
    if not isinstance(made, Figure) or "figures" not in path:
        return False
    try:
        return figure(evidence(), made.recipe, *made.args) == made
    except UnknownFigureError:
        return False


@settings(max_examples=150, deadline=None)
@given(orphans())
def test_whatever_is_changed_is_named_with_the_block_it_stands_in(orphan: tuple[Path, Leaf]) -> None:
    path, made = orphan
    assume(not still_true(path, made))
    changed: Report = put(report(), path, made)
    found = check_claims(changed, corpus(), evidence=evidence())
    assert found, (path, made)
    block = report().blocks[int(path[1])].id if path[0] == "blocks" else ""
    assert block in {claim.block for claim in found}


def test_a_figure_that_is_right_for_another_row_is_named() -> None:
    """Both numbers can be made again; it is the place that is wrong."""
    named = {block.id: at for at, block in enumerate(report().blocks)}
    shares = report().blocks[named["s-haven"]].body
    assert isinstance(shares, ThemeShares)
    at: Path = ("blocks", named["s-haven"], "body", "themes")
    first, second = shares.themes[0].questions, shares.themes[1].questions
    changed = put(put(report(), (*at, 0, "questions"), second), (*at, 1, "questions"), first)
    found = check_claims(changed, corpus(), evidence=evidence())
    assert [claim.fault for claim in found] == ["place", "place"]
