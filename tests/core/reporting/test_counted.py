from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from depeche.core.corpus import Corpus, Material, Pair, Source, Terms
from depeche.core.relay.rules import Anonymity, Quoting, Recipient, Start
from depeche.core.reporting import Evidence, ReportTexts, build_report, check_claims, from_json, to_json
from depeche.core.reporting.counted import cross_table, flow, timeline
from depeche.core.reporting.days import stretches
from depeche.core.reporting.model import CrossTable, Flow, Timeline
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.recipes import UnknownFigureError, figure
from depeche.core.reporting.speak import said
from depeche.core.reporting.templates import Template, template_outline
from depeche.core.reporting.terms import facts
from depeche.core.reporting.values import Figure, Sentence
from tests.core.reporting import relays

KINDS = (Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE)
ALL = Outline((*(Item(str(kind), kind, "rel") for kind in KINDS), Item("method", Kind.METHOD)))


def item(kind: Kind) -> Item:
    return Item("x", kind, "rel")


def spoken(lead: tuple[Sentence, ...], language: str = "da") -> str:
    return " ".join(said(one, language) for one in lead)


def found_flow(corpus: Corpus, language: str = "da") -> Flow:
    made = flow(Evidence(corpus), item(Kind.FLOW), language)
    assert made is not None
    return made


def found_table(corpus: Corpus, language: str = "da") -> CrossTable:
    made = cross_table(Evidence(corpus), item(Kind.CROSS_TABLE), language)
    assert made is not None
    return made


def test_the_flow_counts_answered_questions_from_group_to_group() -> None:
    made = found_flow(relays.relay())
    answered = [pair for pair in relays.pairs() if pair.answer]
    for cell in made.cells:
        counted = sum((pair.asker_group, pair.answerer_group) == (cell.asker, cell.answerer) for pair in answered)
        assert cell.questions.value in {None, counted}
    assert len(made.cells) == 16
    assert sum(cell.questions.value is not None for cell in made.cells) > 4
    assert [(row.name, row.people.value) for row in made.groups] == [
        (name, 18) for name in dict.fromkeys(cell.asker for cell in made.cells)
    ]


def test_the_lead_of_the_flow_tells_the_own_share_from_what_is_shown() -> None:
    evidence = Evidence(relays.relay())
    made = found_flow(relays.relay())
    own, asked = (figure(evidence, name, "rel").value for name in ("flow_own", "flow_asked"))
    assert own
    assert asked
    text = spoken(made.lead)
    assert f"{own:.0f}" in text
    assert figure(evidence, "own_share", "rel").value == pytest.approx(100 * own / asked)
    assert figure(evidence, "ei", "rel").value == pytest.approx((asked - 2 * own) / asked, abs=1e-6)
    assert "E-I-indekset" in text
    assert "mindst fem har svaret" in text


def test_the_table_of_themes_by_group_sums_to_its_totals_where_nothing_is_hidden() -> None:
    made = found_table(relays.relay())
    assert made.columns == tuple(dict.fromkeys(made.columns))
    for row in made.rows:
        values = [cell.value for cell in row.cells]
        if None not in values:
            assert sum(value or 0 for value in values) == row.total.value
    assert sum(total.value or 0 for total in made.totals) == sum(bool(pair.answer) for pair in relays.pairs())
    assert "Spørgsmål uden svar er ikke med" in spoken(made.lead)


def test_where_askers_are_hidden_there_is_neither_flow_nor_table() -> None:
    evidence = Evidence(relays.hidden())
    assert flow(evidence, item(Kind.FLOW), "da") is None
    assert cross_table(evidence, item(Kind.CROSS_TABLE), "da") is None
    assert timeline(evidence, item(Kind.TIMELINE), "da") is not None
    for name, args in (("flow_shown", ("rel",)), ("cross_total", ("rel",)), ("own_share", ("rel",))):
        with pytest.raises(UnknownFigureError):
            figure(evidence, name, *args)


def test_gathered_groups_are_named_in_the_language_of_the_report() -> None:
    pairs = relays.pairs()
    few = [
        replace(pair, asker_group=f"Lille {at % 2}", asker=f"s{at}") if at < 14 else pair
        for at, pair in enumerate(pairs)
    ]
    small = [replace(pair, asker=f"s{at % 6}") if at < 14 else pair for at, pair in enumerate(few)]
    corpus = replace(relays.relay(), pairs=tuple(small))
    assert "3 andre grupper" in found_table(corpus).columns
    assert "3 other groups" in found_table(corpus, "en").columns
    gathered = [row for row in found_flow(corpus).groups if row.name == "3 andre grupper"]
    assert [row.people.value for row in gathered] == [72 - 3 * 18]


def test_days_follow_one_another_and_count_everything_once() -> None:
    made = timeline(Evidence(relays.relay()), item(Kind.TIMELINE), "da")
    assert made is not None
    assert sum(day.questions.value or 0 for day in made.days) == 216
    assert sum(day.answers.value or 0 for day in made.days) == 204
    ends = [(day.date.split("/")[0], day.date.split("/")[-1]) for day in made.days]
    assert all(before[1] < after[0] for before, after in pairwise(ends))
    text = spoken(made.lead)
    assert "216 spørgsmål og 204 svar fra Stafetten har en dato, fra 2. marts 2026 til" in text


