"""Where the report meets `depeche.core.reporting` and `depeche.render`: rows in, values and bytes out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final

from django.core.cache import caches
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from depeche.core.corpus import Corpus
from depeche.core.reporting import (
    Claim,
    Evidence,
    Item,
    Outline,
    ReportTexts,
    Slot,
    Template,
    build_report,
    check_claims,
    check_prose,
    editing,
    from_json,
    seal,
    template_outline,
    text_slots,
    to_json,
    verify,
)
from depeche.core.reporting.model import Report as ReportModel
from depeche.core.reporting.outline import from_plain
from depeche.core.reporting.prose import compile_prose
from depeche.core.reporting.quoting import passages
from depeche.render.charts import chart_svg, charts_of
from depeche.render.html import render_body, render_html, render_prose
from depeche.render.pdf import render_pdf
from depeche.render.style import NARROW, WIDE
from depeche.web.analysis.models import Quote
from depeche.web.analysis.queries import corpus_value
from depeche.web.reports import recognise_masks
from depeche.web.reports.languages import SUBTITLE, TITLE, Written, own_texts
from depeche.web.reports.models import Report, Version
from depeche.web.reports.sections import Section, sections
from depeche.web.reports.trace import grounds

GroundUrl = Callable[[int], str]  # the number of a figure or a quote -> address of what it rests on
ChartUrls = Callable[[str, str], str]  # (chart id, a key of SIZES) -> address
SIZES: Final = {"wide": WIDE, "narrow": NARROW}
HEADING: Final = 3  # the level of the analyst's own headings in the editor's preview
KEPT: Final = 3600  # seconds a rendered page stays in memory


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a version keeps."""

    model: str
    sha256: str
    pdf: bytes
    passages: frozenset[tuple[str, str]]  # every quote in it: `<card>/q` or `/a`, and the hash of what is printed


class Workshop:
    """The draft with its material read once; everything else is made when it is first asked for."""

    def __init__(self, report: Report, now: datetime, *, language: str = "", corpus: Corpus | None = None) -> None:
        """`language` other than the report's own gives the report as it would be in it; `corpus` saves reading it."""
        self.report = report
        self.now = now
        self.language = language or report.language
        self.corpus: Corpus = corpus or corpus_value(report.corpus)
        self.evidence = Evidence(self.corpus)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The places for texts, but not the empty ones for notes."""
        return tuple(section for section in self.places if section.text or not section.is_note)

    @cached_property
    def places(self) -> tuple[Section, ...]:
        """Every place for a text, in reading order, then the texts that have lost theirs."""
        return sections(self.slots, own_texts(self.report.texts))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every place for a text once, with the block it stands in."""
        every = text_slots(self.outline, self.corpus, self.report.language)
        return tuple({slot.key: slot for slot in reversed(every)}.values())[::-1]

    @cached_property
    def outline(self) -> Outline:
        """As it was arranged, or the template as the material is now."""
        if self.report.outline:
            return from_plain(self.report.outline)
        return template_outline(Template(self.report.template), self.evidence, own_texts(self.report.texts))

    @cached_property
    def texts(self) -> ReportTexts:
        """The analyst's part, in the language the report is built in as far as it is written in it."""
        report, written = self.report, Written(self.report, self.language)
        texts = ReportTexts(
            title=written.get(TITLE, report.title),
            subtitle=written.get(SUBTITLE, report.subtitle),
            publisher=report.publisher,
            date=timezone.localtime(self.now).date().isoformat(),
            slots=written.slots,
            remark_on=tuple(report.remark_on),
            show_groups=report.show_groups,
        )
        return recognise_masks.hide(texts, report, self.corpus, self.language)

    @cached_property
    def model(self) -> ReportModel:
        """The whole report as it would be published now."""
        outline = Written(self.report, self.language).headings(self.outline)
        return build_report(self.corpus, self.texts, self.language, outline=outline, evidence=self.evidence)

    def alone(self, item: Item) -> ReportModel:
        """One block, hidden or not, and the method box."""
        outline = editing.alone(item)
        return build_report(self.corpus, self.texts, self.language, outline=outline, evidence=self.evidence)

    @cached_property
    def withheld(self) -> int:
        """Quotes chosen for the report that may not be printed: not as they stand, or not without consent."""
        return Quote.objects.filter(unit__corpus=self.report.corpus).count() - sum(p.chosen for p in self.corpus.pairs)

    def draft_pdf(self) -> bytes:
        """The PDF as it would be, marked on the title page and at the foot of every page as a draft."""
        return render_pdf(self._marked)

    def draft_html(self) -> bytes:
        """One file that needs nothing beside it, marked as a draft."""
        return render_html(self._marked, offline=True)

    @property
    def _marked(self) -> ReportModel:
        with translation.override(self.language):
            return replace(self.model, title=_("Draft: %(title)s") % {"title": self.model.title})

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Everything in the report that the material does not carry."""
        return check_claims(self.model, self.corpus, evidence=self.evidence)

    @cached_property
    def claims_by_section(self) -> tuple[tuple[Section, tuple[Claim, ...]], ...]:
        """The sections whose text says what the material does not carry, each with its orphans."""
        found = (
            (section, self.claims_of(section.label, section.text)) for section in self.sections if not section.lost
        )
        return tuple((section, claims) for section, claims in found if claims)

    @cached_property
    def unplaced(self) -> tuple[Claim, ...]:
        """Orphans of the whole report that stand in no text of the analyst's."""
        texts = {_anywhere(claim) for _section, claims in self.claims_by_section for claim in claims}
        return tuple(claim for claim in self.claims if _anywhere(claim) not in texts)

    def preview(self, markdown: str) -> SafeString:
        """A text as the report will show it."""
        return mark_safe(render_prose(compile_prose(markdown, self.evidence), self.language, HEADING))

    def claims_of(self, section: str, markdown: str) -> tuple[Claim, ...]:
        """What one text says that the material does not carry, without building the report around it."""
        prose = compile_prose(markdown, self.evidence)
        return check_prose(prose, self.evidence, self.language, section)


