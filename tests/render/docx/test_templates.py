"""A customer's template: what is found in it, what is kept of it, and where the report goes."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from depeche.core.reporting import Report, ReportTexts, build_report
from depeche.render.docx import PARTS, Kind, Part, Place, found_places, found_styles, render_docx, spoken
from depeche.render.docx.palette import readable
from depeche.render.office import OfficeError, open_package
from tests.core.reporting.corpora import small
from tests.render.docx.files import MACRO, TEMPLATE, WordFile, danish, line, style
from tests.render.docx.reading import Read
from tests.render.office.test_opening import reaching

CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="Rapportens navn"/><w:tag w:val="titel"/><w:showingPlcHdr/><w:dataBinding '
    'w:xpath="/x" w:storeItemID="{{0}}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)
INLINE = '<w:r><w:rPr><w:rStyle w:val="Pladsholder"/><w:b/></w:rPr><w:t>Klik</w:t></w:r><w:r><w:t> her</w:t></w:r>'


def report(subtitle: str = "To stafetter") -> Report:
    texts = ReportTexts(title="Haven og havnen", subtitle=subtitle, publisher="Foreningen", date="2026-11-22")
    return build_report(small(), texts, "da")


def english() -> bytes:
    """As an English office writes it: a title page, no placeholder, US paper."""
    document = Document()
    document.add_paragraph("Example Agency", style="Title")
    document.add_paragraph("A cover that was here before")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_danish_word_s_styles_are_found_by_what_they_are() -> None:
    found = found_styles(danish().content())
    used = {use.part: use.style.id if use.style else "" for use in found.uses}
    assert used == {
        Part.TITLE: "Titel",
        Part.SUBTITLE: "Undertitel",
        Part.HEADING_1: "Overskrift1",
        Part.HEADING_2: "Overskrift2",
        Part.HEADING_3: "",
        Part.HEADING_4: "",
        Part.BODY: "Normal",
        Part.NOTE: "",
        Part.CAPTION: "Billedtekst",
        Part.BULLETS: "",
        Part.NUMBERS: "",
        Part.QUOTE: "Citat",
        Part.QUESTION: "",
        Part.ANSWER: "",
        Part.TABLE: "Ministeriettabel",
    }
    assert {item.kind for item in found.styles} == {Kind.PARAGRAPH, Kind.TABLE}
    assert next(item for item in found.styles if item.id == "Kapitel").outline == 1
    assert not any(use.chosen for use in found.uses)
    assert spoken("heading 1", "da") == "Overskrift 1"
    assert spoken("heading 1", "en") == "Heading 1"


@pytest.mark.parametrize("name", ["Overskrift 1", "OVERSKRIFT 1", "Heading 1", "heading 1"])
def test_a_heading_is_known_by_any_of_its_names(name: str) -> None:
    own = style("x1", name, '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    found = found_styles(danish(styles=style("Normal", "Normal") + own).content())
    assert found.use(Part.HEADING_1).style is not None


def test_a_heading_by_another_name_is_known_by_its_level() -> None:
    own = style("Normal", "Normal") + style("K", "Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    below = style("A", "Afsnit", based="K") + style("U", "Afsnit 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    found = found_styles(danish(styles=own + below).content())
    assert [found.use(part).style for part in (Part.HEADING_3, Part.HEADING_4)] == [None, None]
    first, second = (found.use(part).style for part in (Part.HEADING_1, Part.HEADING_2))
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("Kapitel", "Afsnit 2")


def test_every_part_is_set_in_a_style_of_the_document() -> None:
    for template in (danish().content(), english(), WordFile().content()):
        read = Read(render_docx(report(), template))
        names = {item.style_id for item in read.document.styles}
        used = {item.get(qn("w:val")) for item in read.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))}
        assert used <= names


def test_a_choice_goes_before_what_was_found_and_a_heading_stays_one() -> None:
    choices = {"heading_1": "Kapitelnavn", "quote": "there is none such", "unknown part": "Citat"}
    found = found_styles(danish().content(), choices)
    assert found.use(Part.HEADING_1).chosen
    assert not found.use(Part.QUOTE).chosen
    read = Read(render_docx(report(), danish().content(), choices))
    first = next(
        item
        for item in read.document.paragraphs
        if item.text == "Baggrund" and item._p.find(f".//{qn('w:outlineLvl')}") is not None
    )
    assert first.style is not None
    assert first.style.name == "Kapitelnavn"
    assert read.headings[0] == (1, "Baggrund")


def test_the_cover_is_filled_and_kept_with_head_and_section() -> None:
    read = Read(render_docx(report(), danish().content()))
    lines = [item.text for item in read.document.paragraphs]
    assert lines[:4] == [
        "Haven og havnen",
        "To stafetter",
        "Udgivet af Foreningen, 22. november 2026",
        "Opdigtet forside",
    ]
    assert read.text.count("Haven og havnen") == 1  # the cover says it; we do not say it again
    assert lines[-1] == "Kolofon: opdigtet ministerium"
    assert len(read.document.sections) == 2
    head = read.document.sections[-1].header
    assert head.paragraphs[0].text == "Ministeriet for Prøver · Haven og havnen"
    assert "Opdater indholdsfortegnelsen" not in read.text
    assert "{{" not in read.text


def test_a_line_of_the_cover_for_which_there_are_no_words_goes() -> None:
    read = Read(render_docx(report(subtitle=""), danish().content()))
    assert read.document.paragraphs[1].text.startswith("Udgivet af")


def test_without_a_placeholder_the_report_follows_the_cover_on_a_page_of_its_own() -> None:
    read = Read(render_docx(report(), english()))
    lines = [item.text for item in read.document.paragraphs]
    assert lines[:4] == ["Example Agency", "A cover that was here before", "Rapport", "Haven og havnen"]
    broken = read.document.paragraphs[2]
    assert broken.paragraph_format.page_break_before
    assert read.document.sections[0].page_width != Mm(210)
    for shape in read.document.inline_shapes:
        assert shape.width <= read.document.sections[0].page_width


def test_an_empty_template_gives_the_report_alone() -> None:
    read = Read(render_docx(report(), WordFile().content()))
    assert read.document.paragraphs[0].text == "Rapport"
    assert not read.document.paragraphs[0].paragraph_format.page_break_before


@pytest.mark.parametrize("inline", [True, False])
def test_controls_are_filled_and_bound_to_nothing(*, inline: bool) -> None:
    inner = INLINE if inline else f"<w:p>{INLINE}</w:p><w:p><w:r><w:t>mere</w:t></w:r></w:p>"
    control = CONTROL.format(inner)
    template = danish(body=(f"<w:p>{control}</w:p>" if inline else control) + line("{{rapport}}")).content()
    assert found_places(template) == (Place.TITLE, Place.REPORT)
    read = Read(render_docx(report(), template))
    control_text = "".join(item.text or "" for item in next(read.body.iter(qn("w:sdtContent"))).iter(qn("w:t")))
    assert control_text == "Haven og havnen"
    assert read.text.count("Haven og havnen") == 1
    assert not list(read.body.iter(qn("w:dataBinding"), qn("w:showingPlcHdr")))


def test_a_control_for_the_report_gives_way_to_it() -> None:
    control = CONTROL.format("<w:p><w:r><w:t>Her kommer rapporten</w:t></w:r></w:p>").replace('"titel"', '"rapport"')
    read = Read(render_docx(report(), danish(body=line("Før") + control + line("Efter")).content()))
    lines = [item.text for item in read.document.paragraphs]
    assert (lines[0], lines[-1]) == ("Før", "Efter")
    assert "Her kommer rapporten" not in read.text
    assert "Baggrund" in read.text


def test_words_beside_the_mark_stay() -> None:
    read = Read(render_docx(report(), danish(body=line("Slut på {{rapport}}")).content()))
    assert read.document.paragraphs[-1].text == "Slut på "
    assert read.document.paragraphs[0].text == "Rapport"


def test_the_report_can_stand_in_a_cell() -> None:
    body = (
        f"<w:tbl><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid><w:tr><w:tc>{line('{{rapport}}')}</w:tc></w:tr></w:tbl>"
    )
    read = Read(render_docx(report(), danish(body=body).content()))
    found = read.document.tables[0].rows[0].cells[0]
    assert found._tc[-1].tag == qn("w:p")
    assert any(item.text == "Baggrund" for item in found.paragraphs)


def test_marks_in_a_head_are_filled_and_never_hold_the_report() -> None:
    template = danish(header=line("{{date}} {{rapport}} {{ukendt}}"), body=line("Krop")).content()
    read = Read(render_docx(report(), template))
    assert read.document.sections[0].header.paragraphs[0].text == "22. november 2026  {{ukendt}}"
    assert "Baggrund" in read.text


def test_a_template_of_word_s_own_kind_is_taken_and_one_with_macros_is_not() -> None:
    read = Read(render_docx(report(), danish(kind=TEMPLATE).content()))
    assert read.document.paragraphs[0].text == "Haven og havnen"
    with pytest.raises(OfficeError) as refused:
        render_docx(report(), danish(kind=MACRO).content())
    assert refused.value.code == "macro"


def test_nothing_is_fetched_when_a_report_in_a_hostile_template_is_opened() -> None:
    made = render_docx(report(), reaching().content())
    assert b"tracker.example" not in b"".join(_contents(made))
    assert open_package(made).removed == {}


def _contents(made: bytes) -> list[bytes]:
    package = Read(made).document.part.package
    assert package is not None
    rels = [rel.target_ref.encode() for part in package.iter_parts() for rel in part.rels.values() if rel.is_external]
    return [part.blob for part in package.iter_parts()] + rels


def test_colours_are_the_template_s_own_and_can_be_read() -> None:
    read = Read(render_docx(report(), danish(theme="FFEE00").content()))
    signs = [item for item in read.body.iter(qn("w:r")) if "".join(map(str, item.itertext())).startswith("?")]
    colours = {str(colour.get(qn("w:val"))) for item in signs for colour in item.iter(qn("w:color"))}
    assert colours == {readable("FFEE00")}
    assert colours != {"FFEE00"}


def test_every_part_has_a_style_to_choose_among() -> None:
    found = found_styles(danish().content())
    assert set(PARTS) == {use.part for use in found.uses}
    assert {item.kind for item in found.fitting(Part.TABLE)} == {Kind.TABLE}
    assert {item.kind for item in found.fitting(Part.TITLE)} == {Kind.PARAGRAPH}


def test_a_template_s_own_lists_are_used_and_its_numbers_begin_anew() -> None:
    document = Document()  # whose List Bullet and List Number bring lists of their own
    out = io.BytesIO()
    document.save(out)
    texts = ReportTexts(title="T", date="2026-11-22", slots={"closing": "1. a\n2. b\n\nx\n\n3. c\n\n- d\n  - e"})
    read = Read(render_docx(build_report(small(), texts, "da"), out.getvalue()))
    lines = {
        item.text: item._p for item in read.document.paragraphs if item.style and "List" in (item.style.name or "")
    }
    numbers = {name: lines[name].find(f".//{qn('w:numId')}") for name in ("a", "b", "c", "d", "e")}
    told = {name: found.get(qn("w:val")) if found is not None else "" for name, found in numbers.items()}
    assert told["a"] == told["b"] != told["c"]
    assert told["d"] == ""  # its style says it all
    assert told["e"]
    path = f"//w:num[@w:numId='{told['c']}']/w:lvlOverride/w:startOverride/@w:val"
    assert read.part("/word/numbering.xml").xpath(path, namespaces={"w": qn("w:p")[1:-2]}) == ["3"]
