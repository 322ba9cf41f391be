"""Settings come from the environment; a secret may come from a file named by NAME_FILE (a mounted secret)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


@dataclass(frozen=True)
class Env:
    """Reads one variable at a time; a wrong value stops the start with a sentence that says how to mend it."""

    values: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        path = self.values.get(f"{name}_FILE")
        if path:
            if name in self.values:
                raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set; keep one of them.")
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ImproperlyConfigured(
                    f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
                ) from error
        value = self.values.get(name, default)
        if value is None:
            raise ImproperlyConfigured(f"{name} is not set. Set it, or set {name}_FILE to a file that holds it.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, str(default)).lower()
        if value not in {"true", "false", "1", "0"}:
            raise ImproperlyConfigured(f"{name} is {value!r}; write true or false.")
        return value in {"true", "1"}

    def items(self, name: str, default: str = "") -> list[str]:
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def database(self, name: str = "DATABASE_URL") -> dict[str, object]:
        """Django's database settings from `sqlite:////path` or `postgresql://user:password@host:port/name`."""
        url = urlsplit(self.text(name))
        if url.scheme == "sqlite":
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": url.path[1:] or ":memory:",
                "OPTIONS": SQLITE_OPTIONS,
            }
        if url.scheme in {"postgres", "postgresql"}:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": url.hostname or "",
                "PORT": str(url.port or ""),
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
                "OPTIONS": dict(parse_qsl(url.query)),
            }
        raise ImproperlyConfigured(f"{name} begins with {url.scheme!r}; write sqlite:////path or postgresql://….")


ENV = Env(os.environ)
