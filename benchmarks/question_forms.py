"""How often is the form of a question told right? 200 labelled Danish questions, beside what the first word tells.

Run: `.venv/bin/python -m benchmarks.question_forms`. The 39 questions of 2017 and the newspaper sentences come from
`../shared/data` and are left out, saying so, where that is absent. Of the held-out file errors are counted, not shown.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from depeche.core.stats import wilson
from depeche.core.text import Form, Kind, question_form

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared" / "data"
FILES = ("questions_da.tsv", "questions_da_holdout.tsv", "questions_2017.tsv")
_FIRST = {
    **dict.fromkeys(("hvad", "hvem", "hvilken", "hvilket", "hvilke"), Kind.SUBSTANTIVE),
    **dict.fromkeys(("hvordan", "hvorledes"), Kind.MANNER),
    **dict.fromkeys(("hvor", "hvornår"), Kind.CIRCUMSTANCE),
    "hvorfor": Kind.CAUSE,
}


class Label(NamedTuple):
    """What a text is taken for."""

    form: Form
    kind: Kind | None


class Case(NamedTuple):
    """A text with its label and the file it stands in."""

    id: str
    label: Label
    text: str
    file: str


def sample() -> list[Case]:
    """All labelled questions whose texts are here."""
    return [case for name in FILES for case in _read(name)]


def _read(name: str) -> list[Case]:
    rows = [line.split("\t") for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()[1:]]
    texts = {row[0]: row[3] for row in rows if len(row) > 3} or _printed()
    return [
        Case(row[0], Label(Form(row[1]), None if row[2] == "none" else Kind(row[2])), texts[row[0]], name)
        for row in rows
        if row[0] in texts
    ]


def _printed() -> dict[str, str]:
    path = SHARED / "relay-2017.json"
    if not path.is_file():
        return {}
    document = json.loads(path.read_text(encoding="utf-8"))
    return {pair["id"]: pair["question"] for relay in document["relays"] for pair in relay["pairs"]}


def by_rules(text: str) -> Label:
    found = question_form(text)
    return Label(found.form, found.kind)


def by_first_word(text: str) -> Label:
    """The baseline: the first word is a question word, or the text ends in a question mark, or neither."""
    kind = _FIRST.get(text.split(maxsplit=1)[0].lower().strip(",.?!\"'"))
    if kind is not None:
        return Label(Form.OPEN, kind)
    return Label(Form.CLOSED if text.rstrip().endswith("?") else Form.OTHER, None)


def errors(cases: Sequence[Case], way: Callable[[str], Label]) -> list[tuple[Case, Label]]:
    """Cases whose form or kind is told wrong, with what was told."""
    return [(case, told) for case in cases if (told := way(case.text)) != case.label]


def _share(right: int, total: int) -> str:
    interval = wilson(right, total)
    return f"{right:>4} of {total} = {right / total:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _speed(cases: Sequence[Case], way: Callable[[str], Label], seconds: float = 1.0) -> float:
    for case in cases:
        way(case.text)  # dictionary and caches are filled before the clock starts
    rounds, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for case in cases:
            way(case.text)
        rounds += 1
    return rounds * len(cases) / spent


def _print_way(name: str, cases: Sequence[Case], way: Callable[[str], Label]) -> None:
    told = [(case, way(case.text)) for case in cases]
    print(f"\n{name}: {_speed(cases, way):,.0f} texts a second of processor time")
    for part in (*FILES, ""):
        chosen = [(case.label, label) for case, label in told if part in {"", case.file}]
        if not chosen:
            print(f"  {part:28} not here")
            continue
        form = _share(sum(true.form == label.form for true, label in chosen), len(chosen))
        kind = _share(sum(true == label for true, label in chosen), len(chosen))
        print(f"  {part or 'all':28} form {form}   form and kind {kind}")


def _print_confusion(cases: Sequence[Case]) -> None:
    names = [*(kind.value for kind in Kind), "closed", "other"]
    table = Counter((_name(case.label), _name(by_rules(case.text))) for case in cases)
    print(f"\n{'labelled':14}" + "".join(f"{name:>14}" for name in names) + "   <- told by the rules")
    for true in names:
        print(f"{true:14}" + "".join(f"{table[true, told] or '.':>14}" for told in names))


def _name(label: Label) -> str:
    return (label.kind or label.form).value


def _print_newspaper() -> None:
    path = SHARED / "ddt_test.conllu"
    if not path.is_file():
        print("\nnewspaper sentences: not here")
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    plain = [text for text in texts if "?" not in text]
    taken = sum(by_rules(text).form is not Form.OTHER for text in plain)
    print(f"\n{len(plain)} newspaper sentences without a question mark: {taken} taken for a question")


def main() -> None:
    """Print accuracy beside the baseline, the confusion table, the errors."""
    cases = sample()
    for name, way in (("rules", by_rules), ("first word", by_first_word)):
        _print_way(name, cases, way)
    _print_confusion(cases)
    _print_newspaper()
    print("\nerrors of the rules")
    for case, told in errors(cases, by_rules):
        hidden = case.file == FILES[1]
        shown = case.text if case.file == FILES[0] else ""
        print(f"  {'held out' if hidden else case.id}: {_name(case.label)} told as {_name(told)}  {shown}")


if __name__ == "__main__":
    main()
