"""What of a published report no longer holds against the material as it is now, and where in the report it stands.

The report itself never changes. A mark holds numbers, names that the report prints and the ids of texts, never words
that somebody wrote: they would outlive a contribution that is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from depeche.core.corpus import Corpus, text_hash
from depeche.core.reporting.claims import Claim, Fault, check_claims
from depeche.core.reporting.evidence import Evidence
from depeche.core.reporting.model import Report
from depeche.core.reporting.phrases import phrase
from depeche.core.reporting.provenance import relays_of
from depeche.core.reporting.recipe_words import counts
from depeche.core.reporting.recipes import UnknownFigureError, figure
from depeche.core.reporting.values import Figure, Quote, Standing


class Change(StrEnum):
    """What happened to what the report rests on."""

    COUNT = "count"  # a figure is another one now
    HIDDEN = "hidden"  # a figure may not be shown any more: too few people
    SHOWN = "shown"  # a figure that was held back or not known can be told now
    LOST = "lost"  # a figure cannot be made: its relay, theme, group or word is gone
    VERDICT = "verdict"  # the difference of a word is judged otherwise
    WORD = "word"  # "most" and the like no longer fit the figures beside them
    GONE = "gone"  # a text that is quoted is no longer in the material
    CHANGED = "changed"  # a text that is quoted, or the passage, is another now
    CONSENT = "consent"  # its author has not said yes to these words, or has taken it back
    MOVED = "moved"  # a pair stands under a theme, relay or group it is no longer in


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that no longer holds: in which block (id and name), what it is, what was printed, what is now."""

    block: str
    section: str
    change: Change
    what: str  # of a figure what it counts; of a quote the id of its text unit; else the word
    was: str = ""
    now: str = ""

    def to_plain(self) -> dict[str, str]:
        """As it is kept in JSON."""
        return {name: str(value) for name, value in asdict(self).items()}


def from_plain(plain: Mapping[str, str]) -> Mark:
    """The mark that `to_plain` gave."""
    change = Change(plain["change"])
    return Mark(plain["block"], plain["section"], change, plain["what"], plain["was"], plain["now"])


# How a sentence is written was settled when the report was published; only what it rests on may change afterwards.
_OF_THE_WORDING = frozenset({Fault.BARE, Fault.QUANTITY, Fault.REFERENCE, Fault.RESERVATION})


def marks(report: Report, corpus: Corpus, *, evidence: Evidence | None = None) -> tuple[Mark, ...]:
    """What of a sealed report the corpus no longer carries, in reading order; () when all of it stands."""
    evidence = evidence or Evidence(corpus)
    relays = relays_of(report)
    claims = check_claims(report, corpus, evidence=evidence)
    found = (_mark(claim, report.language, relays, evidence) for claim in claims if claim.fault not in _OF_THE_WORDING)
    return tuple(dict.fromkeys(found))


def _mark(claim: Claim, language: str, relays: Mapping[str, str], evidence: Evidence) -> Mark:
    about = claim.about
    if isinstance(about, Figure):
        change = _of_figure(about, evidence)
        return Mark(claim.block, claim.section, change, counts(about, language, relays), claim.value, claim.now)
    if isinstance(about, Quote):
        return Mark(claim.block, claim.section, _of_quote(claim.fault, about, evidence), about.unit)
    if claim.fault is Fault.CONTRADICTION:
        return Mark(claim.block, claim.section, Change.WORD, claim.value, "", claim.now)
    if claim.fault is Fault.FIGURE:
        was, now = (phrase(language, f"verdict_{verdict}") for verdict in (claim.value, claim.now))
        return Mark(claim.block, claim.section, Change.VERDICT, claim.sentence, was, now)
    return Mark(claim.block, claim.section, Change.GONE, "")


def _of_figure(was: Figure, evidence: Evidence) -> Change:
    try:
        now = figure(evidence, was.recipe, *was.args)
    except UnknownFigureError:
        return Change.LOST
    if now.standing is Standing.KNOWN:
        return Change.COUNT if was.standing is Standing.KNOWN else Change.SHOWN
    return Change.HIDDEN if now.standing is Standing.HIDDEN else Change.LOST


def _of_quote(fault: Fault, quote: Quote, evidence: Evidence) -> Change:
    if fault is Fault.CONSENT:
        return Change.CONSENT
    unit = evidence.unit(quote.unit)
    if unit is None:
        return Change.GONE
    if fault is Fault.PLACE and text_hash(unit) == quote.digest:
        return Change.MOVED
    return Change.CHANGED
