"""A report is a draft that may change, and versions of it that may not.

Report ── Version 1, 2, 3 …      current: the newest that is not withdrawn
   ├── Comment                    Version ── Standing: what it still rests on
   ├── Finding
   └── Step        one act of arranging, for undo
Project ── OfficeTemplate
"""

from .drafts import Comment, Finding, OfficeTemplate, Report
from .steps import Step
from .versions import FrozenError, Standing, Version

__all__ = ["Comment", "Finding", "FrozenError", "OfficeTemplate", "Report", "Standing", "Step", "Version"]
