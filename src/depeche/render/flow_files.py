"""Flows between groups of a relay as files for network programs: GraphML 1.0 and GEXF 1.3."""

from __future__ import annotations

from collections.abc import Mapping

from depeche.core.networks import ShownFlow
from depeche.core.stats import K
from depeche.render import network_files
from depeche.render.network_files import Edge, Network, Node

NOTES: Mapping[str, str] = {
    "da": "Vægten er antal spørgsmål fra gruppe til gruppe. Et par af grupper, der mangler, kan ikke vises: der er "
    "ingen spørgsmål, eller færre end {k} mennesker står bag, eller tallet ville røbe et sådant tal. "
    "Vist: {shown} af {possible}.",
    "en": "The weight is the number of questions from group to group. Of a pair of groups that is missing nothing can "
    "be shown: there are no questions, or fewer than {k} people stand behind them, or the figure would give such a "
    "figure away. Shown: {shown} of {possible}.",
}


def graphml(flows: ShownFlow, *, title: str, language: str) -> bytes:
    """Nodes have `label` and, where it may be told, `size`; edges `weight`; the graph `title` and `note`."""
    return network_files.graphml(_network(flows, title, language))


def gexf(flows: ShownFlow, *, title: str, language: str) -> bytes:
    """As `graphml`; title and note stand in `meta`, the size in an attribute."""
    return network_files.gexf(_network(flows, title, language))


def _network(flows: ShownFlow, title: str, language: str) -> Network:
    """What may be told and is not nothing."""
    edges = tuple(
        Edge(f"g{source}", f"g{target}", questions)
        for source, row in enumerate(flows.counts, start=1)
        for target, questions in enumerate(row, start=1)
        if questions
    )
    note = NOTES.get(language, NOTES["en"]).format(k=K, shown=len(edges), possible=len(flows.groups) ** 2)
    nodes = tuple(
        Node(f"g{number}", name, size)
        for number, (name, size) in enumerate(zip(flows.groups, flows.sizes, strict=True), start=1)
    )
    return Network("flows", title, note, directed=True, nodes=nodes, edges=edges)
