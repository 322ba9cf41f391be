"""What is wrong with a Word or PowerPoint file that somebody handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from depeche.core.errors import InputError

SENTENCES: Final[Mapping[str, str]] = {
    "too_large": "the file is larger than {limit} MB; take large pictures out of it",
    "no_package": "this is no Word or PowerPoint file (.docx, .dotx, .pptx, .potx)",
    "old_or_locked": "the file is of the old kind (.doc, .ppt) or locked with a password; save it as .docx or .pptx",
    "damaged": "the file is damaged; open it, save it anew and hand that in",
    "bomb": "the file unpacks to more than can be read; it looks like an attack",
    "entities": "the file holds XML that no office program writes; open it and save it anew",
    "macro": "the file holds macros; save it as .docx, .dotx, .pptx or .potx, without macros",
    "strict": "the file is saved as Strict Open XML; save it as an ordinary document",
    "wrong_kind": "the file is of the other kind: a Word file where PowerPoint is wanted, or the other way round",
    "spreadsheet": "the file is a workbook; a template is a Word or PowerPoint file",
}


class OfficeError(InputError):
    """`code` is one of SENTENCES; the web says it in the reader's language."""

    def __init__(self, code: str, **figures: int) -> None:
        self.code = code
        self.figures: Mapping[str, int] = figures
        super().__init__(SENTENCES[code].format(**figures))
