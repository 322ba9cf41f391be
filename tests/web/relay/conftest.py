from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections


@pytest.fixture
def racing_db(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads can race on, as production has it.

    PostgreSQL is that already. SQLite's test database lives in memory, where threads lock each other out at once
    instead of waiting; so it is copied to a file.
    """
    memory = connections["default"]
    if memory.vendor != "sqlite":
        yield
        return
    name, path = memory.settings_dict["NAME"], str(tmp_path / "race.sqlite3")
    with memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [path])
    memory.settings_dict["NAME"] = path
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    memory.settings_dict["NAME"] = name
    connections["default"] = memory
