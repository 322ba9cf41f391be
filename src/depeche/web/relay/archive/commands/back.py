"""`depeche relay-import FILE --project NUMBER --as EMAIL`: bring a relay in from its file, relay.json."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from depeche.core.errors import DepecheError, InputError
from depeche.web.common.commands import setup
from depeche.web.relay.archive.commands import actor


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="depeche relay-import", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--project", type=int, required=True, help="its number, as in the address of its page")
    parser.add_argument("--as", dest="email", required=True, help="address of a member who may run relays there")
    options = parser.parse_args(arguments)
    setup()
    from django.core.exceptions import PermissionDenied  # noqa: PLC0415 - needs the settings
    from django.http import Http404  # noqa: PLC0415 - as above

    try:
        number = _read(options)
    except (DepecheError, OSError) as error:
        sys.stderr.write(f"depeche relay-import: {error}\n")
        return 2
    except (PermissionDenied, Http404):
        sys.stderr.write("depeche relay-import: there is no such project, or the role does not reach\n")
        return 2
    sys.stdout.write(f"relay {number}\n")
    return 0


def _read(options: argparse.Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from depeche.core.relay.archive import from_dict  # noqa: PLC0415 - as above
    from depeche.reading import objects  # noqa: PLC0415 - as above
    from depeche.web.projects.models import Project  # noqa: PLC0415 - as above
    from depeche.web.relay.archive.actions import bring_in  # noqa: PLC0415 - as above

    project = Project.objects.filter(pk=options.project).first()
    if project is None:
        raise InputError("there is no such project, or the role does not reach")
    archive = from_dict(objects.parse(options.file.read_bytes(), options.file.name))
    return bring_in(actor=actor(options.email), project=project, archive=archive, now=timezone.now()).pk
