"""A code book: `.qdc`."""

from __future__ import annotations

from depeche.core.exchange import ExchangeError, Left, Lost, Project, Read, Wrong

from .tree import child, children, codes_of, parse

PLACE = "the file"


def read_codebook(data: bytes) -> Read:
    """The codes as a project without texts. Sets of codes are left out. Raises `ExchangeError`."""
    if not data.strip():
        raise ExchangeError(Wrong.NOTHING)
    root = parse(data, PLACE, "CodeBook")
    codes = codes_of(child(root, "Codes"), PLACE)
    if not codes:
        raise ExchangeError(Wrong.NOTHING)
    sets = sum(1 for _ in children(child(root, "Sets"), "Set"))
    lost = (Left(Lost.SETS, sets),) if sets else ()
    return Read(Project("", root.get("origin", ""), codes=codes), lost, codebook_only=True)
