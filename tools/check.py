"""The gate without the tests, the same here and in CI: lock, style, types, imports, migrations, translations, sizes.

Every check runs, two at a time, also when an earlier one failed; what failed is printed whole.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "DATABASE_URL": "sqlite:///:memory:",
    "DEPECHE_BASE_URL": "https://depeche.test",
    "DEPECHE_SECRET_KEY": secrets.token_urlsafe(50),
    "DJANGO_SETTINGS_MODULE": "depeche.web.config.settings",
}


class Check(NamedTuple):
    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("types (mypy --strict)", ("mypy", "--python-executable", sys.executable)),
    Check("lock follows from pyproject.toml", ("python", "tools/lock.py", "--check")),
    Check("style (ruff check)", ("ruff", "check", ".")),
    Check("format (ruff format)", ("ruff", "format", "--check", "--quiet", ".")),
    Check("direction of imports", ("lint-imports",)),
    Check("migrations follow from the models", ("django-admin", "makemigrations", "--check", "--dry-run")),
    Check("settings (check --deploy)", ("django-admin", "check", "--deploy", "--fail-level", "WARNING")),
    Check("translations complete", ("python", "tools/messages.py", "--check")),
    Check("size of files", ("python", "tools/sizes.py")),
)


def run(check: Check) -> tuple[Check, int, str, float]:
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / check.command[0]), *check.command[1:]],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, done.returncode, done.stdout, time.monotonic() - began


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, status, output, seconds in pool.map(run, CHECKS):
            print(f"{'ok    ' if status == 0 else 'FAILED'}  {check.name}  ({seconds:.0f} s)", flush=True)
            if status:
                failed += 1
                print(output)
    print(f"check: {len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
