"""Every error Depeche raises on purpose.

DepecheError
├── InputError        what somebody handed in cannot be used: where, why, and how to mend it
│   ├── ArchiveError  a relay.json does not fit: its path, why, and how to mend it (core/relay/archive/shape.py)
│   └── OfficeError   a Word or PowerPoint file cannot be a template: a code, and how to mend it (render/office)
├── RuleError         a rule of the relay forbids it: a code, and the figures the sentence needs
└── ClaimError        a report claims what its sources do not carry
"""

from __future__ import annotations

from collections.abc import Mapping


class DepecheError(Exception):
    """Root of all errors raised on purpose; anything else is a fault in Depeche."""


class InputError(DepecheError):
    """What was handed in cannot be used.

    `row` counts as the person sees it (the heading is row 1); `column` is the heading or its letter.
    """

    def __init__(self, message: str, *, row: int | None = None, column: str | None = None) -> None:
        self.message, self.row, self.column = message, row, column
        place = ", ".join(part for part in (f"row {row}" if row else "", f"column {column}" if column else "") if part)
        super().__init__(f"{place}: {message}" if place else message)


class RuleError(DepecheError):
    """A rule of the relay forbids the act. `code` names it; the web says it in the reader's language."""

    def __init__(self, code: str, **figures: object) -> None:
        self.code: str = code
        self.figures: Mapping[str, object] = figures
        super().__init__(code)


class ClaimError(DepecheError):
    """A report claims what its sources do not carry. `claims` are sentences, one a fault."""

    def __init__(self, claims: tuple[str, ...]) -> None:
        self.claims = claims
        super().__init__("; ".join(claims))
