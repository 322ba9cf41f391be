"""The workbench as rows. What was written is copied in once and never changes; all else is work on it."""

from depeche.web.analysis.models.coders import CodebookVersion, CodingTask, DoubleCoding, Verdict
from depeche.web.analysis.models.material import Corpus, Source, TextUnit, Upload
from depeche.web.analysis.models.suggesting import Decision, EmbedderChoice, Vector
from depeche.web.analysis.models.work import Change, Coding, Highlight, Quote, Reflection, Theme, WordChoice

__all__ = [
    "Change",
    "CodebookVersion",
    "Coding",
    "CodingTask",
    "Corpus",
    "Decision",
    "DoubleCoding",
    "EmbedderChoice",
    "Highlight",
    "Quote",
    "Reflection",
    "Source",
    "TextUnit",
    "Theme",
    "Upload",
    "Vector",
    "Verdict",
    "WordChoice",
]