def test_the_busiest_day_is_named_where_it_is_one_alone() -> None:
    def lead(pairs: tuple[Pair, ...]) -> str:
        made = timeline(Evidence(replace(relays.relay(), pairs=pairs)), item(Kind.TIMELINE), "da")
        return spoken(made.lead) if made else ""

    pairs = relays.pairs()
    assert "Flest" not in lead(pairs), "all days are alike"
    moved = replace(pairs[40], asked_at="2026-03-05")
    assert "Flest spørgsmål på én dag blev stillet 5. marts 2026: 25." in lead((*pairs[:40], moved, *pairs[41:]))


def test_no_other_stretch_of_days_can_be_asked_for() -> None:
    evidence = Evidence(relays.relay())
    first = stretches(relays.pairs())[0]
    known = figure(evidence, "asked_between", "rel", first.first.isoformat(), first.last.isoformat())
    assert known.value == first.questions
    with pytest.raises(UnknownFigureError):
        figure(evidence, "asked_between", "rel", "2026-03-02", "2026-03-11")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_blocks_stand_in_a_report_that_claims_nothing_it_cannot_carry(language: str) -> None:
    corpus = relays.relay()
    report = build_report(corpus, ReportTexts(), language, outline=ALL)
    assert [type(block.body) for block in report.blocks[:3]] == [Flow, CrossTable, Timeline]
    assert check_claims(report, corpus) == ()
    assert from_json(to_json(report)) == report


def test_a_changed_figure_is_an_orphan() -> None:
    corpus = relays.relay()
    report = build_report(corpus, ReportTexts(), "da", outline=ALL)
    fewer = replace(corpus, pairs=corpus.pairs[:-40])
    assert {claim.block for claim in check_claims(report, fewer)} >= {block.id for block in report.blocks[:3]}


def test_a_relay_without_groups_or_days_has_none_of_the_blocks() -> None:
    bare = [replace(pair, asker_group="", answerer_group="", asked_at="", answered_at="") for pair in relays.pairs()]
    report = build_report(replace(relays.relay(), pairs=tuple(bare)), ReportTexts(), "da", outline=ALL)
    assert len(report.blocks) == 1


def facts_of(source: Source, **choices: bool) -> str:
    return spoken(facts(source, "da", **choices))


def test_the_method_box_tells_when_and_by_what_rules() -> None:
    text = facts_of(relays.source())
    assert "åben fra 2. marts 2026 til 12. marts 2026" in text
    assert "inden for 48 timer" in text
    assert "hvilken gruppe spørgsmålet kom fra" in text
    assert "citeret uden navn" in text


def test_what_is_unknown_is_said_to_be_so_and_nothing_is_made_up() -> None:
    text = facts_of(Source("a", "A"))
    assert text == "Materialet fortæller ikke, efter hvilke regler stafetten forløb."
    assert "ikke en stafet" in facts_of(Source("a", "A", material=Material.SURVEY))
    assert facts_of(Source("a", "A", opened="2026-03-02")).startswith("Stafetten åbnede 2. marts 2026.")


def test_a_promise_to_ask_is_told_also_where_the_rules_are_not_known() -> None:
    assert "lovet at blive spurgt" in facts_of(Source("a", "A", asks=True))
    assert "er spurgt først" in facts_of(relays.source(), authors_asked=True)
    promised = replace(relays.source(), terms=replace(relays.TERMS, quoting=Quoting.ASK))
    assert "lovet at blive spurgt" in facts_of(promised, authors_asked=True)


@pytest.mark.parametrize("start", Start)
@pytest.mark.parametrize("chooses", [None, *Recipient])
@pytest.mark.parametrize("anonymity", Anonymity)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_choice_of_rules_has_its_sentence(
    start: Start, chooses: Recipient | None, anonymity: Anonymity, language: str
) -> None:
    terms = Terms(start, chooses, None, anonymity, Quoting.FREE)
    told = facts(replace(relays.source(), terms=terms), language)
    assert len(told) == 6
    assert all(said(one, language) for one in told)


def test_the_facts_stand_in_the_method_box() -> None:
    report = build_report(relays.relay(), ReportTexts(), "da", outline=ALL)
    assert report.method.attendance[0].facts == facts(relays.source(), "da")
    assert report.method.attendance[0].invited == Figure("participants", ("rel",), 72)


def test_the_template_of_a_relay_has_flow_and_table_after_its_themes() -> None:
    kinds = [one.kind for one in template_outline(Template.RELAY, Evidence(relays.relay())).items]
    assert kinds[: kinds.index(Kind.PART)][-2:] == [Kind.CROSS_TABLE, Kind.FLOW]
    assert Kind.TIMELINE not in kinds
    assert not set(KINDS) & {one.kind for one in template_outline(Template.RELAY, Evidence(relays.hidden())).items}
