"""Cross-reading: sources, groups and themes side by side. docs/methods/cross-reading.md has the definitions."""

from .asked import Dialogue, Exchange, Met, Telling, dialogue
from .flows import ThemeFlows, theme_flows
from .groups import UNSORTED, CodedCard, GroupTable, group_table
from .residuals import STANDS_OUT, Kind, Overall, overall, residuals
from .shares import Change, Difference, Share, Standing, changes, shares
from .together import Meeting, Together, together

__all__ = [
    "STANDS_OUT",
    "UNSORTED",
    "Change",
    "CodedCard",
    "Dialogue",
    "Difference",
    "Exchange",
    "GroupTable",
    "Kind",
    "Meeting",
    "Met",
    "Overall",
    "Share",
    "Standing",
    "Telling",
    "ThemeFlows",
    "Together",
    "changes",
    "dialogue",
    "group_table",
    "overall",
    "residuals",
    "shares",
    "theme_flows",
    "together",
]
