"""What the pages of the archive say in words: faults of a file, refusals, and what a receipt counts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depeche.core.errors import RuleError
from depeche.core.relay.archive import ArchiveError

Words = str | Promise

FAULTS: Mapping[str, Words] = {
    "not_archive": gettext_lazy("This is no relay.json: it does not say “format”: “%(wanted)s”."),
    "not_object": gettext_lazy("An object with names and values is wanted here."),
    "not_list": gettext_lazy("A list is wanted here."),
    "not_text": gettext_lazy("Text is wanted here."),
    "not_number": gettext_lazy("A whole number from %(least)s to %(most)s is wanted here."),
    "not_switch": gettext_lazy("true or false is wanted here."),
    "not_moment": gettext_lazy("A moment with its time zone is wanted here, like 2026-09-07T07:00:00+00:00."),
    "not_code": gettext_lazy("One of these is wanted here: %(choices)s."),
    "not_key": gettext_lazy("A key like %(like)s is wanted here."),
    "not_address": gettext_lazy("An e-mail address is wanted here."),
    "not_link": gettext_lazy("An address that begins with https:// or http:// is wanted here."),
    "too_long": gettext_lazy("The text has %(length)s characters; at most %(most)s are possible."),
    "unwritable": gettext_lazy("The text holds a character that cannot be stored. Take it out."),
    "missing": gettext_lazy("“%(name)s” is missing."),
    "unknown": gettext_lazy("“%(name)s” is not known here. Check its spelling, or take it out."),
    "rules": gettext_lazy("The rules of the relay do not fit together."),
    "numbering": gettext_lazy("%(found)s stands where %(wanted)s is due. Number them in order, without gaps."),
    "no_such": gettext_lazy("%(key)s is not in the file."),
    "twice": gettext_lazy("%(key)s stands here a second time."),
    "later": gettext_lazy("%(key)s comes later in the file than what rests on it."),
    "contradiction": gettext_lazy("This does not fit with “%(other)s”."),
    "window": gettext_lazy("The moments are not in order, or one is missing."),
    "names_missing": gettext_lazy("In the full form everybody has a name and an address."),
    "names_present": gettext_lazy("In the pseudonymous form nobody has a name, title, organisation or address."),
}

REFUSALS: Mapping[str, Words] = {
    "nameless": gettext_lazy("There are no names in this relay."),
    "still_running": gettext_lazy("The relay is running. Close it first."),
    "not_closed": gettext_lazy("A relay can be made anonymous when it has closed."),
    "anonymised_already": gettext_lazy("The relay has been made anonymous already."),
    "other_topic": gettext_lazy("This is not the topic of the relay. Write it as it stands above."),
    "mail_leaving": gettext_lazy("A mail of the relay is leaving just now. Try again in a minute."),
}

COUNTED: Mapping[str, Words] = {
    "people": gettext_lazy("participants"),
    "questions": gettext_lazy("questions"),
    "answers": gettext_lazy("answers"),
    "consents": gettext_lazy("decisions on being quoted"),
    "hops": gettext_lazy("stays of questions with a recipient"),
    "rights": gettext_lazy("rights to ask"),
    "drafts": gettext_lazy("drafts"),
    "moderation": gettext_lazy("steps of moderation, with their notes"),
    "decline_reasons": gettext_lazy("reasons for declining"),
    "removed_texts": gettext_lazy("texts of questions that were removed, taken back, or held at the close"),
    "mails": gettext_lazy("mails, with their text and address"),
    "came_back": gettext_lazy("automatic answers and notices about mails"),
    "delivered_here": gettext_lazy("mails in the demo's mailbox"),
    "link_requests": gettext_lazy("requests for a lost link"),
    "events": gettext_lazy("events of the record"),
    "live_rounds": gettext_lazy("live rounds"),
    "live_seats": gettext_lazy("seats in live rounds"),
    "rooms": gettext_lazy("rooms"),
    "room_seats": gettext_lazy("seats in rooms"),
    "imports": gettext_lazy("lists of people that were read"),
    "groups": gettext_lazy("groups"),
    "keywords": gettext_lazy("expected words"),
    "mail_texts": gettext_lazy("texts of mails"),
    "relay": gettext_lazy("the relay itself"),
    "corpora": gettext_lazy("analyses deleted"),
    "corpora_kept": gettext_lazy("analyses kept, without what leads to people"),
    "reports": gettext_lazy("drafts of reports deleted"),
    "versions_kept": gettext_lazy("published reports, which stay as they are"),
}
"""What a plan and a receipt count, in the order in which they say it."""


def fault(error: ArchiveError) -> str:
    """Where in the file, why, and how to mend it."""
    said = str(FAULTS[error.code]) % error.figures
    return _("%(place)s: %(fault)s") % {"place": error.path, "fault": said} if error.path else said


def refusal(error: RuleError) -> str:
    return str(REFUSALS[error.code])


def counted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """(what, how many), largest notions first; what is not there is not said."""
    known = [(str(words), counts[name]) for name, words in COUNTED.items() if counts.get(name)]
    return tuple(known)
