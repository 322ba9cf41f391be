"""Flows between groups as files for network programs: GraphML 1.0 and GEXF 1.3. Equal flows give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from depeche.core.networks import ShownFlow
from depeche.core.stats import K

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"

NOTES: Mapping[str, str] = {
    "da": "Vægten er antal spørgsmål fra gruppe til gruppe. Et par af grupper, der mangler, kan ikke vises: der er "
    "ingen spørgsmål, eller færre end {k} mennesker står bag, eller tallet ville røbe et sådant tal. "
    "Vist: {shown} af {possible}.",
    "en": "The weight is the number of questions from group to group. Of a pair of groups that is missing nothing can "
    "be shown: there are no questions, or fewer than {k} people stand behind them, or the figure would give such a "
    "figure away. Shown: {shown} of {possible}.",
}


def note(flows: ShownFlow, language: str) -> str:
    """What every file says of what is not in it."""
    shown = sum(1 for _edge in _edges(flows))
    return NOTES.get(language, NOTES["en"]).format(k=K, shown=shown, possible=len(flows.groups) ** 2)


def graphml(flows: ShownFlow, *, title: str, language: str) -> bytes:
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
    graph = ET.SubElement(root, "graph", id="flows", edgedefault="directed")
    _data(graph, "title", title)
    _data(graph, "note", note(flows, language))
    for key, name, size in _nodes(flows):
        node = ET.SubElement(graph, "node", id=key)
        _data(node, "label", name)
        if size is not None:
            _data(node, "size", str(size))
    for source, target, questions in _edges(flows):
        _data(ET.SubElement(graph, "edge", source=source, target=target), "weight", str(questions))
    return _bytes(root)


def gexf(flows: ShownFlow, *, title: str, language: str) -> bytes:
    """As `graphml`; title and note stand in `meta`, the size in an attribute."""
    root = ET.Element("gexf", xmlns=GEXF, version="1.3")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Depeche"
    ET.SubElement(meta, "title").text = title
    ET.SubElement(meta, "description").text = note(flows, language)
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    attributes = ET.SubElement(graph, "attributes", {"class": "node", "mode": "static"})
    ET.SubElement(attributes, "attribute", id="size", title="size", type="integer")
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for key, name, size in _nodes(flows):
        node = ET.SubElement(nodes, "node", id=key, label=name)
        if size is not None:
            ET.SubElement(ET.SubElement(node, "attvalues"), "attvalue", {"for": "size", "value": str(size)})
    for number, (source, target, questions) in enumerate(_edges(flows)):
        ET.SubElement(edges, "edge", {"id": str(number), "source": source, "target": target, "weight": str(questions)})
    return _bytes(root)


def _nodes(flows: ShownFlow) -> Iterator[tuple[str, str, int | None]]:
    """Key, name and size, where that may be told."""
    for number, (name, size) in enumerate(zip(flows.groups, flows.sizes, strict=True), start=1):
        yield f"g{number}", name, size


def _edges(flows: ShownFlow) -> Iterator[tuple[str, str, int]]:
    """What may be told and is not nothing."""
    for source, row in enumerate(flows.counts, start=1):
        for target, questions in enumerate(row, start=1):
            if questions:
                yield f"g{source}", f"g{target}", questions


def _data(parent: ET.Element, key: str, text: str) -> None:
    ET.SubElement(parent, "data", key=key).text = text


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
