"""`depeche mail-in < message`: take one message that came back for a mail. For a mail server's pipe.

Exit status as mail servers read it (sysexits.h): 0 taken, also when it was taken before; 75 try again later.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from depeche.web.common.commands import setup

TRY_AGAIN = 75


def main(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser(
        prog="depeche mail-in", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args(arguments)
    raw = sys.stdin.buffer.read()  # to its end, or the server would find the pipe broken
    setup()
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415 - needs the settings
    from django.utils import timezone  # noqa: PLC0415 - as above

    from depeche.web.common.incoming.taking import take  # noqa: PLC0415 - as above

    try:
        take(raw, timezone.now())
    except (InterfaceError, OperationalError) as error:
        sys.stderr.write(f"The database is away ({type(error).__name__}); try again later.\n")
        return TRY_AGAIN
    return 0
