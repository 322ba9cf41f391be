"""`depeche organiser EMAIL [--name NAME]`: let somebody sign in and create projects."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from depeche.web.common.commands import setup


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche organiser", description=__doc__)
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", default="", help="the person's name, as others see it")
    parser.add_argument("--language", default="da", choices=["da", "en"], help="of the mails to them (default: da)")
    options = parser.parse_args(arguments)
    setup()
    from django.utils import timezone  # noqa: PLC0415 - as above

    from depeche.core.errors import InputError  # noqa: PLC0415 - as above
    from depeche.web.accounts import actions  # noqa: PLC0415 - as above
    from depeche.web.accounts.mails import sign_in_address  # noqa: PLC0415 - as above

    try:
        user, created = actions.make_organiser(
            email=options.email, name=options.name, language=options.language, now=timezone.now()
        )
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    ending = "can sign in now" if created else "could sign in before, and still can"
    sys.stdout.write(f"{user.email} {ending}: {sign_in_address()}\n")
    return 0
