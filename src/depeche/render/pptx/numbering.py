"""Names for new parts of a presentation, counted on instead of looked for."""

from __future__ import annotations

import re

from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck


def count_on(deck: Deck) -> None:
    """python-pptx walks through every part for the name of each new one, so n slides cost n². This counts on."""
    package = deck.part.package
    last: dict[str, int] = {}

    def next_partname(tmpl: str) -> PackURI:
        if tmpl not in last:
            shape = re.compile(re.escape(tmpl).replace("%d", r"(\d+)"))
            numbers = (shape.fullmatch(str(part.partname)) for part in package.iter_parts())
            last[tmpl] = max((int(found[1]) for found in numbers if found), default=0)
        last[tmpl] += 1
        return PackURI(tmpl % last[tmpl])

    package.next_partname = next_partname  # type: ignore[method-assign] # the one place that names parts
