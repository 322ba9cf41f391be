"""Everything a person can do to a report. Each checks its rule, writes by condition, and leaves an event."""

from depeche.web.reports.actions.drafts import Front, change_front, create, save_section
from depeche.web.reports.actions.publishing import open_comments, publish, withdraw
from depeche.web.reports.actions.review import ask_for_review, comment, end_review, reopen, reply, resolve

__all__ = [
    "Front",
    "ask_for_review",
    "change_front",
    "comment",
    "create",
    "end_review",
    "open_comments",
    "publish",
    "reopen",
    "reply",
    "resolve",
    "save_section",
    "withdraw",
]
