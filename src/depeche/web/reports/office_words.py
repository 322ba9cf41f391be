"""What is said of templates of Word and PowerPoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depeche.core.errors import RuleError
from depeche.render.docx import Part as WordPart
from depeche.render.docx import Place
from depeche.render.office import Kind, OfficeError
from depeche.render.pptx import Part as SlidePart


def refusal(error: OfficeError | RuleError) -> str:
    """What is wrong with the file or the choice, and how to mend it."""
    sentences = {
        "too_large": _("The file is larger than %(limit)s MB. Take large pictures out of it and send it again."),
        "no_package": _("This is no Word or PowerPoint file. Send a .docx, .dotx, .pptx or .potx."),
        "old_or_locked": _(
            "The file is of the old kind (.doc, .ppt) or locked with a password. Open it and save it as .docx or .pptx."
        ),
        "damaged": _("The file is damaged and cannot be used. Open it, save it anew and send that."),
        "bomb": _("The file unpacks to more than can be read, so it was not opened. Is it the right file?"),
        "entities": _("The file is not written as Word and PowerPoint do. Open it, save it anew and send that."),
        "macro": _("The file holds macros, and they are not let in. Save it as .docx, .dotx, .pptx or .potx."),
        "strict": _("The file is saved as Strict Open XML. Save it as an ordinary document or presentation."),
        "wrong_kind": _("The file is not of the kind that is wanted here."),
        "spreadsheet": _("The file is a workbook. A template is a Word or PowerPoint file."),
        "template_named": _("There is a template of that name already. Give this one another name."),
        "too_many_templates": _("The project has %(most)s templates, which is the most it can have. Delete one first."),
        "style_unknown": _("The template has no such style or layout, so nothing was saved. Look at the page anew."),
        "template_gone": _("Somebody has deleted the template already."),
    }
    return sentences[error.code] % error.figures


def removed_words(removed: Mapping[str, int]) -> list[str]:
    """What was taken out of a template when it came in."""
    n = Counter(removed)
    said = {
        "linked": ngettext("%(n)s link to something elsewhere", "%(n)s links to something elsewhere", n["linked"]),
        "embedded": ngettext("%(n)s embedded object", "%(n)s embedded objects", n["embedded"]),
        "field": ngettext("%(n)s field that fetches", "%(n)s fields that fetch", n["field"]),
        "extension": ngettext("%(n)s add-in or foreign piece", "%(n)s add-ins or foreign pieces", n["extension"]),
    }
    return [words % {"n": n[code]} for code, words in said.items() if n[code]]


def place_name(place: Place) -> str:
    names = {
        Place.TITLE: _("title"),
        Place.SUBTITLE: _("subtitle"),
        Place.PUBLISHER: _("publisher"),
        Place.DATE: _("date"),
        Place.REPORT: _("the report"),
        Place.CONTENTS: _("table of contents"),
    }
    return names[place]


def part_name(kind: Kind, part: str) -> str:
    return _word_parts()[WordPart(part)] if kind is Kind.DOCX else _slide_parts()[SlidePart(part)]


def _word_parts() -> Mapping[WordPart, str]:
    return {
        WordPart.TITLE: _("Title"),
        WordPart.SUBTITLE: _("Subtitle"),
        WordPart.HEADING_1: _("Heading, first level"),
        WordPart.HEADING_2: _("Heading, second level"),
        WordPart.HEADING_3: _("Heading, third level"),
        WordPart.HEADING_4: _("Heading, fourth level"),
        WordPart.BODY: _("Body text"),
        WordPart.NOTE: _("Notes and sources"),
        WordPart.CAPTION: _("Words above a chart or table"),
        WordPart.BULLETS: _("List with bullets"),
        WordPart.NUMBERS: _("List with numbers"),
        WordPart.QUOTE: _("Quote in the text"),
        WordPart.QUESTION: _("A participant's question (?)"),
        WordPart.ANSWER: _("A participant's answer (!)"),
        WordPart.TABLE: _("Table"),
    }


def _slide_parts() -> Mapping[SlidePart, str]:
    return {
        SlidePart.TITLE: _("Title slide"),
        SlidePart.SECTION: _("Slide that opens a section"),
        SlidePart.TEXT: _("Text"),
        SlidePart.CHART: _("Chart"),
        SlidePart.TABLE: _("Table"),
        SlidePart.PAIR: _("Question and answer beside each other"),
        SlidePart.QUESTION: _("A question alone"),
        SlidePart.ANSWER: _("An answer alone"),
        SlidePart.SHEET: _("Sheet to write on"),
    }
