"""The mails of a relay: what they say, to whom they go, and that each goes once.

- enqueue(kind, participant, now, question=None): one mail, in the transaction of the act that causes it
- enqueue_many(kind, participants, now): the same to many
- cancel(kinds, participant, question=None): the duty is done, take queued mails about it back
- forget(participant): they are taken out for good, remove what was written to them
- readdress(participant): the address was mended, send what has not left to the new one
- resend(participant, now, actor=…): the mail that fits where the participant stands, once more
- render(kind, participant, …): as it would look, for a preview; nothing is written
- check_text(kind, subject, body): InputError where the organiser's own words cannot be used
"""

from __future__ import annotations

from depeche.web.relay.mails.checking import check_text, standard_text
from depeche.web.relay.mails.markup import MailPreview
from depeche.web.relay.mails.posting import cancel, enqueue, enqueue_many, forget, readdress, resend
from depeche.web.relay.mails.rendering import render
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
    "readdress",
    "render",
    "resend",
    "standard_text",
]
