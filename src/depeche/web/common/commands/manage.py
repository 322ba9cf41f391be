"""`depeche manage …`: Django's own commands, such as `migrate` and `collectstatic`."""

from __future__ import annotations

from collections.abc import Sequence

from depeche.web.common.commands import configured


def main(arguments: Sequence[str]) -> int:
    with configured():
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs the settings' name

        execute_from_command_line(["depeche manage", *arguments])
    return 0
