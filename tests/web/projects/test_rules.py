"""The whole table of role and permission, refusals included."""

from __future__ import annotations

import pytest

from depeche.web.projects.models import Role
from depeche.web.projects.rules import PERMISSIONS, allows

TABLE = """
                  owner facilitator analyst reader
project.see       yes   yes         yes     yes
project.manage    yes   no          no      no
relay.see         yes   yes         yes     no
relay.run         yes   yes         no      no
analysis.see      yes   yes         yes     no
figures.see       yes   yes         yes     yes
analysis.work     yes   yes         yes     no
report.read       yes   yes         yes     yes
report.write      yes   yes         yes     no
report.review     yes   yes         yes     no
report.publish    yes   no          no      no
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], role, word == "yes") for row in ROWS for role, word in zip(HEAD, row[1:], strict=True)]


@pytest.mark.parametrize(("permission", "role", "allowed"), CELLS)
def test_role_and_permission(permission: str, role: str, allowed: bool) -> None:  # noqa: FBT001 - a cell of the table
    assert allows(role, permission) is allowed


def test_the_table_above_is_whole() -> None:
    assert {(permission, role) for permission, role, _ in CELLS} == {(p, r) for p in PERMISSIONS for r in Role}
