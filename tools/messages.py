"""Collect the interface's sentences, keep their Danish translations, compile them. Needs no GNU gettext.

    python tools/messages.py [AREA…]    collect into <area>/locale/da/LC_MESSAGES/django.po, compile, say what lacks;
                                        all areas, or only those named
    python tools/messages.py --check    change nothing; fail when a sentence is missing, untranslated, fuzzy, stale,
                                        differs in placeholders or tags, is translated in two ways, or when a .mo is
                                        not what its .po says
    python tools/messages.py --prune    forget the translations of sentences that are no longer used

The sentences in code and templates are English, so English needs no catalogue. A translation whose sentence has gone is
kept at the end of the file (#~) and comes back by itself with the sentence.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[1] / "src/depeche/web"
BORROWED = {"config": "common"}  # an area without a catalogue of its own -> the one that holds its sentences
METADATA = {
    "Project-Id-Version": "depeche",
    "Language": "da",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# name of the function: positions of (context, singular, plural) among its arguments
FUNCTIONS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|%%|\{\w*\}|\[\[\w+\]\]|</?\w+")


class Message(NamedTuple):
    """One sentence as it stands in the source. Equal key: the same entry of the catalogue."""

    context: str | None
    text: str
    plural: str
    path: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _message(name: str, arguments: list[ast.expr], path: str) -> Message | None:
    """None: the sentence is not written here but comes in a variable (marked elsewhere by gettext_noop)."""
    places = FUNCTIONS[name]
    values = [None if place is None or place >= len(arguments) else _constant(arguments[place]) for place in places]
    context, text, plural = values
    if text is None or (places[2] is not None and plural is None):
        if any(isinstance(argument, ast.JoinedStr) for argument in arguments):
            sys.exit(f"{path}: an f-string cannot be translated; use placeholders: {ast.unparse(arguments[0])}")
        return None
    return Message(context=context, text=text, plural=plural or "", path=path)


def from_python(source: str, path: str) -> Iterator[Message]:
    """Calls of Django's functions under whatever name the module imported them."""
    tree = ast.parse(source, path)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = names.get(function.id) if isinstance(function, ast.Name) else None
            if isinstance(function, ast.Attribute) and function.attr in FUNCTIONS:
                name = function.attr
            message = _message(name, node.args, path) if name else None
            if message:
                yield message


def from_template(source: str, path: str) -> Iterator[Message]:
    """Django rewrites the tags as calls between blanked-out text; each call is read as the Python it is."""
    code = templatize(source, origin=path)
    for start in CALL.finditer(code):
        end = start.end()
        while (end := code.find(")", end) + 1) > 0:
            try:
                call = ast.parse(code[start.start() : end], mode="eval").body
            except SyntaxError:
                continue
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                name = "gettext" if call.func.id == "_" else call.func.id
                message = _message(name, call.args, path)
                if message:
                    yield message
            break


def sources(area: Path) -> Iterator[Path]:
    for path in sorted(area.rglob("*")):
        parts = path.relative_to(area).parts
        is_code = path.suffix == ".py" and "migrations" not in parts
        if is_code or (path.suffix in {".html", ".txt"} and "templates" in parts):
            yield path


def collect() -> dict[str, list[Message]]:
    """Area -> its sentences in the order of the source."""
    found: dict[str, list[Message]] = {}
    for area in sorted(path for path in WEB.iterdir() if (path / "__init__.py").exists()):
        messages = found.setdefault(BORROWED.get(area.name, area.name), [])
        for path in sources(area):
            reader = from_python if path.suffix == ".py" else from_template
            messages += reader(path.read_text(encoding="utf-8"), str(path.relative_to(WEB)))
    return {area: messages for area, messages in found.items() if messages}


def catalogue_path(area: str) -> Path:
    return WEB / area / "locale/da/LC_MESSAGES/django.po"


def load(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)


