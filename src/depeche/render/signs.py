"""Text as XML can hold it."""

from __future__ import annotations

import re
from typing import Final

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """A sign in place of each that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
