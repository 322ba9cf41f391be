"""`depeche secret`: print a key for DEPECHE_SECRET_KEY."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence

BYTES = 50


def main(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser(prog="depeche secret", description=__doc__).parse_args(arguments)
    sys.stdout.write(f"{secrets.token_urlsafe(BYTES)}\n")
    return 0
