"""Every write a person or time can cause in a relay. Each checks its rule, writes by condition, audits, sends mail."""

from __future__ import annotations

from depeche.web.relay.actions.answer import answer, decline, withdraw
from depeche.web.relay.actions.ask import ask
from depeche.web.relay.actions.drafts import save_draft
from depeche.web.relay.actions.moderate import (
    ask_for_rewrite,
    hold,
    pass_on,
    release,
    remove,
    report,
    rewrite,
)
from depeche.web.relay.actions.people import NewParticipant, add_participants, restore, search_words, suspend
from depeche.web.relay.actions.phases import (
    close_answers,
    close_now,
    close_to_questions,
    extend,
    give_start_rights,
    invite,
    move_window,
    open_relay,
    schedule,
    unschedule,
)
from depeche.web.relay.actions.returns import return_overdue, return_question

__all__ = [
    "NewParticipant",
    "add_participants",
    "answer",
    "ask",
    "ask_for_rewrite",
    "close_answers",
    "close_now",
    "close_to_questions",
    "decline",
    "extend",
    "give_start_rights",
    "hold",
    "invite",
    "move_window",
    "open_relay",
    "pass_on",
    "release",
    "remove",
    "report",
    "restore",
    "return_overdue",
    "return_question",
    "rewrite",
    "save_draft",
    "schedule",
    "search_words",
    "suspend",
    "unschedule",
    "withdraw",
]
