from __future__ import annotations

import io
from datetime import UTC, datetime

import networkx as nx
import pytest

from depeche.core.networks import Put, ShownFlow, Talk, shown_flow
from depeche.render import flow_files

T = datetime(2026, 9, 7, 7, tzinfo=UTC)


def flow() -> ShownFlow:
    """Two groups of ten that ask their own and each other, ten questions each way, and one of three people, asked six
    times by the first.
    """
    people = {**dict.fromkeys(range(10), 0), **dict.fromkeys(range(10, 20), 1), **dict.fromkeys(range(20, 23), 2)}
    pairs = [
        *((n, (n + 1) % 10) for n in range(10)),
        *((n, n + 10) for n in range(10)),
        *((n + 10, n) for n in range(10)),
        *((n + 10, 10 + (n + 1) % 10) for n in range(10)),
        *((n, 20 + n % 3) for n in range(6)),
    ]
    puts = tuple(Put(number, asker, recipient, T) for number, (asker, recipient) in enumerate(pairs))
    return shown_flow(Talk(("Top", "Drift & <Stab>", "Få"), people, puts))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_back_what_may_be_told(name: str) -> None:
    shown = flow()
    data = getattr(flow_files, name)(shown, title="Tillid", language="da")
    graph = getattr(nx, f"read_{name}")(io.BytesIO(data))
    assert graph.is_directed()
    labels = nx.get_node_attributes(graph, "label")
    assert list(labels.values()) == ["Top", "Drift & <Stab>", "Få"]
    sizes = {labels[node]: size for node, size in nx.get_node_attributes(graph, "size").items()}
    assert sizes == {name: size for name, size in zip(shown.groups, shown.sizes, strict=True) if size is not None}
    assert "Få" not in sizes
    weights = {(labels[a], labels[b]): weight for a, b, weight in graph.edges(data="weight")}
    told = {
        (shown.groups[a], shown.groups[b]): count
        for a, row in enumerate(shown.counts)
        for b, count in enumerate(row)
        if count
    }
    assert weights == told
    assert weights, "something may be told"
    assert not [pair for pair in weights if "Få" in pair]


def test_the_file_says_what_is_not_in_it() -> None:
    shown = flow()
    count = sum(1 for row in shown.counts for value in row if value)
    graph = nx.read_graphml(io.BytesIO(flow_files.graphml(shown, title="Tillid", language="en")))
    assert graph.graph["title"] == "Tillid"
    assert f"Shown: {count} of 9." in graph.graph["note"]
    assert "fewer than 5 people" in graph.graph["note"]
    assert f"Vist: {count} af 9." in flow_files.gexf(shown, title="Tillid", language="da").decode()


def test_equal_flows_give_equal_bytes() -> None:
    for write in (flow_files.graphml, flow_files.gexf):
        assert write(flow(), title="T", language="da") == write(flow(), title="T", language="da")


def test_no_groups_make_an_empty_file() -> None:
    empty = shown_flow(Talk((), {}, ()))
    assert nx.read_graphml(io.BytesIO(flow_files.graphml(empty, title="", language="en"))).number_of_nodes() == 0
