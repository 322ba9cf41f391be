"""What was offered for a card, sent along by its forms and signed, so that nobody can improve the hit rate by hand."""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing

SALT = "analysis.offered"


class Offered(NamedTuple):
    """The themes suggested for a card, best first. `machine`: the model they came from, "" for our own way."""

    unit_id: int
    themes: tuple[int, ...]
    machine: str = ""


def pack(offered: Offered) -> str:
    return signing.dumps([offered.unit_id, list(offered.themes), offered.machine], salt=SALT)


def unpack(text: str) -> Offered | None:
    """None for what this server has not written."""
    try:
        unit, themes, machine = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Offered(unit, tuple(themes), machine)
