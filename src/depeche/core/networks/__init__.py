"""Measures of who asks whom: flows between groups, threads, rings. Each has its page in docs/methods."""

from .mixing import Mixing, assortativity, expected, external_internal, mixing
from .rings import LONGEST_RING, Circle, Cycles, Returns, cycles, inner_circle, most_asked, returns, ring_hops
from .shown import Measure, ShownFlow, shown_flow, value, values
from .talk import Put, Talk
from .threads import (
    Meeting,
    Meetings,
    Step,
    Thread,
    cut_off,
    first_common,
    first_meetings,
    hops_of,
    meetings,
    shown_steps,
    survival,
    threads,
)
from .ties import Tie, leading, ties

__all__ = [
    "LONGEST_RING",
    "Circle",
    "Cycles",
    "Measure",
    "Meeting",
    "Meetings",
    "Mixing",
    "Put",
    "Returns",
    "ShownFlow",
    "Step",
    "Talk",
    "Thread",
    "Tie",
    "assortativity",
    "cut_off",
    "cycles",
    "expected",
    "external_internal",
    "first_common",
    "first_meetings",
    "hops_of",
    "inner_circle",
    "leading",
    "meetings",
    "mixing",
    "most_asked",
    "returns",
    "ring_hops",
    "shown_flow",
    "shown_steps",
    "survival",
    "threads",
    "ties",
    "value",
    "values",
]
