"""`depeche organiser EMAIL [--name NAME]`: let somebody sign in and create projects."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from depeche.core.errors import InputError
from depeche.web.common.commands import setup


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche organiser", description=__doc__)
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", default="", help="the person's name, as others see it")
    parser.add_argument("--language", default="da", choices=["da", "en"], help="of the mails to them (default: da)")
    options = parser.parse_args(arguments)
    setup()
    from django.utils import timezone, translation  # noqa: PLC0415 - needs the settings

    from depeche.web.accounts import actions, mails  # noqa: PLC0415 - as above

    try:
        with translation.override("en"):  # the command line speaks English
            user, new = actions.make_organiser(
                email=options.email, name=options.name, language=options.language, now=timezone.now()
            )
    except InputError as error:
        sys.stderr.write(f"depeche organiser: {error.message}\n")
        return 2
    sys.stdout.write(f"{user.email} {'can sign in now' if new else 'can sign in'}: {mails.sign_in_address()}\n")
    return 0
