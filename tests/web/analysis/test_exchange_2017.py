"""The relays of 2017 as a project for other tools, and back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from pyrefiqda import RefiProject

from depeche.core.exchange import arrival_of
from depeche.reading import read_corpus
from depeche.reading.qda import read
from depeche.render.qda import qde, qdpx
from depeche.web.analysis import queries
from depeche.web.analysis.actions.exchange import bring_in, take_out_project
from tests.shared import shared_file
from tests.web.analysis.world import NOW, make

SCHEMA = Path(__file__).resolve().parents[2] / "golden/refi/Project.xsd"


@pytest.mark.shared
@pytest.mark.django_db
def test_the_pairs_of_2017_go_out_and_come_back(tmp_path: Path) -> None:
    given = read_corpus(shared_file("data/relay-2017.json").read_bytes(), "relay-2017.json")
    world = make(given)
    project = take_out_project(actor=world.owner, corpus=world.corpus, now=NOW)
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.fromstring(qde(project)))
    (tmp_path / "2017.qdpx").write_bytes(qdpx(project))

    found = RefiProject.load(tmp_path / "2017.qdpx", tmp_path / "out")
    assert found.sources is not None
    cut: Counter[str] = Counter()
    for source in found.sources.text_source:
        path = RefiProject.resolve_source_path(str(source.plain_text_path), tmp_path / "out")
        text = path.read_bytes().decode()
        cut.update(text[one.start_position : one.end_position] for one in source.plain_text_selection)
    for pair in given.pairs:
        for side, spans in ((pair.question, pair.highlights_question), (pair.answer or "", pair.highlights_answer)):
            assert cut[side] >= bool(side)
            assert all(cut[side[span.start : span.end]] for span in spans)

    arrival = arrival_of(read(qdpx(project)))
    back = bring_in(actor=world.owner, project=world.project, arrival=arrival, name="x.qdpx", now=NOW, title="Igen")
    old, new = queries.corpus_value(world.corpus), queries.corpus_value(back)
    assert [
        (pair.question, pair.answer, pair.themes, pair.highlights_question, pair.highlights_answer, pair.chosen)
        for pair in new.pairs
    ] == [
        (pair.question, pair.answer, pair.themes, pair.highlights_question, pair.highlights_answer, pair.chosen)
        for pair in old.pairs
    ]
    assert [source.title for source in new.sources] == [source.title for source in old.sources]
