"""A report in a customer's template: their layouts, colours and type, none of their slides."""

from __future__ import annotations

import re

import pytest

from depeche.core.reporting.templates import Template
from depeche.reading import read_corpus
from depeche.render.office import OfficeError
from depeche.render.pptx import PARTS, Part, found_layouts, render_pptx
from tests.core.reporting.corpora import small
from tests.render.awkward import hostile, long
from tests.render.pptx import customer, readback
from tests.render.pptx.test_deck import holds
from tests.shared import shared_file

ENGLISH = (
    "Title Slide", "Title and Content", "Section Header", "Two Content", "Comparison", "Title Only", "Blank",
    "Content with Caption", "Picture with Caption", "Title and Vertical Text", "Vertical Title and Text",
)  # fmt: skip  # as PowerPoint calls them
NAMELESS = tuple(f"Side {at}" for at in range(11))


def _used(content: bytes) -> dict[Part, str]:
    return {part: layout.name for layout in found_layouts(content) for part in layout.parts}


def test_layouts_are_found_with_their_placeholders() -> None:
    found = {layout.name: layout for layout in found_layouts(customer.template())}
    assert tuple(found) == customer.DANISH
    assert [(item.kind, item.idx) for item in found["To indholdsobjekter"].placeholders][:3] == [
        ("title", 0),
        ("object", 1),
        ("object", 2),
    ]
    assert found["Titelslide"].placeholders[0].width == 816


@pytest.mark.parametrize(
    ("names", "typed"), [(customer.DANISH, True), (customer.DANISH, False), (ENGLISH, False), (NAMELESS, True)]
)
def test_each_part_gets_the_layout_that_is_made_for_it(names: tuple[str, ...], *, typed: bool) -> None:
    used = _used(customer.template(names=names, typed=typed))
    assert set(used) == set(PARTS)
    assert [names.index(used[part]) for part in (Part.TITLE, Part.TEXT, Part.SECTION, Part.PAIR)] == [0, 1, 2, 3]
    assert {used[part] for part in (Part.CHART, Part.TABLE, Part.QUESTION, Part.ANSWER, Part.SHEET)} == {names[1]}


def test_placeholders_decide_where_neither_name_nor_type_does() -> None:
    used = _used(customer.template(names=NAMELESS, typed=False))
    assert used[Part.TITLE] == NAMELESS[0]
    assert used[Part.PAIR] == NAMELESS[3]


@pytest.mark.parametrize(
    "template",
    [
        customer.template(),
        customer.template(names=ENGLISH),
        customer.template("Tom"),
        customer.template("Kun titel"),
        customer.template("Titelslide", "Billede med billedtekst"),
        customer.template(face="Verdana"),
    ],
    ids=["danish", "english", "blank", "title only", "pictures", "wide"],
)
@pytest.mark.parametrize("kind", [Template.RELAY, Template.WORKSHOP])
def test_every_template_serves(template: bytes, kind: Template) -> None:
    holds(readback.made(readback.report_on(small(), kind=kind), template))


@pytest.mark.parametrize("corpus", [hostile(), long(), readback.many_themes(100)], ids=["hostile", "long", "many"])
def test_awkward_reports_in_a_customers_template(corpus: object) -> None:
    holds(readback.made(readback.report_on(corpus, kind=Template.SLIDES), customer.template()))  # type: ignore[arg-type]  # all are corpora


def test_their_slides_are_gone_and_their_look_stays() -> None:
    content = render_pptx(readback.report_on(small()), customer.template(), {})
    deck = readback.slides(content)
    spoken = " ".join(readback.text_of(slide) for slide in deck)
    assert "Gammelt" not in spoken
    for word in (b"hemmeligt", b"Gammelt"):
        assert not any(word in part for part in readback.parts_of(content).values())
    assert b"notesMasterId " in readback.parts_of(content)["ppt/presentation.xml"]
    assert len([name for name in readback.parts_of(content) if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]) == len(
        deck
    )
    assert customer.LOGO in spoken
    slides = [
        part for name, part in readback.parts_of(content).items() if name.startswith(("ppt/slides/", "ppt/charts/"))
    ]
    assert not any(b"srgbClr" in part for part in slides)  # colours are those of the theme
    assert not any(b"IBM Plex" in part for part in slides)


def test_what_somebody_chose_goes_before_what_was_found() -> None:
    choices = {"text": "Kun titel", "pair": "Titel og indhold", "section": "no such layout", "nothing": "Tom"}
    deck = readback.made(readback.report_on(small()), customer.template(), choices)
    holds(deck)
    used = [slide.slide_layout.name for slide in deck]
    assert "To indholdsobjekter" not in used
    assert "Kun titel" in used
    assert "Afsnitsoverskrift" in used


def test_a_chart_fills_the_place_of_its_placeholder() -> None:
    deck = readback.made(readback.report_on(small()), customer.template())
    frame = next(shape for shape in readback.shapes(deck) if shape.has_chart)
    assert frame.is_placeholder
    assert frame.placeholder_format.idx == 1


@pytest.mark.parametrize("kind", [b"presentationml.template.main+xml", b"presentationml.slideshow.main+xml"])
def test_a_template_file_becomes_an_ordinary_presentation(kind: bytes) -> None:
    content = render_pptx(readback.report_on(small()), customer.as_kind(customer.template(), kind), {})
    types = readback.parts_of(content)["[Content_Types].xml"]
    assert customer.MAIN in types
    assert kind not in types


def test_what_reaches_out_is_taken_out() -> None:
    content = render_pptx(readback.report_on(small()), customer.reaching(customer.template()), {})
    assert not any(customer.TRACKER.encode() in part for part in readback.parts_of(content).values())
    assert not any(b"rId901" in part for part in readback.parts_of(content).values())
    holds(readback.slides(content))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (customer.as_kind(customer.template(), b"ms-powerpoint.presentation.macroEnabled.main+xml"), "macro"),
        (customer.bomb(), "bomb"),
        (b"PK\x03\x04 nonsense", "no_package"),
        (b"", "no_package"),
    ],
    ids=["macros", "bomb", "nonsense", "empty"],
)
def test_what_cannot_be_a_template_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    for use in (found_layouts, lambda given: render_pptx(readback.report_on(small()), given, {})):
        with pytest.raises(OfficeError) as fault:
            use(content)
        assert fault.value.code == code
        assert len(str(fault.value)) > 20


def test_the_same_template_gives_the_same_bytes() -> None:
    template = customer.template()
    report = readback.report_on(small())
    assert render_pptx(report, template, {}) == render_pptx(report, template, {})


@pytest.mark.shared
def test_the_relay_of_2017_in_a_customers_template() -> None:
    path = shared_file("data/relay-2017.json")
    report = readback.report_on(read_corpus(path.read_bytes(), path.name), kind=Template.SLIDES)
    holds(readback.made(report, customer.template()))
