"""What every test shares: hypothesis profiles, and the rule that CI may not skip what it was told to run."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

REQUIRED = frozenset(os.environ.get("DEPECHE_REQUIRE", "").split())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test marked with something that DEPECHE_REQUIRE names fails when it skips, unless only ../shared is absent."""
    report = yield
    marks = {mark.name for mark in item.iter_markers()}
    wanted = REQUIRED & marks
    if "shared" in marks - REQUIRED and "is not here" in str(report.longrepr):
        return report
    if report.skipped and wanted and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though DEPECHE_REQUIRE names {', '.join(sorted(wanted))}: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _postgres_only(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("postgres") and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("needs PostgreSQL: set DATABASE_URL=postgresql://…")
