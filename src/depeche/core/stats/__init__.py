"""Statistics: disclosure control and intervals for shares."""

from .disclosure import (
    FLOOR,
    Cell,
    Figure,
    Grid,
    K,
    Reason,
    ReleasedGrid,
    ReleasedSeries,
    Series,
    Shown,
    Suppressed,
    release,
)
from .intervals import Interval, newcombe, wilson

__all__ = [
    "FLOOR",
    "Cell",
    "Figure",
    "Grid",
    "Interval",
    "K",
    "Reason",
    "ReleasedGrid",
    "ReleasedSeries",
    "Series",
    "Shown",
    "Suppressed",
    "newcombe",
    "release",
    "wilson",
]
