from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from depeche.core.reporting import Evidence
from depeche.core.reporting.model import Flow
from depeche.core.reporting.together import met_themes
from depeche.render.network_files import Network, flow_networks, gexf, graphml, render_networks, theme_networks
from tests.core.reporting import relays
from tests.render.data_reports import LONG, corpus, report, two_relays

READERS: dict[str, tuple[Callable[[Network], bytes], Callable[[io.BytesIO], Any]]] = {
    "gexf": (gexf, nx.read_gexf),
    "graphml": (graphml, nx.read_graphml),
}


@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_who_asks_whom_as_the_report_shows_it(form: str) -> None:
    write, read = READERS[form]
    whole = report()
    flow = next(block.body for block in whole.blocks if isinstance(block.body, Flow))
    network = flow_networks(whole)[0]
    graph = read(io.BytesIO(write(network)))
    assert graph.is_directed()
    labels = nx.get_node_attributes(graph, "label")
    assert set(labels.values()) == set(relays.GROUPS)
    weights = {(labels[one], labels[other]): weight for one, other, weight in graph.edges(data="weight")}
    assert weights == {(cell.asker, cell.answerer): cell.questions.value for cell in flow.cells if cell.questions.value}
    sizes = nx.get_node_attributes(graph, "size")
    assert set(sizes.values()) == {18}


@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_themes_that_stand_together(form: str) -> None:
    write, read = READERS[form]
    network = theme_networks(Evidence(corpus()), "da")[0]
    graph = read(io.BytesIO(write(network)))
    assert not graph.is_directed()
    labels = nx.get_node_attributes(graph, "label")
    assert LONG in labels.values()
    pairs = corpus().pairs
    for one, other, weight in graph.edges(data="weight"):
        both = sum({labels[one], labels[other]} <= set(pair.themes) for pair in pairs)
        assert weight == both
    assert graph.number_of_edges() > 2


def test_a_pair_of_themes_about_four_people_is_left_out() -> None:
    pairs = tuple(
        replace(pair, theme="", themes=("tid", "ro"), asker=f"p{at % 4}") for at, pair in enumerate(relays.pairs()[:20])
    )
    assert met_themes(pairs).pairs == ()
    assert met_themes(pairs).themes == {"tid": 20, "ro": 20}
    known = tuple(replace(pair, asker=f"p{at % 5}") for at, pair in enumerate(pairs))
    assert met_themes(known).pairs == (("ro", "tid", 20),)


def test_a_report_without_groups_has_no_network() -> None:
    assert flow_networks(two_relays()) == ()
    assert theme_networks(Evidence(relays.relay()), "da") == ()


def test_the_zip_holds_both_forms_and_says_what_they_are() -> None:
    networks = (*flow_networks(report()), *theme_networks(Evidence(corpus()), "da"))
    data = render_networks(networks, "da")
    assert data == render_networks(networks, "da")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == [
            "README.txt",
            "groups-1.gexf",
            "groups-1.graphml",
            "themes-1.gexf",
            "themes-1.graphml",
        ]
        text = archive.read("README.txt").decode()
    assert "færre end 5 mennesker" in text
    assert "temaer, der står sammen" in text


def test_where_there_is_no_network_the_zip_says_so() -> None:
    with zipfile.ZipFile(io.BytesIO(render_networks((), "da"))) as archive:
        assert archive.namelist() == ["README.txt"]
        assert "ingen netværk" in archive.read("README.txt").decode()


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    network = flow_networks(report())[0]
    odd = replace(network, title="a\x00b\x0bc", nodes=(network.nodes[0]._replace(label="x\x01y"), *network.nodes[1:]))
    for write, read in READERS.values():
        graph = read(io.BytesIO(write(odd)))
        assert "xy" in nx.get_node_attributes(graph, "label").values()
