"""A project: `.qdpx`, of whatever tool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from depeche.core.exchange import (
    Case,
    Coding,
    ExchangeError,
    Left,
    Lost,
    Made,
    Note,
    Project,
    Read,
    Reading,
    Selection,
    TextSource,
    User,
    Value,
    Variable,
    Wrong,
)
from depeche.core.exchange.breaks import Unbroken

from .archive import Archive
from .positions import Counted, Place, reading_of
from .tree import child, children, codes_of, guid_of, local, made_of, moment_of, parse, refs, text_of

INTERNAL = "internal://"
MEDIA = {
    "PictureSource": (Lost.PICTURE, "TextDescription"),
    "PDFSource": (Lost.PDF, "Representation"),
    "AudioSource": (Lost.AUDIO, "Transcript"),
    "VideoSource": (Lost.VIDEO, "Transcript"),
}  # what is left out, and the element that holds what the file has of it as text
AREAS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
SELECTIONS = ("PlainTextSelection", "TranscriptSelection")
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
MOST_SELECTIONS = 300_000


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the file. `around`: the PDF, picture or recording it is the text of; else the text itself."""

    element: etree._Element
    around: etree._Element
    counted: Counted

    @property
    def selections(self) -> list[tuple[etree._Element, Place]]:
        """A transcript's selections go from one sync point to another, and those know their place."""
        points = {guid_of(point): point.get("position", "") for point in children(self.element, "SyncPoint")}
        return [(one, _place(one, points)) for one in children(self.element, *SELECTIONS)]

    @property
    def name(self) -> str:
        return self.element.get("name", "") or self.around.get("name", "")


def read_project(data: bytes) -> Read:
    """Users, codes, texts with what is coded in them, memos, cases and variables. Raises `ExchangeError`."""
    archive = Archive(data)
    root = parse(archive.project(), archive.project_name, "Project")
    return _Reading(root, archive).read()


