"""`depeche relay-export FILE --relay NUMBER --as EMAIL [--names]`: write a relay into a file, relay.json."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from depeche.core.errors import DepecheError, InputError
from depeche.web.common.commands import setup
from depeche.web.relay.archive.commands import actor


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche relay-export", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--relay", type=int, required=True, help="its number, as in the address of its pages")
    parser.add_argument("--as", dest="email", required=True, help="address of a member of its project")
    parser.add_argument("--names", action="store_true", help="with names and addresses; owners only")
    options = parser.parse_args(arguments)
    setup()
    from django.core.exceptions import PermissionDenied  # noqa: PLC0415 - needs the settings
    from django.http import Http404  # noqa: PLC0415 - as above

    try:
        _write(options)
    except (DepecheError, OSError) as error:
        sys.stderr.write(f"depeche relay-export: {error}\n")
        return 2
    except (PermissionDenied, Http404):
        sys.stderr.write("depeche relay-export: there is no such relay, or the role does not reach\n")
        return 2
    return 0


def _write(options: argparse.Namespace) -> None:
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from depeche.core.relay.archive.form import Form  # noqa: PLC0415 - as above
    from depeche.web.relay.archive.actions import Kind, put_into_file  # noqa: PLC0415 - as above
    from depeche.web.relay.models import Relay  # noqa: PLC0415 - as above

    relay = Relay.objects.select_related("project").filter(pk=options.relay).first()
    if relay is None:
        raise InputError("there is no such relay, or the role does not reach")
    form, now = Form.FULL if options.names else Form.PSEUDONYMOUS, timezone.now()
    found = put_into_file(actor=actor(options.email), relay=relay, kind=Kind.JSON, form=form, language="en", now=now)
    with found, options.file.open("xb") as out:
        shutil.copyfileobj(found, out)
