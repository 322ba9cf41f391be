"""The report as values: built from a corpus, checked against it, kept as JSON. It knows no layout.

>>> from depeche.core.corpus import Corpus, Pair, Source
>>> corpus = Corpus("Prøve", (Source("a", "A"),), (Pair("1", "Hvad virker?", "Tid.", "a"),))
>>> report = build_report(corpus, ReportTexts(), "da")
>>> check_claims(report, corpus)
()
"""

from .builder import build_report
from .claims import Claim, Fault, check_claims, verify
from .codec import from_json, seal, to_json
from .evidence import Evidence
from .model import Report
from .recipes import RECIPES
from .speak import resolved, said, shown
from .texts import Limits, ReportTexts, Slot, source_slot, text_slots, theme_slot

__all__ = [
    "RECIPES",
    "Claim",
    "Evidence",
    "Fault",
    "Limits",
    "Report",
    "ReportTexts",
    "Slot",
    "build_report",
    "check_claims",
    "from_json",
    "resolved",
    "said",
    "seal",
    "shown",
    "source_slot",
    "text_slots",
    "theme_slot",
    "to_json",
    "verify",
]
