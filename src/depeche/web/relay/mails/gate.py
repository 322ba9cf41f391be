"""The last look at a mail, as it leaves: is it still wanted, and has its reader had enough for one day?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from depeche.web.common.models import OutboxMail
from depeche.web.common.outbox import NotNow, NotWanted
from depeche.web.common.prepared import Prepared
from depeche.web.relay.mails.quiet import day_of, midnight, morning_after
from depeche.web.relay.mails.wording import REMINDERS
from depeche.web.relay.models import Participant, Question, QuoteConsent, Right
from depeche.web.relay.rules import rules_of

Status = OutboxMail.Status
LEFT = (Status.SENT.value, Status.UNSURE.value, Status.BOUNCED.value)
UNCOUNTED = "link"  # anybody who knows an address can ask for it: that must not push the questions to the next day
_PERSON = Prepared(lambda pk: Participant.objects.select_related("relay").filter(pk=pk))
_SAME_DAY = Prepared(
    lambda kind, pk, begin, end: (
        OutboxMail.objects.filter(
            subject_type=kind, subject_id=pk, status__in=LEFT, not_before__gte=begin, not_before__lt=end
        )
        .exclude(kind=UNCOUNTED)
        .only("pk")
    )
)
ABOUT = re.compile(r"/q(\d+)/")


def gate(mail: OutboxMail, now: datetime) -> None:  # noqa: ARG001 - the mail's own day counts, see below
    """Raises NotWanted or NotNow.

    Above the cap of the day reminders are dropped, and other mails wait until the next morning. What a person has asked
    for just now (their link, sending once more) always leaves. The day is that of `not_before`: after the mail server
    was away for two days, each day's mails count by themselves.
    """
    person = _PERSON.first(mail.subject_id)
    if person is None or person.status != Participant.Status.ACTIVE:
        raise NotWanted
    reminder = mail.kind in REMINDERS
    if reminder and (person.mail_stopped_at is not None or not still_to_do(mail, person)):
        raise NotWanted
    if mail.kind == "quoting" and not QuoteConsent.objects.of(person).filter(decision="").exists():
        raise NotWanted
    if mail.kind == UNCOUNTED or ("/again-" in mail.key and not reminder):
        return
    relay, rules = person.relay, rules_of(person.relay)
    today = day_of(mail.not_before, rules)
    if left_on(mail, midnight(today, rules), midnight(today + timedelta(days=1), rules)) >= relay.mail_cap:
        if reminder:
            raise NotWanted
        raise NotNow(morning_after(today, mail.kind, relay))


def still_to_do(mail: OutboxMail, person: Participant) -> bool:
    """Whether there is still something to be reminded of."""
    if mail.kind == "reminder_quoting":
        return QuoteConsent.objects.of(person).filter(decision="").exists()
    about = ABOUT.search(mail.key)
    if about:
        return Question.objects.filter(pk=about[1], recipient=person, status=Question.Status.WAITING).exists()
    if mail.kind == "closing" and person.waiting_count:
        return True
    return Right.objects.filter(participant=person, status=Right.Status.OPEN).exists()


def left_on(mail: OutboxMail, begin: datetime, end: datetime) -> int:
    """How many mails left to the same reader in that time, without the links somebody asked for."""
    return len(_SAME_DAY.all(mail.subject_type, mail.subject_id, begin, end))
