"""Who took part by group: no group in which fewer than five wrote, or did not, can be worked out from the others.

Nor from an appendix of all questions.
"""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from depeche.core.corpus import Corpus, Pair, Source
from depeche.core.reporting import Evidence, ReportTexts, build_report, check_claims
from depeche.core.reporting.model import Appendix
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.core.reporting.people import released_group, released_people, released_writers
from depeche.core.reporting.values import Standing
from tests.core.reporting.relays import relay

K = 5


def evidence(groups: dict[str, tuple[int, int]], *, beyond: int = 0) -> Evidence:
    """By group: how many were invited, how many of them wrote. `beyond`: invited without a group."""
    pairs = [
        Pair(f"{name}-{at}", "Hvad nu?", None, "rel", asker_group=name, asker=f"{name}-{at}")
        for name, (_invited, wrote) in groups.items()
        for at in range(wrote)
    ]
    invited = {name: count for name, (count, _wrote) in groups.items()}
    source = Source("rel", "Stafetten", sum(invited.values()) + beyond, groups=tuple(invited.items()))
    return Evidence(Corpus("stafetten", (source,), tuple(pairs)))


def told(found: Evidence, *names: str) -> list[float | None]:
    values = [released_writers(found, "rel", name) for name in names]
    return [None if isinstance(value, Standing) else value for value in values]


def test_a_group_in_which_three_wrote_is_not_the_rest_of_the_others() -> None:
    found = evidence({"a": (10, 3), "b": (20, 10), "c": (21, 11)})
    assert told(found, "") == [24]
    assert told(found, "a", "b", "c") == [None, None, 11]


def test_nor_is_a_group_in_which_two_did_not_write() -> None:
    found = evidence({"a": (10, 8), "b": (20, 10), "c": (21, 11)})
    assert told(found, "", "a", "b", "c") == [29, None, None, 11]


def test_two_groups_beside_each_other_are_no_protection_where_both_are_small() -> None:
    found = evidence({"a": (10, 2), "b": (10, 1), "c": (30, 15)})
    assert told(found, "", "a", "b", "c") == [18, None, None, None]


def test_where_all_are_enough_all_are_told() -> None:
    found = evidence({"a": (10, 5), "b": (20, 10), "c": (21, 11)})
    assert told(found, "", "a", "b", "c") == [26, 5, 10, 11]


def test_those_without_a_group_are_not_the_rest_either() -> None:
    found = evidence({"a": (10, 5), "b": (20, 10), "": (0, 2)}, beyond=6)
    assert told(found, "") == [17]
    assert told(found, "a", "b").count(None) >= 1


GROUPS = st.lists(st.integers(0, 14).flatmap(lambda of: st.tuples(st.just(of), st.integers(0, of))), max_size=3)


@given(GROUPS)
def test_from_all_that_is_told_nobody_works_out_who_of_a_few(sizes: list[tuple[int, int]]) -> None:
    """Whoever tries every answer that fits what is told finds at least two for each group that is not told."""
    groups = {f"g{at}": size for at, size in enumerate(sizes)}
    found = evidence(groups)
    total = told(found, "")[0]
    if total is None or isinstance(released_people(found, "rel"), Standing):
        return
    cells = dict(zip(groups, told(found, *groups), strict=True))
    known = all(not isinstance(released_group(found, "rel", name), Standing) for name in groups)
    fitting = [
        dict(zip(groups, guess, strict=True))
        for guess in product(*(range(of + 1) if known else range(15) for of, _wrote in sizes))
        if sum(guess) == total
    ]
    for name, (of, wrote) in groups.items():
        assert (cells[name] is None) or (wrote >= K and of - wrote >= K)
        if cells[name] is None and of >= K:
            left = {one[name] for one in fitting if all(cells[other] in (None, one[other]) for other in groups)}
            assert len(left) > 1


def test_nobody_counts_in_the_appendix_what_the_tables_hold_back() -> None:
    corpus = relay()
    outline = Outline((Item("flow", Kind.FLOW, "rel"), Item("all", Kind.APPENDIX, "rel"), Item("method", Kind.METHOD)))
    report = build_report(corpus, ReportTexts(show_groups=True), "da", outline=outline)
    (appendix,) = report.bodies(Appendix)
    assert len(appendix.pairs) == len(corpus.pairs)
    assert {(pair.asker_group, pair.answerer_group) for pair in appendix.pairs} == {("", "")}
    assert check_claims(report, corpus) == ()
