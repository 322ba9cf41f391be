"""The command `depeche`: a table of subcommands, each imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import NamedTuple

from depeche import __version__


class Command(NamedTuple):
    """`module` has `main(arguments: Sequence[str]) -> int`, the exit status."""

    name: str
    module: str
    does: str


COMMANDS: tuple[Command, ...] = (
    Command("analyse", "depeche.commands.analyse", "make a report from a file of questions and answers"),
    Command("demo", "depeche.web.demo.serve", "play an invented relay and serve it on this machine"),
    Command("worker", "depeche.web.common.commands.worker", "move relays through their moments and send the mail"),
    Command("mail-in", "depeche.web.common.commands.mail_in", "take one message that came back, from standard input"),
    Command("organiser", "depeche.web.accounts.commands.organiser", "let somebody sign in and create projects"),
    Command("relay-export", "depeche.web.relay.archive.commands.out", "write a relay into a file, relay.json"),
    Command("relay-import", "depeche.web.relay.archive.commands.back", "bring a relay in from its file"),
    Command("secret", "depeche.web.common.commands.secret", "print a key for DEPECHE_SECRET_KEY"),
    Command("manage", "depeche.web.common.commands.manage", "run one of Django's commands, such as migrate"),
)

HINT = 2  # exit status for input that has to be mended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; without one, or with --help, say what there is."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    commands = {command.name: command for command in COMMANDS}
    if not given or given[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return 0
    if given[0] in {"-V", "--version"}:
        sys.stdout.write(f"depeche {__version__}\n")
        return 0
    command = commands.get(given[0])
    if command is None:
        sys.stderr.write(f"depeche: there is no command “{given[0]}”; there are: {', '.join(commands)}\n")
        return HINT
    status: int = importlib.import_module(command.module).main(given[1:])
    return status


def _overview() -> str:
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.does}" for command in COMMANDS]
    return "\n".join(("usage: depeche COMMAND …", "", *lines, "", "depeche COMMAND --help tells more.", ""))


if __name__ == "__main__":
    sys.exit(main())
