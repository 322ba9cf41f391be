"""Resolve pyproject.toml into requirements/run.txt and dev.txt: hashes, every platform, no addresses.

`--check` resolves into a temporary folder with today's lock as preference and fails where the two differ.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("run.txt", "dev.txt")


def resolve(folder: Path) -> None:
    """Write both locks into `folder`; what stands there already is kept where it still fits."""
    for name in LOCKS:
        extra = ["--extra", "dev", "--constraint", str(folder / "run.txt")] if name == "dev.txt" else []
        command = [
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
        ]
        command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", "pyproject.toml"]
        subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:], *extra, "--output-file", str(folder / name)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def main() -> int:
    if "--check" not in sys.argv:
        resolve(ROOT / "requirements")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lock in LOCKS:
            shutil.copy(ROOT / "requirements" / lock, folder / lock)
        resolve(folder)
        stale = [lock for lock in LOCKS if (folder / lock).read_text() != (ROOT / "requirements" / lock).read_text()]
    if stale:
        print(f"requirements/{' and '.join(stale)} does not follow from pyproject.toml; run `make lock`.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