def _anywhere(claim: Claim) -> Claim:
    """The claim, wherever in the report it stands."""
    return replace(claim, section="", block="")


def freeze(workshop: Workshop) -> Frozen:
    """Verify everything, counted anew, against the material as the workshop has just read it, and set it. ClaimError
    names the orphans.
    """
    model = workshop.model
    verify(model, workshop.corpus)
    return Frozen(
        model=to_json(model), sha256=seal(model), pdf=render_pdf(model), passages=passages(model, workshop.evidence)
    )


class BrokenSealError(RuntimeError):
    """The stored model of a published version is not what was sealed: somebody changed the database by hand."""


def thaw(version: Version) -> ReportModel:
    """The model of a version; a seal that does not fit the text stops it."""
    if hashlib.sha256(version.model.encode()).hexdigest() != version.sha256:
        raise BrokenSealError(version.pk)
    return _read(version.model)


@lru_cache(maxsize=8)
def _read(model: str) -> ReportModel:
    """Kept, since several pages of a version are opened after each other."""
    return from_json(model)


def page(model: ReportModel, charts: ChartUrls, ground_url: GroundUrl | None = None) -> SafeString:
    """The report as one `<article>` for a page of the site; its figures and quotes lead to `ground_url`."""
    return mark_safe(render_body(model, charts, grounds(model, ground_url) if ground_url else None))


def chart(model: ReportModel, name: str, size: str) -> bytes | None:
    """A chart as SVG; `None` where the report has no such chart."""
    found = charts_of(model).get(name)
    return chart_svg(found, SIZES[size]) if found and size in SIZES else None


def page_of(version: Version, charts: ChartUrls, ground_url: GroundUrl) -> SafeString:
    """The page of a version; made once, since neither the version nor its address changes."""
    key = f"report-page:{version.pk}:{version.sha256}"
    found: str | None = caches["rendered"].get(key)
    if found is None:
        found = str(page(thaw(version), charts, ground_url))
        caches["rendered"].set(key, found, KEPT)
    return mark_safe(found)


def chart_of(version: Version, name: str, size: str) -> bytes | None:
    key = f"report-chart:{version.pk}:{version.sha256}:{name}:{size}"
    found: bytes | None = caches["rendered"].get(key)
    if found is None:
        found = chart(thaw(version), name, size)
        if found is not None:
            caches["rendered"].set(key, found, KEPT)
    return found


def offline_page(version: Version) -> bytes:
    """One file that needs nothing beside it."""
    return render_html(thaw(version), offline=True)


def stamp(text: str) -> str:
    """Identifies a text somebody began to write from."""
    return hashlib.sha256(text.encode()).hexdigest()
