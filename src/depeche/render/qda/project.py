"""A project: `.qdpx`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from lxml import etree

from depeche.core.exchange import Case, Coding, Made, Note, Project, Selection, TextSource, Value

from .elements import Writer, document, moment

NAMESPACE = "urn:QDA-XML:project:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the bytes tell nothing of when they were written
MODE = 0o644 << 16


def qdpx(project: Project) -> bytes:
    """The zip: project.qde first, then each text and note as UTF-8 without byte order mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", qde(project))
        texts: tuple[TextSource | Note, ...] = (*project.sources, *project.notes)
        for text in texts:
            _put(archive, f"sources/{text.guid}.txt", text.text.encode())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, MODE, 3
    archive.writestr(member, content)


def qde(project: Project) -> bytes:
    """The XML of a project, its parts in the order the schema wants."""
    write = _Project(NAMESPACE)
    root = write.root(
        "Project",
        SCHEMA,
        name=project.name,
        origin=project.origin,
        creatingUserGUID=project.made.user,
        creationDateTime=moment(project.made.at),
    )
    write.users(root, project)
    write.codebook(root, project)
    write.variables(root, project)
    if project.cases:
        cases = write.add(root, "Cases")
        for case in project.cases:
            write.case(cases, case)
    if project.sources:
        sources = write.add(root, "Sources")
        for source in project.sources:
            write.source(sources, source)
    if project.notes:
        notes = write.add(root, "Notes")
        for note in project.notes:
            write.text(notes, "Note", note)
    write.description(root, project.description)
    write.refs(root, "NoteRef", project.own_notes)
    return document(root)


class _Project(Writer):
    """The parts of a project."""

    def users(self, root: etree._Element, project: Project) -> None:
        if project.users:
            users = self.add(root, "Users")
            for user in project.users:
                self.add(users, "User", guid=user.guid, name=user.name)

    def codebook(self, root: etree._Element, project: Project) -> None:
        if project.codes:
            self.codes(self.add(self.add(root, "CodeBook"), "Codes"), project.codes, notes=True)

    def variables(self, root: etree._Element, project: Project) -> None:
        if project.variables:
            variables = self.add(root, "Variables")
            for variable in project.variables:
                one = self.add(variables, "Variable", guid=variable.guid, name=variable.name, typeOfVariable="Text")
                self.description(one, variable.description)

    def case(self, parent: etree._Element, case: Case) -> None:
        element = self.add(parent, "Case", guid=case.guid, name=case.name)
        self.description(element, case.description)
        self.values(element, case.values)
        self.refs(element, "SourceRef", case.sources)
        self.refs(element, "SelectionRef", case.selections)

    def source(self, parent: etree._Element, source: TextSource) -> None:
        element = self.text(parent, "TextSource", source)
        self.description(element, source.description)
        for selection in source.selections:
            self.selection(element, selection)
        self.codings(element, source.codings)
        self.refs(element, "NoteRef", source.notes)
        self.values(element, source.values)

    def text(self, parent: etree._Element, name: str, text: TextSource | Note) -> etree._Element:
        path = f"internal://{text.guid}.txt"
        return self.add(parent, name, guid=text.guid, name=text.name, plainTextPath=path, **made(text.made))

    def selection(self, parent: etree._Element, selection: Selection) -> None:
        element = self.add(
            parent,
            "PlainTextSelection",
            guid=selection.guid,
            name=selection.name,
            startPosition=str(selection.start),
            endPosition=str(selection.end),
            **made(selection.made),
        )
        self.description(element, selection.description)
        self.codings(element, selection.codings)
        self.refs(element, "NoteRef", selection.notes)

    def codings(self, parent: etree._Element, codings: Iterable[Coding]) -> None:
        for coding in codings:
            element = self.add(parent, "Coding", guid=coding.guid, **made(coding.made))
            self.add(element, "CodeRef", targetGUID=coding.code)

    def values(self, parent: etree._Element, values: Iterable[Value]) -> None:
        for value in values:
            element = self.add(parent, "VariableValue")
            self.add(element, "VariableRef", targetGUID=value.variable)
            self.add(element, "TextValue", value.text)

    def refs(self, parent: etree._Element, name: str, guids: Iterable[str]) -> None:
        for guid in guids:
            self.add(parent, name, targetGUID=guid)


def made(made: Made) -> dict[str, str]:
    return {"creatingUser": made.user, "creationDateTime": moment(made.at)}
