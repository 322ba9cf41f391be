from __future__ import annotations

import io

from pptx import Presentation

from depeche.render.pptx.design import own_template
from depeche.render.pptx.numbering import count_on


def test_parts_are_named_on_from_the_last_one_there_is() -> None:
    deck = Presentation(io.BytesIO(own_template("da")))
    deck.slides.add_slide(deck.slide_layouts[0])
    package = deck.part.package
    count_on(deck)
    assert [package.next_partname("/ppt/slides/slide%d.xml") for _ in range(2)] == [
        "/ppt/slides/slide2.xml",
        "/ppt/slides/slide3.xml",
    ]
    assert package.next_partname("/ppt/charts/chart%d.xml") == "/ppt/charts/chart1.xml"
