"""What a single field cannot tell: that the parts of an archive fit together and can be stored as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depeche.core.errors import InputError
from depeche.core.relay.archive.form import (
    ABOUT_PEOPLE,
    ABOUT_THE_RELAY,
    WITH_WINDOW,
    Archive,
    Decided,
    Form,
    LiveStep,
    Moments,
    Question,
    Returned,
    Side,
)
from depeche.core.relay.archive.shape import ArchiveError
from depeche.core.relay.decisions import Origin, RightStatus, Status
from depeche.core.relay.window import Phase, Window

UNENDED = frozenset({Status.WAITING, Status.HELD})


def check(archive: Archive) -> None:
    """Raises the first ArchiveError of an archive that was read field by field."""
    for part in _PARTS:
        part(archive)


def window_of(moments: Moments) -> Window | None:
    """None where a moment is missing. InputError where they are out of order."""
    invite, opens, close, answers_close = moments.invite, moments.open, moments.close, moments.answers_close
    if invite is None or opens is None or close is None or answers_close is None:
        return None
    return Window(invite, opens, close, answers_close)


def number_of(key: str) -> int:
    """q7 is the seventh question: its place in the list, from 0."""
    return int(key[1:]) - 1


class _Known:
    """The keys of one list, against which references are held."""

    def __init__(self, letter: str, items: Sequence[object], where: str) -> None:
        self.count = len(items)
        for at, item in enumerate(items):
            found, wanted = getattr(item, "id", ""), f"{letter}{at + 1}"
            if found != wanted:
                raise ArchiveError("numbering", path=f"{where}[{at}].id", found=found, wanted=wanted)

    def has(self, key: str | None, path: str) -> None:
        if key is not None and number_of(key) >= self.count:
            raise ArchiveError("no_such", path=path, key=key)


def _window(archive: Archive) -> None:
    _moments(archive.relay.window, "relay.window", needed=archive.relay.phase is not Phase.DRAFT)
    for at, event in enumerate(archive.events):
        if event.what in WITH_WINDOW and event.window is not None:
            _moments(event.window, f"events[{at}].window", needed=True)


def _moments(moments: Moments, path: str, *, needed: bool) -> None:
    try:
        window = window_of(moments)
    except InputError:
        raise ArchiveError("window", path=path) from None
    if window is None and needed:
        raise ArchiveError("window", path=path)


def _people(archive: Archive) -> None:
    groups = _Known("g", archive.groups, "groups")
    _Known("p", archive.people, "people")
    _once((group.name for group in archive.groups), "groups", "name")
    _once(archive.keywords, "keywords", "")
    _once((text.kind for text in archive.mail_texts), "mail_texts", "kind")
    full = archive.form is Form.FULL
    for at, person in enumerate(archive.people):
        groups.has(person.group, f"people[{at}].group")
        if full and not (person.name and person.email):
            raise ArchiveError("names_missing", path=f"people[{at}]")
        if not full and (person.name or person.email or person.title or person.organisation):
            raise ArchiveError("names_present", path=f"people[{at}]")
    if full:
        _once((person.email.lower() for person in archive.people), "people", "email")


def _once(values: Sequence[str] | Iterator[str], where: str, field: str) -> None:
    seen: set[str] = set()
    for at, value in enumerate(values):
        if value in seen:
            path = f"{where}[{at}].{field}" if field else f"{where}[{at}]"
            raise ArchiveError("twice", path=path, key=f"“{value[:40]}”")
        seen.add(value)


def _rights(archive: Archive) -> None:
    people, questions = _Known("p", archive.people, "people"), _Known("q", archive.questions, "questions")
    _Known("r", archive.rights, "rights")
    seen = set()
    for at, right in enumerate(archive.rights):
        path = f"rights[{at}]"
        people.has(right.person, f"{path}.person")
        questions.has(right.source, f"{path}.source")
        if (right.source is None) != (right.origin is Origin.START):
            raise ArchiveError("contradiction", path=f"{path}.source", other="origin")
        identity = (right.person, right.origin, right.source, right.number)
        if identity in seen:
            raise ArchiveError("twice", path=path, key=right.id)
        seen.add(identity)


def _questions(archive: Archive) -> None:
    people, questions = _Known("p", archive.people, "people"), _Known("q", archive.questions, "questions")
    rights = _Known("r", archive.rights, "rights")
    used: set[str] = set()
    resent: set[str] = set()
    for at, question in enumerate(archive.questions):
        path = f"questions[{at}]"
        for name in ("asker", "recipient"):
            people.has(getattr(question, name), f"{path}.{name}")
        rights.has(question.right, f"{path}.right")
        for name, before in (("parent", question.parent), ("resent_from", question.resent_from)):
            questions.has(before, f"{path}.{name}")
            if before is not None and number_of(before) >= at:
                raise ArchiveError("later", path=f"{path}.{name}", key=before)
        for key, seen, name in ((question.right, used, "right"), (question.resent_from, resent, "resent_from")):
            if key is not None and key in seen:
                raise ArchiveError("twice", path=f"{path}.{name}", key=key)
            seen.add(key or "")
        _question(question, path)
        right = archive.rights[number_of(question.right)]
        if right.person != question.asker or right.status is not RightStatus.USED:
            raise ArchiveError("contradiction", path=f"{path}.right", other=right.id)
        for nth, hop in enumerate(question.hops):
            people.has(hop.recipient, f"{path}.hops[{nth}].recipient")
        if question.answer is not None:
            people.has(question.answer.person, f"{path}.answer.person")


def _question(question: Question, path: str) -> None:
    """What one question must fulfil by itself."""
    faults = (
        (question.asker == question.recipient, "recipient", "asker"),
        (not question.hops, "hops", "recipient"),
        ((question.status is Status.ANSWERED) != (question.answer is not None), "answer", "status"),
        ((question.status is Status.RETURNED) != (question.returned is not Returned.NOT), "returned", "status"),
        (question.status not in UNENDED and question.ended_at is None, "ended_at", "status"),
    )
    for wrong, field, other in faults:
        if wrong:
            raise ArchiveError("contradiction", path=f"{path}.{field}", other=other)


def _care(archive: Archive) -> None:
    people, questions = _Known("p", archive.people, "people"), _Known("q", archive.questions, "questions")
    for at, act in enumerate(archive.moderation):
        questions.has(act.question, f"moderation[{at}].question")
        people.has(act.person, f"moderation[{at}].person")
    _once((str(found.number) for found in archive.live_rounds), "live_rounds", "number")
    dealt: list[str] = []
    if sum(found.step is not LiveStep.DONE for found in archive.live_rounds) > 1:
        raise ArchiveError("contradiction", path="live_rounds", other="step")
    for at, found in enumerate(archive.live_rounds):
        _once((seat.person for seat in found.seats), f"live_rounds[{at}].seats", "person")
        for nth, seat in enumerate(found.seats):
            people.has(seat.person, f"live_rounds[{at}].seats[{nth}].person")
            questions.has(seat.question, f"live_rounds[{at}].seats[{nth}].question")
            dealt += [seat.question] if seat.question is not None else []
    _once(dealt, "live_rounds", "")


def _consents(archive: Archive) -> None:
    questions = _Known("q", archive.questions, "questions")
    _once([f"{one.question} {one.side} {one.sha256}" for one in archive.consents], "consents", "")
    for at, one in enumerate(archive.consents):
        path = f"consents[{at}]"
        questions.has(one.question, f"{path}.question")
        undecided = one.decision is Decided.UNDECIDED
        faults = (
            (undecided and one.printed_at is not None, "printed_at", "decision"),
            (one.decision is Decided.NO and one.printed_at is not None, "printed_at", "decision"),
            (not undecided and one.decided_at is None, "decided_at", "decision"),
            (one.side is Side.ANSWER and archive.questions[number_of(one.question)].answer is None, "side", "question"),
        )
        for wrong, field, other in faults:
            if wrong:
                raise ArchiveError("contradiction", path=f"{path}.{field}", other=other)


def _events(archive: Archive) -> None:
    people, questions = _Known("p", archive.people, "people"), _Known("q", archive.questions, "questions")
    for at, event in enumerate(archive.events):
        path = f"events[{at}]"
        people.has(event.person, f"{path}.person")
        questions.has(event.question, f"{path}.question")
        about_person, about_relay = event.what in ABOUT_PEOPLE, event.what in ABOUT_THE_RELAY
        faults = (
            ((event.person is not None) != about_person, "person"),
            ((event.question is not None) == (about_person or about_relay), "question"),
            (event.window is not None and event.what not in WITH_WINDOW, "window"),
        )
        for wrong, field in faults:
            if wrong:
                raise ArchiveError("contradiction", path=f"{path}.{field}", other="what")


_PARTS = (_window, _people, _rights, _questions, _care, _events, _consents)
