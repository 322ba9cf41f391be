"""Code book and project as REFI-QDA files: `.qdc` is XML, `.qdpx` a zip of `project.qde` and the texts.

The same values give the same bytes. What goes where: docs/formats/refi-qda.md.
"""

from .codebook import qdc
from .project import qde, qdpx

__all__ = ["qdc", "qde", "qdpx"]
