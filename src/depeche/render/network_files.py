"""Networks as files for Gephi and other programs: GraphML 1.0 and GEXF 1.3. Equal networks give equal bytes.

A network of a report holds groups or themes, never persons, and of these only what the report shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree as ET

from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import Flow, Report
from depeche.core.reporting.together import met_themes
from depeche.core.stats import K
from depeche.render.data_csv import packed

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
NOTES = {
    "da": "Vægten er antal besvarede spørgsmål fra gruppe til gruppe. Et par af grupper, der mangler, kan ikke vises: "
    "der er ingen spørgsmål, eller færre end {k} mennesker står bag, eller tallet ville røbe et sådant tal. "
    "Vist: {shown} af {possible}.",
    "en": "The weight is the number of answered questions from group to group. Of a pair of groups that is missing "
    "nothing can be shown: there are no questions, or fewer than {k} people stand behind them, or the figure would "
    "give such a figure away. Shown: {shown} of {possible}.",
}
THEME_NOTES = {
    "da": "Vægten er antal spørgsmål, der ligger i begge temaer; størrelsen er antal spørgsmål i temaet. Et par er "
    "med, når mindst {k} kendte mennesker har stillet spørgsmålene.",
    "en": "The weight is the number of questions in both themes; the size is the number of questions in the theme. A "
    "pair is included when at least {k} known people put the questions.",
}
NONE = {
    "da": "Rapporten viser ikke, hvem der spørger hvem, og ingen temaer står sammen, så her er ingen netværk.\r\n",
    "en": "The report does not show who asks whom, and no themes stand together, so there are no networks here.\r\n",
}
THEME_TITLES = {"da": "{title}: temaer, der står sammen", "en": "{title}: themes that stand together"}


class Node(NamedTuple):
    """`size` is None where it may not be told, or is not known."""

    key: str
    label: str
    size: int | None


class Edge(NamedTuple):
    source: str
    target: str
    weight: int


@dataclass(frozen=True, slots=True)
class Network:
    """`name` is a name for files; `note` says what the weights are and what is not in it."""

    name: str
    title: str
    note: str
    directed: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def flow_networks(report: Report) -> tuple[Network, ...]:
    """Who asks whom by group: one network for each such block of the report."""
    flows = [(block.title, block.body) for block in report.blocks if isinstance(block.body, Flow)]
    return tuple(_flow(at, title, body, report.language) for at, (title, body) in enumerate(flows, start=1))


def _flow(at: int, title: str, body: Flow, language: str) -> Network:
    keys = {row.name: f"g{number}" for number, row in enumerate(body.groups, start=1)}
    told = [(cell, round(cell.questions.value)) for cell in body.cells if cell.questions.value]
    return Network(
        f"groups-{at}",
        title,
        NOTES[language].format(k=K, shown=len(told), possible=len(body.cells)),
        directed=True,
        nodes=tuple(
            Node(keys[row.name], row.name, None if row.people.value is None else round(row.people.value))
            for row in body.groups
        ),
        edges=tuple(Edge(keys[cell.asker], keys[cell.answerer], count) for cell, count in told),
    )


def theme_networks(evidence: Evidence, language: str) -> tuple[Network, ...]:
    """Themes that stand on the same card: one network for each relay in which there are any."""
    made = []
    for at, source in enumerate(evidence.corpus.sources, start=1):
        met = met_themes(evidence.of(source.id))
        if met.pairs:
            keys = {name: f"t{number}" for number, name in enumerate(met.themes, start=1)}
            made.append(
                Network(
                    f"themes-{at}",
                    THEME_TITLES[language].format(title=source.title),
                    THEME_NOTES[language].format(k=K),
                    directed=False,
                    nodes=tuple(Node(keys[name], name, count) for name, count in met.themes.items()),
                    edges=tuple(Edge(keys[one], keys[other], count) for one, other, count in met.pairs),
                )
            )
    return tuple(made)


def render_networks(networks: Iterable[Network], language: str) -> bytes:
    """A zip with each network as GEXF and as GraphML, and what it is as text; where there is none, that is said."""
    return packed(_members(networks, language))


def _members(networks: Iterable[Network], language: str) -> Iterator[tuple[str, bytes]]:
    told = []
    for network in networks:
        yield f"{network.name}.gexf", gexf(network)
        yield f"{network.name}.graphml", graphml(network)
        told.append(f"{network.name}: {network.title}\r\n{network.note}\r\n")
    yield "README.txt", ("\r\n".join(told) or NONE[language]).encode()


def graphml(network: Network) -> bytes:
    """Nodes have `label` and, where it may be told, `size`; edges `weight`; the graph `title` and `note`."""
    root = ET.Element("graphml", xmlns=GRAPHML)
    keys = (
        ("title", "graph", "string"),
        ("note", "graph", "string"),
        ("label", "node", "string"),
        ("size", "node", "int"),
        ("weight", "edge", "int"),
    )
    for name, of, kind in keys:
        ET.SubElement(root, "key", {"id": name, "for": of, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", id="flows", edgedefault="directed" if network.directed else "undirected")
    _data(graph, "title", network.title)
    _data(graph, "note", network.note)
    for key, name, size in network.nodes:
        node = ET.SubElement(graph, "node", id=key)
        _data(node, "label", name)
        if size is not None:
            _data(node, "size", str(size))
    for source, target, weight in network.edges:
        _data(ET.SubElement(graph, "edge", source=source, target=target), "weight", str(weight))
    return _bytes(root)


def gexf(network: Network) -> bytes:
    """As `graphml`; title and note stand in `meta`, the size in an attribute."""
    root = ET.Element("gexf", xmlns=GEXF, version="1.3")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Depeche"
    ET.SubElement(meta, "title").text = _xml(network.title)
    ET.SubElement(meta, "description").text = _xml(network.note)
    kind = "directed" if network.directed else "undirected"
    graph = ET.SubElement(root, "graph", defaultedgetype=kind, mode="static")
    attributes = ET.SubElement(graph, "attributes", {"class": "node", "mode": "static"})
    ET.SubElement(attributes, "attribute", id="size", title="size", type="integer")
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for key, name, size in network.nodes:
        node = ET.SubElement(nodes, "node", id=key, label=_xml(name))
        if size is not None:
            ET.SubElement(ET.SubElement(node, "attvalues"), "attvalue", {"for": "size", "value": str(size)})
    for number, (source, target, weight) in enumerate(network.edges):
        ET.SubElement(edges, "edge", {"id": str(number), "source": source, "target": target, "weight": str(weight)})
    return _bytes(root)


def _data(parent: ET.Element, key: str, text: str) -> None:
    ET.SubElement(parent, "data", key=key).text = _xml(text)


def _xml(text: str) -> str:
    """Without the signs that XML 1.0 cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
