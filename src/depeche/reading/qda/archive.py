"""The zip of a project: what may be read out of it, and how much."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from depeche.core.exchange import ExchangeError, Wrong

from .tree import MOST_XML

MOST_MEMBERS = 20_000
MOST_TEXT = 20_000_000  # bytes of one text
MOST_TEXTS = 60_000_000  # bytes of all texts together
RATIO = 200  # unpacked to packed, of a member over a megabyte
LITTLE = 1 << 20
EPOCH = (1980, 1, 1, 0, 0, 0)


class Archive:
    """A `.qdpx` held in memory. Nothing is unpacked to a disk, and sizes are counted, not believed."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, EOFError):
            raise ExchangeError(Wrong.NOT_ZIP) from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise ExchangeError(Wrong.TOO_MANY, most=MOST_MEMBERS, what="files")
        for member in members:
            _check_path(member.filename)
        self._members = {posixpath.normpath(member.filename).casefold(): member for member in members}
        self._left = MOST_TEXTS
        self.project_name = self._project()

    def project(self) -> bytes:
        return self._read(self.project_name, MOST_XML)

    def text(self, name: str) -> bytes | None:
        """The bytes of a file of the folder `sources` (of the root, where a tool puts them there); None: there is none.

        `name` is what stands after internal://.
        """
        name = name.lstrip("/")
        _check_path(name)
        for place in (f"sources/{name}", name):
            if posixpath.normpath(place).casefold() in self._members:
                found = self._read(place, min(MOST_TEXT, self._left))
                self._left -= len(found)
                return found
        return None

    def _project(self) -> str:
        """project.qde; some tools name it like the archive."""
        if "project.qde" in self._members:
            return "project.qde"
        found = [name for name in self._members if name.endswith(".qde")]
        if len(found) != 1:
            raise ExchangeError(Wrong.NO_PROJECT)
        return found[0]

    def _read(self, name: str, most: int) -> bytes:
        member = self._members[posixpath.normpath(name).casefold()]
        place = member.filename[-80:]
        if member.flag_bits & 1:
            raise ExchangeError(Wrong.ENCRYPTED, place=place)
        try:
            with self._zip.open(member) as stream:
                found = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise ExchangeError(Wrong.NOT_ZIP) from None
        if len(found) > LITTLE and len(found) > RATIO * max(member.compress_size, 1):
            raise ExchangeError(Wrong.BOMB, place=place)
        if len(found) > most:
            raise ExchangeError(Wrong.TOO_LARGE, place=place, most=max(most // 1_000_000, 1))
        return found


def _check_path(name: str) -> None:
    plain = name.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or "\0" in plain or plain[1:2] == ":":
        raise ExchangeError(Wrong.PATH, place=name[:80])


def slim(data: bytes) -> bytes:
    """The archive with its project and its texts alone: what is kept until somebody has seen the preview."""
    archive = Archive(data)
    out = io.BytesIO()
    left = MOST_TEXTS
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr(zipfile.ZipInfo("project.qde", EPOCH), archive.project(), zipfile.ZIP_DEFLATED)
        for name, member in archive._members.items():
            if name.endswith(".txt"):
                content = archive._read(name, min(MOST_TEXT, left))
                left -= len(content)
                kept.writestr(zipfile.ZipInfo(member.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
