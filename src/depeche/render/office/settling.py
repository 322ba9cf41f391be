"""A package written so that the same content is the same bytes: parts in one order, dates that say nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can say
_FIRST: Final = {"[Content_Types].xml": 0, "_rels/.rels": 1}  # readers that stream look for these first
_PACKED_ALREADY: Final = (".png", ".jpg", ".jpeg", ".gif", ".odttf")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts by name as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (_FIRST.get(name, 2), name)):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.external_attr = 0o600 << 16
            info.create_system = 0  # as Office writes it, whatever this machine is
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return out.getvalue()


def settled(data: bytes) -> bytes:
    """A package of ours written again, its parts in one order and without the moment of writing.

    ValueError where two parts bear one name: a template brought a part that was taken for another.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if len(set(names)) < len(names):
            message = "two parts bear one name"
            raise ValueError(message)
        return packed({name: archive.read(name) for name in names})
