"""Plays one rule of a relay on the pure engine and says what happened. Used by test_promises.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from depeche.core.errors import RuleError
from depeche.core.relay import events
from depeche.core.relay.decisions import Reason, Status
from depeche.core.relay.rules import Rules
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Window

HOUR = timedelta(hours=1)
T = datetime(2026, 9, 9, 10, tzinfo=UTC)  # Wednesday noon in Copenhagen
WINDOW = Window(T - HOUR, T, T + 400 * HOUR, T + 500 * HOUR)
INSIDERS = tuple("abcdefgh")
OUTSIDER = "o"
Seen = object


class Play:
    """A relay on the pure engine: groups and sectors alternate, a and b may begin, o is from outside."""

    def __init__(self, rules: Rules, window: Window = WINDOW) -> None:
        self.state, self.now, self.asked = RelayState(rules, window), window.open, 0
        for i, who in enumerate(INSIDERS):
            group, sector = f"g{i % 2}", f"s{i // 2 % 2}"
            self.state.apply(events.PersonAdded(window.invite, who, group, sector, starter=who in "ab"))
        self.state.apply(events.PersonAdded(window.invite, OUTSIDER, "g0", "s0", outsider=True))

    def ask(self, asker: str, recipient: str, *, dealt: bool | None = None) -> str:
        """The key of the question; with the newest right, so that a conversation is carried on."""
        self.asked += 1
        right = next(reversed(self.state.people[asker].rights), "none")
        dealt = self.state.rules.live if dealt is None else dealt
        self.state.apply(events.Asked(self.now, f"q{self.asked}", asker, recipient, right, dealt=dealt))
        return f"q{self.asked}"

    def answer(self, question: str) -> str:
        """Who answered."""
        who = self.state.questions[question].recipient
        self.state.apply(events.Answered(self.now, question, who))
        return who

    def hours_to_answer(self, asker: str = "a", recipient: str = "d") -> float | None:
        """None where only the end of the relay ends the waiting."""
        due = self.state.questions[self.ask(asker, recipient)].due_at
        return None if due == self.state.window.answers_close else (due - self.now) / HOUR


def done(act: Callable[[], object]) -> bool:
    try:
        act()
    except RuleError:
        return False
    return True


# Probes


def who_begins(rules: Rules) -> Seen:
    people = Play(rules).state.people
    return {"abcdefgh": "all", "ab": "named"}["".join(who for who in INSIDERS if people[who].rights)]


def what_an_answer_earns(rules: Rules) -> Seen:
    play = Play(rules)
    question = play.ask("a", "d")
    before = len(play.state.people["d"].rights)
    play.answer(question)
    return len(play.state.people["d"].rights) - before


def who_can_be_asked(rules: Rules) -> Seen:
    """a is of the group of c and of the sector of b."""
    return done(lambda: Play(rules).ask("a", "c")), done(lambda: Play(rules).ask("a", "b"))


def asking_back(rules: Rules) -> Seen:
    play = Play(rules)
    play.answer(play.ask("a", "d"))
    return done(lambda: play.ask("d", "a"))


def asking_twice(rules: Rules) -> Seen:
    play = Play(rules)
    play.answer(play.ask("a", "d"))
    play.answer(play.ask("b", "a"))
    return done(lambda: play.ask("a", "d"))


def how_many_wait(rules: Rules) -> Seen:
    """None when no end was found."""
    play, askers = Play(rules), [who for who in INSIDERS if who != "h"]
    took = sum(done(partial(play.ask, who, "h")) for who in askers)
    return None if took == len(askers) else took


def how_many_are_received(rules: Rules) -> Seen:
    """How many answered questions one may get while others have had none (None when no end was found), and whether
    more come when nobody else is left.
    """
    play, askers, took = Play(rules), [who for who in INSIDERS if who != "h"], 0
    for who in askers[:-1]:
        if not done(lambda who=who: play.answer(play.ask(who, "h"))):  # type: ignore[misc] # its own asker
            break
        took += 1
    for who in askers[:-1]:
        play.state.apply(events.Suspended(play.now, who))
    more = done(lambda: play.ask(askers[-1], "h"))
    return None if took == len(askers) - 1 else took, more


def how_long_one_may_wait(rules: Rules) -> Seen:
    return Play(rules).hours_to_answer()


def local(rules: Rules, day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=ZoneInfo(rules.timezone)).astimezone(UTC)


def longer_by(rules: Rules, day: int, hour: int) -> float:
    """Hours that did not count for a question asked at that hour, local time."""
    begins = local(rules, day, hour)
    play = Play(rules, Window(begins - HOUR, begins, begins + 400 * HOUR, begins + 500 * HOUR))
    return (play.hours_to_answer() or 0) - (rules.answer_within or 0)


def at_night(rules: Rules) -> Seen:
    return longer_by(rules, 9, 12) > 0  # a day from Wednesday noon holds one night


def at_weekends(rules: Rules) -> Seen:
    return longer_by(rules, 11, 12) > 0  # from Friday noon


def _due(rules: Rules, begins: datetime) -> datetime:
    play = Play(rules, Window(begins - HOUR, begins, begins + 400 * HOUR, begins + 500 * HOUR))
    return begins + (play.hours_to_answer() or 0) * HOUR


def when_the_night_begins(rules: Rules) -> Seen:
    """The first hour of Wednesday afternoon that takes longer than an hour."""
    return next(h for h in range(13, 24) if _due(rules, local(rules, 9, h)) - local(rules, 9, h) > HOUR)


def when_the_night_ends(rules: Rules) -> Seen:
    """An hour that begins in the night is over an hour after its end."""
    return (_due(rules, local(rules, 9, 23)) - HOUR).astimezone(ZoneInfo(rules.timezone)).hour


def whose_clock(rules: Rules) -> Seen:
    """In which of these places the night begins at the hour that was said."""
    places = ("Europe/Copenhagen", "America/New_York", "Atlantic/Faroe")
    evening = [datetime(2026, 9, 9, rules.night_from, tzinfo=ZoneInfo(place)).astimezone(UTC) for place in places]
    return next(place for place, at in zip(places, evening, strict=True) if _stops(rules, at))


def _stops(rules: Rules, at: datetime) -> bool:
    """Time counts until this moment and not after."""
    return _due(rules, at - HOUR) == at and _due(rules, at) - at > HOUR


def what_is_returned(rules: Rules) -> Seen:
    play = Play(rules)
    key = play.ask("a", "d")
    play.now = play.state.questions[key].due_at
    play.state.apply(events.Expired(play.now, key))
    return play.state.questions[key].reason is Reason.EXPIRED and done(lambda: play.ask("a", "e"))


def declining(rules: Rules) -> Seen:
    play = Play(rules)
    key = play.ask("a", "d")
    declined = done(lambda: play.state.apply(events.Declined(play.now, key, "d")))
    return declined and bool(play.state.people["a"].rights)


def passing_on(rules: Rules) -> Seen:
    """Whether it can be, and what it earned."""
    play = Play(rules)
    key = play.ask("a", "d")
    before = len(play.state.people["d"].rights)
    passed = done(lambda: play.state.apply(events.PassedOn(play.now, key, "d", "f")))
    return passed, len(play.state.people["d"].rights) - before


def reporting(rules: Rules) -> Seen:
    play = Play(rules)
    key = play.ask("a", "d")
    reported = done(lambda: play.state.apply(events.Held(play.now, key, "d")))
    return reported and play.state.questions[key].status is Status.HELD


def where_a_thread_ends(rules: Rules) -> Seen:
    """Questions until an answer gave no right, and the same with one passed on; None when no end was found."""
    return _length(rules, passed=False), _length(rules, passed=True)


def _length(rules: Rules, *, passed: bool) -> int | None:
    play, asker = Play(rules), "a"
    for count, recipient in enumerate("bcdefg", start=1):
        key = play.ask(asker, recipient)
        if passed and count == 1:
            play.state.apply(events.PassedOn(play.now, key, recipient, "h"))
        before = sum(len(person.rights) for person in play.state.people.values())
        asker = play.answer(key)
        if sum(len(person.rights) for person in play.state.people.values()) == before:
            return count
    return None


def people_from_outside(rules: Rules) -> Seen:
    """Whether they can be asked, whether they begin with a question, and what answering earns them."""
    play = Play(rules)
    begins = len(play.state.people[OUTSIDER].rights)
    if not done(lambda: play.answer(play.ask("a", OUTSIDER))):
        return False, begins, 0
    return True, begins, len(play.state.people[OUTSIDER].rights) - begins


def who_chooses(rules: Rules) -> Seen:
    """Whether one may choose whom to ask, and whether a question may be dealt."""
    return tuple(done(partial(Play(rules).ask, "a", "d", dealt=dealt)) for dealt in (False, True))
