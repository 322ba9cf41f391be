"""The events of an archive as the engine takes them: replayed they give the state that the lists tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from depeche.core.relay import events
from depeche.core.relay.archive.check import number_of, window_of
from depeche.core.relay.archive.form import Act, Archive, Happening, Moments, Question, Right, What
from depeche.core.relay.records import right_key
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window


def state_of(archive: Archive) -> RelayState | None:
    """The state after the last event; None for a relay that was being set up and had no window.

    RuleError where the events did not happen under these rules: somebody was moved to another group while the relay
    ran and its rules ask for other groups, or the file was made by hand.
    """
    window = first_window(archive)
    return None if window is None else RelayState.replay(archive.relay.rules, window, happened(archive))


def first_window(archive: Archive) -> Window | None:
    """As it was when the relay was scheduled for the last time, where that is known; else as it is."""
    told = [event.window for event in archive.events if event.what is What.SCHEDULED and event.window]
    return window_of(told[-1] if told else archive.relay.window)


def happened(archive: Archive) -> Iterator[events.Event]:
    """In order. Moves of the window that are not told are left out: they cannot be known."""
    teller = _Teller(archive)
    for event in archive.events:
        found = teller.tell(event)
        if found is not None:
            yield found


def key_of(right: Right) -> str:
    """The key the engine gives a right."""
    return right_key(right.origin, right.source or right.person)


class _Teller:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.passed: dict[str, int] = {}  # question -> how often it has been passed on
        self.reports: dict[str, list[str]] = {}  # question -> who had it held, "" the facilitator
        for act in archive.moderation:
            if act.act in {Act.REPORTED, Act.HELD}:
                self.reports.setdefault(act.question, []).append(act.person or "")

    def tell(self, event: Happening) -> events.Event | None:
        if event.person is not None:
            return self._of_person(event, event.person)
        if event.question is not None:
            question = self.archive.questions[number_of(event.question)]
            return _OF_QUESTION[event.what](self, event, question)
        if event.what is What.WINDOW_MOVED:
            window = window_of(event.window or Moments())
            return events.WindowMoved(event.at, window) if window else None
        if event.what is What.ASKING_CLOSED:
            return events.AskingClosed(event.at)
        return events.Closed(event.at) if event.what is What.CLOSED else None

    def _of_person(self, event: Happening, key: str) -> events.Event:
        if event.what is What.SUSPENDED:
            return events.Suspended(event.at, key)
        if event.what is What.RESTORED:
            return events.Restored(event.at, key)
        person = self.archive.people[number_of(key)]
        return events.PersonAdded(
            event.at, key, person.group or "", str(person.sector), starter=person.starter, outsider=person.outsider
        )

    def _asked(self, event: Happening, question: Question) -> events.Event:
        right = self.archive.rights[number_of(question.right)]
        recipient = question.hops[0].recipient
        dealt = self.archive.relay.rules.live
        return events.Asked(event.at, question.id, question.asker, recipient, key_of(right), dealt)

    def _passed_on(self, event: Happening, question: Question) -> events.Event:
        """From hop to hop; from the last, back to the asker."""
        nth = self.passed.get(question.id, 0)
        self.passed[question.id] = nth + 1
        after = question.hops[nth + 1].recipient if nth + 1 < len(question.hops) else question.asker
        return events.PassedOn(event.at, question.id, question.hops[nth].recipient, after)

    def _held(self, event: Happening, question: Question) -> events.Event:
        told = self.reports.get(question.id, [])
        return events.Held(event.at, question.id, told.pop(0) if told else "")


_Tell = Callable[[_Teller, Happening, Question], events.Event]
_OF_QUESTION: dict[What, _Tell] = {
    What.ASKED: _Teller._asked,
    What.PASSED_ON: _Teller._passed_on,
    What.HELD: _Teller._held,
    What.ANSWERED: lambda _, event, q: events.Answered(event.at, q.id, q.recipient),
    What.DECLINED: lambda _, event, q: events.Declined(event.at, q.id, q.recipient),
    What.WITHDRAWN: lambda _, event, q: events.Withdrawn(event.at, q.id, q.asker),
    What.EXPIRED: lambda _, event, q: events.Expired(event.at, q.id),
    What.RELEASED: lambda _, event, q: events.Released(event.at, q.id),
    What.REWRITE_ASKED: lambda _, event, q: events.RewriteAsked(event.at, q.id),
    What.REWRITTEN: lambda _, event, q: events.Rewritten(event.at, q.id, q.asker),
    What.REMOVED: lambda _, event, q: events.Removed(event.at, q.id),
}
