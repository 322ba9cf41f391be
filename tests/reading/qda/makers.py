"""Archives as other tools write them, and as nobody should."""

from __future__ import annotations

import io
import zipfile

NAMESPACE = "urn:QDA-XML:project:1.0"
CODE = "11111111-1111-4111-8111-111111111111"
SOURCE = "22222222-2222-4222-8222-222222222222"


def packed(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def qde(inside: str, origin: str = "Et program 1.0") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="Prøve" origin="{origin}">'
        f'<CodeBook><Codes><Code guid="{{{CODE.upper()}}}" name="Tillid" isCodable="true"/></Codes></CodeBook>'
        f"{inside}</Project>"
    )


def selection(start: object, end: object, name: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{CODE}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{CODE}"><CodeRef targetGUID="{CODE}"/></Coding></PlainTextSelection>'
    )


def source(inside: str = "", path: str = f"internal://{SOURCE}.txt") -> str:
    return f'<TextSource guid="{SOURCE}" name="Interview" plainTextPath="{path}">{inside}</TextSource>'


def project(text: bytes | str, inside: str = "", origin: str = "Et program 1.0") -> bytes:
    """One text with what is coded in it."""
    return packed({"project.qde": qde(f"<Sources>{source(inside)}</Sources>", origin), f"sources/{SOURCE}.txt": text})
