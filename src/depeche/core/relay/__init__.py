"""The rules of a relay as values, its state as the sum of its events, and a simulation on the same rules.

hours       which hours count towards a time limit
rules       every parameter, validated together
window      the four moments, the phases, what is open in which phase, time limits
decisions   who may do what, on small values of facts: one definition of each rule
events      what happens
records     what the state is made of
state       replaying events
suggest     whom to suggest to somebody who is about to ask, and why
index       who stands where in that order, kept up as a relay goes on
behaviour   how simulated people act: assumptions
simulate    playing a relay
live        dealing questions and seating pairs in a room
"""

from __future__ import annotations

from depeche.core.relay.behaviour import Behaviour, Member
from depeche.core.relay.decisions import AskFacts, Origin, Reason, ReplyFacts, RightStatus, Status
from depeche.core.relay.rules import Advice, Anonymity, Quoting, Recipient, Rules, Start, advise
from depeche.core.relay.simulate import Report, play, simulate
from depeche.core.relay.state import RelayState
from depeche.core.relay.window import Act, Phase, Window, due_at, phase_at, reminders

__all__ = [
    "Act",
    "Advice",
    "Anonymity",
    "AskFacts",
    "Behaviour",
    "Member",
    "Origin",
    "Phase",
    "Quoting",
    "Reason",
    "Recipient",
    "RelayState",
    "ReplyFacts",
    "Report",
    "RightStatus",
    "Rules",
    "Start",
    "Status",
    "Window",
    "advise",
    "due_at",
    "phase_at",
    "play",
    "reminders",
    "simulate",
]
