"""Fail where a file has outgrown what one can hold in mind: source 400 lines, template 150."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {".py": 400, ".html": 150, ".js": 400, ".typ": 400}
FREE = ("migrations", "vendor")


def main() -> int:
    faults = []
    for folder in ("src", "tests", "benchmarks", "tools"):
        for path in sorted((ROOT / folder).rglob("*")):
            limit = LIMITS.get(path.suffix)
            if limit is None or any(part in FREE for part in path.parts):
                continue
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > limit:
                faults.append(
                    f"{path.relative_to(ROOT)}: {lines} lines, at most {limit}; find the second thing inside it."
                )
    print("\n".join(faults) or "sizes: ok")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
