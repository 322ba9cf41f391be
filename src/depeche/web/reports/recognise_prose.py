"""By what somebody could be recognised in the analyst's own words: those are rewritten by hand, or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from depeche.core.recognise import Finding, Kind, Passage, Recogniser, Why
from depeche.core.reporting import Evidence, text_slots
from depeche.core.reporting.bare import SOURCE_NOTE
from depeche.core.reporting.model import KeyRow, WordRow
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.speak import REFERENCE
from depeche.core.reporting.values import Mask, below
from depeche.web.reports.build import Workshop
from depeche.web.reports.languages import OTHER, SUBTITLE, TITLE, heading_key, key_in


class OwnText(NamedTuple):
    """Words that are printed and are no quote: what they are called, what mends them and where, and their language."""

    unit: str
    title: str
    mend: str
    url: str
    text: str
    language: str


def written(workshop: Workshop) -> tuple[OwnText, ...]:
    """Everything that is printed beside the quotes: the analyst's words in both languages, what the material says of
    itself, names, words in tables.
    """
    return (*_own_words(workshop), *_of_material(workshop), *_names(workshop), *_counted_words(workshop))


def _own_words(workshop: Workshop) -> tuple[OwnText, ...]:
    report = workshop.report
    mend = _("These are your own words: write them anew, or keep them.")
    overview = reverse("reports:report", args=[report.pk])
    front = reverse("reports:front", args=[report.pk])
    found = [
        OwnText(TITLE, _("Title page"), mend, front, report.title, report.language),
        OwnText(SUBTITLE, _("Title page"), mend, front, report.subtitle, report.language),
    ]
    found += [
        OwnText(heading_key(item.id), _("Headings"), mend, overview, item.title, report.language)
        for item in workshop.outline.shown
    ]
    shown = {item.id for item in workshop.outline.shown}
    slots = text_slots(workshop.outline, workshop.corpus, report.language)
    printed = {slot.key for slot in slots if slot.item in shown}
    for section in workshop.places:
        if section.key in printed:
            url = reverse("reports:section", args=[report.pk, section.slug])
            found.append(OwnText(section.key, section.label, mend, url, section.text, report.language))
    other = OTHER.get(report.language, "")
    languages = reverse("reports:languages", args=[report.pk])
    found += [
        OwnText(key_in(own.unit, other), own.title, mend, languages, report.texts[key_in(own.unit, other)], other)
        for own in found
        if report.texts.get(key_in(own.unit, other))
    ]
    return tuple(own for own in found if own.text.strip())


def _of_material(workshop: Workshop) -> tuple[OwnText, ...]:
    """What came with the material and is printed as it came: a note, where it is from (often the name of a file)."""
    corpus = workshop.corpus
    begun = reverse("analysis:list", args=[workshop.report.project_id])
    mend = _("This came with the material: keep it, or bring the material in anew without it.")
    told = {"origin": corpus.origin, "note": corpus.note}
    return tuple(
        OwnText(f"material:{name}", _("What the material says of itself"), mend, begun, text, corpus.language)
        for name, text in told.items()
        if text.strip()
    )


def _names(workshop: Workshop) -> tuple[OwnText, ...]:
    """What the material's relays and themes are called."""
    corpus = workshop.corpus
    themes = reverse("analysis:themes", args=[workshop.report.corpus_id])
    mend = _("This is what a theme or a relay is called: keep it, or call the theme something else.")
    titles = dict.fromkeys(source.title for source in corpus.sources)
    called = dict.fromkeys(theme for pair in corpus.pairs for theme in pair.themes)
    return tuple(
        OwnText(f"name:{name}", _("Names of themes and relays"), mend, themes, name, corpus.language)
        for name in (*titles, *called)
    )


def _counted_words(workshop: Workshop) -> tuple[OwnText, ...]:
    """Words in tables of frequent or telling words; each stands for itself."""
    corpus = workshop.corpus
    overview = reverse("reports:report", args=[workshop.report.pk])
    mend = _("These words stand in a table of words: keep them, or hide the table.")
    rows: Iterator[WordRow | KeyRow] = below(workshop.model, WordRow, KeyRow)
    return tuple(
        OwnText(f"word:{word}", _("Words that are counted"), mend, overview, word, corpus.language)
        for word in dict.fromkeys(row.word for row in rows)
    )


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
