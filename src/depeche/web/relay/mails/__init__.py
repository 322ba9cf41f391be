"""The mails of a relay: what they say, to whom they go, and that each goes once.

- enqueue(kind, participant, now, question=None): one mail, in the transaction of the act that causes it
- enqueue_many(kind, participants, now): the same to many
- cancel(kinds, participant, question=None): the duty is done, take queued mails about it back
- forget(people): they are taken out for good, remove what was written to them
- readdress(participant): the address was mended, send what has not left to the new one
- resend(participant, now, actor=…): the mail that fits where the participant stands, once more
- quiet_until(kind, relay, now): when a mail of this kind may leave
- stop_reminders(actor=…), resume_reminders(actor=…): the participant's own wish
- to_look_at(relay), settle_returned(…): bounces and automatic answers
- render(kind, participant, …): as it would look, for a preview; nothing is written
- send_trial(actor=…): some or all kinds to the organiser themselves, marked as a trial
- check_text(kind, subject, body): InputError where the organiser's own words cannot be used
"""

from __future__ import annotations

from depeche.web.relay.mails.checking import check_text, standard_text
from depeche.web.relay.mails.markup import MailPreview
from depeche.web.relay.mails.posting import cancel, enqueue, enqueue_many, forget, readdress, resend
from depeche.web.relay.mails.quiet import quiet_until
from depeche.web.relay.mails.rendering import render
from depeche.web.relay.mails.returned import settle_returned, to_look_at
from depeche.web.relay.mails.stopping import resume_reminders, stop_reminders
from depeche.web.relay.mails.trial import send_trial
from depeche.web.relay.mails.wording import KINDS, placeholders

__all__ = [
    "KINDS",
    "MailPreview",
    "cancel",
    "check_text",
    "enqueue",
    "enqueue_many",
    "forget",
    "placeholders",
    "quiet_until",
    "readdress",
    "render",
    "resend",
    "resume_reminders",
    "send_trial",
    "settle_returned",
    "standard_text",
    "stop_reminders",
    "to_look_at",
]
