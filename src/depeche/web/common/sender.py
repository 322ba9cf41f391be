"""The sender: takes mails from the outbox one at a time and hands them over. No mail is lost and none sent twice.

How a mail moves, each step a commit of its own and each by condition:

1. *claim*: queued -> sending, `claimed_by` this sender. Two senders never have the same mail.
2. *hand over*: the conversation with the mail server, up to but without the last line of the letter.
3. *mark*: `handed_at` is set, if the claim still stands. A server throws away a letter whose last line never came, so
   a mail without this mark was certainly not delivered.
4. the last line; the server's answer; *note*: sending -> sent, refused, or queued with `not_before` later.

When something is killed: the worker alone: the sender is in a session of its own, finishes the mail in hand, sees
that the worker is gone, and ends. The sender before the mark: `recover` puts the mail back into the queue, by
condition on the missing mark, and the sender, were it alive after all, would find at step 3 that its claim is gone
and hang up. The sender between mark and note, a moment: nobody can know whether the server took it, so the mail becomes
`unsure` and is never sent again by itself. The organiser sees it and decides: send again, or it has arrived.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import F, Q, QuerySet

from depeche.web.common import outbox
from depeche.web.common.faults import fault
from depeche.web.common.letter import Letter, NobodyToLetIn, Undeliverable, letter
from depeche.web.common.models import OutboxMail
from depeche.web.common.prepared import Prepared, PreparedUpdate
from depeche.web.common.process import is_gone, my_name
from depeche.web.common.smtp import Reply, Server, ServerTrouble, SmtpTransport, Transport, Verdict

log = logging.getLogger("depeche.mail")

LEASE = timedelta(minutes=5)  # longer than any conversation: six answers of at most 30 seconds
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))  # between attempts; the last one repeats
GIVE_UP = timedelta(days=3)  # after so long without being taken, a mail counts as refused
AT_ONCE = 100  # mails looked up together: PostgreSQL sorts the whole queue for it until it has statistics
NOTE_TRIES = 120  # a second apart: while the database is away the sender keeps what it knows

Status = OutboxMail.Status
_UNTOUCHED: Mapping[str, Change] = {"status": Status.QUEUED, "claimed_by": "", "claimed_at": None}
Change = str | datetime | int | None
Clock = Callable[[], datetime]
_factories: list[Callable[[], Transport]] = []


# Written once: see prepared.py
_DUE = Prepared(lambda now: outbox.due(now).only("pk")[:AT_ONCE])
_MAIL = Prepared(lambda pk: OutboxMail.objects.filter(pk=pk))
_CLAIM = PreparedUpdate(
    lambda pk, name, at: (
        OutboxMail.objects.filter(pk=pk, status=Status.QUEUED.value),
        {
            "status": Status.SENDING.value,
            "claimed_by": name,
            "claimed_at": at,
            "handed_at": None,
            "attempts": F("attempts") + 1,
        },
    )
)
_HANDED = PreparedUpdate(
    lambda pk, name, at: (
        OutboxMail.objects.filter(pk=pk, claimed_by=name, status=Status.SENDING.value),
        {"handed_at": at},
    )
)


class Drained(NamedTuple):
    """What one pass over the queue did, in mails. `trouble`: the code for which the server takes none now."""

    sent: int = 0
    other: int = 0
    trouble: str = ""


def register_transport(factory: Callable[[], Transport]) -> None:
    """Take the place of SMTP (the demo's mailbox)."""
    _factories[:] = [factory]


def transport() -> Transport | None:
    """The way out of this installation; None where there is none yet, and mails wait in the outbox."""
    if _factories:
        return _factories[0]()
    return SmtpTransport(Server.from_url(settings.SMTP_URL)) if settings.SMTP_URL else None


class Sender:
    """`stop()` says True when no further mail is to be begun."""

    def __init__(self, way: Transport, clock: Clock, *, name: str = "", stop: Callable[[], bool] = bool) -> None:
        self.way, self.clock, self.stop = way, clock, stop
        self.name = name or my_name()

    def drain(self) -> Drained:
        """Send all that is due. The connection is closed at the end, so nothing idles at the mail server."""
        sent = other = 0
        _release(OutboxMail.objects.filter(claimed_by=self.name))  # the database went away with one in our hands
        try:
            for next_up in self._due():
                self.way.open()  # before the claim: while the server is down, no mail is touched
                verdict = self._send_whole(next_up) if self.way.transactional else self._send(next_up)
                sent += verdict is Verdict.SENT
                other += verdict not in {Verdict.SENT, None}
        except ServerTrouble as trouble:
            return Drained(sent, other, trouble.code)
        finally:
            self.way.close()
        return Drained(sent, other)

    def _due(self) -> Iterator[int]:
        """A few are looked up at a time; what is more urgent waits for no more than those."""
        while not self.stop() and (few := _DUE.all(self.clock())):
            for mail in few:
                if self.stop():
                    return
                yield mail.pk

    @transaction.atomic
    def _send_whole(self, pk: int) -> Verdict | None:
        return self._send(pk)

    def _send(self, pk: int) -> Verdict | None:
        mail = self._claim(pk)
        if mail is None:
            return None
        try:
            outbox.pass_gate(mail, self.clock())
            ready = letter(mail, self.clock())
        except outbox.NotNow as later:
            self._note(mail, {**_UNTOUCHED, "not_before": later.until, "attempts": mail.attempts - 1})
            return Verdict.DROPPED
        except (NobodyToLetIn, outbox.NotWanted):
            self._note(mail, {"status": Status.CANCELLED})
            return Verdict.DROPPED
        except Undeliverable:
            self._note(mail, {"status": Status.REFUSED, "reply_code": "553 5.1.3"})
            return Verdict.REFUSED
        except (InterfaceError, OperationalError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail, the others must leave
            log.error("a mail could not be written: %s", fault(error))  # noqa: TRY400 - messages may quote people
            self._note(mail, {"status": Status.REFUSED, "reply_code": "554 5.6.0"})
            return Verdict.REFUSED
        reply = self._hand_over(mail, ready)
        if reply.verdict is not Verdict.DROPPED:  # the claim was gone: the row is somebody else's
            self._note(mail, _outcome(mail, reply, self.clock()))
        return reply.verdict

    def _claim(self, pk: int) -> OutboxMail | None:
        return _MAIL.first(pk) if _CLAIM(pk, self.name, self.clock()) else None

    def _hand_over(self, mail: OutboxMail, ready: Letter) -> Reply:
        def commit() -> bool:
            return _HANDED(mail.pk, self.name, self.clock()) == 1

        try:
            return self.way.deliver(ready, commit)
        except ServerTrouble as trouble:  # this mail waits its turn, so that it cannot stand in the way of the others
            self._note(mail, _outcome(mail, Reply(Verdict.LATER, trouble.code), self.clock()))
            raise

    def _note(self, mail: OutboxMail, change: Mapping[str, Change]) -> None:
        """Write down what became of it. While the database is away, keep trying: nobody else knows."""
        change = {**change, **_wiping(mail, change["status"])}
        # `unsure` too: somebody thought us dead, but we know how it ended
        mine = OutboxMail.objects.filter(pk=mail.pk, claimed_by=self.name, status__in=[Status.SENDING, Status.UNSURE])
        for left in range(NOTE_TRIES, -1, -1):
            try:
                mine.update(**change)
            except (InterfaceError, OperationalError):
                if self.way.transactional or not left:
                    raise
                close_old_connections()
                time.sleep(1)
            else:
                return


class Recovered(NamedTuple):
    requeued: int
    unsure: int
    expired: int


def recover(now: datetime) -> Recovered:
    """Mails in the hands of dead senders, and those that came too late to be worth sending."""
    sending = OutboxMail.objects.filter(status=Status.SENDING)
    gone = [name for name in sending.values_list("claimed_by", flat=True).distinct() if is_gone(name)]
    requeued, unsure = _release(sending.filter(Q(claimed_by__in=gone) | Q(claimed_at__lt=now - LEASE)))
    late = OutboxMail.objects.filter(status=Status.QUEUED, expires_at__lte=now)
    expired = 0
    if late.exists():
        expired = late.filter(kind__in=outbox.secret_kinds()).update(status=Status.CANCELLED, text="", html="")
        expired += late.update(status=Status.CANCELLED)
    return Recovered(requeued, unsure, expired)


def _release(mails: QuerySet[OutboxMail]) -> tuple[int, int]:
    """(requeued, unsure). Asks before it writes: an idle sender takes no lock."""
    held = mails.filter(status=Status.SENDING)
    if not held.exists():
        return 0, 0
    requeued = held.filter(handed_at__isnull=True).update(status=Status.QUEUED, claimed_by="", claimed_at=None)
    unsure = held.filter(handed_at__isnull=False, kind__in=outbox.secret_kinds()).update(
        status=Status.UNSURE, text="", html=""
    )
    unsure += held.filter(handed_at__isnull=False).update(status=Status.UNSURE)
    return requeued, unsure


def _outcome(mail: OutboxMail, reply: Reply, now: datetime) -> Mapping[str, str | datetime]:
    match reply.verdict:
        case Verdict.SENT:
            return {"status": Status.SENT, "sent_at": now, "reply_code": reply.code}
        case Verdict.LATER if now - mail.created_at < GIVE_UP:
            pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
            return {"status": Status.QUEUED, "not_before": now + pause, "reply_code": reply.code, "claimed_by": ""}
        case Verdict.UNSURE:
            return {"status": Status.UNSURE}
        case _:
            return {"status": Status.REFUSED, "reply_code": reply.code}


def _wiping(mail: OutboxMail, status: Change) -> Mapping[str, str]:
    """A secret does not outlive its mail."""
    return {"text": "", "html": ""} if mail.kind in outbox.secret_kinds() and status != Status.QUEUED else {}
