"""The report as values: built from a corpus, checked against it, kept as JSON. It knows no layout.

>>> from depeche.core.corpus import Corpus, Pair, Source
>>> corpus = Corpus("Prøve", (Source("a", "A"),), (Pair("1", "Hvad virker?", "Tid.", "a"),))
>>> report = build_report(corpus, ReportTexts(), "da")
>>> check_claims(report, corpus)
()
"""

from .builder import build_report
from .claims import Claim, Fault, check_claims, check_prose, verify
from .codec import from_json, seal, to_json
from .evidence import Evidence
from .model import Report
from .outline import Item, Kind, Outline
from .recipes import RECIPES
from .slots import Slot, text_slots, usual_title
from .speak import resolved, said, shown
from .templates import Template, template_outline
from .texts import Limits, ReportTexts, source_slot, theme_slot

__all__ = [
    "RECIPES",
    "Claim",
    "Evidence",
    "Fault",
    "Item",
    "Kind",
    "Limits",
    "Outline",
    "Report",
    "ReportTexts",
    "Slot",
    "Template",
    "build_report",
    "check_claims",
    "check_prose",
    "from_json",
    "resolved",
    "said",
    "seal",
    "shown",
    "source_slot",
    "template_outline",
    "text_slots",
    "theme_slot",
    "to_json",
    "usual_title",
    "verify",
]
