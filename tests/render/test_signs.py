"""Signs that XML cannot hold, as people paste them from slides: every format is made, and none is broken by them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.core.reporting.outline import Item, Kind, Outline
from depeche.render.signs import clean
from tests.render import data_reports
from tests.render.test_left_out import files

BAD = "side\x0bto \x01\x1f\ufffe"
KINDS = (Kind.BACKGROUND, Kind.SHARES, Kind.WORDS, Kind.FLOW, Kind.CROSS_TABLE, Kind.TIMELINE)


@pytest.fixture(scope="module")
def report() -> Report:
    """Everything that people name bears such signs: themes, relays, groups, headings, the title page."""
    corpus = data_reports.corpus()
    pairs = tuple(
        replace(
            pair,
            theme="",
            themes=tuple(theme + BAD for theme in pair.themes),
            question=pair.question + BAD,
            asker_group=pair.asker_group + BAD,
            answerer_group=pair.answerer_group and pair.answerer_group + BAD,
        )
        for pair in corpus.pairs
    )
    source = corpus.sources[0]
    groups = tuple((name + BAD, count) for name, count in source.groups)
    relay = replace(source, title=source.title + BAD, groups=groups)
    outline = Outline((*(Item(str(kind), kind, "rel", title=BAD) for kind in KINDS), Item("method", Kind.METHOD)))
    texts = ReportTexts(title=BAD, subtitle=BAD, publisher=BAD, date="2026-11-26", slots={"why": BAD})
    material = replace(corpus, origin=BAD, note=BAD, topic=BAD, sources=(relay,), pairs=pairs)
    return build_report(material, texts, "da", outline=outline)


def parts(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".gexf", ".graphml")):
                yield archive.read(name)


def test_every_format_is_made_and_every_part_of_it_is_xml(report: Report) -> None:
    """A chart with such a sign would end the process that draws it, not only the page."""
    made = dict(files(report))
    for name, content in made.items():
        assert content, name
        for part in parts(content):
            etree.fromstring(part)
    charts = [content for name, content in made.items() if name.startswith("chart ")]
    assert len(charts) >= 4
    for chart in charts:
        etree.fromstring(chart)


def test_what_is_cleaned_keeps_every_other_sign() -> None:
    assert clean("a\tb\nc 😀 æ") == "a\tb\nc 😀 æ"
    assert clean(BAD) == "side\ufffdto \ufffd\ufffd\ufffd"