def merge(
    messages: Iterable[Message], old: polib.POFile, elsewhere: dict[tuple[str | None, str], polib.POEntry]
) -> polib.POFile:
    """The catalogue of an area anew: every sentence once, with the translation it had, here or in another area."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=110)
    new.metadata = dict(METADATA)
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for message in messages:
        entry = entries.get(message.key)
        if entry is None:
            entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgid_plural=message.plural)
            before = known.get(message.key)
            if before is None or not before.translated():
                before = elsewhere.get(message.key, before)
            if before is not None and bool(before.msgid_plural) == bool(message.plural):
                entry.msgstr, entry.msgstr_plural = before.msgstr, dict(before.msgstr_plural)
                entry.flags, entry.tcomment = list(before.flags), before.tcomment
            elif message.plural:
                entry.msgstr_plural = {0: "", 1: ""}
            entries[message.key] = entry
        entry.msgid_plural = entry.msgid_plural or message.plural
        if message.plural and not entry.msgstr_plural:
            entry.msgstr, entry.msgstr_plural = "", {0: entry.msgstr, 1: ""}
        if (message.path, "") not in entry.occurrences:
            entry.occurrences.append((message.path, ""))
    new.extend(entries.values())
    for key, entry in known.items():
        if key not in entries and (entry.msgstr or any(entry.msgstr_plural.values())):
            entry.obsolete, entry.occurrences = True, []
            new.append(entry)
    return new


def _shape(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def faults(entry: polib.POEntry) -> list[str]:
    """What is wrong with one translation."""
    if entry.fuzzy:
        return ["fuzzy"]
    if not entry.translated():
        return ["untranslated"]
    if not entry.msgid_plural:
        return [] if _shape(entry.msgstr) == _shape(entry.msgid) else ["placeholders or tags differ"]
    shapes = [_shape(entry.msgid), _shape(entry.msgid_plural)]
    one, many = _shape(entry.msgstr_plural[0]), _shape(entry.msgstr_plural[1])
    whole = many == shapes[1] and all(set(one) <= set(shape) | set(shapes[1]) for shape in shapes)
    return [] if whole else ["placeholders or tags differ"]


def contradictions(catalogues: dict[str, polib.POFile]) -> list[str]:
    """A sentence translated in two ways: which one is shown would depend on the order of the areas."""
    seen: dict[tuple[str | None, str], tuple[str, object]] = {}
    found = []
    for area, catalogue in catalogues.items():
        for entry in catalogue:
            words = (entry.msgstr, tuple(sorted(entry.msgstr_plural.items())))
            if entry.obsolete or not entry.translated():
                continue
            first = seen.setdefault((entry.msgctxt, entry.msgid), (area, words))
            if first[1] != words:
                found.append(f"{area}: translated otherwise than in {first[0]}: {entry.msgid!r}")
    return found


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, and only when something changed."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)


def current() -> dict[str, polib.POFile]:
    """Area -> catalogue as it should stand beside today's source."""
    messages = collect()
    old = {area: load(catalogue_path(area)) for area in messages}
    elsewhere = {
        (entry.msgctxt, entry.msgid): entry
        for po in old.values()
        for entry in po
        if entry.translated() and not entry.obsolete
    }
    return {area: merge(found, old[area], elsewhere) for area, found in messages.items()}


def check(catalogues: dict[str, polib.POFile]) -> list[str]:
    complaints = contradictions(catalogues)
    for area, catalogue in catalogues.items():
        path = catalogue_path(area)
        stored = {(entry.msgctxt, entry.msgid): entry for entry in load(path) if not entry.obsolete}
        wanted = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
        complaints += [f"{area}: stale: {text!r}" for _, text in sorted(stored.keys() - wanted.keys(), key=str)]
        for key, entry in wanted.items():
            troubles = faults(stored[key]) if key in stored else ["missing"]
            complaints += [f"{area}: {trouble}: {entry.msgid!r}" for trouble in troubles]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != load(path).to_binary():
            complaints.append(f"{area}: django.mo is not what django.po says: run tools/messages.py")
    return complaints


def update(catalogues: dict[str, polib.POFile], *, prune: bool) -> list[str]:
    complaints = contradictions(catalogues)
    for area, catalogue in catalogues.items():
        if prune:
            for entry in catalogue.obsolete_entries():
                catalogue.remove(entry)
        path = catalogue_path(area)
        write(path, f"{catalogue}\n".encode())
        write(path.with_suffix(".mo"), load(path).to_binary())
        complaints += [f"{area}: {fault}: {e.msgid!r}" for e in catalogue if not e.obsolete for fault in faults(e)]
    return complaints


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is to be done")
    parser.add_argument("--prune", action="store_true", help="forget translations that are no longer used")
    parser.add_argument("areas", nargs="*", metavar="AREA", help="write the catalogues of these areas only")
    options = parser.parse_args()
    catalogues = {area: po for area, po in current().items() if not options.areas or area in options.areas}
    complaints = check(catalogues) if options.check else update(catalogues, prune=options.prune)
    print("\n".join([*complaints, f"{sum(map(len, catalogues.values()))} sentences, {len(complaints)} to mend"]))
    return 1 if options.check and complaints else 0


if __name__ == "__main__":
    sys.exit(main())