class _Reading:
    def __init__(self, root: etree._Element, archive: Archive) -> None:
        self.root = root
        self.archive = archive
        self.lost: Counter[Lost] = Counter()

    def read(self) -> Read:
        root = self.root
        texts = self._texts()
        places = [(text.counted, [place for _one, place in text.selections]) for text in texts]
        reading = reading_of(places, root.get("origin", ""))
        project = Project(
            name=root.get("name", ""),
            origin=root.get("origin", ""),
            description=_lines(text_of(root, "Description")),
            users=tuple(User(guid_of(user), user.get("name", "")) for user in children(child(root, "Users"), "User")),
            codes=codes_of(child(child(root, "CodeBook"), "Codes"), self.archive.project_name),
            variables=tuple(
                Variable(guid_of(one), one.get("name", ""), _lines(text_of(one, "Description")))
                for one in children(child(root, "Variables"), "Variable")
            ),
            cases=tuple(_case(case) for case in children(child(root, "Cases"), "Case")),
            sources=tuple(self._source(text, reading) for text in texts),
            notes=tuple(self._notes()),
            own_notes=refs(root, "NoteRef"),
            made=Made(guid_of(root, "creatingUserGUID"), moment_of(root, "creationDateTime")),
        )
        for name, one, what in (
            ("Sets", "Set", Lost.SETS),
            ("Links", "Link", Lost.LINKS),
            ("Graphs", "Graph", Lost.GRAPHS),
        ):
            self.lost[what] += sum(1 for _ in children(child(root, name), one))
        lost = tuple(Left(what, self.lost[what]) for what in Lost if self.lost[what])
        return Read(project, lost, reading)

    def _texts(self) -> list[_Text]:
        found = []
        for element in children(child(self.root, "Sources"), "TextSource", *MEDIA):
            inner = [element]
            if media := MEDIA.get(local(element)):
                self.lost[media[0]] += 1
                self.lost[Lost.AREAS] += sum(child(area, "Coding") is not None for area in children(element, *AREAS))
                inner = list(children(element, media[1]))
            for one in inner:
                raw = self._raw(one)
                if raw is not None:
                    found.append(_Text(one, element, Counted.of(raw)))
        if sum(len(text.selections) for text in found) > MOST_SELECTIONS:
            raise ExchangeError(Wrong.TOO_MANY, most=MOST_SELECTIONS, what="selections")
        return found

    def _raw(self, element: etree._Element) -> str | None:
        """The text as it stands in the file, without a byte order mark; None where there is none to be had."""
        self.lost[Lost.RICH_TEXT] += bool(element.get("richTextPath"))
        path = element.get("plainTextPath", "").strip()
        if not path:
            inline = child(element, "PlainTextContent")
            if inline is None:
                self.lost[Lost.MISSING_TEXT] += 1
                return None
            return (inline.text or "").removeprefix("\ufeff")
        if "://" in path and not path.casefold().startswith(INTERNAL):
            self.lost[Lost.OUTSIDE] += 1
            return None
        name = path[len(INTERNAL) :] if path.casefold().startswith(INTERNAL) else path
        content = self.archive.text(name)
        if content is None:
            self.lost[Lost.MISSING_TEXT] += 1
            return None
        return _decoded(content, name)

    def _source(self, text: _Text, reading: Reading) -> TextSource:
        element = text.element
        each = {id(one): one for one in (text.around, element)}.values()  # codings of the PDF are those of its text
        selections = (self._selection(one, place, text.counted, reading) for one, place in text.selections)
        return TextSource(
            guid=guid_of(element),
            name=text.name,
            text=text.counted.text,
            description=_lines(text_of(element, "Description")),
            selections=tuple(one for one in selections if one is not None),
            codings=tuple(coding for one in each for coding in _codings(one)),
            notes=tuple(note for one in each for note in refs(one, "NoteRef")),
            values=tuple(value for one in each for value in _values(one)),
            made=made_of(element),
        )

    def _selection(self, element: etree._Element, place: Place, text: Counted, reading: Reading) -> Selection | None:
        start, end = text.span(place, reading)
        if start >= end:
            self.lost[Lost.NO_PLACE] += 1
            return None
        return Selection(
            guid=guid_of(element),
            start=start,
            end=end,
            name=element.get("name", ""),
            description=_lines(text_of(element, "Description")),
            codings=_codings(element),
            notes=refs(element, "NoteRef"),
            made=made_of(element),
        )

    def _notes(self) -> list[Note]:
        found = []
        for element in children(child(self.root, "Notes"), "Note"):
            before = self.lost.copy()
            text = self._raw(element)
            self.lost = before  # what is said of lost texts is about sources
            if text is None or not text.strip():
                text = text_of(element, "Description")
            note = Note(guid_of(element), element.get("name", ""), _lines(text), made_of(element))
            found.append(note)
        return found


def _place(element: etree._Element, points: Mapping[str, str]) -> Place:
    """A place that is no number lies before the text, and so nowhere."""
    if local(element) == "TranscriptSelection":
        told = [points.get(guid_of(element, name), "") for name in ("fromSyncPoint", "toSyncPoint")]
    else:
        told = [element.get(name, "") for name in ("startPosition", "endPosition")]
    numbers = [
        int(value) for value in map(str.strip, told) if value.isascii() and value.isdecimal() and len(value) < 10
    ]
    start, end = numbers if len(numbers) == len(told) else (-1, -1)
    return Place(start, end, element.get("name", ""))


def _codings(element: etree._Element) -> tuple[Coding, ...]:
    return tuple(
        Coding(guid_of(coding), code, made_of(coding))
        for coding in children(element, "Coding")
        for code in refs(coding, "CodeRef")[:1]
    )


def _values(element: etree._Element) -> tuple[Value, ...]:
    return tuple(
        Value(variable, next((_lines(found.text or "") for found in children(value, *VALUES)), ""))
        for value in children(element, "VariableValue")
        for variable in refs(value, "VariableRef")[:1]
    )


def _case(element: etree._Element) -> Case:
    return Case(
        guid=guid_of(element),
        name=element.get("name", ""),
        description=_lines(text_of(element, "Description")),
        values=_values(element),
        sources=refs(element, "SourceRef"),
        selections=refs(element, "SelectionRef"),
    )


def _lines(text: str) -> str:
    return Unbroken.of(text).text


def _decoded(content: bytes, name: str) -> str:
    """UTF-8 as the standard wants; UTF-16 where a mark says so. A zero, which no database holds, becomes U+FFFD."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\0", "\ufffd")
    except UnicodeDecodeError:
        raise ExchangeError(Wrong.ENCODING, place=name[-80:]) from None
