"""When a mail may leave, and what is looked at as it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from depeche.core.relay.rules import Rules
from depeche.web.common import sender
from depeche.web.common.models import OutboxMail
from depeche.web.relay import mails
from depeche.web.relay.actions import suspend
from depeche.web.relay.mails.quiet import DAYS_OFF
from depeche.web.relay.models import Participant, Relay
from tests.web.common.test_sender import Way
from tests.web.relay.world import DAY, HOUR, START, World, make

pytestmark = pytest.mark.django_db
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def local(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=COPENHAGEN)  # type: ignore[misc,arg-type] # year to minute


def relay(*, workdays: bool = True, rules: Rules | None = None) -> Relay:
    return Relay(rules=(rules or Rules()).to_dict(), mail_workdays=workdays)


@pytest.mark.parametrize(
    ("queued", "leaves"),
    [
        (local(2026, 9, 8, 12, 0), local(2026, 9, 8, 12, 0)),
        (local(2026, 9, 8, 23, 0), local(2026, 9, 9, 7, 0)),
        (local(2026, 9, 11, 23, 0), local(2026, 9, 14, 7, 0)),  # Friday night -> Monday
        (local(2026, 9, 12, 12, 0), local(2026, 9, 14, 7, 0)),  # Saturday
        (local(2026, 4, 1, 23, 0), local(2026, 4, 7, 7, 0)),  # Easter: Thursday to Monday
        (local(2026, 5, 13, 22, 30), local(2026, 5, 15, 7, 0)),  # Ascension Day
        (local(2026, 12, 23, 23, 0), local(2026, 12, 28, 7, 0)),  # Christmas Eve is a Thursday
        (local(2026, 12, 31, 9, 0), local(2027, 1, 4, 7, 0)),
        (local(2026, 3, 28, 23, 0), local(2026, 3, 30, 7, 0)),  # the clock goes forward on the Sunday
    ],
)
def test_a_reminder_leaves_by_day_and_on_working_days(queued: datetime, leaves: datetime) -> None:
    assert mails.quiet_until("reminder_right", relay(), queued) == leaves


def test_great_prayer_day_is_a_day_like_any_other_since_2024() -> None:
    """Store Bededag, the fourth Friday after Easter; abolished by law 214 of 6 March 2023."""
    assert date(2023, 5, 5) in DAYS_OFF
    assert date(2024, 4, 26) not in DAYS_OFF
    assert date(2026, 5, 1) in DAYS_OFF, "1 May falls upon that Friday, and many are off"


def test_without_working_days_a_reminder_still_spares_the_night() -> None:
    saturday = local(2026, 12, 26, 23, 0)
    assert mails.quiet_until("reminder_right", relay(workdays=False), saturday) == local(2026, 12, 27, 7, 0)


def test_other_mails_leave_at_once_unless_the_rules_spare_nights_or_weekends() -> None:
    saturday_night = local(2026, 9, 12, 23, 0)
    assert mails.quiet_until("question", relay(), saturday_night) == saturday_night
    nights = relay(rules=Rules(quiet_nights=True))
    assert mails.quiet_until("question", nights, saturday_night) == local(2026, 9, 13, 7, 0)
    weekends = relay(rules=Rules(quiet_weekends=True))
    assert mails.quiet_until("question", weekends, saturday_night) == local(2026, 9, 14, 0, 0)


def test_a_reminder_somebody_sends_at_night_leaves_in_the_morning(world: World) -> None:
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    night = local(2026, 9, 8, 23, 0)
    alone = mails.enqueue("reminder_right", person, night, again="organiser")
    assert alone is not None
    assert alone.not_before == local(2026, 9, 9, 7, 0)
    assert mails.enqueue_many("reminder_right", [person], night) == 1
    assert OutboxMail.objects.latest("pk").not_before == local(2026, 9, 9, 7, 0)
    assert "slå dem fra under ”Sådan virker det”" in alone.text


@pytest.fixture
def world() -> World:
    world = make(5)
    OutboxMail.objects.all().delete()
    return world


def queue(world: World, kind: str, count: int, at: datetime = START) -> list[OutboxMail]:
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    rows = [mails.enqueue(kind, person, at, number=number, not_before=at) for number in range(count)]
    return [row for row in rows if row is not None]


def send(now: datetime = START) -> int:
    return sender.Sender(Way(), lambda: now).drain().sent


def states(kind: str) -> list[str]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk").values_list("status", flat=True))


def test_above_the_cap_of_a_day_reminders_are_dropped_and_other_mails_wait_until_morning(world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(mail_cap=3)
    queue(world, "reminder_right", 2)
    queue(world, "answered", 4)
    assert send(START + HOUR) == 3, "a reminder leaves after what matters more"
    assert states("answered") == ["sent", "sent", "sent", "queued"]
    assert states("reminder_right") == ["cancelled", "cancelled"]
    waiting = OutboxMail.objects.get(kind="answered", status="queued")
    assert (waiting.not_before, waiting.attempts) == (local(2026, 9, 8, 7, 0), 0)
    assert send(START + 2 * HOUR) == 0
    assert send(waiting.not_before) == 1


def test_the_cap_counts_each_reader_and_each_day_by_itself(world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(mail_cap=2)
    queue(world, "answered", 2)
    queue(world, "answered", 4, START + DAY)
    other = Participant.objects.select_related("relay__project").get(pk=world.people[1].pk)
    mails.enqueue("answered", other, START, number=1)
    assert send(START + DAY + HOUR) == 5, "the server was away for a day: two of each day, and the other reader's"
    assert states("answered").count("queued") == 0 or send(START + 3 * DAY) == 0


def test_what_somebody_asked_for_just_now_leaves_whatever_the_cap(world: World) -> None:
    Relay.objects.filter(pk=world.relay.pk).update(mail_cap=1)
    queue(world, "answered", 1)
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    for _ in range(2):
        mails.resend(person, START, actor=world.user)
    queue(world, "link", 1)
    assert send() == 4


def test_links_asked_for_push_no_other_mail_to_the_next_day(world: World) -> None:
    """Whoever knows an address could else keep its questions back until they have returned."""
    Relay.objects.filter(pk=world.relay.pk).update(mail_cap=1)
    queue(world, "link", 3)
    assert send() == 3
    queue(world, "answered", 1)
    assert send(START + HOUR) == 1
    assert states("answered") == ["sent"]


def test_a_reminder_is_not_sent_when_there_is_nothing_left_to_do(world: World) -> None:
    question = world.ask(1, 0)
    queue(world, "reminder_right", 1)
    person = Participant.objects.select_related("relay__project").get(pk=world.people[0].pk)
    mails.enqueue("reminder_question", person, START, question, number=1)
    mails.enqueue("closing", person, START)
    world.ask(0, 2)  # takes the reminder of the right back by itself
    assert states("reminder_right") == ["cancelled"]
    world.answer(0, question)
    assert states("reminder_question") == ["cancelled"]
    world.ask(0, 3)
    send()
    assert states("closing") == ["cancelled"], "neither a question to ask nor one to answer"


def test_a_reminder_dies_with_the_time_for_what_it_reminds_of(world: World) -> None:
    question = world.ask(1, 0)
    row = mails.enqueue("reminder_question", question.recipient, START, question, number=1)
    assert row is not None
    assert row.expires_at == question.due_at
    closing = mails.enqueue("closing", question.recipient, START)
    assert closing is not None
    assert closing.expires_at == world.relay.closes_at
    sender.recover(START + timedelta(days=4))
    assert states("closing") == states("reminder_question") == ["cancelled"]


def test_nothing_leaves_to_somebody_suspended_meanwhile(world: World) -> None:
    queue(world, "answered", 1)
    suspend(actor=world.user, participant=world.people[0], now=START)
    assert send() == 0
    assert states("answered") == ["cancelled"]


def test_a_mail_of_a_relay_tells_the_mail_program_how_to_stop_reminders(world: World) -> None:
    queue(world, "answered", 1)
    way = Way()
    sender.Sender(way, lambda: datetime.now(UTC)).drain()
    data = way.came[0].data.decode().replace("\r\n ", " ")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in data
    assert f"List-Unsubscribe: <https://depeche.test/d/afmeld/{world.people[0].pk}-" in data
    assert "Precedence" not in data
