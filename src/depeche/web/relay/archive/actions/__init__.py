"""Put a relay into a file, bring one in, and end one."""

from __future__ import annotations

from depeche.web.relay.archive.actions.bringing import bring_in
from depeche.web.relay.archive.actions.erasing import Ending, erase
from depeche.web.relay.archive.actions.files import FLOWS, Kind, put_into_file

__all__ = ["FLOWS", "Ending", "Kind", "bring_in", "erase", "put_into_file"]
