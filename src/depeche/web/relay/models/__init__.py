"""A relay as rows.

    Relay ─┬─ Group ── Participant ─┬─ Right ── Question ─┬─ Answer
           ├─ Keyword               └─ Draft              ├─ Hop
           ├─ MailText                                    ├─ ModerationAct
           ├─ Room ── RoomSeat                            └─ QuoteConsent
           └─ LiveRound ── LiveSeat

Division of labour: what may be done is decided by `depeche.core.relay` alone; `rules.py` gathers the facts it asks
for; `actions/` writes by condition and counts the rows. Rights are rows too: used + open + lapsed = start + answers +
returns can be read off the table, and a double click finds its right already used.
"""

from __future__ import annotations

from depeche.web.relay.models.care import Erasure, ModerationAct
from depeche.web.relay.models.consent import QuoteConsent
from depeche.web.relay.models.doors import DoorTry, LinkRequest, LiveRound, LiveSeat, Room, RoomSeat
from depeche.web.relay.models.imports import PeopleImport
from depeche.web.relay.models.setup import Group, Keyword, MailText, Participant, Phase, Relay, Sector
from depeche.web.relay.models.talk import Answer, Draft, Hop, Question, Right

__all__ = [
    "Answer",
    "DoorTry",
    "Draft",
    "Erasure",
    "Group",
    "Hop",
    "Keyword",
    "LinkRequest",
    "LiveRound",
    "LiveSeat",
    "MailText",
    "ModerationAct",
    "Participant",
    "PeopleImport",
    "Phase",
    "Question",
    "QuoteConsent",
    "Relay",
    "Right",
    "Room",
    "RoomSeat",
    "Sector",
]
