"""Text as a slide holds it, and our own design that people go on working in."""

from __future__ import annotations

import pytest
from lxml import etree

from depeche.render.pptx import PARTS, found_layouts
from depeche.render.pptx.design import own_template
from depeche.render.pptx.design_xml import A
from depeche.render.pptx.ink import clean, from_right, paragraph
from depeche.render.pptx.measure import Kind, Para, TextRun
from tests.render.pptx import readback


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00\x07\x1bb\ufffe", "ab"),  # no sign of XML
        ("en\r\nto\rtre\u2028fire", "en\vto\vtre\vfire"),
        ("a\tb", "a b"),
        ("\u202eomvendt\u202c", "omvendt"),  # would turn the rest of the line round
        ("👨\u200d👩\u200d👧 æøå e\u0301", "👨\u200d👩\u200d👧 æøå e\u0301"),
        ("\ud800", ""),  # half a sign
    ],
)
def test_what_is_text_stays_and_the_rest_goes(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_arabic_begins_at_the_right() -> None:
    assert from_right("… العربية")
    assert not from_right("Dansk العربية")
    assert not from_right("12 ?")
    look = paragraph(Para((TextRun("العربية"),)), 20, "da-DK", None)[0]
    assert (look.get("rtl"), look.get("algn")) == ("1", "r")


def test_an_item_hangs_and_a_number_counts() -> None:
    item = paragraph(Para((TextRun("et"),), Kind.ITEM, "3."), 20, "da-DK", None)
    number = item.find(f".//{{{A}}}buAutoNum")
    assert number is not None
    assert number.get("startAt") == "3"
    assert int(item[0].get("indent", "0")) == -int(item[0].get("marL", "0"))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("da", ("Titelslide", "Afsnitsoverskrift", "Titel og indhold", "Spørgsmål og svar", "Arbejdsark")),
        ("en", ("Title Slide", "Section Header", "Title and Content", "Question and Answer", "Worksheet")),
    ],
)
def test_our_design_has_a_layout_for_each_part(language: str, names: tuple[str, ...]) -> None:
    found = found_layouts(own_template(language))
    assert set(names) <= {layout.name for layout in found}
    assert sorted(part for layout in found for part in layout.parts) == sorted(PARTS)
    assert all(layout.parts for layout in found)
    assert len(readback.slides(own_template(language))) == 0


def test_our_design_is_in_our_type_and_the_theme_has_its_colours() -> None:
    theme = next(part for name, part in readback.parts_of(own_template("da")).items() if "theme/theme1" in name)
    faces = [face.get("typeface") for face in etree.fromstring(theme).iter(f"{{{A}}}latin")]
    assert set(faces) == {"IBM Plex Sans"}
    assert b"0B5C64" in theme
