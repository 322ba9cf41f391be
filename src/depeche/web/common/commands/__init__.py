"""Subcommands of `depeche` that need Django. Each module has `main(arguments)`; the table is in __main__.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SETTINGS = "depeche.web.config.settings"


@contextmanager
def configured() -> Iterator[None]:
    """Name the settings; a wrong setting ends the command with the sentence that says how to mend it, status 2."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - commands without Django start fast

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        yield
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


def setup() -> None:
    with configured():
        import django  # noqa: PLC0415 - as above

        django.setup()
