"""By what somebody could be recognised in the analyst's own words: those are rewritten by hand, or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.core.recognise import Finding, Kind, Passage, Recogniser, Why
from depeche.core.reporting import Evidence, text_slots
from depeche.core.reporting.bare import SOURCE_NOTE
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.speak import REFERENCE
from depeche.core.reporting.values import Mask
from depeche.web.reports.build import Workshop
from depeche.web.reports.languages import OTHER, SUBTITLE, TITLE, heading_key, key_in


class OwnText(NamedTuple):
    """A text of the analyst's: what it is called, where it is changed, and the language it is in."""

    unit: str
    title: str
    url: str
    text: str
    language: str


def written(workshop: Workshop) -> tuple[OwnText, ...]:
    """Everything the analyst has written that is printed, in both languages where it is written in both."""
    report = workshop.report
    overview = reverse("reports:report", args=[report.pk])
    front = reverse("reports:front", args=[report.pk])
    found = [
        OwnText(TITLE, _("Title page"), front, report.title, report.language),
        OwnText(SUBTITLE, _("Title page"), front, report.subtitle, report.language),
    ]
    found += [
        OwnText(heading_key(item.id), _("Headings"), overview, item.title, report.language)
        for item in workshop.outline.shown
    ]
    shown = {item.id for item in workshop.outline.shown}
    printed = {
        slot.key for slot in text_slots(workshop.outline, workshop.corpus, report.language) if slot.item in shown
    }
    for section in workshop.places:
        if section.key in printed:
            url = reverse("reports:section", args=[report.pk, section.slug])
            found.append(OwnText(section.key, section.label, url, section.text, report.language))
    other = OTHER.get(report.language, "")
    languages = reverse("reports:languages", args=[report.pk])
    found += [
        OwnText(key_in(own.unit, other), own.title, languages, report.texts[key_in(own.unit, other)], other)
        for own in found
        if report.texts.get(key_in(own.unit, other))
    ]
    return tuple(own for own in found if own.text.strip())


def found_in(
    own: OwnText, finder: Recogniser, evidence: Evidence, masks: Mapping[str, tuple[Mask, ...]]
) -> tuple[Finding, ...]:
    """In order; references to figures and notes of a source are no mentions. A quote that shows masked words is one."""
    plain = own.text
    for pattern in (REFERENCE, SOURCE_NOTE):
        plain = pattern.sub(lambda match: " " * len(match.group()), plain)
    found = list(finder.find([Passage(own.unit, plain, prose=True)], own.language))
    for start, end in _shown_again(own.text, evidence, masks):
        if not any((one.start or 0) < end and start < (one.end or 0) for one in found):
            found.append(Finding(Kind.NAME, own.unit, start, end, (Why.MASKED_ELSEWHERE,)))
    found.sort(key=lambda one: (one.start or 0, one.end or 0))
    return tuple(found)


def _shown_again(text: str, evidence: Evidence, masks: Mapping[str, tuple[Mask, ...]]) -> Iterator[tuple[int, int]]:
    """Words of a quote in a text that are masked or cut where the quoted unit itself is printed."""
    if not masks:
        return
    for cited in compile_prose(text, evidence).quotes:
        quote = cited.found
        unit = evidence.unit(quote.unit) if quote else None
        if quote is None or unit is None:
            continue
        for mask in masks.get(quote.unit, ()):
            if any(piece.start < mask.end and mask.start < piece.end for piece in quote.pieces):
                words = unit[mask.start : mask.end]
                at = text.find(words)
                if at >= 0:
                    yield at, at + len(words)


def around(text: str, start: int, end: int, size: int) -> tuple[str, str, str]:
    """The words at a place with what stands around them, cut at spaces and marked where it is cut."""
    before, after = text[max(0, start - size) : start], text[end : end + size]
    if start > size:
        before = "… " + before.partition(" ")[2]
    if end + size < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(before.split("\n")), text[start:end], " ".join(after.split("\n"))


def shortened(text: str, size: int) -> str:
    """How a text begins."""
    return text if len(text) <= size else text[:size].rpartition(" ")[0] + " …"
