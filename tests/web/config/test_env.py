from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from depeche.web.config.env import Env


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n")
    assert Env({"KEY_FILE": str(tmp_path / "key")}).text("KEY") == "from the file"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "KEY is not set. Set it, or set KEY_FILE to a file that holds it."),
        ({"KEY": "a", "KEY_FILE": "b"}, "Both KEY and KEY_FILE are set; keep one of them."),
        ({"KEY_FILE": "/nowhere/at/all"}, "KEY_FILE names /nowhere/at/all, which cannot be read: No such file or"),
    ],
)
def test_a_missing_or_doubled_value_stops_the_start_and_says_how_to_mend_it(
    values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        Env(values).text("KEY")
    assert str(refusal.value).startswith(sentence)


def test_a_flag_is_true_or_false_and_nothing_else() -> None:
    assert Env({"ON": "True"}).flag("ON", default=False)
    assert not Env({"ON": "0"}).flag("ON", default=True)
    with pytest.raises(ImproperlyConfigured, match="ON is 'maybe'; write true or false"):
        Env({"ON": "maybe"}).flag("ON", default=False)


def test_a_postgresql_address_becomes_django_settings() -> None:
    settings = Env({"DATABASE_URL": "postgresql://me:p%40ss@db.example:5433/depeche?sslmode=require"}).database()
    wanted = {"NAME": "depeche", "USER": "me", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}
    assert wanted.items() <= settings.items()
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_sqlite_writes_one_at_a_time_and_reads_meanwhile() -> None:
    settings = Env({"DATABASE_URL": "sqlite:////srv/depeche.sqlite3"}).database()
    assert settings["NAME"] == "/srv/depeche.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index] # a dict of Django's
    assert "WAL" in settings["OPTIONS"]["init_command"]  # type: ignore[index] # as above


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="'mysql'"):
        Env({"DATABASE_URL": "mysql://h/n"}).database()
