"""Everything a person can do to a report. Each checks its rule, writes by condition, and leaves an event."""

from depeche.web.reports.actions.drafts import Front, change_front, create, save_section
from depeche.web.reports.actions.publishing import publish, withdraw

__all__ = ["Front", "change_front", "create", "publish", "save_section", "withdraw"]
